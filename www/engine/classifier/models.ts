/** The networks that a data set may be learned with, as a link spells them. */
import { type Layer, readLayers, writeLayers } from "../network/layers.ts";
import type { DataSet } from "../sets/set.ts";

export const modelNames = ["cnn", "dense", "softmax"] as const;
export type ModelName = (typeof modelNames)[number];

export const isModel = (text: string): text is ModelName => (modelNames as readonly string[]).includes(text);

/** A small picture keeps its size in the convolutions: without a frame of zeros, little of 8 × 8 would be left to pool. */
const small = 16;

type Seen = Pick<DataSet, "height" | "width" | "classes">;

/** The layers that a model's name stands for, or those that were written out. */
export function layersOf(text: string, set: Seen): Layer[] {
  return readLayers(isModel(text) ? spelled(text, set) : text, "layers");
}

function spelled(name: ModelName, { height, width, classes }: Seen): string {
  const little = Math.min(height, width) < small;
  const last = `dense ${classes.length}`;
  if (name === "softmax") return `flatten; ${last}`;
  if (name === "dense") return `flatten; dense ${little ? 32 : 64}; relu; ${last}`;
  const conv = (filters: number) => `conv2d ${filters} 3x3${little ? " same" : ""}; relu; maxPool2d 2x2`;
  return `${conv(8)}; ${conv(16)}; flatten; ${last}`;
}

/** As short as it goes: the model's name where these are its layers. */
export function writeModel(layers: Layer[], set: Seen): string {
  const text = writeLayers(layers);
  return modelNames.find((name) => writeLayers(layersOf(name, set)) === text) ?? text;
}
