/** A lab's own page on the site: the same state as a frame's address, with the site around it. */
import { languageOf } from "../i18n/languages.ts";
import { openLinkedLab } from "./linked-lab.ts";
import { bindTheme, keepForOffline, markLanguage } from "./page.ts";

const lang = languageOf(document.documentElement.lang);
markLanguage(lang);
bindTheme(document.querySelectorAll("[data-main]"));
openLinkedLab().then((lab) => {
  if (!lab) return;
  keepForOffline();
  // The other language's page opens with what is on the screen.
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".languages a")) {
    link.addEventListener("click", () => {
      link.search = location.search;
    });
  }
});
