/** The slice in the state: read from `"10:60, 20:90"` or from two pairs. */
import { Trouble } from "../../engine/errors.ts";
import { type Ends, writeSlice } from "../lab/pixel-format.ts";
import type { Field } from "../lab/schema.ts";

export type Slice = [y: Ends, x: Ends];

function readEnd(value: unknown, name: string): number | null {
  const text = String(value ?? "")
    .trim()
    .replace(/^\u2212/, "-");
  if (text === "") return null;
  if (!/^[+-]?\d+$/.test(text)) throw new Trouble("badNumber", { name, value: text });
  return Math.max(-1e9, Math.min(1e9, Number(text)));
}

/** Two axes, each `start:stop`; null, or an empty text, for no slice. */
export function slice(): Field<Slice | null> {
  const read = (value: unknown, name: string): Slice | null => {
    if (value === null || value === "") return null;
    const axes: unknown[] = Array.isArray(value) ? value : String(value).split(",");
    const pairs = axes.map((axis) => (Array.isArray(axis) ? axis : String(axis).split(":")));
    if (pairs.length !== 2 || pairs.some((pair) => pair.length !== 2)) {
      throw new Trouble("wrongType", { name, expected: "y0:y1, x0:x1" });
    }
    const [y, x] = pairs.map(([start, stop]): Ends => [readEnd(start, name), readEnd(stop, name)]);
    return [y, x];
  };
  return { initial: null, read, write: (value) => (value ? writeSlice(value) : "") };
}
