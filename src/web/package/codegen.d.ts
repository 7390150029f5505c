/** A lab's state as code that somebody can take along. */

import type { Picture } from "./convscope.js";
import type { Padding, Pair } from "./options.js";

/** What is written: a program for one library, or a notebook for Jupyter and Colab. */
export type CodeTarget = "numpy" | "tensorflow" | "keras" | "pytorch" | "notebook";

/**
 * What a lab's state says of its code: plain JSON whose keys are the lab's attributes. Pairs and padding may also be
 * spelled as the attributes are (`"2 2"`, `"1 1 0 0"`), and other keys do no harm. What is left out is as the lab has it.
 */
export interface LabState {
  /** Which lab; if left out, it is known by its keys: `filters`, `op` or `size`, else a convolution. */
  lab?: "convolution" | "pooling" | "filters";
  /** Language of the comments: `"ko"`, else English. */
  lang?: string;
  /** `"grid"` is written out; any other picture is opened as `picture.png`, unless it is given. */
  image?: string;
  grey?: "mean" | "rec601" | "rec709" | "r" | "g" | "b";
  /** Convolution: rows of weights. */
  filter?: readonly (readonly number[])[] | string;
  bias?: number;
  flip?: boolean;
  /** Filters: planes of weights for R, G and B. */
  filters?: readonly { planes: readonly (readonly (readonly number[])[])[]; bias?: number }[];
  /** Pooling: what is kept of a window. */
  op?: "max" | "avg";
  size?: Pair | number | string;
  "ceil-mode"?: boolean;
  "count-include-pad"?: boolean;
  strides?: Pair | number | string;
  padding?: Padding | string | readonly number[];
  dilations?: Pair | number | string;
  /** Colours of the maps in a notebook. */
  view?: "gray" | "viridis";
  /** Pooling: the convolution whose map is pooled, in place of a picture. */
  from?: LabState | null;
}

/** What goes into the code beside the state. */
export interface CodeInside {
  /**
   * The picture: its pixels, or the bytes of a PNG or JPEG file. A program writes few pixels out; a notebook carries the
   * whole picture up to 8 MiB. Otherwise the code opens `picture.png` beside it.
   */
  picture?: { data: Uint8Array | Uint8ClampedArray; shape: Picture["shape"] } | Uint8Array;
  /** Whose photo it is; stands in the code's head. */
  credit?: string;
}

/**
 * The state as a program that ends with a variable `output`, equal to the lab's output: `(1, height, width, maps)`. What
 * depends on the picture's size (SAME, ceil mode) is written as the rule, so the program holds for other pictures.
 *
 * @throws {@link ConvscopeError} for a state that no lab has, and for layers that do not fit the picture that is given.
 */
export function codegen(state: LabState, target: CodeTarget, inside?: CodeInside): string;
