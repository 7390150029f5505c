/** What a network's first layer has learned, as pictures. */
import { conv2d, type NamedTensor, relu, type Tensor } from "convscope";
import type { Layer } from "../network/layers.ts";

export type { NamedTensor };

/** Weights as a plane: a filter, or what one unit weighs each pixel with. */
export interface Plane {
  height: number;
  width: number;
  values: Float32Array;
}

/** So many units of a dense layer are drawn. */
const mostUnits = 20;

/** The planes of the first layer that has weights; none where they do not lie on the picture's pixels. */
export function firstPlanes(layers: Layer[], weights: NamedTensor[], [height, width]: readonly number[]): Plane[] {
  const kernel = weights[0];
  const at = layers.findIndex(({ type }) => type === "conv2d" || type === "dense");
  if (!kernel || layers.slice(0, at).some(({ type }) => type !== "flatten")) return [];
  const count = kernel.shape[kernel.shape.length - 1];
  const [high, wide] = kernel.shape.length === 4 ? kernel.shape : [height, width];
  return Array.from({ length: Math.min(count, mostUnits) }, (_, unit) => ({
    height: high,
    width: wide,
    values: Float32Array.from({ length: high * wide }, (_, i) => kernel.data[i * count + unit]),
  }));
}

/** Two sets of planes, and how far the first went from the second. */
export function changeOf(now: Plane[], before: Plane[]): Plane[] {
  return now.map((plane, i) => ({ ...plane, values: plane.values.map((value, at) => value - before[i].values[at]) }));
}

/** The maps of the first convolution for one picture, behind the ReLU that follows it; none where a network has none. */
export function firstMaps(layers: Layer[], weights: NamedTensor[], picture: Tensor): Tensor | null {
  const [first, second] = layers;
  if (first?.type !== "conv2d" || weights.length === 0) return null;
  const { strides, padding } = first;
  const map = conv2d(picture, weights[0], { strides, padding, bias: weights[1].data });
  return second?.type === "relu" ? relu(map) : map;
}

/** One map of several. */
export function mapAt({ data, shape: [, height, width, count] }: Tensor, index: number): Tensor {
  const values = Float32Array.from({ length: height * width }, (_, i) => data[i * count + index]);
  return { data: values, shape: [1, height, width, 1] };
}
