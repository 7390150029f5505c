/** Networks that learn on the GPU, or on the CPU where that is faster. */

import type { Tensor, TensorLike } from "./convscope.js";
import type { EngineBackend } from "./engine.js";
import type {
  GradientExplanation,
  LayerSummary,
  NamedTensor,
  NetworkState,
  Outcome,
  Targets,
  TrainOptions,
} from "./network.js";

/** Where a network shall learn. */
export interface EngineNetworkOptions {
  /** `"auto"` measures and chooses; `"gpu"` learns there wherever it works, also where it is slower. */
  backend?: EngineBackend;
  /** Pictures of the batch that is timed; 32 if left out. */
  batch?: number;
}

/** What was measured: the median milliseconds of one step on so many pictures. */
export interface EngineNetworkChoice {
  backend: "gpu" | "cpu";
  cpuMs: number;
  gpuMs: number;
  batch: number;
}

/**
 * A `Network` whose answers are promises. On the GPU weights, activations and the optimizer's memory stay there; what is read
 * back is what is asked for, and everything once in 50 steps. Questions are answered one after the other; leave the
 * arrays that you give alone until the promise is settled.
 *
 * When the GPU fails, the CPU goes on from the step that was last read back: `reason` says from which, and `steps` is set back.
 * Losses on the GPU are the same in every run on one GPU, and agree with the CPU's to about 1e-5; only those of the CPU are the
 * same bits everywhere. The squared error is learned on the CPU.
 */
export class EngineNetwork {
  private constructor();

  /** Where the next step is computed. It changes to `"cpu"`, for good, when the GPU fails. */
  get backend(): "gpu" | "cpu";

  /** Why not the GPU, as a sentence: "for this network the CPU is faster: …"; "" on the GPU. */
  readonly reason: string;

  /** The times between which was chosen; null where nothing had to be chosen. */
  readonly choice: EngineNetworkChoice | null;

  /** As those of `Network`. */
  get summary(): LayerSummary[];
  get seed(): number;
  get steps(): number;
  order(count: number, epoch?: number): Uint32Array;

  /**
   * One step. With `outcome: false` nothing is read back and the answer is null: a run that diverges then keeps its weights, and
   * the next step with an outcome says so.
   */
  trainStep(batch: TensorLike, targets: Targets, options: TrainOptions & { outcome: false }): Promise<Outcome | null>;
  trainStep(batch: TensorLike, targets: Targets, options?: TrainOptions & { outcome?: true }): Promise<Outcome>;

  predict(batch: TensorLike): Promise<Tensor>;
  evaluate(batch: TensorLike, targets: Targets): Promise<Outcome>;
  gradients(batch: TensorLike, targets: Targets): Promise<Outcome & { gradients: NamedTensor[] }>;

  /** These read the weights back and are answered on the CPU. */
  weights(): Promise<NamedTensor[]>;
  forward(batch: TensorLike): Promise<Tensor[]>;
  explainGradient(
    batch: TensorLike,
    targets: Targets,
    name: string,
    index: readonly number[],
  ): Promise<GradientExplanation>;
  save(): Promise<NetworkState>;
  toSafetensors(metadata?: Record<string, string | number>): Promise<Uint8Array<ArrayBuffer>>;

  setWeights(weights: readonly TensorLike[]): Promise<void>;
  reset(seed?: number): Promise<void>;
  restore(state: NetworkState): Promise<void>;
  loadSafetensors(bytes: Uint8Array): Promise<Record<string, string>>;

  /** Gives its memory and its GPU device back. */
  free(): Promise<void>;
}
