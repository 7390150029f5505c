/** The engine: where ops run, and what stays there. */

import type { ColorMap, GreyMethod, Preview, Rgba } from "./convscope.js";
import type { NetworkConfig } from "./network.js";
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
import type { Grey, Handle, MapLike, Picture, PictureLike, Tensor, TensorLike, TensorOutput } from "./tensors.js";
import type { EngineNetwork, EngineNetworkOptions } from "./training.js";

/** A tensor that an engine keeps, on the GPU where that works. */
export interface EngineHandle {
  readonly shape: number[];
  /** A copy of the values. */
  read(): Promise<Tensor>;
  /** The values, copied to an array of the same shape. */
  readInto(output: TensorOutput): Promise<Tensor>;
  /** Gives the memory back. A handle that is only forgotten is released when its garbage is collected. */
  release(): void;
}

/** A picture that an engine keeps. */
export interface EnginePictureHandle {
  readonly shape: [height: number, width: number, channels: 3];
  /** A copy of the bytes. */
  read(): Promise<Picture>;
  /** As {@link EngineHandle.release}. */
  release(): void;
}

/** A tensor wherever it lies. */
export type AnyTensor = TensorLike | Handle | EngineHandle;

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

  /**
   * A network that learns where that is faster. With `backend: "auto"`, the default, a few steps are timed on both, on a batch
   * of noise, and `choice` tells the times; where ops are computed on the CPU, so is this. Two modules are loaded when it is first
   * called, and a second GPU device is opened.
   *
   * @throws what `new Network(config)` throws
   */
  network(config: NetworkConfig, options?: EngineNetworkOptions): Promise<EngineNetwork>;

  /**
   * Keeps a copy of a tensor, or of a picture (whose `data` holds bytes): each op takes its handle as the input and gives a
   * handle, so that a chain of ops is uploaded once and only what is asked for is read back. When the GPU fails, what it held is
   * computed again from what was given, on the CPU.
   */
  hold(value: TensorLike): Promise<EngineHandle>;
  hold(value: PictureLike): Promise<EnginePictureHandle>;

  /** As {@link greyscale}; of a handle a handle, the input of an op: shape `[1, h, w, 1]`. */
  greyscale(picture: PictureLike, method?: GreyMethod): Promise<Grey>;
  greyscale(picture: EnginePictureHandle, method?: GreyMethod): Promise<EngineHandle>;

  /** As {@link range}. */
  range(map: MapLike | EngineHandle): Promise<[min: number, max: number]>;

  /** As {@link colorize}. */
  colorize(map: MapLike | EngineHandle, colorMap?: ColorMap): Promise<Uint8ClampedArray<ArrayBuffer>>;

  /** As {@link preview}: of a map on the GPU, only what is drawn is read back. */
  preview(
    map: MapLike | EngineHandle,
    maxSide: number,
    colorMap?: ColorMap,
    range?: readonly [number, number] | null,
  ): Promise<Preview>;

  /** As {@link previewPicture}. */
  previewPicture(picture: PictureLike | EnginePictureHandle, maxSide: number): Promise<Rgba & { factor: number }>;

  /** As {@link conv2d}. When the GPU fails in the middle, the CPU does the work. */
  conv2d(input: TensorLike | Handle, filter: AnyTensor, options?: Conv2dOptions | null): Promise<Tensor>;
  conv2d(input: EngineHandle, filter: AnyTensor, options?: Conv2dOptions | null): Promise<EngineHandle>;

  /** As {@link maxPool2d}. When the GPU fails in the middle, the CPU does the work; so it is with all that follow. */
  maxPool2d(input: TensorLike | Handle, options: MaxPool2dOptions): Promise<Tensor>;
  maxPool2d(input: EngineHandle, options: MaxPool2dOptions): Promise<EngineHandle>;

  /** As {@link avgPool2d}. */
  avgPool2d(input: TensorLike | Handle, options: AvgPool2dOptions): Promise<Tensor>;
  avgPool2d(input: EngineHandle, options: AvgPool2dOptions): Promise<EngineHandle>;

  /** As {@link globalAvgPool2d}; a map of more than a million cells is left to the CPU. */
  globalAvgPool2d(input: TensorLike | Handle): Promise<Tensor>;
  globalAvgPool2d(input: EngineHandle): Promise<EngineHandle>;

  /** As {@link convTranspose2d}. */
  convTranspose2d(
    input: TensorLike | Handle,
    filter: AnyTensor,
    options?: ConvTranspose2dOptions | null,
  ): Promise<Tensor>;
  convTranspose2d(
    input: EngineHandle,
    filter: AnyTensor,
    options?: ConvTranspose2dOptions | null,
  ): Promise<EngineHandle>;

  /** As {@link pad2d}. */
  pad2d(input: TensorLike | Handle, options: Pad2dOptions): Promise<Tensor>;
  pad2d(input: EngineHandle, options: Pad2dOptions): Promise<EngineHandle>;

  /** As {@link relu}. */
  relu(input: TensorLike | Handle): Promise<Tensor>;
  relu(input: EngineHandle): Promise<EngineHandle>;

  /** As {@link leakyRelu}. */
  leakyRelu(input: TensorLike | Handle, options?: LeakyReluOptions | null): Promise<Tensor>;
  leakyRelu(input: EngineHandle, options?: LeakyReluOptions | null): Promise<EngineHandle>;

  /** As {@link sigmoid}. */
  sigmoid(input: TensorLike | Handle): Promise<Tensor>;
  sigmoid(input: EngineHandle): Promise<EngineHandle>;

  /** As {@link tanh}. */
  tanh(input: TensorLike | Handle): Promise<Tensor>;
  tanh(input: EngineHandle): Promise<EngineHandle>;

  /** As {@link softmax}. */
  softmax(input: TensorLike | Handle, options?: SoftmaxOptions | null): Promise<Tensor>;
  softmax(input: EngineHandle, options?: SoftmaxOptions | null): Promise<EngineHandle>;

  /** As {@link flatten}. */
  flatten(input: TensorLike | Handle): Promise<Tensor>;
  flatten(input: EngineHandle): Promise<EngineHandle>;

  /** As {@link dense}. */
  dense(input: TensorLike | Handle, kernel: AnyTensor, options?: DenseOptions | null): Promise<Tensor>;
  dense(input: EngineHandle, kernel: AnyTensor, options?: DenseOptions | null): Promise<EngineHandle>;

  /** As {@link batchNorm}. */
  batchNorm(input: TensorLike | Handle, options: BatchNormOptions): Promise<Tensor>;
  batchNorm(input: EngineHandle, options: BatchNormOptions): Promise<EngineHandle>;
}
