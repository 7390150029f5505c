/** How far the learner has come: on the contents page and on the home page's entry to the course. */
import { type Progress, readProgress } from "../engine/learner.ts";
import { course } from "../i18n/course.ts";
import { languageOf } from "../i18n/index.ts";

/** The ids of each lesson's exercises; the build writes them. */
declare const __EXERCISES__: Record<string, string[]>;

interface Come {
  link: HTMLAnchorElement;
  count: number;
  all: number;
}

/** How much of each lesson is done, on this device, and where to go on. */
export function showProgress(): void {
  const done = readProgress();
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-lesson]")];
  const come = links.map((link) => counted(link, done));
  for (const one of come) show(one);
  goOn(come);
}

function counted(link: HTMLAnchorElement, done: Progress): Come {
  const name = link.dataset.lesson as string;
  const all = __EXERCISES__[name] ?? [];
  const count = all.filter((id) => done[name]?.includes(id)).length;
  return { link, count, all: all.length };
}

function show({ link, count, all }: Come) {
  const { progress, complete } = words();
  const text = link.querySelector<HTMLElement>("[data-progress]");
  const bar = link.querySelector<HTMLElement>("[data-bar]");
  if (!text || !bar) return;
  text.hidden = bar.hidden = count === 0;
  text.textContent = count === all ? `✓ ${complete}` : progress(count, all);
  bar.style.setProperty("--done", `${(count / all) * 100}%`);
}

/** The button leads to the lesson that was begun last, or to the next one when that is done. */
function goOn(come: Come[]) {
  const button = document.querySelector<HTMLAnchorElement>("a[data-begin]");
  const last = come.findLastIndex(({ count }) => count > 0);
  const next = last < 0 ? undefined : come.slice(last).find(({ count, all }) => count < all);
  if (!button || !next) return;
  const lang = languageOf(document.documentElement.lang);
  const [number, title] = [".number", `b [lang="${lang}"]`].map((part) => next.link.querySelector(part)?.textContent);
  button.textContent = `${words().again}: ${number}. ${title}`;
  button.href = next.link.href;
}

const words = () => course[languageOf(document.documentElement.lang)];
