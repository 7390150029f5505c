/**
 * Convolution and pooling as TensorFlow and PyTorch compute them, explained number by number.
 *
 * Tensors are row-major `NHWC` (picture, height, width, channel), filters `HWIO` (height, width, in, out). Every pair is
 * `[y, x]`: y grows downwards from the top left. Where a parameter may be left out, `undefined` leaves it out.
 *
 * A bad argument throws a {@link ConvscopeError} (an asynchronous function rejects with it); nothing is left half-done and
 * the next call works. Arguments are never changed; asynchronous functions want them unchanged until they settle.
 *
 * @packageDocumentation
 */

/** Values and their shape. `data` has as many values as the product of `shape`, which has one to four axes. */
export interface Tensor {
  data: Float32Array<ArrayBuffer>;
  shape: number[];
}

/** What a function takes as a tensor: any `Float32Array`, and a shape that need not be an ordinary array. */
export interface TensorLike {
  readonly data: Float32Array;
  readonly shape: ArrayLike<number>;
}

/** An 8-bit RGB picture, three bytes a pixel, row by row. */
export interface Picture {
  data: Uint8Array<ArrayBuffer>;
  shape: [height: number, width: number, channels: 3];
}

/** What a function takes as a picture. */
export interface PictureLike {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly shape: ArrayLike<number>;
}

/** One channel of one picture: shape `[h, w]`, `[h, w, 1]` or `[1, h, w, 1]`. */
export interface MapLike {
  readonly data: Float32Array | Uint8Array | Uint8ClampedArray;
  readonly shape: ArrayLike<number>;
}

/** `[y, x]`. */
export type Pair = readonly [y: number, x: number];

/**
 * What surrounds the input: nothing (`"valid"`), as much as keeps `out = ceil(in / stride)` with an odd cell at the bottom
 * and the right (`"same"`, TensorFlow's), or `[[top, bottom], [left, right]]` cells.
 */
export type Padding = "valid" | "same" | readonly [y: readonly [number, number], x: readonly [number, number]];

/** Options of a convolution. Whole numbers are at most 65536. */
export interface Conv2dOptions {
  /** How far the window moves; `[1, 1]` if left out. */
  strides?: Pair;
  /** `"valid"` if left out. Padded cells count as 0. */
  padding?: Padding;
  /** The distance between two taps; `[1, 1]` if left out. */
  dilations?: Pair;
  /** Channel groups that do not see one another; 1 if left out. */
  groups?: number;
  /** One value for each output channel. */
  bias?: Float32Array | null;
  /** Turn the filter by 180 degrees first, as mathematics does and networks do not. */
  flip?: boolean;
}

/** Options of a max pooling. Whole numbers are at most 65536. */
export interface MaxPool2dOptions {
  /** Rows and columns of the window. */
  size: Pair;
  /** How far it moves; `size` if left out. */
  strides?: Pair;
  /** `"valid"` if left out. A padded cell is never picked, and no window may see padding alone. */
  padding?: Padding;
  /** The distance between two taps; `[1, 1]` if left out. */
  dilations?: Pair;
  /** Keep a last window that overhangs the input, if it starts inside the input or its leading padding. */
  ceilMode?: boolean;
}

/** The options of any op. A key that the chosen op does not know throws. */
export interface Options extends Omit<Conv2dOptions & MaxPool2dOptions, "size"> {
  size?: Pair;
}

/** The name of an op. */
export type OpName = "conv2d" | "maxPool2d";

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
 * @throws {@link ConvscopeError} `notLoaded`, `oldBrowser` (no WebAssembly SIMD) or `noWasm`.
 */
export default function init(input?: InitInput | Promise<InitInput>): Promise<void>;

/**
 * A convolution (what networks call so: cross-correlation, unless `flip`).
 *
 * @param input - `[n, h, w, c]`
 * @param filter - `[h, w, c / groups, out]`
 * @returns `[n, h', w', out]`, with `h' = floor((h + top + bottom - ((k - 1)·dilation + 1)) / stride) + 1`
 */
export function conv2d(input: TensorLike, filter: TensorLike, options?: Conv2dOptions | null): Tensor;

/**
 * The largest value under each window. NaN is larger than everything.
 *
 * @param input - `[n, h, w, c]`
 * @returns `[n, h', w', c]`
 */
