/**
 * Convolution and pooling as TensorFlow and PyTorch compute them, explained number by number.
 *
 * Tensors are row-major `NHWC` (picture, height, width, channel), filters `HWIO` (height, width, in, out). Every pair is
 * `[y, x]`: y grows downwards from the top left. Where a parameter may be left out, `undefined` leaves it out.
 *
 * A bad argument throws a {@link ConvscopeError} (an asynchronous function rejects with it); nothing is left half-done and
 * the next call works. Arguments are never changed, but for the `output` of a function whose name ends in `Into`; asynchronous functions want them unchanged until they settle.
 *
 * @packageDocumentation
 */

import type {
  AnyOpName,
  AnyOptions,
  AvgPool2dOptions,
  BatchNormOptions,
  Conv2dOptions,
  ConvTranspose2dOptions,
  DenseOptions,
  LeakyReluOptions,
  MaxPool2dOptions,
  OpName,
  Options,
  Pad2dOptions,
  Pair,
  SoftmaxOptions,
} from "./options.js";
import type { Grey, Handle, MapLike, Picture, PictureHandle, PictureLike, Tensor, TensorLike } from "./tensors.js";

export * from "./codegen.js";
export * from "./engine.js";
export * from "./network.js";
export type * from "./options.js";
export * from "./outputs.js";
export type * from "./tensors.js";
export type { EngineNetwork, EngineNetworkChoice, EngineNetworkOptions } from "./training.js";

/** How three colours become one: each name is a rule of its own, `"mean"` cuts the average to a whole number. */
export type GreyMethod = "mean" | "rec601" | "rec709" | "r" | "g" | "b";

/** How a value becomes a colour: black to white, or matplotlib's viridis. */
export type ColorMap = "gray" | "viridis";

/** What is thrown: `message` is an English sentence with the numbers and the rule in it. */
export interface ConvscopeError extends Error {
  /** The mistake's name, such as `"kernelTooLarge"`: the key under which another language keeps its sentence. */
  code: string;
  /** The numbers and words of the sentence by name, such as `{ kernel: "5", input: "3", axis: "y" }`. */
  values: Record<string, string>;
}

/** What `init` may load the core from. */
export type InitInput = WebAssembly.Module | BufferSource | Response | Request | URL | string;

/**
 * Loads the core; call it once before the functions below. Without `input` a browser fetches `convscope_bg.wasm` beside this
 * module and Node.js reads it from disk. Later calls give the same promise; a failed load may be tried again.
 *
 * @param options - `network: false` loads the core alone, without `convscope_network_bg.wasm`, as much again: {@link Network},
 *   gradients, and the ops other than conv2d, maxPool2d, avgPool2d, relu and flatten, which an {@link Engine} loads when it is
 *   asked for one; and without what {@link codegen} needs, unless `codegen` is given too. Each may say where its module is
 *   (`convscope_network_bg.wasm`, `convscope_code_bg.wasm`). What was left out may be asked for by a later call.
 * @throws {@link ConvscopeError} `notLoaded`, `oldBrowser` (no WebAssembly SIMD) or `noWasm`.
 */
export default function init(
  input?: InitInput | Promise<InitInput>,
  options?: { network?: boolean | InitInput; codegen?: boolean | InitInput },
): Promise<void>;

/**
 * A convolution (what networks call so: cross-correlation, unless `flip`).
 *
 * @param input - `[n, h, w, c]`
 * @param filter - `[h, w, c / groups, out]`
 * @returns `[n, h', w', out]`, with `h' = floor((h + top + bottom - ((k - 1)·dilation + 1)) / stride) + 1`
 */
export function conv2d(input: TensorLike, filter: TensorLike | Handle, options?: Conv2dOptions | null): Tensor;
export function conv2d(input: Handle, filter: TensorLike | Handle, options?: Conv2dOptions | null): Handle;

/**
 * {@link conv2d} by its definition, loop by loop, as the documentation shows it: slow, and the measure of the others.
 * It lies in the GPU's module, which the first call loads; no GPU is needed.
 */
export function conv2dNaive(input: TensorLike, filter: TensorLike, options?: Conv2dOptions | null): Promise<Tensor>;

/**
 * The largest value under each window. NaN is larger than everything.
 *
 * @param input - `[n, h, w, c]`
 * @returns `[n, h', w', c]`
 */
export function maxPool2d(input: TensorLike, options: MaxPool2dOptions): Tensor;
export function maxPool2d(input: Handle, options: MaxPool2dOptions): Handle;

