/** What the lessons' tests share: which lessons there are, and how to open one. */
import { fileURLToPath } from "node:url";
import { everyTag, type Lesson, readLesson, writtenLessons } from "../../www/build/lessons/source.ts";
import { opNames } from "../../www/build/ops.ts";
import type { Spec } from "../../www/engine/exercise/reading.ts";
import type { LabElement, Lang, Page } from "./labs.ts";

export const www = fileURLToPath(new URL("../../www", import.meta.url));
export const langs: Lang[] = ["ko", "en"];
export const names = writtenLessons(www, "ko");

/** The ops that have a page. */
export const ops = opNames(www);

export const lessonOf = (lang: Lang, name: string): Lesson => readLesson(www, lang, name);

/** A question as the tests ask it. */
export interface QuestionElement extends HTMLElement {
  kind: string;
  done: boolean;
  right: number[];
  computed(): Promise<number[]>;
}

/** A task as the tests ask it. */
export interface TaskElement extends HTMLElement {
  done: boolean;
  solution: Spec;
  judgement(): Promise<{ reached: boolean }>;
  showSolution(): Promise<void>;
}

export const exercises = ["convscope-question", "convscope-task"];

export const exercisesOf = ({ nodes }: Lesson) => everyTag(nodes).filter((tag) => exercises.includes(tag.name));

/** Opens a lesson and waits until everything on it is alive and has nothing left to do. */
export async function openLesson(page: Page, lang: Lang, name: string) {
  await page.goto(`${lang}/lessons/${name}/`);
  await settleLesson(page);
}

export async function settleLesson(page: Page) {
  await page.evaluate(async () => {
    const own = [
      ...document.querySelectorAll<HTMLElement>(
        ".lesson [data-lab], .lesson convscope-question, .lesson convscope-task",
      ),
    ];
    await Promise.all(own.map((one) => customElements.whenDefined(one.localName)));
    for (const lab of document.querySelectorAll<LabElement>(".lesson [data-lab]")) await lab.ready;
  });
}
