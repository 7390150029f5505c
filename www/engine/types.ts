/** What passes between the page and the studio (worker). Pairs are `[y, x]` or `[height, width]`. */
import type { AnyOpName, Options, Tensor } from "convscope";

export type { Options, Tensor };
export type GreyMethod = "mean" | "rec601" | "rec709" | "r" | "g" | "b";
export type View = "gray" | "viridis";
export type OpName = "conv2d" | "maxPool2d" | "avgPool2d";
export type AnyOp = AnyOpName;

/** RGBA bytes made small enough for the screen: one pixel stands for `factor × factor` cells. */
export interface Preview {
  data: Uint8ClampedArray<ArrayBuffer>;
  height: number;
  width: number;
  factor: number;
}

/** A picture that the studio holds. */
export interface Picture {
  id: number;
  height: number;
  width: number;
  /** Its size before it was scaled down on entry; equal to the size when it was not. */
  original: [number, number];
  preview: Preview;
}

/** A picture's own bytes, on the page. */
export interface Pixels {
  /** R, G and B of each pixel, row by row. */
  data: Uint8Array;
  /** `[height, width, 3]` */
  shape: [number, number, 3];
  /** What is drawn white: 255, or 1 in a picture of zeros and ones. */
  white: number;
  preview: Preview;
}

/** One channel of values: the input of an op or its output. */
export interface Plane {
  id: number;
  /** `[1, h, w, 1]` */
  tensor: Tensor;
  min: number;
  max: number;
  /** The values that are drawn as the first and the last colour. */
  range: [number, number];
  view: View;
  preview: Preview;
}

export interface Backend {
  backend: "gpu" | "cpu";
  /** Why not the GPU, as the engine says it; empty when it is the GPU. */
  reason: string;
}

export interface Applied extends Plane, Backend {
  /** How long the op took, from the values in memory to the values in memory. */
  ms: number;
}

export interface Request {
  /** The plane to work on. */
  plane: number;
  op: OpName;
  filter: Tensor | null;
  options: Options;
  view: View;
}
