/** What the lab's state is, and what of it the training takes. */
import { type Scale, scales } from "../../engine/filter-learning/material.ts";
import { presets } from "../../engine/presets.ts";
import type { Steering } from "../../engine/training/types.ts";
import type { PictureState } from "../lab/picture-lab.ts";
import * as fields from "../lab/schema.ts";

/** Decimals of a weight: finer than what counts as found. */
export const decimals = 3;

/** Steps in a second; null for as many as there can be. */
export const paces = { slow: 4, watch: 30, full: null } as const;
export type Pace = keyof typeof paces;

/** The whole state of the lab. Pairs are `[y, x]`. */
export interface FilterLearningState extends PictureState {
  /** The filter that is to be found. */
  filter: number[][];
  covered: boolean;
  pixels: Scale;
  "learning-rate": number;
  momentum: string;
  batch: string;
  seed: number;
  pace: Pace;
  /** The weight whose gradient is opened. */
  weight: fields.Pair;
  axis: "linear" | "log";
  cell: fields.Pair | null;
}

export const rates = { min: 0.000001, max: 1000 };
export const rateChoices = [0.001, 0.01, 0.05, 0.5, 1000];
export const batches = ["1", "4", "16", "64"] as const;
export const momenta = ["0", "0.5", "0.9"] as const;
export const seeds = { min: 0, max: 999_999 };

export const schema: fields.Schema<FilterLearningState> = {
  image: fields.text("china"),
  filter: fields.matrix(presets["vertical-edge"], () => ({ min: 3, max: 3 }), { min: -100, max: 100 }),
  covered: fields.flag(false),
  pixels: fields.choice(scales, "standard"),
  "learning-rate": fields.number(0.05, () => rates),
  momentum: fields.choice(momenta, "0.9"),
  batch: fields.choice(batches, "16"),
  seed: fields.number(1, () => seeds),
  pace: fields.choice(Object.keys(paces) as Pace[], "watch"),
  weight: fields.pair([1, 2], () => ({ min: 0, max: 2 })),
  axis: fields.choice(["linear", "log"], "log"),
  cell: fields.cell(),
};

/** Keys that change what is learned from: then it begins anew. */
export const fresh: string[] = ["filter", "pixels", "seed"];

export function steeringOf(state: FilterLearningState): Steering {
  return {
    optimizer: "sgd",
    learningRate: state["learning-rate"],
    momentum: Number(state.momentum),
    batch: Number(state.batch),
  };
}
