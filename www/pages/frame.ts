/**
 * A lab for a frame in somebody's course: no shell, no service worker, nothing that must be stored. It takes neither the
 * reader's wheel nor their keys, tells the page around it how tall it is, and leads to the site with the same state.
 */

import { frame } from "../i18n/frame.ts";
import { learn } from "../i18n/index.ts";
import { labs } from "../i18n/labs.ts";
import { languageOfVisit } from "../i18n/languages.ts";
import { tellHeight } from "./frame-height.ts";
import { openLinkedLab } from "./linked-lab.ts";
import { dress } from "./page.ts";

const asked = new URLSearchParams(location.search);
const lang = languageOfVisit();
// The lab asks for its words, too; so they come with it.
learn(lang).catch(() => undefined);
document.documentElement.lang = lang;
dress(asked.get("theme") ?? "auto", document.querySelectorAll("[data-main]"));

/** The same state on the site. What only the frame is about stays behind. */
function siteAddress(lab: string): string {
  const query = new URLSearchParams(location.search);
  for (const key of ["lang", "theme", "controls", "predict"]) query.delete(key);
  const text = query.toString().replaceAll("%2C", ",");
  return new URL(`../../${lang}/labs/${lab}/${text && `?${text}`}`, location.href).href;
}

/** A frame may be forbidden to open windows: then the site opens in its place. */
function bindOnward(lab: HTMLElement) {
  const name = lab.localName.replace("convscope-", "");
  const link = document.querySelector(".onward a") as HTMLAnchorElement;
  link.textContent = frame[lang].onward;
  link.href = siteAddress(name);
  for (const event of ["pointerdown", "focus"]) {
    link.addEventListener(event, () => {
      link.href = siteAddress(name);
    });
  }
  link.addEventListener("click", (event) => {
    event.preventDefault();
    link.href = siteAddress(name);
    const opened = window.open(link.href);
    if (opened) opened.opener = null;
    else location.href = link.href;
  });
  document.title = `${labs[lang][name as keyof (typeof labs)["ko"]]?.name ?? name} · Convscope`;
}

tellHeight(document.querySelector("main") as HTMLElement);
bindOnward(document.querySelector("[data-main]") as HTMLElement);
openLinkedLab();
