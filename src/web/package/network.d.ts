/** Networks that learn, and gradients of single ops. */

import type { Tensor, TensorLike } from "./convscope.js";
import type { AnyOptions, Padding, Pair } from "./options.js";

/** A layer; names and options are Keras's, in camelCase. */
export type Layer =
  | {
      type: "conv2d";
      filters: number;
      size: Pair;
      strides?: Pair;
      padding?: Padding;
      dilations?: Pair;
      groups?: number;
      useBias?: boolean;
    }
  | { type: "dense"; units: number; useBias?: boolean }
  | { type: "maxPool2d"; size: Pair; strides?: Pair; padding?: Padding; dilations?: Pair; ceilMode?: boolean }
  | {
      type: "avgPool2d";
      size: Pair;
      strides?: Pair;
      padding?: Padding;
      dilations?: Pair;
      ceilMode?: boolean;
      countIncludePad?: boolean;
    }
  | { type: "leakyRelu"; negativeSlope?: number }
  | { type: "globalAvgPool2d" | "relu" | "sigmoid" | "tanh" | "softmax" | "flatten" };

/** What is to become small: the mean cross-entropy, with its softmax, or the mean squared error over all values. */
export type LossName = "crossEntropy" | "meanSquaredError";

/** A network's layers, its first weights and its loss. */
export interface NetworkConfig {
  /** Height, width and channels of one picture. */
  input: readonly [h: number, w: number, c: number];
  layers: readonly Layer[];
  /** 0 if left out; up to 2³² - 1. */
  seed?: number;
  /** `"crossEntropy"` if left out. */
  loss?: LossName;
}

/** Weights or their gradients: kernels are `[h, w, in, out]` or `[in, out]`. */
export interface NamedTensor extends Tensor {
  /** The layer and the part: `"conv2d_0/kernel"`, `"dense_0/bias"`. Layers are numbered for each type. */
  name: string;
}

/** How well a batch was answered. */
export interface Outcome {
  /** The mean loss. */
  loss: number;
  /** The share of pictures whose highest score is the right class; NaN for the squared error. */
  accuracy: number;
}

/** The right class of each picture, or, for the squared error, the right output. */
export type Targets = Uint32Array | ArrayLike<number> | TensorLike;

/** How far and how the weights move. */
export interface TrainOptions {
  /** `"sgd"` if left out. Another optimizer than in the step before begins with nothing remembered. */
  optimizer?: "sgd" | "adam";
  /** 0.01 for SGD and 0.001 for Adam if left out. */
  learningRate?: number;
  /** For SGD: how much of the last step is kept; 0 if left out. */
  momentum?: number;
}

/** One row of a summary. */
export interface LayerSummary {
  name: string;
  /** For one picture. */
  outputShape: number[];
  /** How many numbers it learns. */
  parameters: number;
}

/** One product of a weight's derivative. */
export interface GradientTerm {
  n: number;
  /** Row of the output. */
  y: number;
  /** Column of the output. */
  x: number;
  /** Row of the input that met the weight there; below 0 or beyond in the padding. */
  inY: number;
  inX: number;
  inside: boolean;
  /** The input value there; 0 in the padding, 1 for a bias. */
  value: number;
  /** How much the loss grows with that output. */
  error: number;
  /** `value · error`, as float32. */
  product: number;
}

/** One weight's derivative as the sum that it is. */
export interface GradientExplanation {
  /** Picture by picture, y first, then x. */
  terms: GradientTerm[];
  /** The sum of each picture. */
  pictures: number[];
  /** Their sum: the derivative. */
  result: number;
}

/** All that a network knows besides its layers: plain data, which a worker can be sent and JSON can hold as lists. */
export interface NetworkState {
  seed: number;
  steps: number;
  firstLoss: number | null;
  weights: NamedTensor[];
  optimizer: { name: "sgd" | "momentum" | "adam"; steps: number; powers: number[]; first: Tensor[]; second: Tensor[] };
}

