/** What is raced: the same convolution in sizes that a learner knows. */

/** Who takes part. */
export const runners = ["naive", "simd", "gpu"] as const;
export type Runner = (typeof runners)[number];

export const sizes = ["small", "photo", "large"] as const;
export type Size = (typeof sizes)[number];

export const depths = ["1", "64"] as const;
export type Depth = (typeof depths)[number];

export interface Workload {
  size: Size;
  channels: Depth;
}

const rooms: Record<Size, [height: number, width: number]> = {
  small: [32, 32],
  photo: [427, 640],
  // Twelve megapixels.
  large: [3000, 4000],
};

/** The shapes of input and filter: 3×3, as many channels out as in. */
export function shapesOf({ size, channels }: Workload): { input: number[]; filter: number[] } {
  const depth = Number(channels);
  return { input: [1, ...rooms[size], depth], filter: [3, 3, depth, depth] };
}

/** How one runner did. */
export interface Result {
  /** Of one whole run, in milliseconds: the median of the rounds. */
  ms: number;
  rounds: number;
  /** Output rows that were computed, of so many. Where fewer, `ms` goes out from them. */
  rows: number;
  of: number;
  /** Nanoseconds for one output value. */
  perValue: number;
  /** Multiply-adds a second. */
  perSecond: number;
  /** The largest difference from the naive values, and how many were compared; null for these themselves. */
  difference: { largest: number; among: number } | null;
}

/** What a race tells while it runs. */
export type News =
  | { kind: "absent"; runner: Runner; reason: string }
  | { kind: "progress"; runner: Runner; done: number; all: number }
  | { kind: "result"; runner: Runner; result: Result }
  | { kind: "least"; ms: number }
  | { kind: "done" };
