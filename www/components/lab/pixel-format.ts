/** Pixels and slices as NumPy prints and writes them. */

const minus = "\u2212";

/** `[ 52 120 200]`: every number as wide as the widest. */
export function formatPixel(values: readonly number[]): string {
  const width = Math.max(...values.map((value) => String(value).length));
  return `[${values.map((value) => String(value).padStart(width)).join(" ")}]`;
}

/** One axis of a slice: null leaves an end out. */
export type Ends = [start: number | null, stop: number | null];

/** `10:60, -20:`, with the page's own minus sign. */
export function formatSlice(slice: readonly Ends[]): string {
  return writeSlice(slice).replaceAll("-", minus);
}

/** `10:60, -20:`, as code and links spell it. */
export function writeSlice(slice: readonly Ends[]): string {
  return slice.map(([start, stop]) => `${start ?? ""}:${stop ?? ""}`).join(", ");
}
