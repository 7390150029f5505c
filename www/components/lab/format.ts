/** How numbers are written: a real minus sign, and no more digits than mean something. */

const minus = "\u2212";

/** A value in at most `decimals` decimals; `NaN` and infinities by their names. */
export function formatNumber(value: number, decimals = 2): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${minus}∞`;
  const text = Number.isInteger(value) ? String(value) : trimmed(value, decimals);
  return text.replace("-", minus);
}

function trimmed(value: number, decimals: number): string {
  const fixed = value.toFixed(decimals).replace(/\.?0+$/, "");
  // A small value must not read as 0.
  return Number(fixed) === 0 ? value.toPrecision(1).replace(/e([+-])0?/, "e$1") : fixed;
}

/** A value in exactly `decimals` decimals, for numbers that change in their place. */
export function formatFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", minus);
}

/** A count with the reader's thousands separators. */
export function formatCount(value: number, lang: string): string {
  return value.toLocaleString(lang);
}

/** A shape as NumPy prints it. */
export function formatShape(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

/** `[y, x]` */
export function formatCell(y: number, x: number): string {
  return `[${y}, ${x}]`.replaceAll("-", minus);
}

/** A slice `[y0:y1, x0:x1]` as NumPy writes it. */
export function formatBox({ y0, x0, y1, x1 }: Box): string {
  return `[${y0}:${y1}, ${x0}:${x1}]`.replaceAll("-", minus);
}

/** A rectangle of cells, the ends not included. */
export interface Box {
  y0: number;
  x0: number;
  y1: number;
  x1: number;
}

/** The smallest box that holds these cells `[y, x]`; null for none. */
export function boundsOf(cells: [number, number][]): Box | null {
  if (cells.length === 0) return null;
  const ys = cells.map(([y]) => y);
  const xs = cells.map(([, x]) => x);
  return { y0: Math.min(...ys), x0: Math.min(...xs), y1: Math.max(...ys) + 1, x1: Math.max(...xs) + 1 };
}

/** A flat list as rows of `width`. */
export function chunked<T>(cells: T[], width: number): T[][] {
  return Array.from({ length: cells.length / width }, (_, y) => cells.slice(y * width, (y + 1) * width));
}
