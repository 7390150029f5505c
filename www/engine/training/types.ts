/** What passes between a page and a training (worker). Names of layers, options and weights are the core's. */
import type { GradientExplanation, NamedTensor, NetworkConfig, NetworkState, Tensor } from "convscope";
import type { ErrorData } from "../errors.ts";

/** Pictures `[n, h, w, c]` and what is right for each: its class, or, for the squared error, the right output. */
export interface Examples {
  pictures: Tensor;
  targets: Uint32Array | Tensor;
}

/** How far the weights move; may change between two steps. */
export interface Steering {
  optimizer: "sgd" | "adam";
  learningRate: number;
  /** For SGD. */
  momentum: number;
  /** Pictures in one step. */
  batch: number;
}

/** Weights that are to be found. */
export interface Goal {
  /** Such as `conv2d_0/kernel`. */
  name: string;
  data: Float32Array;
  /** Reached when no value is further away than this. */
  within: number;
}

/** All that a training begins with. Its arrays are handed over: they belong to the training from then on. */
export interface TrainingSetup {
  network: NetworkConfig;
  train: Examples;
  test?: Examples;
  steering: Steering;
  /** After so many steps, or after each epoch, the test part is evaluated; never, if left out. */
  evaluateEvery?: number | "epoch";
  goal?: Goal;
  /** Whether a few steps are timed on the GPU and on the CPU before the first, to learn where it is faster. */
  measures?: boolean;
}

/** Where a training learns, and why not on the GPU, as a sentence in English, or "". */
export interface Choice {
  backend: "gpu" | "cpu";
  reason: string;
  /** Milliseconds of a step on so many pictures; null where there was nothing to choose between. */
  measured: { cpuMs: number; gpuMs: number; batch: number } | null;
}

/** How long and how fast to run. */
export interface RunOptions {
  /** So many steps; until it is stopped, if left out. */
  steps?: number;
  /** At most so many in a second, to be watched; as fast as it goes, if left out. */
  perSecond?: number;
  /** Whether its news bring the weights. */
  weights?: boolean;
}

/** Where a training stands. */
export interface Standing {
  /** Steps learned since the weights were set. */
  step: number;
  /** Times through all pictures, and how many of this one are done. */
  epoch: number;
  at: number;
  /** How far the furthest weight is from the goal; null without one. */
  distance: number | null;
}

/** What the steps of one slice did. `losses[i]` and `accuracies[i]` are those of step `first + i`, before it. */
export interface Progress extends Standing {
  kind: "progress";
  /** Slices that have been computed since the training was created. */
  slice: number;
  first: number;
  losses: Float64Array;
  /** NaN for the squared error. */
  accuracies: Float64Array;
  weights?: NamedTensor[];
}

/** How well a part is answered. */
export interface Evaluation {
  part: Part;
  step: number;
  loss: number;
  accuracy: number;
  /** The shares of the classes of each picture, `[n, classes]`, where they were asked for. */
  predictions?: Tensor;
}

export type Part = "train" | "test";

/** Why a run ended: as many steps as asked, stopped, at its goal, or run away. */
export type End = "done" | "stopped" | "reached" | "diverged";

/** What a training tells while it runs. */
export type News =
  | Progress
  | ({ kind: "evaluated" } & Evaluation)
  | ({ kind: "chosen" } & Choice)
  | ({ kind: "ended"; why: End; error?: ErrorData } & Standing);

/** Some of the pictures that a training learns from, by their numbers. */
export interface Batch extends Examples {
  indices: Uint32Array;
}

/** One weight's derivative as the sum that it is, and what it comes from. */
export interface OpenedGradient {
  batch: Batch;
  loss: number;
  /** By every weight. */
  gradients: NamedTensor[];
  told: GradientExplanation;
}

/** All that a training knows besides its data: plain data, to go on from later. */
export interface SavedTraining {
  network: NetworkState;
  epoch: number;
  at: number;
}
