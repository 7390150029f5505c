/** What passes between the page and the studio about a whole network. */
import type { ExplainTap, Tensor } from "convscope";
import type { Backend, Preview, View } from "../types.ts";
import type { Layer } from "./layers.ts";

export interface ChainRequest {
  picture: number;
  /** Whether the network sees three colours or one grey. */
  colour: "grey" | "rgb";
  /** No side of what the network sees is longer. */
  side: number;
  layers: Layer[];
  seed: number;
  view: View;
}

/** The output of one layer, or the input. */
export interface Stage {
  shape: number[];
  /** A small drawing of each feature map; none after a layer without height and width. */
  maps: Preview[];
  /** The values of a row, the first of them where there are many. */
  row: number[];
  min: number;
  max: number;
}

export interface Chained extends Backend {
  id: number;
  input: Tensor;
  output: Tensor;
  /** The input, then each layer's output; shorter than the network where a layer does not fit. */
  stages: Stage[];
  ms: number;
}

/** Rows `y0` to `y1` and columns `x0` to `x1` of a map; `null` for all of it. */
export interface Field {
  y0: number;
  x0: number;
  y1: number;
  x1: number;
}

/** One step of the way back: how a value came about, and which value of the layer before is looked at next. */
export interface TraceStep {
  /** Index of the layer; its input is stage `layer`, its output stage `layer + 1`. */
  layer: number;
  cell: number[];
  result: number;
  bias: number;
  taps: ExplainTap[];
  /** What each channel of a convolution's input adds. */
  sums: number[];
  /** How many terms there are; `taps` holds the largest where they are very many. */
  count: number;
  /** Which of `taps` the way goes on with. */
  next: number;
  /** What the first value of the way sees of this layer's input. */
  field: Field | null;
}
