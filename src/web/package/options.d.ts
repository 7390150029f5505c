/** The options of the ops. Pairs are `[y, x]`. */

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

/** Options of an average pooling: those of a max pooling, and what it divides by. */
export interface AvgPool2dOptions extends MaxPool2dOptions {
  /** Divide by the cells of the padding too, as if they were zeros of the input. */
  countIncludePad?: boolean;
}

/** Options of a transposed convolution. Whole numbers are at most 65536. */
export interface ConvTranspose2dOptions {
  /** How far apart two neighbouring input values stamp the output; `[1, 1]` if left out. */
  strides?: Pair;
  /** What is cut from the border of the output; `"valid"` if left out. `"same"` makes it input times stride. */
  padding?: Padding;
  /** Rows and columns to add at the end, fewer than the stride; none if left out. */
  outputPadding?: Pair;
  /** The distance between two taps; `[1, 1]` if left out. */
  dilations?: Pair;
  /** Channel groups that do not see one another; 1 if left out. */
  groups?: number;
  /** One value for each output channel. */
  bias?: Float32Array | null;
}

/** What new cells hold: zeros, the mirrored picture, its outermost cells, or the picture from its other side. */
export type PadMode = "zero" | "reflect" | "replicate" | "circular";

/** Options of a padding. */
export interface Pad2dOptions {
  /** Cells to add: `[[top, bottom], [left, right]]`. */
  padding: readonly [y: readonly [number, number], x: readonly [number, number]];
  /** What they hold; `"zero"` if left out. */
  mode?: PadMode;
}

/** Options of a leaky ReLU. */
export interface LeakyReluOptions {
  /** What a negative value is multiplied by; 0.3, as Keras has it, if left out. */
  negativeSlope?: number;
}

/** Options of a softmax. */
export interface SoftmaxOptions {
  /** The axis along which shares add up to 1; -1, the innermost, if left out. */
  axis?: number;
}

/** Options of a dense layer. */
export interface DenseOptions {
  /** One value for each output. */
  bias?: Float32Array | null;
}

/** What a batch normalisation knows of each channel. */
export interface BatchNormOptions {
  gamma: Float32Array;
  beta: Float32Array;
  mean: Float32Array;
  variance: Float32Array;
  /** Added to the variance; 0.001, as Keras has it, if left out. */
  epsilon?: number;
}

/** The options of any op with a window. A key that the chosen op does not know throws. */
export interface Options extends Omit<Conv2dOptions & AvgPool2dOptions & ConvTranspose2dOptions, "size"> {
  size?: Pair;
}

/** The options of any op. A key that the chosen op does not know throws. */
export type AnyOptions = Options &
  LeakyReluOptions &
  SoftmaxOptions &
  Partial<BatchNormOptions> &
  Pick<Pad2dOptions, "mode">;

/** The name of an op. */
export type AnyOpName =
  | OpName
  | "convTranspose2d"
  | "globalAvgPool2d"
  | "pad2d"
  | "relu"
  | "leakyRelu"
  | "sigmoid"
  | "tanh"
  | "softmax"
  | "flatten"
  | "dense"
  | "batchNorm";

/** The name of an op whose window slides over the input. */
export type OpName = "conv2d" | "maxPool2d" | "avgPool2d";