export function maxPool2d(input: TensorLike, options: MaxPool2dOptions): Tensor;

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
  /** The filter's weight; for max pooling 1 for the value that is picked, 0 for the others. */
  weight: number;
  /** `value · weight`, as float32. */
  product: number;
}

/** How one output cell is computed. */
export interface Explanation {
  /** The places under the window: y first, then x, then the channel. At most 2²⁰. */
  taps: ExplainTap[];
  /** The running sum (max pooling: the running maximum) after each tap. */
  partial: number[];
  /** The bias; 0 where there is none. */
  bias: number;
  /** The output value. */
  result: number;
}

/**
 * Opens up one output cell `[n, y, x, c]`. Only the values under the window are read, so it is quick on a large picture.
 *
 * @param filter - null for an op without one
 */
export function explain(
  op: OpName,
  input: TensorLike,
  filter: TensorLike | null,
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
  op: OpName,
  inputShape: ArrayLike<number>,
  filterShape: ArrayLike<number> | null,
  options?: Options | null,
): [n: number, h: number, w: number, c: number];

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
export function params(op: OpName): ParamInfo[];

/** One byte a pixel; `"mean"` if `method` is left out. */
export function greyscale(
  picture: PictureLike,
  method?: GreyMethod,
): { data: Uint8Array<ArrayBuffer>; shape: [height: number, width: number] };

/** The grey of one pixel by each method, from 0 to 255. */
export function greyPixel(pixel: readonly [r: number, g: number, b: number]): Record<GreyMethod, number>;

/**
 * RGBA bytes of a map, ready for `ImageData`: linear from its smallest to its largest finite value; NaN is transparent.
 * `"gray"` if `colorMap` is left out.
 */
export function colorize(map: MapLike, colorMap?: ColorMap): Uint8ClampedArray<ArrayBuffer>;

/** The smallest and the largest finite value; `[0, 0]` when there is none. */
export function range(map: MapLike): [min: number, max: number];

/** RGBA bytes for a canvas. */
export interface Rgba {
  data: Uint8ClampedArray<ArrayBuffer>;
  shape: [height: number, width: number];
}

/**
 * A coloured copy with no side longer than `maxSide`: each pixel is the mean of `factor × factor` cells. Colours go from
 * `range[0]` to `range[1]`, or, if it is left out, over the whole map's `min` to `max`, which are given back in any case.
 */
export function preview(
  map: MapLike,
  maxSide: number,
  colorMap?: ColorMap,
  range?: readonly [number, number] | null,
): Rgba & { factor: number; min: number; max: number };

/** A copy of a picture with no side longer than `maxSide`: each pixel is the mean of `factor × factor` pixels. */
export function previewPicture(picture: PictureLike, maxSide: number): Rgba & { factor: number };

/**
 * The cells of a box that lie on the map, in colour; `y` and `x` say where they begin. No other cells are read, so it is quick
 * on a large map. Colours go from `range[0]` to `range[1]`, or, if it is left out, over the cells of the box.
 */
export function patch(
  map: TensorLike,
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

/** Where ops shall run: on the GPU if it works (`"auto"`, `"gpu"`) or on the CPU. */
export type EngineBackend = "auto" | "gpu" | "cpu";

/** Computes where it was created, on the GPU where that gives the right numbers. */
export class Engine {
  private constructor();

  /**
   * Chooses the backend, and loads the core if `init` has not. The GPU is trusted only after it has answered a known
   * question right. `"gpu"` is a wish like `"auto"`: where it cannot be met, the CPU works and `reason` says why.
   */
  static create(options?: { backend?: EngineBackend }): Promise<Engine>;

  /** Where the next op runs. It changes to `"cpu"`, for good, when the GPU fails. */
  get backend(): "gpu" | "cpu";

  /** Why not the GPU, as a sentence; "" on the GPU. */
  get reason(): string;

  /** As {@link conv2d}. When the GPU fails in the middle, the CPU does the work. */
  conv2d(input: TensorLike, filter: TensorLike, options?: Conv2dOptions | null): Promise<Tensor>;

  /** As {@link maxPool2d}. When the GPU fails in the middle, the CPU does the work. */
  maxPool2d(input: TensorLike, options: MaxPool2dOptions): Promise<Tensor>;
}