/**
 * The mean of each window.
 *
 * @param input - `[n, h, w, c]`
 * @returns `[n, h', w', c]`
 */
export function avgPool2d(input: TensorLike, options: AvgPool2dOptions): Tensor;
export function avgPool2d(input: Handle, options: AvgPool2dOptions): Handle;

/**
 * The mean of each whole map, its sum held in 64 bits.
 *
 * @param input - `[n, h, w, c]`
 * @returns `[n, 1, 1, c]`
 */
export function globalAvgPool2d(input: TensorLike): Tensor;
export function globalAvgPool2d(input: Handle): Handle;

/**
 * A transposed convolution: each input value stamps the filter on the output.
 *
 * @param input - `[n, h, w, c]`
 * @param filter - `[h, w, c, out / groups]`
 * @returns `[n, h', w', out]`, with `h' = (h - 1)·stride + (k - 1)·dilation + 1 - top - bottom + outputPadding`
 */
export function convTranspose2d(
  input: TensorLike,
  filter: TensorLike | Handle,
  options?: ConvTranspose2dOptions | null,
): Tensor;
export function convTranspose2d(
  input: Handle,
  filter: TensorLike | Handle,
  options?: ConvTranspose2dOptions | null,
): Handle;

/**
 * Cells added around a picture.
 *
 * @param input - `[n, h, w, c]`
 */
export function pad2d(input: TensorLike, options: Pad2dOptions): Tensor;
export function pad2d(input: Handle, options: Pad2dOptions): Handle;

/** Negative values become 0. Any shape. */
export function relu(input: TensorLike): Tensor;
export function relu(input: Handle): Handle;

/** Negative values are scaled down. Any shape. */
export function leakyRelu(input: TensorLike, options?: LeakyReluOptions | null): Tensor;
export function leakyRelu(input: Handle, options?: LeakyReluOptions | null): Handle;

/** `1 / (1 + e^-x)`. Any shape. */
export function sigmoid(input: TensorLike): Tensor;
export function sigmoid(input: Handle): Handle;

/** The hyperbolic tangent. Any shape. */
export function tanh(input: TensorLike): Tensor;
export function tanh(input: Handle): Handle;

/** Shares that add up to 1 along an axis. Any shape. */
export function softmax(input: TensorLike, options?: SoftmaxOptions | null): Tensor;
export function softmax(input: Handle, options?: SoftmaxOptions | null): Handle;

/** Each picture as one row, in the order y, x, channel: `[n, …]` becomes `[n, values of a picture]`. */
export function flatten(input: TensorLike): Tensor;
export function flatten(input: Handle): Handle;

/**
 * A fully connected layer.
 *
 * @param input - `[n, in]`
 * @param kernel - `[in, out]`
 * @returns `[n, out]`
 */
export function dense(input: TensorLike, kernel: TensorLike | Handle, options?: DenseOptions | null): Tensor;
export function dense(input: Handle, kernel: TensorLike | Handle, options?: DenseOptions | null): Handle;

/** Batch normalisation with statistics that are known; the last axis is the channel. */
export function batchNorm(input: TensorLike, options: BatchNormOptions): Tensor;
export function batchNorm(input: Handle, options: BatchNormOptions): Handle;

/** One place under the window. */
export interface ExplainTap {
  /** Row of the input; below 0 or beyond its height in the padding. */
  y: number;
  /** Column of the input; below 0 or beyond its width in the padding. */
  x: number;
  /** Channel of the input. */
  c: number;
  /** Whether the place is a cell of the input. */
  inside: boolean;
  /** The input value there; 0 in the padding. */
  value: number;
  /** The filter's weight; for max pooling 1 for the value that is picked, 0 for the others; for a mean 1 / divisor. */
  weight: number;
  /** `value · weight`, as float32. */
  product: number;
}

/** How one output cell is computed. */
export interface Explanation {
  /** The places under the window: y first, then x, then the channel. At most 2²⁰. */
  taps: ExplainTap[];
  /** The running sum after each tap; for max pooling the running maximum, for a mean the running sum over the divisor. */
  partial: number[];
  /** The bias; 0 where there is none. */
  bias: number;
  /** The output value. */
  result: number;
}

/**
 * Opens up one output cell `[n, y, x, c]`. Only the values under the window are read, so it is quick on a large picture.
 * A transposed convolution has a tap for each stamp that covers the cell. Of a dense layer, row n's output c is
 * `[n, 0, 0, c]`.
 *
 * @param filter - null for an op without one; a dense layer's kernel
 */
