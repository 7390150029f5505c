import "../components/progress-file/define.ts";
import { readProgress } from "../engine/learner.ts";
import { course } from "../i18n/course.ts";
import { languageOf } from "../i18n/index.ts";
import { bindTheme, canRun, keepForOffline, markLanguage } from "./page.ts";

const lang = languageOf(document.documentElement.lang);
const { progress, complete } = course[lang];

/** How much of each lesson is done, on this device. */
function showProgress() {
  const done = readProgress();
  for (const link of document.querySelectorAll<HTMLElement>("a[data-lesson]")) {
    const all = (link.dataset.exercises ?? "").split(" ").filter(Boolean);
    const count = all.filter((id) => done[link.dataset.lesson as string]?.includes(id)).length;
    const place = link.querySelector<HTMLElement>("[data-progress]");
    if (!place || count === 0) continue;
    place.hidden = false;
    place.textContent = ` · ${count === all.length ? `✓ ${complete}` : progress(count, all.length)}`;
  }
}

showProgress();
document.addEventListener("convscope-progress", showProgress);
markLanguage(lang);
bindTheme([]);
canRun();
keepForOffline();
