import { chunked, formatCell, formatFixed, formatNumber } from "../lab/format.ts";
import type { GridCell } from "../number-grid/number-grid.ts";
import { decimals } from "./state.ts";

/** Nine weights as a grid, with as many decimals, or as they are; with `marked` a growth wears its plus. */
export function gridOf(values: ArrayLike<number>, places: number, marked = false): GridCell[][] {
  const cells = Array.from(values, (value, i): GridCell => {
    const text = places === 0 ? formatNumber(value) : formatFixed(value, places);
    return {
      text: marked && value > 0 ? `+${text}` : text,
      name: formatCell(Math.floor(i / 3), i % 3),
      sign: Math.sign(Number(value.toFixed(decimals))) as -1 | 0 | 1,
    };
  });
  return chunked(cells, 3);
}