/**
 * Layers, one after the other, and what they have learned. The same seed gives the same weights and, for the same batches, the
 * same losses bit by bit on every machine. A batch that does not fit throws and changes nothing.
 *
 * The weights are in the order of Keras's `get_weights()` and of the same shapes:
 * `model.set_weights([np.array(w.data).reshape(w.shape) for w in weights])`.
 */
export class Network {
  /** Kernels begin Glorot-uniform, as Keras has them, biases at 0. `await init()` first. */
  constructor(config: NetworkConfig);

  /** Copies of the weights, in the order of the layers, kernel before bias. */
  get weights(): NamedTensor[];

  /** Each layer's name, output shape and number of parameters. */
  get summary(): LayerSummary[];

  get seed(): number;

  /** Steps learned since the weights were set. */
  get steps(): number;

  /** Takes over weights, in the same order, and forgets past steps. */
  setWeights(weights: readonly TensorLike[]): void;

  /** Begins anew, with the same seed if it is left out. */
  reset(seed?: number): void;

  /** In which order an epoch takes `count` pictures: the same for the same seed and epoch. */
  order(count: number, epoch?: number): Uint32Array;

  /** Every layer's activation, in order. */
  forward(batch: TensorLike): Tensor[];

  /** The output: for a classifier the share of each class, whether or not its last layer is a softmax. */
  predict(batch: TensorLike): Tensor;

  /** The mean loss and the accuracy, without learning. */
  evaluate(batch: TensorLike, targets: Targets): Outcome;

  /** The loss and its derivatives by every weight. */
  gradients(batch: TensorLike, targets: Targets): Outcome & { gradients: NamedTensor[] };

  /**
   * One step downhill on the mean loss of the batch. The outcome is that before the step.
   *
   * @throws {@link ConvscopeError} `diverged` where the loss is no finite number, or a thousand times the first; the weights stay.
   */
  trainStep(batch: TensorLike, targets: Targets, options?: TrainOptions): Outcome;

  /** One weight's derivative opened up; `index` is `[h, w, in, out]`, `[in, out]` or, for a bias, `[out]`. */
  explainGradient(batch: TensorLike, targets: Targets, name: string, index: readonly number[]): GradientExplanation;

  /** A copy of all it knows, the optimizer's memory included. */
  save(): NetworkState;

  /** Goes on from there, as if it had never stopped. */
  restore(state: NetworkState): void;

  /** The weights as a safetensors file, with text beside them. */
  toSafetensors(metadata?: Record<string, string | number>): Uint8Array<ArrayBuffer>;

  /** Takes over the weights of a safetensors file with the same names, and gives its metadata. */
  loadSafetensors(bytes: Uint8Array): Record<string, string>;

  /** Gives its memory back at once; otherwise the garbage collector does. */
  free(): void;
}

/** An op through which an error flows back. */
export type DifferentiableOpName =
  | "conv2d"
  | "dense"
  | "maxPool2d"
  | "avgPool2d"
  | "globalAvgPool2d"
  | "relu"
  | "leakyRelu"
  | "sigmoid"
  | "tanh"
  | "softmax"
  | "flatten";

/**
 * How much a loss grows with each input of an op, given how much it grows with each value of its output.
 *
 * @param filter - null for an op without one; a dense layer's kernel
 * @param error - of the output's shape
 */
export function gradient(
  op: DifferentiableOpName,
  input: TensorLike,
  filter: TensorLike | null,
  error: TensorLike,
  options?: AnyOptions | null,
): { input: Tensor; filter?: Tensor; bias?: Tensor };

/** One weight's part in {@link gradient} opened up; `index` as in {@link Network.explainGradient}. */
export function explainGradient(
  op: "conv2d" | "dense",
  input: TensorLike,
  filter: TensorLike,
  error: TensorLike,
  options: AnyOptions | null | undefined,
  index: readonly number[],
): GradientExplanation;
