/** A data set: pictures of one size with their classes, in two parts that never mix. */
import type { Tensor } from "convscope";
import type { Examples } from "../training/types.ts";

/** Numbers as a file has them. */
export type Values = Uint8Array | Int32Array | Float32Array | Float64Array;

/** Pictures, one after the other, and the class of each. */
export interface Part {
  values: Values;
  labels: Uint32Array;
}

export type PartName = "train" | "test";

export interface DataSet {
  height: number;
  width: number;
  /** The value that is drawn white; a network sees it as 1. */
  white: number;
  classes: string[];
  train: Part;
  test: Part;
  /** How much of the side a drawing fills, and how wide its pen is there. */
  ink: { fills: number; pen: number; dark: boolean };
  /** What was done to somebody's own data, to be said. */
  notes: { code: "cut" | "split"; values: Record<string, string> }[];
}

/** How a drawing looks in a set of which nothing else is known. */
export const usualInk = { fills: 20 / 28, pen: 2.6 / 28, dark: false };

/** One picture as the network sees it, before any shuffle: `[1, h, w, 1]`. */
export function pictureOf(set: DataSet, part: PartName, index: number): Tensor {
  const size = set.height * set.width;
  const data = Float32Array.from(
    set[part].values.subarray(index * size, (index + 1) * size),
    (value) => value / set.white,
  );
  return { data, shape: [1, set.height, set.width, 1] };
}

/** A part as a training takes it; every picture's pixels in the order of `order`, where there is one. */
export function examplesOf(set: DataSet, part: PartName, order: readonly number[] | null): Examples {
  const { values, labels } = set[part];
  const data = Float32Array.from(values, (value) => value / set.white);
  const pictures: Tensor = { data, shape: [labels.length, set.height, set.width, 1] };
  return { pictures: order ? shuffled(pictures, order) : pictures, targets: labels.slice() };
}

/** Every picture's pixels moved in the same way: pixel `i` is what was pixel `order[i]`. */
export function shuffled({ data, shape }: Tensor, order: readonly number[]): Tensor {
  const size = order.length;
  const moved = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += size) {
    for (let i = 0; i < size; i += 1) moved[start + i] = data[start + order[i]];
  }
  return { data: moved, shape };
}
