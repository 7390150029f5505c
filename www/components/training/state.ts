/** The training lab's state, as attributes and links spell it. */
import { isModel } from "../../engine/classifier/models.ts";
import { readLayers, writeLayers } from "../../engine/network/layers.ts";
import { builtinIds } from "../../engine/sets/builtin.ts";
import type { Steering } from "../../engine/training/types.ts";
import * as fields from "../lab/schema.ts";

export const dataIds = [...builtinIds, "own"] as const;

export interface TrainingState {
  data: (typeof dataIds)[number];
  /** `cnn`, `dense`, `softmax`, or layers as the network lab spells them. */
  layers: string;
  optimizer: "adam" | "sgd";
  "learning-rate": number;
  momentum: number;
  batch: number;
  epochs: number;
  seed: number;
  order: "plain" | "shuffled";
  /** As fast as it goes, or slowly enough to be watched. */
  pace: "full" | "watch";
}

export const ranges = {
  "learning-rate": { min: 0.000001, max: 1000 },
  momentum: { min: 0, max: 0.999 },
  batch: { min: 1, max: 256 },
  epochs: { min: 1, max: 100 },
  seed: { min: 0, max: 999_999 },
};

/** A learning rate to begin with. */
export const usualRate = { adam: 0.005, sgd: 0.05 };

const whole = (initial: number, range: { min: number; max: number }): fields.Field<number> => {
  const field = fields.number(initial, () => range);
  return { ...field, read: (value, name) => Math.round(field.read(value, name)) };
};

export const schema: fields.Schema<TrainingState> = {
  data: fields.choice(dataIds, "digits"),
  layers: {
    initial: "cnn",
    read: (value, name) => (isModel(String(value)) ? String(value) : writeLayers(readLayers(value, name))),
    write: (value) => value,
  },
  optimizer: fields.choice(["adam", "sgd"], "adam"),
  "learning-rate": fields.number(usualRate.adam, () => ranges["learning-rate"]),
  momentum: fields.number(0.9, () => ranges.momentum),
  batch: whole(32, ranges.batch),
  epochs: whole(12, ranges.epochs),
  seed: whole(1, ranges.seed),
  order: fields.choice(["plain", "shuffled"], "plain"),
  pace: fields.choice(["full", "watch"], "full"),
};

/** Steps a second, to be watched. */
export const watched = 24;

export const steeringOf = ({ optimizer, "learning-rate": learningRate, momentum, batch }: TrainingState): Steering => ({
  optimizer,
  learningRate,
  momentum: optimizer === "sgd" ? momentum : 0,
  batch,
});

/** Every picture's pixels are shuffled by the core's permutation of this seed: the same for every network. */
export const shuffleSeed = 7;
