/** Which cells a film shows. */
import type { Shown, Walk } from "./shown.ts";

export type Unit = "cell" | "row";

export interface Range {
  first: number;
  last: number;
  unit: Unit;
}

/** What a browser makes in a minute or so, and a slide still opens. */
export const mostPictures = 600;
const usual = 60;

/** All of a small map, else the cells from where the lab stands. */
export function usualRange({ walk, step }: Shown): Range {
  const steps = walk?.steps ?? 1;
  const first = steps <= 2 * usual ? 0 : Math.min(step, steps - usual);
  return { first, last: steps <= 2 * usual ? steps - 1 : first + usual - 1, unit: "cell" };
}

export const countOf = ({ first, last, unit }: Range, walk: Walk) =>
  unit === "cell" ? last - first + 1 : walk.cellOf(last)[0] - walk.cellOf(first)[0] + 1;

/** The step of a film's picture: of a row, its last cell within the range. */
export function stepAt({ first, last, unit }: Range, walk: Walk, width: number, index: number): number {
  if (unit === "cell") return first + index;
  const y = walk.cellOf(first)[0] + index;
  return Math.min(last, walk.stepOf(y, width - 1));
}
