import { Convolution } from "../components/convolution/define.ts";
import { Pooling } from "../components/pooling/define.ts";
import "../components/story/define.ts";
import type { Story } from "../components/story/story.ts";
import { type Lang, learn, messages } from "../i18n/index.ts";
import { languageOfVisit } from "../i18n/languages.ts";
import { bindAddress, bindTheme, canRun, keepForOffline, markLanguage, remember } from "./page.ts";

const convolution = document.querySelector("convscope-convolution") as Convolution;
const pooling = document.querySelector("convscope-pooling") as Pooling;
const story = document.querySelector("cs-story") as Story;
const labs = [convolution, pooling];

/** Puts the page into `lang`: every element that names its text gets it. */
function speak(lang: Lang): void {
  document.documentElement.lang = lang;
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
    element.textContent = lookUp(lang, element.dataset.text as string);
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-label]")) {
    element.setAttribute("aria-label", lookUp(lang, element.dataset.label as string));
  }
}

function lookUp(lang: Lang, path: string): string {
  return path
    .split(".")
    .reduce<unknown>((table, key) => (table as Record<string, unknown>)[key], messages(lang)) as string;
}

async function setLanguage(lang: Lang) {
  await learn(lang);
  speak(lang);
  story.requestUpdate();
  markLanguage(lang);
  showCourse();
}

/** The entry to the course, and how far the learner has come; of no hurry, and none of the first load. */
function showCourse() {
  const show = () => import("./course-entry.ts").then(({ showEntry }) => showEntry());
  if (document.readyState === "complete") show();
  else addEventListener("load", show, { once: true });
}

/** The picture that is chosen here is there in every lesson. */
function carryPicture() {
  let shown: Blob | string = convolution.state.image;
  convolution.addEventListener("convscope-change", () => {
    const picture = convolution.ownPicture ?? convolution.state.image;
    if (picture === shown || picture === "own") return;
    shown = picture;
    import("../engine/learner.ts").then(({ keepPicture }) => keepPicture(picture));
  });
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
      // A page that stands under its language moves on with it, so that a reload keeps the choice.
      if (fixed) history.replaceState(null, "", new URL(location.search, link.href));
      setLanguage(link.lang as Lang);
    });
  }
}

bindLanguages();
bindTheme(labs);
if (canRun()) {
  bindAddress(convolution, Convolution.schema);
  bindAddress(pooling, Pooling.schema, "pool.");
  carryPicture();
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
  const asked = new URLSearchParams(location.search);
  for (const how of ["shared", "opened"] as const) {
    if (asked.has(how)) import("./arrivals.ts").then(({ takeArrival }) => takeArrival(convolution, how));
  }
  keepForOffline();
}
