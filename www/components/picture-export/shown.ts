/** What of a lab is drawn: its picture, its maps, where its window stands and what it adds up there. */
import {
  cellOfStep,
  explain,
  type Geometry,
  geometry,
  type Options,
  preview,
  previewPicture,
  stepOfCell,
  type Tap,
  type Tensor,
  windowAt,
} from "../../engine/core.ts";
import type { OpName, Preview, View } from "../../engine/types.ts";
import type { Box } from "../lab/format.ts";
import type { Good } from "../lab/pipeline.ts";
import { marginsOf } from "../lab/view.ts";
import type { Margins } from "../picture-pane/picture-pane.ts";
import { noMargins } from "../picture-pane/picture-pane.ts";
import type { Subject } from "../use/subject.ts";

const longestSide = 1600;
/** Maps beyond these are left out of a drawing. */
const mostMaps = 8;

export interface Pane {
  shape: readonly number[];
  size: [height: number, width: number];
  image: Preview;
  /** One number a cell, where the pane shows one channel. */
  values: Float32Array | null;
  margins: Margins;
}

/** A window's way over the output. */
export interface Walk {
  steps: number;
  cellOf(step: number): [number, number];
  stepOf(y: number, x: number): number;
  windowAt(y: number, x: number): Box;
}

/** One output cell, opened up. */
export interface Told {
  op: OpName;
  taps: Tap[];
  /** Rows and columns of the window, and its channels. */
  kernel: [number, number, number];
  result: number;
}

export interface Shown {
  input: Pane;
  outputs: Pane[];
  walk: Walk | null;
  /** The pixel that a lab without a window looks at, with its values. */
  spot: { y: number; x: number; values: number[] } | null;
  /** Where the lab stands. */
  step: number;
  told(y: number, x: number): Told | null;
}

/** A lab with tensors; those with a window know more. */
type Lab = {
  input?: Tensor | null;
  output?: Tensor | null;
  filter?: Tensor | null;
  good?: Good | null;
  cell?: { y: number; x: number };
  state: { view?: View; map?: number; strides?: [number, number]; padding?: Options["padding"] };
};

/** Null while the lab has nothing to show. */
export function shownOf({ element, lab }: Subject): Shown | null {
  const it = element as unknown as Lab;
  const { input } = it;
  if (!input) return null;
  const laid = laidOf(it, lab);
  const margins = laid ? marginsOf(laid.geometry) : noMargins;
  const [y, x] = [it.cell?.y ?? 0, it.cell?.x ?? 0];
  const walk = laid && walkOf(laid);
  return {
    input: { ...inputPane(input, it.good), margins },
    outputs: outputPanes(it.output ?? null, it.state.view ?? "gray"),
    walk,
    spot: laid || !pixelLabs.includes(lab) ? null : { y, x, values: valuesAt(input, y, x) },
    step: walk?.stepOf(y, x) ?? 0,
    told: (y, x) => laid && tellingOf(laid, y, x),
  };
}

/** Labs that look at single pixels of their picture. */
const pixelLabs = ["coordinates", "channels", "flatten"];

const valuesAt = ({ data, shape: [, , width, channels] }: Tensor, y: number, x: number) => [
  ...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels),
];

/** A window laid on an input. */
interface Laid {
  op: OpName;
  input: Tensor;
  filter: Tensor | null;
  options: Options;
  geometry: Geometry;
  channel: number;
}

function laidOf({ good, input, filter, state }: Lab, lab: string): Laid | null {
  if (good) return { ...good, input: good.input.tensor, channel: 0 };
  if (lab !== "filters" || !input || !filter) return null;
  const { strides, padding } = state;
  const options = { strides, padding };
  const channel = Math.min(state.map ?? 0, filter.shape[3] - 1);
  return {
    op: "conv2d",
    input,
    filter,
    options,
    geometry: geometry("conv2d", input.shape, filter.shape, options),
    channel,
  };
}

function walkOf({ op, input, filter, options, geometry }: Laid): Walk {
  const laid = [op, input.shape, filter?.shape ?? null, options] as const;
  const [, height, width] = geometry.output;
  return {
    steps: height * width,
    cellOf: (step) => cellOfStep(...laid, step),
    stepOf: (y, x) => stepOfCell(...laid, [y, x]),
    windowAt: (y, x) => windowAt(...laid, [y, x]),
  };
}

function tellingOf({ op, input, filter, options, geometry, channel }: Laid, y: number, x: number): Told {
  const { taps, result } = explain(op, input, filter, options, [0, y, x, channel]);
  const channels = op === "conv2d" ? (filter as Tensor).shape[2] : 1;
  return { op, taps, kernel: [geometry.y.kernel, geometry.x.kernel, channels], result };
}

function inputPane({ data, shape }: Tensor, good: Good | null | undefined): Pane {
  const [, height, width, channels] = shape;
  const size: [number, number] = [height, width];
  if (good) return { shape, size, image: good.input.preview, values: data, margins: noMargins };
  if (channels === 3) {
    const brightest = data.reduce((most, value) => Math.max(most, value), 0);
    const bytes = Uint8Array.from(data, brightest > 1 ? undefined : (value) => value * 255);
    const image = previewOf(previewPicture({ data: bytes, shape: [height, width, 3] }, longestSide));
    return { shape, size, image, values: null, margins: noMargins };
  }
  const image = previewOf(preview({ data: plane({ data, shape }, 0), shape: size }, longestSide, "gray"));
  return { shape, size, image, values: plane({ data, shape }, 0), margins: noMargins };
}

function outputPanes(output: Tensor | null, view: View): Pane[] {
  if (output?.shape.length !== 4) return [];
  const { shape } = output;
  const size: [number, number] = [shape[1], shape[2]];
  return Array.from({ length: Math.min(shape[3], mostMaps) }, (_, c) => {
    const values = plane(output, c);
    const image = previewOf(preview({ data: values, shape: size }, longestSide, view));
    return { shape: [1, ...size, 1], size, image, values, margins: noMargins };
  });
}

function plane({ data, shape }: Tensor, channel: number): Float32Array {
  const channels = shape[3];
  if (channels === 1) return data;
  return Float32Array.from({ length: shape[1] * shape[2] }, (_, i) => data[i * channels + channel]);
}

function previewOf({
  data,
  shape,
  factor,
}: {
  data: Uint8ClampedArray;
  shape: readonly number[];
  factor: number;
}): Preview {
  return { data: data as Preview["data"], height: shape[0], width: shape[1], factor };
}
