import { Convolution } from "../components/convolution/define.ts";
import { Pooling } from "../components/pooling/define.ts";
import "../components/story/define.ts";
import type { Story } from "../components/story/story.ts";
import type { Lang } from "../i18n/index.ts";
import { bindAddress, canRun, dress, languageOfVisit, remember, remembered, speak } from "./page.ts";

const convolution = document.querySelector("convscope-convolution") as Convolution;
const pooling = document.querySelector("convscope-pooling") as Pooling;
const story = document.querySelector("cs-story") as Story;
const labs = [convolution, pooling];

function setLanguage(lang: Lang) {
  speak(lang);
  for (const lab of labs) lab.requestUpdate();
  story.requestUpdate();
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".languages a")) {
    if (link.lang === lang) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** The languages change in place, so that the picture and the cell stay. */
function bindLanguages() {
  const fixed = document.body.dataset.page !== "";
  setLanguage(fixed ? (document.documentElement.lang as Lang) : languageOfVisit());
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".languages a")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      remember("lang", link.lang);
      setLanguage(link.lang as Lang);
    });
  }
}

function bindTheme() {
  const field = document.getElementById("theme") as HTMLSelectElement;
  field.value = new URLSearchParams(location.search).get("theme") ?? remembered("theme") ?? "auto";
  dress(field.value, labs);
  field.addEventListener("change", () => {
    remember("theme", field.value);
    dress(field.value, labs);
  });
}

bindLanguages();
bindTheme();
if (canRun()) {
  bindAddress(convolution, Convolution.schema);
  bindAddress(pooling, Pooling.schema, "pool.");
  Object.assign(story, { convolution, pooling });
  // A picture may be pasted or dropped anywhere on the page.
  document.addEventListener("paste", (event) => {
    if (!event.defaultPrevented) convolution.takePaste(event);
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    convolution.takeDrop(event);
  });
}
