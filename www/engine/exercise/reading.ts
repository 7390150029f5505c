/** How the attributes of a question, a task or a computed number are read. What is wrong is a sentence for the author. */
import type { Options, Tensor } from "convscope";
import { type PresetName, presets } from "../presets.ts";

/** Attributes by name, as they stand in a lesson. */
export type Spec = Record<string, string>;

/** `3`, `-1.5`, `1/9`, with a typographic minus too. */
export function readNumber(text: string): number {
  const [over, under, ...rest] = text.trim().replaceAll("\u2212", "-").split("/");
  const number = under === undefined ? Number(over) : Number(over) / Number(under);
  if (over.trim() === "" || rest.length > 0 || !Number.isFinite(number)) throw new Error(`"${text}" is not a number`);
  return number;
}

export const readNumbers = (text: string): number[] =>
  text
    .trim()
    .split(/[\s,]+/)
    .map(readNumber);

/** Two numbers, y then x; one stands for both. */
export function readPair(text: string): [number, number] {
  const [y, x = y, ...rest] = readNumbers(text);
  if (rest.length > 0) throw new Error(`"${text}" must be two numbers, y then x`);
  return [y, x];
}

/** `y0:y1, x0:x1` as `[y0, y1, x0, x1]`. */
export function readSlice(text: string): [number, number, number, number] {
  const found = /^\s*(\d+):(\d+)\s*,\s*(\d+):(\d+)\s*$/.exec(text);
  if (!found) throw new Error(`"${text}" must be a slice such as 10:20, 30:50`);
  return found.slice(1).map(Number) as [number, number, number, number];
}

/** Rows of one plane: `1 0 -1, 2 0 -2`. A fraction `1/9` has no blanks, so that a plane may end with ` / `. */
export function readRows(text: string): number[][] {
  const rows = text
    .trim()
    .split(/\s*,\s*/)
    .map((row) => row.split(/\s+/).map(readNumber));
  if (rows.some((row) => row.length !== rows[0].length)) throw new Error(`the rows of "${text}" differ in length`);
  return rows;
}

/** Planes of one picture or one filter, apart by ` / `. */
export const readPlanes = (text: string): number[][][] => text.split(/\s+\/\s+/).map(readRows);

/** The weights of one filter: a preset or planes. */
export function readFilter(text: string): number[][][] {
  const name = text.trim();
  return name in presets ? [presets[name as PresetName]] : readPlanes(name);
}

/** All filters of `filter`, as the core takes them: `[h, w, channels, filters]`. */
export function filtersOf(text: string, channels: number): Tensor {
  const filters = text.split(";").map(readFilter);
  const [height, width] = [filters[0][0].length, filters[0][0][0].length];
  const data = new Float32Array(height * width * channels * filters.length);
  filters.forEach((planes, o) => {
    if (planes.length !== 1 && planes.length !== channels) {
      throw new Error(`filter ${o} has ${planes.length} planes, the input ${channels} channels`);
    }
    for (let c = 0; c < channels; c += 1) {
      const rows = planes[planes.length === 1 ? 0 : c];
      if (rows.length !== height || rows[0].length !== width) throw new Error("all planes must have one size");
      rows.flat().forEach((weight, at) => {
        data[(at * channels + c) * filters.length + o] = weight;
      });
    }
  });
  return { data, shape: [height, width, channels, filters.length] };
}

/** The options of a windowed op. */
export function optionsOf(spec: Spec, filters = 1): Options {
  const options: Options = {};
  if (spec.size) options.size = readPair(spec.size);
  if (spec.strides) options.strides = readPair(spec.strides);
  if (spec.dilations) options.dilations = readPair(spec.dilations);
  if (spec.padding) options.padding = readPadding(spec.padding);
  if (isOn(spec, "flip")) options.flip = true;
  if (isOn(spec, "ceil-mode")) options.ceilMode = true;
  if (spec.op === "avgPool2d" && isOn(spec, "count-include-pad")) Object.assign(options, { countIncludePad: true });
  if (spec.bias) {
    const bias = readNumbers(spec.bias);
    options.bias = Float32Array.from({ length: filters }, (_, o) => bias[o] ?? bias[0]);
  }
  return options;
}

export function readPadding(text: string): Options["padding"] {
  if (text === "valid" || text === "same") return text;
  const [top, bottom, left, right] = readNumbers(text);
  if (right === undefined) throw new Error(`padding is "${text}"; it must be valid, same, or top bottom left right`);
  return [
    [top, bottom],
    [left, right],
  ];
}

/** As HTML has it, the attribute's mere presence means true. */
export const isOn = (spec: Spec, name: string): boolean => name in spec && spec[name] !== "false" && spec[name] !== "0";
