import {
  cellOfIndex,
  conv2d,
  type Engine,
  type ExplainTap,
  explain,
  outputShape,
  preview,
  range,
  type Tensor,
  windowAt,
} from "convscope";
import { type Asked, askedOf, type Layer } from "../network/layers.ts";
import type { Field, Stage, TraceStep } from "../network/types.ts";
import { tooMany, untrained } from "../network/weights.ts";
import type { Preview, View } from "../types.ts";

/** The longest side of a feature map as it is drawn. */
const mapSide = 320;
/** A sum of more terms than this is told by its largest ones. */
const mostTaps = 1024;
const tappedWhenMany = 24;
/** A row of more values than this is shown by its first ones. */
const mostRow = 128;

interface Link {
  asked: Asked;
  weights: Tensor | null;
  output: Tensor;
}

/** A network run on one picture, every activation kept, so that each number can be followed back. */
export class Chain {
  readonly #links: Link[] = [];

  constructor(readonly input: Tensor) {}

  get output(): Tensor {
    return this.#links.at(-1)?.output ?? this.input;
  }

  /** Runs layer after layer, as far as they fit. */
  async run(engine: Engine, layers: Layer[], seed: number): Promise<void> {
    let seen = false;
    for (const [at, layer] of layers.entries()) {
      const input = this.output;
      const asked = askedOf(layer, input.shape);
      if (!fits(asked, input.shape)) return;
      const weights = asked.weights && untrained(asked.weights, seed + at, layer.type === "conv2d" && !seen);
      seen ||= layer.type === "conv2d";
      this.#links.push({ asked, weights, output: await compute(engine, asked, input, weights) });
    }
  }

  /** What there is to see of the input and of each layer. */
  stages(view: View, colours: Preview): Stage[] {
    const input = { ...stageOf(this.input, view), maps: [colours] };
    return [input, ...this.#links.map(({ output }) => stageOf(output, view))];
  }

  /** The way of one value, from the output of a layer back to the picture; `choices` names terms to follow, by layer. */
  trace(layer: number, cell: number[], choices: Record<number, number>): TraceStep[] {
    const steps: TraceStep[] = [];
    let at = cell;
    let field: Field | null | undefined;
    for (let back = layer; back >= 0; back -= 1) {
      const told = this.#tell(back, at);
      const next = choices[back] ?? told.next ?? strongest(told.taps);
      field = this.#before(back, at, field);
      steps.push({ layer: back, cell: at, ...told, next, field });
      at = this.#cellBefore(back, told.taps[next]);
    }
    return steps;
  }

  #inputOf(layer: number): Tensor {
    return layer === 0 ? this.input : this.#links[layer - 1].output;
  }

  #tell(layer: number, cell: number[]): Omit<TraceStep, "layer" | "cell" | "next" | "field"> & { next?: number } {
    const { asked, weights, output } = this.#links[layer];
    const input = this.#inputOf(layer);
    if (asked.op === "softmax") return this.#tellSoftmax(input, output, cell);
    if (asked.op === "relu" || asked.op === "flatten") {
      const from = asked.op === "flatten" ? cellOfIndex(input.shape.slice(1), cell[0]) : cell;
      const value = at(input, from);
      return { taps: [tap(from, value, 1)], sums: [], bias: 0, result: at(output, cell), count: 1 };
    }
    const place: [number, number, number, number] =
      cell.length === 1 ? [0, 0, 0, cell[0]] : [0, cell[0], cell[1], cell[2]];
    const told = explain(asked.op as "conv2d", input, weights, asked.options, place);
    const count = told.taps.length;
    const sums = asked.op === "conv2d" ? channelSums(told.taps, asked) : [];
    const taps = count > mostTaps ? largest(told.taps) : told.taps;
    return { taps, sums, bias: told.bias, result: told.result, count };
  }

  #tellSoftmax(input: Tensor, output: Tensor, cell: number[]) {
    const values = [...input.data];
    const taps = values.map((value, c) => ({ ...tap([c], value, 1), product: output.data[c] }));
    const kept = taps.filter((one) => one.c === cell[0] || taps.length <= mostTaps);
    const next = kept.findIndex(({ c }) => c === cell[0]);
    return { taps: kept, sums: [], bias: 0, result: at(output, cell), count: taps.length, next };
  }

  /** The cell of the layer before that a term reads, in that layer's own axes. */
  #cellBefore(layer: number, { y, x, c }: ExplainTap): number[] {
    return this.#inputOf(layer).shape.length === 2 ? [c] : [y, x, c];
  }

  /** What a value sees of a layer's input, from what it sees of its output; `undefined` at the start. */
  #before(layer: number, cell: number[], seen: Field | null | undefined): Field | null {
    const { asked, weights } = this.#links[layer];
    const { shape } = this.#inputOf(layer);
    if (seen === null || asked.op === "dense" || asked.op === "softmax") return null;
    const [y, x] = asked.op === "flatten" ? cellOfIndex(shape.slice(1), cell[0]) : cell;
    const from = seen ?? { y0: y, x0: x, y1: y + 1, x1: x + 1 };
    if (asked.op === "relu" || asked.op === "flatten") return from;
    const box = (by: number, bx: number) =>
      windowAt(asked.op as "conv2d", shape, weights?.shape ?? null, asked.options, [by, bx]);
    const [first, last] = [box(from.y0, from.x0), box(from.y1 - 1, from.x1 - 1)];
    const cut = (place: number, size: number) => Math.min(Math.max(place, 0), size);
    return {
      y0: cut(first.y0, shape[1]),
      x0: cut(first.x0, shape[2]),
      y1: cut(last.y1, shape[1]),
      x1: cut(last.x1, shape[2]),
    };
  }
}

