/**
 * What stays in the core between calls, and results written to arrays that the caller keeps. For a large map that is most of the time: fresh memory has to be made
 * ready page by page. An output of the wrong shape is refused with a sentence and stays as it was.
 */

import type { ColorMap, GreyMethod } from "./convscope.js";
import type {
  AvgPool2dOptions,
  BatchNormOptions,
  Conv2dOptions,
  ConvTranspose2dOptions,
  DenseOptions,
  LeakyReluOptions,
  MaxPool2dOptions,
  Pad2dOptions,
  SoftmaxOptions,
} from "./options.js";
import type { Grey, Handle, MapLike, PictureHandle, PictureLike, TensorLike, TensorOutput } from "./tensors.js";

/** As {@link conv2d}, written to `output`, which may be the input itself and is given back. */
export function conv2dInto<T extends TensorOutput>(
  input: TensorLike | Handle,
  filter: TensorLike | Handle,
  options: Conv2dOptions | null | undefined,
  output: T,
): T;

/** As {@link maxPool2d}, written to `output`, which may be the input itself and is given back. */
export function maxPool2dInto<T extends TensorOutput>(
  input: TensorLike | Handle,
  options: MaxPool2dOptions,
  output: T,
): T;

/** As {@link avgPool2d}, written to `output`, which may be the input itself and is given back. */
export function avgPool2dInto<T extends TensorOutput>(
  input: TensorLike | Handle,
  options: AvgPool2dOptions,
  output: T,
): T;

/** As {@link globalAvgPool2d}, written to `output`, which may be the input itself and is given back. */
export function globalAvgPool2dInto<T extends TensorOutput>(input: TensorLike | Handle, output: T): T;

/** As {@link convTranspose2d}, written to `output`, which may be the input itself and is given back. */
export function convTranspose2dInto<T extends TensorOutput>(
  input: TensorLike | Handle,
  filter: TensorLike | Handle,
  options: ConvTranspose2dOptions | null | undefined,
  output: T,
): T;

/** As {@link pad2d}, written to `output`, which may be the input itself and is given back. */
export function pad2dInto<T extends TensorOutput>(input: TensorLike | Handle, options: Pad2dOptions, output: T): T;

/** As {@link relu}, written to `output`, which may be the input itself and is given back. */
export function reluInto<T extends TensorOutput>(input: TensorLike | Handle, output: T): T;

/** As {@link leakyRelu}, written to `output`, which may be the input itself and is given back. */
export function leakyReluInto<T extends TensorOutput>(
  input: TensorLike | Handle,
  options: LeakyReluOptions | null | undefined,
  output: T,
): T;

/** As {@link sigmoid}, written to `output`, which may be the input itself and is given back. */
export function sigmoidInto<T extends TensorOutput>(input: TensorLike | Handle, output: T): T;

/** As {@link tanh}, written to `output`, which may be the input itself and is given back. */
export function tanhInto<T extends TensorOutput>(input: TensorLike | Handle, output: T): T;

/** As {@link softmax}, written to `output`, which may be the input itself and is given back. */
export function softmaxInto<T extends TensorOutput>(
  input: TensorLike | Handle,
  options: SoftmaxOptions | null | undefined,
  output: T,
): T;

/** As {@link flatten}, written to `output`, which may be the input itself and is given back. */
export function flattenInto<T extends TensorOutput>(input: TensorLike | Handle, output: T): T;

/** As {@link dense}, written to `output`, which may be the input itself and is given back. */
export function denseInto<T extends TensorOutput>(
  input: TensorLike | Handle,
  kernel: TensorLike | Handle,
  options: DenseOptions | null | undefined,
  output: T,
): T;

/** As {@link batchNorm}, written to `output`, which may be the input itself and is given back. */
export function batchNormInto<T extends TensorOutput>(
  input: TensorLike | Handle,
  options: BatchNormOptions,
  output: T,
): T;

/** As {@link greyscale}, written to `output` of shape `[h, w]`. */
export function greyscaleInto(
  picture: PictureLike | PictureHandle,
  method: GreyMethod | undefined,
  output: { readonly data: Uint8Array; readonly shape: ArrayLike<number> },
): Grey;

/** As {@link colorize}, written to an array of four bytes a cell or to what has one as its `data`, such as an `ImageData`. */
export function colorizeInto(
  map: MapLike | Handle,
  colorMap: ColorMap | undefined,
  output: Uint8ClampedArray | { readonly data: Uint8ClampedArray },
): Uint8ClampedArray<ArrayBuffer>;

/** Keeps a copy of a tensor, or of a picture (whose `data` holds bytes), in the core's memory. */
export function hold(value: TensorLike): Handle;
export function hold(value: PictureLike): PictureHandle;
