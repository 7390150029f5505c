/** A network as data: its layers as a link spells them, and what each asks of the core. */
import type { AnyOptions, Options } from "convscope";
import { Trouble } from "../errors.ts";
import type { AnyOp } from "../types.ts";

type Pair = [number, number];
/** A name, or `[[top, bottom], [left, right]]`. */
type LayerPadding = "valid" | "same" | [Pair, Pair];

/** One layer, named and measured as Keras does. Pairs are `[y, x]`. */
export type Layer =
  | { type: "conv2d"; filters: number; size: Pair; strides: Pair; padding: LayerPadding }
  | { type: "maxPool2d" | "avgPool2d"; size: Pair; strides: Pair; padding: LayerPadding }
  | { type: "dense"; units: number }
  | { type: "relu" | "flatten" | "softmax" };

export type LayerType = Layer["type"];
export const layerTypes: LayerType[] = ["conv2d", "relu", "maxPool2d", "avgPool2d", "flatten", "dense", "softmax"];

/** What one network may be made of here, so that a phone can hold it. */
export const limits = {
  layers: { min: 1, max: 16 },
  filters: { min: 1, max: 32 },
  size: { min: 1, max: 11 },
  strides: { min: 1, max: 8 },
  units: { min: 1, max: 128 },
  pad: { min: 0, max: 16 },
};

/** A layer to begin with. */
export function layerOf(type: LayerType): Layer {
  if (type === "conv2d") return { type, filters: 4, size: [3, 3], strides: [1, 1], padding: "valid" };
  if (type === "maxPool2d" || type === "avgPool2d") return { type, size: [2, 2], strides: [2, 2], padding: "valid" };
  return type === "dense" ? { type, units: 10 } : { type };
}

/** `conv2d 8 3x3 same; relu; maxPool2d 2x2 stride=2x2; flatten; dense 10; softmax` */
export function readLayers(value: unknown, name: string): Layer[] {
  const given = Array.isArray(value) ? (value as unknown[]) : String(value).split(";");
  const layers = given.map((one) => (typeof one === "string" ? readLayer(one, name) : readPlain(one, name)));
  within(layers.length, `${name}.length`, limits.layers);
  return layers;
}

function readLayer(text: string, name: string): Layer {
  const [type, ...words] = text.trim().split(/\s+/);
  const plain: Record<string, unknown> = { type };
  for (const word of words) {
    if (word === "same" || word === "valid") plain.padding = word;
    else if (/^\d+$/.test(word)) plain[type === "dense" ? "units" : "filters"] = Number(word);
    else if (/^\d+x\d+$/.test(word)) plain.size = word.split("x").map(Number);
    else if (/^pad=\d+(,\d+){3}$/.test(word)) plain.padding = word.slice(4).split(",").map(Number);
    else if (/^stride=\d+(x\d+)?$/.test(word)) plain.strides = word.slice(7).split("x").map(Number);
    else throw new Trouble("wrongType", { name, expected: "layers such as conv2d 8 3x3 same; relu; maxPool2d 2x2" });
  }
  return readPlain(plain, name);
}

function readPlain(value: unknown, name: string): Layer {
  const given = value as Record<string, unknown>;
  const type = layerTypes.find((one) => one === given?.type);
  if (!type) throw new Trouble("unknownChoice", { name, value: String(given?.type), choices: layerTypes.join(", ") });
  const layer = layerOf(type);
  if ("filters" in layer) layer.filters = within(given.filters ?? layer.filters, "filters", limits.filters);
  if ("units" in layer) layer.units = within(given.units ?? layer.units, "units", limits.units);
  if (!("size" in layer)) return layer;
  layer.size = pair(given.size ?? layer.size, "size", limits.size);
  const strides = given.strides ?? (layer.type === "conv2d" ? [1, 1] : layer.size);
  layer.strides = pair(strides, "strides", layer.type === "conv2d" ? limits.strides : limits.size);
  layer.padding = readPadding(given.padding ?? "valid");
  return layer;
}

function readPadding(value: unknown): LayerPadding {
  if (value === "valid" || value === "same") return value;
  const sides = [value].flat(2).map((side) => within(side, "padding", limits.pad));
  if (sides.length !== 4) {
    throw new Trouble("wrongType", {
      name: "padding",
      expected: "valid, same, or four numbers: top bottom left right",
    });
  }
  return [
    [sides[0], sides[1]],
    [sides[2], sides[3]],
  ];
}

function pair(value: unknown, name: string, range: { min: number; max: number }): Pair {
  const [y, x = y] = [value].flat();
  return [within(y, name, range), within(x, name, range)];
}

function within(value: unknown, name: string, { min, max }: { min: number; max: number }): number {
  const number = Number(value);
  if (!Number.isInteger(number)) throw new Trouble("wrongType", { name, expected: "a whole number" });
  if (number < min || number > max) {
    throw new Trouble("outOfRange", { name, value: String(number), min: String(min), max: String(max) });
  }
  return number;
}

/** As {@link readLayers} reads it; what is the layer's own default is left out. */
export function writeLayers(layers: Layer[]): string {
  return layers.map(writeLayer).join("; ");
}

function writeLayer(layer: Layer): string {
  const words: (string | number)[] = [layer.type];
  if ("filters" in layer) words.push(layer.filters);
  if ("units" in layer) words.push(layer.units);
  if ("size" in layer) {
    words.push(layer.size.join("x"));
    const usual = layer.type === "conv2d" ? "1,1" : String(layer.size);
    if (String(layer.strides) !== usual) words.push(`stride=${layer.strides.join("x")}`);
    if (layer.padding === "same") words.push("same");
    else if (layer.padding !== "valid") words.push(`pad=${layer.padding.flat().join(",")}`);
  }
  return words.join(" ");
}

/** What the core is asked for: the op, its weights' shape and its options. */
export interface Asked {
  op: AnyOp;
  weights: number[] | null;
  options: AnyOptions & Options;
}

/** A layer on an input of this shape. Whether it fits the core says. */
export function askedOf(layer: Layer, input: readonly number[]): Asked {
  const channels = input[input.length - 1];
  switch (layer.type) {
    case "conv2d": {
      const { size, strides, padding, filters } = layer;
      return { op: layer.type, weights: [...size, channels, filters], options: { strides, padding } };
    }
    case "maxPool2d":
    case "avgPool2d": {
      const { size, strides, padding } = layer;
      return { op: layer.type, weights: null, options: { size, strides, padding } };
    }
    case "dense":
      return { op: layer.type, weights: [channels, layer.units], options: {} };
    default:
      return { op: layer.type, weights: null, options: {} };
  }
}

/** How many numbers a layer learns: its weights, and a bias for each filter or unit. */
export function parametersOf({ weights }: Asked): number {
  return weights ? weights.reduce((product, axis) => product * axis, 1) + weights[weights.length - 1] : 0;
}

/** Networks to begin with. */
export const networks = {
  first: "conv2d 4 3x3; maxPool2d 2x2",
  // One row is added above and below, none at the sides: (427, 640) becomes (427, 638), then (142, 212).
  note: "conv2d 1 3x3 pad=1,1,0,0; maxPool2d 3x3",
  small: "conv2d 8 3x3; relu; maxPool2d 2x2; conv2d 16 3x3; relu; maxPool2d 2x2; flatten; dense 10; softmax",
  lenet:
    "conv2d 6 5x5; relu; avgPool2d 2x2; conv2d 16 5x5; relu; avgPool2d 2x2; flatten; dense 120; relu; dense 84; relu; dense 10; softmax",
};
export type NetworkName = keyof typeof networks;
