/** The pictures of one step as they are drawn, and one patch's part in a gradient. */
import { type GradientTerm, preview, type Tensor } from "convscope";
import type { Preview } from "../types.ts";
import type { Opened } from "./search.ts";

/** What one patch adds to a gradient: three maps of the same cells. */
export interface PatchPart {
  /** Height and width of the maps. */
  size: [number, number];
  /** Cell by cell, y first. */
  terms: GradientTerm[];
  errors: Float32Array;
  values: Float32Array;
  products: Float32Array;
  /** The values in grey. */
  preview: Preview;
  sum: number;
}

/** Each picture of a batch in grey. */
export function patchPreviews({ data, shape }: Tensor, range: [number, number]): Preview[] {
  const [count, height, width] = shape;
  const size = height * width;
  return Array.from({ length: count }, (_, i) => grey(data.slice(i * size, (i + 1) * size), [height, width], range));
}

export function patchPart({ told }: Opened, patch: number, range: [number, number]): PatchPart {
  const terms = told.terms.filter(({ n }) => n === patch);
  const { y, x } = terms[terms.length - 1];
  const size: [number, number] = [y + 1, x + 1];
  const values = Float32Array.from(terms, ({ value }) => value);
  return {
    size,
    terms,
    values,
    errors: Float32Array.from(terms, ({ error }) => error),
    products: Float32Array.from(terms, ({ product }) => product),
    preview: grey(values, size, range),
    sum: told.pictures[patch],
  };
}

function grey(data: Float32Array, shape: [number, number], range: [number, number]): Preview {
  const small = preview({ data, shape }, Math.max(...shape), "gray", range);
  return { data: small.data, height: small.shape[0], width: small.shape[1], factor: small.factor };
}
