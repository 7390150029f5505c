/** A lesson: its elements come alive, the learner's picture comes along, and what is done stays done. */
import { loadElements } from "../components/elements-table.ts";
import { keepDone, keepPicture, type LearnerPicture, learnerPicture, readProgress } from "../engine/learner.ts";
import { course } from "../i18n/course.ts";
import { languageOf } from "../i18n/languages.ts";
import { bindTheme, canRun, keepForOffline, markLanguage } from "./page.ts";
import { nameScripts } from "./script-address.ts";
import { bindSymbols } from "./symbols.ts";

interface Lab extends HTMLElement {
  state: { image?: string };
  ownPicture?: Blob | null;
  setImage?(picture: LearnerPicture): Promise<void>;
  takeDrop?(event: DragEvent): void;
  takePaste?(event: ClipboardEvent): boolean;
}

const lesson = document.querySelector<HTMLElement>("[data-lesson]") as HTMLElement;
const name = lesson.dataset.lesson as string;
const exercises = [...lesson.querySelectorAll<HTMLElement>("convscope-question, convscope-task")];
const labs = [...lesson.querySelectorAll<Lab>("[data-lab]")];
/** Labs whose picture the lesson does not fix. */
const followers = labs.filter((lab) => !lab.hasAttribute("data-fixed"));

function showProgress() {
  const { progress, complete } = course[languageOf(document.documentElement.lang)];
  const done = exercises.filter((one) => one.hasAttribute("done")).length;
  const place = lesson.querySelector<HTMLElement>("[data-progress]") as HTMLElement;
  place.hidden = done === 0;
  place.textContent = done === exercises.length ? `✓ ${complete}` : progress(done, exercises.length);
}

function bindProgress() {
  const before = readProgress()[name] ?? [];
  for (const one of exercises) if (before.includes(one.id)) one.setAttribute("done", "");
  showProgress();
  lesson.addEventListener("convscope-done", (event) => {
    keepDone(name, (event as CustomEvent<{ id: string }>).detail.id);
    // The attribute follows with the element's next rendering.
    requestAnimationFrame(showProgress);
  });
}

function give(lab: Lab, picture: LearnerPicture) {
  if (typeof picture === "string") lab.setAttribute("image", picture);
  else lab.setImage?.(picture).catch(() => undefined);
}

/** What one lab is given, the others that follow the learner get too, and the next lessons. */
function bindPicture(kept: LearnerPicture | null) {
  const shown = new Map<Lab, LearnerPicture | undefined>();
  for (const lab of labs) shown.set(lab, lab.getAttribute("image") ?? lab.state.image);
  const follow = (picture: LearnerPicture, from: Lab | null) => {
    for (const lab of followers) {
      if (lab === from) continue;
      shown.set(lab, picture);
      give(lab, picture);
    }
  };
  if (kept && typeof kept !== "string") follow(kept, null);
  lesson.addEventListener("convscope-change", (event) => {
    const lab = event.target as Lab;
    const picture = lab.ownPicture ?? lab.state?.image;
    if (!shown.has(lab) || !picture || picture === "own" || picture === shown.get(lab)) return;
    shown.set(lab, picture);
    keepPicture(picture);
    follow(picture, lab);
  });
}

/** A picture may be dropped or pasted beside a lab: the one that is nearest to being seen takes it. */
function bindDrops() {
  const taker = () => {
    const able = followers.filter((lab) => lab.takeDrop);
    const away = (lab: Lab) => {
      const { top, bottom } = lab.getBoundingClientRect();
      return Math.abs((top + bottom) / 2 - innerHeight / 2);
    };
    return able.sort((one, other) => away(one) - away(other)).at(0);
  };
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    taker()?.takeDrop?.(event);
  });
  document.addEventListener("paste", (event) => {
    if (!event.defaultPrevented) taker()?.takePaste?.(event);
  });
}

async function begin() {
  markLanguage(languageOf(document.documentElement.lang));
  bindTheme(labs);
  bindSymbols();
  bindProgress();
  nameScripts(lesson, "../../../");
  if (!canRun()) return;
  const kept = await learnerPicture();
  // Before the labs come alive, so that no sample is opened in vain.
  if (typeof kept === "string") for (const lab of followers) lab.setAttribute("image", kept);
  await loadElements();
  bindPicture(kept);
  bindDrops();
  keepForOffline();
}

begin();