export function explain(
  op: OpName | "convTranspose2d" | "globalAvgPool2d" | "dense",
  input: TensorLike | Handle,
  filter: TensorLike | Handle | null,
  options: Options | null | undefined,
  cell: readonly [n: number, y: number, x: number, c: number],
): Explanation;

/** One axis of a window laid on an input, in cells. */
export interface GeometryLine {
  kernel: number;
  stride: number;
  dilation: number;
  /** How far the window reaches: `(kernel - 1)·dilation + 1`. */
  effective: number;
  /** Padding before the first cell. */
  before: number;
  /** Padding after the last cell. */
  after: number;
  /** The padding after, widened where a last ceil-mode window overhangs it. */
  drawnAfter: number;
  /** Input size. */
  input: number;
  /** Output size: how many places the window takes. */
  output: number;
  /** Input cells at the end that no window reaches: what a stride leaves over. */
  unusedAfter: number;
}

/** An op laid on an input. */
export interface Geometry {
  /** The output's shape. */
  output: [n: number, h: number, w: number, c: number];
  /** The places of the window's walk: `y.output · x.output`. */
  steps: number;
  y: GeometryLine;
  x: GeometryLine;
}

/** The output's shape. */
export function outputShape(
  op: OpName | "convTranspose2d" | "globalAvgPool2d" | "pad2d",
  inputShape: ArrayLike<number>,
  filterShape: ArrayLike<number> | null,
  options?: AnyOptions | null,
): [n: number, h: number, w: number, c: number];
export function outputShape(
  op: AnyOpName,
  inputShape: ArrayLike<number>,
  filterShape: ArrayLike<number> | null,
  options?: AnyOptions | null,
): number[];

/** Both axes of the window, laid on the input. */
export function geometry(
  op: OpName,
  inputShape: ArrayLike<number>,
  filterShape: ArrayLike<number> | null,
  options?: Options | null,
): Geometry;

/** Rows `y0` to `y1` and columns `x0` to `x1`, the ends not included. */
export interface Box {
  y0: number;
  x0: number;
  y1: number;
  x1: number;
}

/** The box of the input that an output cell reads; in the padding it is below 0 or beyond the input. */
export function windowAt(
  op: OpName,
  inputShape: ArrayLike<number>,
  filterShape: ArrayLike<number> | null,
  options: Options | null | undefined,
  cell: Pair,
): Box;

/** The output cells whose windows read this input cell, y first, then x. None, where a stride leaves the cell over. */
export function outputsOf(
  op: OpName,
  inputShape: ArrayLike<number>,
  filterShape: ArrayLike<number> | null,
  options: Options | null | undefined,
  cell: Pair,
): [y: number, x: number][];

/** The output cell at a step of the window's walk, which goes row by row: y first, then x. */
export function cellOfStep(
  op: OpName,
  inputShape: ArrayLike<number>,
  filterShape: ArrayLike<number> | null,
  options: Options | null | undefined,
  step: number,
): [y: number, x: number];

/** The step at which the window's walk comes to an output cell. */
export function stepOfCell(
  op: OpName,
  inputShape: ArrayLike<number>,
  filterShape: ArrayLike<number> | null,
  options: Options | null | undefined,
  cell: Pair,
): number;

/** One parameter of an op, with the limits that a lab offers. */
export interface ParamInfo {
  name: string;
  min: number;
  max: number;
  default: number;
}

/** What a lab lets a learner set. */
export function params(op: AnyOpName): ParamInfo[];

/**
 * One byte a pixel; `"mean"` if `method` is left out. Of a picture that is held it gives the input of an op, held too:
 * shape `[1, h, w, 1]`.
 */
export function greyscale(picture: PictureLike, method?: GreyMethod): Grey;
export function greyscale(picture: PictureHandle, method?: GreyMethod): Handle;

/** The grey of one pixel by each method, from 0 to 255. */
export function greyPixel(pixel: readonly [r: number, g: number, b: number]): Record<GreyMethod, number>;

/** How one pixel's grey comes about: `(products[0] + products[1] + products[2] + added) / divisor`, cut to an integer. */
export interface GreyExplanation {
  /** What each colour is multiplied by: whole numbers, to be read over `divisor`. */
  weights: [r: number, g: number, b: number];
  products: [r: number, g: number, b: number];
  /** Half the divisor where the method rounds to nearest; 0 where it cuts. */
  added: number;
  /** The products and what is added. */
  sum: number;
  divisor: number;
  /** `sum / divisor`, before the cut. */
  quotient: number;
  /** The grey, from 0 to 255. */
  result: number;
}

