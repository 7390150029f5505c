/** The filters of a lab: plain data, written in links as `vertical-edge; red-cyan bias 10; random 7; 0 1 0 | 0 0 0 | 1`. */
import { colourFilterNames, colourFilterOf, colourFilters, type Planes } from "../../engine/colour-filters.ts";
import { randomWeights, type Tensor } from "../../engine/core.ts";
import { Trouble } from "../../engine/errors.ts";
import { resized } from "../../engine/presets.ts";
import * as fields from "../lab/schema.ts";

/** One filter: it has a plane of weights for each channel of the picture. */
export interface FilterState {
  planes: Planes;
  bias: number;
  /** Where the weights come from, when they were drawn by chance. */
  seed?: number;
}

export const channels = 3;
export const counts: fields.Limits = { min: 1, max: 8 };
/** Sizes with a middle that still fit on the screen three times. */
export const kernels = [1, 3, 5];
export const seeds: fields.Limits = { min: 1, max: 9999 };

const kernel: fields.Limits = { min: 1, max: 5 };
const weights: fields.Limits = { min: -1e6, max: 1e6 };
const biases: fields.Limits = { min: -1000, max: 1000 };
const plane = fields.matrix([[0]], () => kernel, weights);

/** Weights of -1, 0 and 1 by chance: the core draws them. */
export function randomFilter(seed: number, size: number): FilterState {
  const { data } = randomWeights([size, size, channels, 1], seed);
  const at = (y: number, x: number, c: number) => data[(y * size + x) * channels + c];
  const side = [...Array(size).keys()];
  const planes = [...Array(channels).keys()].map((c) => side.map((y) => side.map((x) => at(y, x, c))));
  return { planes, bias: 0, seed };
}

/** The weights as the core takes them, HWIO, `[k, k, 3, 1]`; with `only`, those of one channel and 0 for the others. */
export function tensorOf({ planes }: FilterState, only?: number): Tensor {
  const size = planes[0].length;
  const data = new Float32Array(size * size * channels);
  planes.forEach((rows, c) => {
    if (only !== undefined && c !== only) return;
    rows.forEach((row, y) => {
      row.forEach((weight, x) => {
        data[(y * size + x) * channels + c] = weight;
      });
    });
  });
  return { data, shape: [size, size, channels, 1] };
}

/** All filters as one tensor, HWIO: `[k, k, 3, filters]`. */
export function stackedFilters(filters: FilterState[]): Tensor {
  const each = filters.map((filter) => tensorOf(filter));
  const [height, width, depth] = each[0].shape;
  const data = new Float32Array(each[0].data.length * each.length);
  each.forEach((one, o) => {
    one.data.forEach((weight, i) => {
      data[i * each.length + o] = weight;
    });
  });
  return { data, shape: [height, width, depth, each.length] };
}

/** The same filter at another size, its middle where it was. */
export function resizedFilter(filter: FilterState, size: number): FilterState {
  if (filter.planes[0].length === size) return filter;
  return { planes: filter.planes.map((rows) => resized(rows, size, size)), bias: filter.bias };
}

/** A filter with one weight changed. */
export function edited(filter: FilterState, c: number, y: number, x: number, weight: unknown): object {
  const planes: unknown[][][] = filter.planes.map((rows) => rows.map((row) => [...row]));
  planes[c][y][x] = weight;
  return { planes, bias: filter.bias };
}

function readPlanes(text: string, name: string): Planes {
  const preset = colourFilterNames.find((one) => one === text);
  if (preset) return colourFilters[preset];
  const parts = text.split("|");
  // One plane stands for all three.
  const all = parts.length === 1 ? [text, text, text] : parts;
  if (all.length !== channels) throw new Trouble("wrongType", { name, expected: "one plane of weights, or three" });
  return all.map((part) => plane.read(part, name));
}

function readText(text: string, name: string): FilterState {
  const [, body, bias] = /^(.*?)(?:\s+bias\s+(\S+))?$/s.exec(text.trim()) as RegExpExecArray;
  const drawn = /^random\s+(\S+)(?:\s+(\S+))?$/.exec(body);
  const filter = drawn
    ? randomFilter(
        Math.trunc(fields.readWithin(drawn[1], `${name} seed`, seeds)),
        Math.trunc(fields.readWithin(drawn[2] ?? 3, `${name} size`, kernel)),
      )
    : { planes: readPlanes(body, name), bias: 0 };
  return bias === undefined ? filter : { ...filter, bias: readBias(bias, name) };
}

const readBias = (value: unknown, name: string) => Math.fround(fields.readWithin(value, `${name} bias`, biases));

function readOne(value: unknown, name: string): FilterState {
  if (typeof value !== "object" || value === null) return readText(String(value), name);
  const { planes, bias = 0, seed } = value as Partial<FilterState>;
  if (!Array.isArray(planes) || planes.length !== channels) {
    throw new Trouble("wrongType", { name, expected: "three planes of weights" });
  }
  const read = { planes: planes.map((rows) => plane.read(rows, name)), bias: readBias(bias, name) };
  if (seed === undefined) return read;
  // A seed is told only while it is true.
  const drawn = randomFilter(Math.trunc(fields.readWithin(seed, `${name} seed`, seeds)), read.planes[0].length);
  return JSON.stringify(drawn.planes) === JSON.stringify(read.planes) ? { ...read, seed: drawn.seed } : read;
}

function writeOne({ planes, bias, seed }: FilterState): string {
  const size = planes[0].length;
  const written = planes.map((rows) => plane.write(rows));
  const same = written.every((one) => one === written[0]);
  const drawn = seed !== undefined && `random ${seed}${size === 3 ? "" : ` ${size}`}`;
  const body = drawn || (colourFilterOf(planes) ?? (same ? written[0] : written.join(" | ")));
  return bias === 0 ? body : `${body} bias ${bias}`;
}

/** Between one and eight filters, all of one size and square. */
export function bank(initial: FilterState[]): fields.Field<FilterState[]> {
  const read = (value: unknown, name: string) => {
    const given = Array.isArray(value) ? value : String(value).split(";");
    const filters = given.filter((one) => one !== "").map((one) => readOne(one, name));
    fields.readWithin(filters.length, `${name}.length`, counts);
    const size = filters[0].planes[0].length;
    if (filters.some(({ planes }) => planes.some((rows) => rows.length !== size || rows[0].length !== size))) {
      throw new Trouble("wrongType", { name, expected: "square filters of one size" });
    }
    return filters;
  };
  return { initial, read, write: (filters) => filters.map(writeOne).join("; ") };
}
