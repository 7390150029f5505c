/** Whether a task's goal is reached, judged by the core on what the lab shows. */
import type { Tensor } from "convscope";
import { formatShape } from "./answers.ts";
import type { World } from "./laying.ts";
import { actsAs, isProbe, type ProbeName, respondsTo } from "./probing.ts";
import { filtersOf, readNumber, readNumbers, type Spec } from "./reading.ts";

/** What a task reads of a lab. */
export interface Judged {
  state: Record<string, unknown>;
  cell: { y: number; x: number } | null;
  output: Tensor | null;
  /** Whether a lab that learns has found what it was looking for. */
  found: boolean;
}

/** Reached, or what is still missing: the page has a sentence for each. */
export type Verdict =
  | { reached: true }
  | { reached: false; lack: "responds" | "ignores"; probe: ProbeName }
  | { reached: false; lack: "differs" }
  | { reached: false; lack: "shape" | "cell" | "value"; now: string }
  | { reached: false; lack: "state" };

const reached: Verdict = { reached: true };

export function judge(goal: Spec, lab: Judged, world: World): Verdict {
  switch (goal.goal) {
    case "filter":
      return judgeFilter(goal, lab, world);
    case "output":
      return judgeOutput(goal, lab);
    case "cell":
      return judgeCell(goal, lab);
    case "value":
      return judgeValue(goal, lab);
    case "state":
      return judgeState(goal, lab);
    case "learned":
      return lab.found ? judgeState(goal, lab) : { reached: false, lack: "state" };
    default:
      throw new Error(`goal is "${goal.goal}"`);
  }
}

const names = (list = ""): string[] => list.split(/\s+/).filter(Boolean);

function judgeFilter(goal: Spec, { state }: Judged, world: World): Verdict {
  const filter = filtersOf(writeFilter(state.filter), 1);
  if (goal["same-as"] && !actsAs(filter, goal["same-as"], world)) return { reached: false, lack: "differs" };
  for (const [lack, wanted] of [
    ["responds", true],
    ["ignores", false],
  ] as const) {
    for (const probe of names(goal[lack])) {
      if (!isProbe(probe)) throw new Error(`${lack} names "${probe}", which is no known picture`);
      if (respondsTo(filter, probe, world) !== wanted) return { reached: false, lack, probe };
    }
  }
  return reached;
}

/** A filter as the lab's state has it: text, or rows of numbers. */
const writeFilter = (filter: unknown): string =>
  Array.isArray(filter) ? filter.map((row) => row.join(" ")).join(", ") : String(filter);

function judgeOutput(goal: Spec, { output }: Judged): Verdict {
  const shape = output?.shape ?? [];
  const [wanted, got] = goal.shape
    ? [readNumbers(goal.shape), shape]
    : [readNumbers(goal.size), shape.length === 4 ? shape.slice(1, 3) : shape.slice(0, 2)];
  return wanted.join() === got.join() ? reached : { reached: false, lack: "shape", now: formatShape(shape) };
}

function judgeCell(goal: Spec, { cell }: Judged): Verdict {
  const got = cell ? [cell.y, cell.x] : [];
  if (readNumbers(goal.cell).join() === got.join()) return reached;
  return { reached: false, lack: "cell", now: `(${got.join(", ")})` };
}

function judgeValue(goal: Spec, { cell, output }: Judged): Verdict {
  const value = cell && output ? output.data[cell.y * output.shape[2] + cell.x] : Number.NaN;
  const holds =
    (!goal.equals || Math.abs(value - readNumber(goal.equals)) < 0.005) &&
    (!goal["at-least"] || value >= readNumber(goal["at-least"])) &&
    (!goal["at-most"] || value <= readNumber(goal["at-most"]));
  return holds ? reached : { reached: false, lack: "value", now: String(Number(value.toFixed(2))) };
}

/** Attributes of the task itself. */
const own = ["id", "for", "goal"];

function judgeState(goal: Spec, { state }: Judged): Verdict {
  const wanted = Object.entries(goal).filter(([name]) => !own.includes(name) && !name.startsWith("data-"));
  return wanted.every(([name, value]) => plain(state[name]) === plain(value))
    ? reached
    : { reached: false, lack: "state" };
}

/** `[[1, 2], [3, 4]]`, `"1 2, 3 4"`, `"1:2, 3:4"` and `"1 2 3 4"` are the same to a goal. */
const plain = (value: unknown): string =>
  (Array.isArray(value) ? value.flat(3).join(" ") : String(value))
    .split(/[\s,;:]+/)
    .filter(Boolean)
    .join(" ");