/** Whether the core takes this layer, and a phone can hold it. */
function fits({ op, weights, options }: Asked, input: number[]): boolean {
  if (weights && tooMany(weights)) return false;
  try {
    outputShape(op, input, weights, options);
    return true;
  } catch {
    return false;
  }
}

function compute(engine: Engine, { op, options }: Asked, input: Tensor, weights: Tensor | null): Promise<Tensor> {
  if (op === "conv2d") return engine.conv2d(input, weights as Tensor, options);
  if (op === "maxPool2d" || op === "avgPool2d") return engine[op](input, options as { size: [number, number] });
  if (op === "dense") return engine.dense(input, weights as Tensor);
  return engine[op as "relu" | "flatten" | "softmax"](input);
}

function stageOf(tensor: Tensor, view: View): Stage {
  const [min, max] = range({ data: tensor.data, shape: [1, tensor.data.length, 1, 1] });
  const { shape } = tensor;
  if (shape.length !== 4) return { shape, maps: [], row: [...tensor.data.subarray(0, mostRow)], min, max };
  const maps = Array.from({ length: shape[3] }, (_, c) => drawn(tensor, c, view));
  return { shape, maps, row: [], min, max };
}

function drawn({ data, shape }: Tensor, channel: number, view: View): Preview {
  const [, height, width, channels] = shape;
  const plane = new Float32Array(height * width);
  for (let i = 0; i < plane.length; i += 1) plane[i] = data[i * channels + channel];
  const small = preview({ data: plane, shape: [height, width] }, mapSide, view);
  return { data: small.data, height: small.shape[0], width: small.shape[1], factor: small.factor };
}

/** What each channel adds to a sum: the window against its weights, channel by channel. */
function channelSums(taps: ExplainTap[], { weights }: Asked): number[] {
  const [height, width, channels] = weights as number[];
  const values = Float32Array.from(taps, ({ value }) => value);
  const filter = { data: Float32Array.from(taps, ({ weight }) => weight), shape: [height, width, 1, channels] };
  return [...conv2d({ data: values, shape: [1, height, width, channels] }, filter, { groups: channels }).data];
}

function at({ data, shape }: Tensor, cell: number[]): number {
  return data[cell.reduce((index, place, axis) => index * shape[axis + 1] + place, 0)];
}

function tap(cell: number[], value: number, weight: number): ExplainTap {
  const [y, x, c] = cell.length === 1 ? [0, 0, cell[0]] : cell;
  return { y, x, c, inside: true, value, weight, product: value };
}

/** The term that says most: the largest product, by size; of equal ones that of the largest weight. */
function strongest(taps: ExplainTap[]): number {
  const inside = taps.filter((one) => one.inside);
  const best = inside.reduce((a, b) => (says(b) > says(a) || (says(b) === says(a) && b.weight > a.weight) ? b : a));
  return taps.indexOf(best);
}

const says = ({ product }: ExplainTap) => Math.abs(product);

function largest(taps: ExplainTap[]): ExplainTap[] {
  return [...taps].sort((a, b) => says(b) - says(a)).slice(0, tappedWhenMany);
}
