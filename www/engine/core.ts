/** The core on this thread: what one frame needs at once (geometry, one cell opened up, a patch of colours). */
import init, { flatIndex, params } from "convscope";
import type { OpName } from "./types.ts";

export type { ExplainTap as Tap, Explanation, Geometry, GreyExplanation, Options, ParamInfo, Tensor } from "convscope";
// Name by name: of a whole namespace a bundler would ship what no page asks for.
export {
  cartesian,
  cellOfIndex,
  cellOfStep,
  dense,
  explain,
  explainGrey,
  flatIndex,
  flatten,
  geometry,
  outputShape,
  outputsOf,
  params,
  patch,
  permutation,
  preview,
  previewPicture,
  randomWeights,
  sliced,
  stepOfCell,
  version,
  windowAt,
} from "convscope";

/** Whether the core can be asked right now. */
export let isReady = false;

/** Loads the core once a page. A failed load may be tried again. */
export async function ready(): Promise<void> {
  await init(undefined, { network: false });
  isReady = true;
}

/** As {@link ready}, with every op: what learns and what no first lab needs is as much again to load. */
export async function readyWithAllOps(): Promise<void> {
  await init(undefined, { codegen: false });
  isReady = true;
}

/** How many values an array of this shape holds: one more than the place of its last cell. */
export function valuesIn(shape: readonly number[]): number {
  const last = shape.map((size) => size - 1);
  return flatIndex(shape, last) + 1;
}

/** The limits of one parameter, from the table that the core keeps. */
export function limitsOf(op: OpName, name: string): { min: number; max: number } {
  const found = params(op).find((info) => info.name === name);
  if (!found) throw new Error(`${op} has no parameter ${name}`);
  return found;
}
