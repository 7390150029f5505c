/** What a learner has done, as a file: a browser may forget what it keeps, and another device never knew. */
import type { ProgressProblem } from "../i18n/progress-file.ts";
import { keepDone, type Progress, readProgress } from "./learner.ts";

/** Says what the file is, to whoever opens it and to a later Convscope. */
interface ProgressFile {
  convscope: "progress";
  version: 1;
  lessons: Progress;
}

/** Why a file could not be taken; the page has a sentence for each. */
export class UnusableProgress extends Error {
  readonly problem: ProgressProblem;

  constructor(problem: ProgressProblem) {
    super(problem);
    this.problem = problem;
  }
}

export function progressFile(): Blob {
  const content: ProgressFile = { convscope: "progress", version: 1, lessons: readProgress() };
  return new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: "application/json" });
}

/** Adds what the file says to what is done here. Gives how many exercises the file holds. */
export async function takeProgressFile(file: Blob): Promise<number> {
  const done = doneIn(await file.text());
  for (const [lesson, id] of done) keepDone(lesson, id);
  const kept = readProgress();
  if (!done.every(([lesson, id]) => kept[lesson]?.includes(id))) throw new UnusableProgress("forbidden");
  return done.length;
}

/** The pairs of lesson and exercise in a file's text. */
function doneIn(text: string): [string, string][] {
  const content = parsed(text);
  if (content?.convscope !== "progress") throw new UnusableProgress("foreign");
  if (typeof content.version !== "number" || content.version > 1) throw new UnusableProgress("newer");
  const { lessons } = content;
  if (typeof lessons !== "object" || lessons === null) throw new UnusableProgress("foreign");
  return Object.entries(lessons).flatMap(([lesson, ids]) => {
    if (!Array.isArray(ids) || ids.some((id) => typeof id !== "string")) throw new UnusableProgress("foreign");
    return ids.map((id: string): [string, string] => [lesson, id]);
  });
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnusableProgress("unreadable");
  }
}
