/** What to say of a pixel that was picked when another one was to be found. */
import { cartesian } from "../../engine/core.ts";
import type { coordinates } from "../../i18n/coordinates.ts";
import { formatShape } from "../lab/format.ts";
import type { Pair } from "../lab/schema.ts";

type Words = (typeof coordinates)["en"];

/** Cells within which a photo's pixel, smaller than a fingertip, counts as nearly hit. */
const nearly = 3;

export function judge(
  words: Words,
  shape: readonly number[],
  [y, x]: Pair,
  cell: { y: number; x: number } | null,
): { found: boolean; says: string } | null {
  if (y >= shape[0] || x >= shape[1]) {
    return { found: false, says: words.outside(String(y), String(x), formatShape(shape)) };
  }
  if (!cell) return null;
  if (cell.y === y && cell.x === x) return { found: true, says: words.found };
  const [here, along] = [String(cell.y), String(cell.x)];
  if (isNear(cell, y, x)) return { found: false, says: words.near };
  if (isNear(cell, x, y)) return { found: false, says: words.swapped(here, along) };
  const [right, up] = cartesian(shape, [cell.y, cell.x]);
  if (isNear({ y: up, x: right }, y, x)) return { found: false, says: words.upwards(here) };
  const { ways } = words;
  const steps = [
    cell.y < y ? ways.down : cell.y > y ? ways.up : "",
    cell.x < x ? ways.right : cell.x > x ? ways.left : "",
  ].filter(Boolean);
  return { found: false, says: words.far(here, along, steps.join(words.and)) };
}

function isNear(cell: { y: number; x: number }, y: number, x: number): boolean {
  return Math.abs(cell.y - y) <= nearly && Math.abs(cell.x - x) <= nearly;
}
