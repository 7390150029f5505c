/** A grey worked out: the core's numbers, written as one would write them. */
import type { GreyExplanation } from "../../engine/core.ts";
import { formatNumber } from "../lab/format.ts";
import type { Rgb } from "../lab/pixel-lab.ts";

/** The lines of the working, from the formula to the whole number. */
export function workedLines(rgb: Rgb, { weights, added, sum, divisor, quotient, result }: GreyExplanation): string[] {
  if (divisor === 1) return [];
  const term = (value: number, weight: number) => (weight === 1 ? String(value) : `${weight}·${value}`);
  const terms = rgb.map((value, i) => term(value, weights[i]));
  if (added > 0) terms.push(String(added));
  const lines = [`(${terms.join(" + ")}) / ${divisor}`, `= ${sum} / ${divisor}`, `= ${formatNumber(quotient, 2)}`];
  if (quotient !== result) lines.push(`→ ${result}`);
  return lines;
}

/** The same in short, for a row of a table. */
export function workedShort({ sum, divisor }: GreyExplanation): string {
  return divisor === 1 ? "" : `${sum} / ${divisor}`;
}
