/** Weights that nobody has trained: well-known filters first, then chance. */
import { randomWeights, type Tensor } from "convscope";
import { presetNames, presets } from "../presets.ts";

/** The most weights one layer may have here. */
export const mostWeights = 1_000_000;
/** The most values one unit may add up, so that its sum can be told. */
export const mostTerms = 65_536;

/** Whether a layer's weights are more than there may be. */
export function tooMany(shape: number[]): boolean {
  const count = shape.reduce((product, axis) => product * axis, 1);
  return count > mostWeights || count / shape[shape.length - 1] > mostTerms;
}

/**
 * The first convolution begins with the presets, the same plane for every channel. All other weights are −1, 0 or 1 by
 * chance, divided by how many terms they add up, so that values keep their size from layer to layer.
 */
export function untrained(shape: number[], seed: number, first: boolean): Tensor {
  const terms = shape.slice(0, -1).reduce((product, axis) => product * axis, 1);
  const { data } = randomWeights(shape, seed);
  const weights = data.map((value) => value / terms);
  const fits = first && shape.length === 4 && shape[0] === 3 && shape[1] === 3;
  if (fits)
    for (const [out, name] of presetNames.slice(0, shape[3]).entries()) place(weights, shape, out, presets[name]);
  return { data: weights, shape };
}

function place(weights: Float32Array, [, width, channels, filters]: number[], out: number, plane: number[][]) {
  for (const [y, row] of plane.entries())
    for (const [x, weight] of row.entries())
      for (let c = 0; c < channels; c += 1)
        weights[((y * width + x) * channels + c) * filters + out] = weight / channels;
}
