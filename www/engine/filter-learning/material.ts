/** What a hidden filter has made of a picture, cut into the patches that a network learns from. */
import { cellOfIndex, conv2d, greyscale, outputShape, permutation, type Tensor } from "convscope";
import type { Examples } from "../training/types.ts";
import type { Pixels } from "../types.ts";

/** Small enough that single pixels can be seen, and that neighbours differ. */
export const pictureSide = 96;
/** Of a patch, where the picture is as large. */
const patchSide = 12;
const mostPatches = 512;

/** What pixels are before they are learned from: as they are, from 0 to 1, or with mean 0 and standard deviation 1. */
export const scales = ["standard", "unit", "raw"] as const;
export type Scale = (typeof scales)[number];

export interface Material {
  /** The grey picture in the chosen scale, `[1, h, w, 1]`. */
  input: Tensor;
  /** What black and white are in that scale. */
  range: [number, number];
  /** What the hidden filter makes of it. */
  target: Tensor;
  hidden: Tensor;
  patches: Examples;
  /** Of each patch: the cell of the picture that its first pixel is. */
  places: [y: number, x: number][];
  /** Height and width of a patch. */
  patch: [number, number];
  /** Whether every pixel is the same: then there is nothing to learn from. */
  flat: boolean;
}

export function materialOf(pixels: Pixels, rows: number[][], scale: Scale, seed: number): Material {
  const grey = greyscale(pixels);
  const [height, width] = grey.shape;
  const { data, range, flat } = scaled(grey.data, scale, pixels.white);
  const input = { data, shape: [1, height, width, 1] };
  const hidden = { data: Float32Array.from(rows.flat()), shape: [rows.length, rows[0].length, 1, 1] };
  const target = conv2d(input, hidden);
  const patch: [number, number] = [Math.min(patchSide, height), Math.min(patchSide, width)];
  // A patch may begin wherever a window of its size may.
  const [, down, across] = outputShape("conv2d", input.shape, [...patch, 1, 1]);
  const places = [...permutation(down * across, seed)]
    .slice(0, mostPatches)
    .map((index) => cellOfIndex([down, across], index) as [number, number]);
  const pictures = cutOut(input, places, patch);
  return {
    input,
    range,
    target,
    hidden,
    patches: { pictures, targets: conv2d(pictures, hidden) },
    places,
    patch,
    flat,
  };
}

function scaled(bytes: Uint8Array, scale: Scale, white: number) {
  const mean = bytes.reduce((sum, value) => sum + value, 0) / bytes.length;
  const spread = Math.sqrt(bytes.reduce((sum, value) => sum + (value - mean) ** 2, 0) / bytes.length);
  const flat = spread === 0;
  const [from, by] = { standard: [mean, flat ? 1 : spread], unit: [0, white], raw: [0, 1] }[scale];
  const to = (value: number) => (value - from) / by;
  return { data: Float32Array.from(bytes, to), range: [to(0), to(white)] as [number, number], flat };
}

function cutOut({ data, shape }: Tensor, places: [number, number][], [height, width]: [number, number]): Tensor {
  const size = height * width;
  const cut = new Float32Array(places.length * size);
  for (const [i, [top, left]] of places.entries()) {
    for (let y = 0; y < height; y += 1) {
      const from = (top + y) * shape[2] + left;
      cut.set(data.subarray(from, from + width), i * size + y * width);
    }
  }
  return { data: cut, shape: [places.length, height, width, 1] };
}