/** Opens up the grey of one pixel; `"mean"` if `method` is left out. */
export function explainGrey(pixel: readonly [r: number, g: number, b: number], method?: GreyMethod): GreyExplanation;

/** The number of a cell in the flat row: of `[y, x, c]` in `[h, w, 3]` it is `(y·w + x)·3 + c`. */
export function flatIndex(shape: ArrayLike<number>, cell: ArrayLike<number>): number;

/** The cell at a place of the flat row: what {@link flatIndex} counted. */
export function cellOfIndex(shape: ArrayLike<number>, index: number): number[];

/** The point on graph paper (origin at the bottom left, y upwards) of a pixel, in an array `[h, w, …]`. */
export function cartesian(shape: ArrayLike<number>, cell: Pair): [x: number, y: number];

/** One axis of a slice, as Python has it: `null` leaves an end out, a negative end counts from the back. */
export type SliceEnds = readonly [start: number | null, stop: number | null];

/**
 * What `array[start:stop, …]` takes, with one pair for each of the first axes: the ends as counted from 0 and cut to the
 * array, and the shape, in which an axis is 0 where nothing is left.
 */
export function sliced(
  shape: ArrayLike<number>,
  ends: readonly SliceEnds[],
): { start: number[]; stop: number[]; shape: number[] };

/** The numbers 0 to `count - 1` in another order, the same for the same seed. */
export function permutation(count: number, seed: number): number[];

/** Weights that are -1, 0 or 1 each, by chance. */
export function randomWeights(shape: ArrayLike<number>, seed: number): Tensor;

/**
 * RGBA bytes of a map, ready for `ImageData`: linear from its smallest to its largest finite value; NaN is transparent.
 * `"gray"` if `colorMap` is left out.
 */
export function colorize(map: MapLike | Handle, colorMap?: ColorMap): Uint8ClampedArray<ArrayBuffer>;

/** The smallest and the largest finite value; `[0, 0]` when there is none. */
export function range(map: MapLike | Handle): [min: number, max: number];

/** RGBA bytes for a canvas. */
export interface Rgba {
  data: Uint8ClampedArray<ArrayBuffer>;
  shape: [height: number, width: number];
}

/** A small copy of a map in colours, and the whole map's range. */
export interface Preview extends Rgba {
  /** So many cells in y and in x are one pixel. */
  factor: number;
  min: number;
  max: number;
}

/**
 * A coloured copy with no side longer than `maxSide`: each pixel is the mean of `factor × factor` cells. Colours go from
 * `range[0]` to `range[1]`, or, if it is left out, over the whole map's `min` to `max`, which are given back in any case.
 */
export function preview(
  map: MapLike | Handle,
  maxSide: number,
  colorMap?: ColorMap,
  range?: readonly [number, number] | null,
): Preview;

/** A copy of a picture with no side longer than `maxSide`: each pixel is the mean of `factor × factor` pixels. */
export function previewPicture(picture: PictureLike | PictureHandle, maxSide: number): Rgba & { factor: number };

/**
 * The cells of a box that lie on the map, in colour; `y` and `x` say where they begin. No other cells are read, so it is quick
 * on a large map. Colours go from `range[0]` to `range[1]`, or, if it is left out, over the cells of the box.
 */
export function patch(
  map: TensorLike | Handle,
  box: readonly [y0: number, x0: number, y1: number, x1: number],
  range?: readonly [number, number] | null,
  colorMap?: ColorMap,
): Rgba & { y: number; x: number };

/** The version of the core. */
export function version(): string;

/** A decoded picture. */
export interface DecodedPicture extends Picture {
  /** Its shape in the file, turned upright; larger than `shape` where it was scaled down on entry. */
  originalShape: [height: number, width: number, channels: 3];
  format: "PNG" | "JPEG" | "WebP" | "GIF" | "BMP";
}

/**
 * Decodes a PNG, JPEG, WebP, GIF (its first frame) or BMP: upright by its EXIF orientation, alpha over white, 8 bits a
 * channel. More than 24 megapixels are shrunk by the smallest whole factor that brings them below. The first call loads the
 * decoders; `init` is not needed.
 *
 * @throws {@link ConvscopeError} `unknownPicture`, `brokenPicture` or `pictureTooLarge` (200 megapixels, 32768 a side).
 */
export function decodeImage(bytes: Uint8Array): Promise<DecodedPicture>;
