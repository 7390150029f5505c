/** Runs the same convolution on each backend in turn and measures it. It knows neither page nor worker. */
import init, {
  conv2d,
  conv2dNaive,
  Engine,
  explain,
  permutation,
  randomWeights,
  type Tensor,
  windowAt,
} from "convscope";
import { type News, type Result, type Runner, runners, shapesOf, type Workload } from "./workload.ts";

/** A naive run is cut to as many rows as take about this long. */
const naiveMs = 200;
/** A clock that ticks every millisecond measures this to a few percent. */
const leastMs = 20;
const mostRounds = 5;

type Tell = (news: News) => void;
type Run = () => Promise<Tensor>;

interface Contestant {
  runner: Runner;
  run: Run;
  /** Runs in one measurement. */
  repeats: number;
  rounds: number;
  times: number[];
  /** What the warm-up gave. */
  output: Tensor;
}

/** Values from 0 to 255 in an order by chance, as pixels have them: whole, so that every path must give the same sums. */
function pixels(shape: number[]): Tensor {
  const some = Float32Array.from(permutation(256, 1));
  const data = new Float32Array(shape.reduce((all, size) => all * size, 1));
  // A prime, so that no row repeats the one above.
  for (let i = 0; i < data.length; i += 1) data[i] = some[i % 251];
  return { data, shape };
}

/** The rows of an input under the first `rows` rows of the output. */
function band({ data, shape }: Tensor, filter: Tensor, rows: number): Tensor {
  const [, , width, channels] = shape;
  const { y1 } = windowAt("conv2d", shape, filter.shape, {}, [rows - 1, 0]);
  return { data: data.subarray(0, y1 * width * channels), shape: [1, y1, width, channels] };
}

const now = () => performance.now();

/** One after another, with a breath between, in which a page that shares this thread can draw and stop. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));

function median(times: number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

export function largestDifference(some: Float32Array, other: Float32Array): { largest: number; among: number } {
  const among = Math.min(some.length, other.length);
  let largest = 0;
  for (let i = 0; i < among; i += 1) {
    const difference = Math.abs(some[i] - other[i]);
    // A NaN must not pass for agreement.
    if (!(difference <= largest)) largest = difference;
  }
  return { largest, among };
}

/** How many output rows the naive code computes in about `naiveMs`. */
async function naiveRows(input: Tensor, filter: Tensor, all: number): Promise<number> {
  for (let rows = 1; ; rows = Math.min(all, rows * 4)) {
    const some = band(input, filter, rows);
    const begin = now();
    await conv2dNaive(some, filter);
    const ms = now() - begin;
    if (rows === all) return all;
    if (ms > naiveMs / 5) return Math.max(1, Math.min(all, Math.floor((rows * naiveMs) / ms)));
  }
}

/** What `runner` computes, and whom it asks. */
async function readied(
  runner: Runner,
  input: Tensor,
  filter: Tensor,
  gpu: Engine | null,
  rows: number,
): Promise<Contestant> {
  const some = band(input, filter, rows);
  const runs: Record<Runner, Run> = {
    naive: () => conv2dNaive(some, filter),
    simd: async () => conv2d(input, filter),
    gpu: () => (gpu as Engine).conv2d(input, filter),
  };
  const run = runs[runner];
  // The first run may compile; the second says how long one takes.
  await run();
  const begin = now();
  const output = await run();
  const ms = Math.max(0.001, now() - begin);
  const repeats = Math.max(1, Math.min(2000, Math.ceil(leastMs / ms)));
  return { runner, run, repeats, rounds: ms > 4000 ? 1 : ms > 800 ? 3 : mostRounds, times: [], output };
}

async function measure(one: Contestant) {
  const begin = now();
  for (let i = 0; i < one.repeats; i += 1) await one.run();
  one.times.push((now() - begin) / one.repeats);
}

/** The smallest work there is: what the way to the GPU and back costs by itself. */
async function leastWork(gpu: Engine): Promise<number> {
  const input = { data: new Float32Array(9).fill(1), shape: [1, 3, 3, 1] };
  const filter = { data: new Float32Array(9).fill(1), shape: [3, 3, 1, 1] };
  const times: number[] = [];
  for (let i = 0; i < 12; i += 1) {
    const begin = now();
    await gpu.conv2d(input, filter);
    times.push(now() - begin);
  }
  return median(times.slice(2));
}

export async function runRace(workload: Workload, tell: Tell, isStopped: () => boolean): Promise<void> {
  await init(undefined, { network: false });
  const shapes = shapesOf(workload);
  const [input, filter] = [pixels(shapes.input), randomWeights(shapes.filter, 2)];
  const gpu = await Engine.create({ backend: "gpu" });
  const absent = () => gpu.backend !== "gpu";
  if (absent()) tell({ kind: "absent", runner: "gpu", reason: gpu.reason });
  const taps = explain("conv2d", input, filter, {}, [0, 0, 0, 0]).taps.length;

  const contestants: Contestant[] = [];
  let of = 0;
  let rows = 0;
  // The fastest for sure goes first: its output says how many rows there are.
  for (const runner of ["simd", "naive", "gpu"] as const) {
    if (runner === "gpu" && absent()) continue;
    if (isStopped()) return;
    tell({ kind: "progress", runner, done: 0, all: mostRounds });
    if (runner === "naive") rows = await naiveRows(input, filter, of);
    contestants.push(await readied(runner, input, filter, gpu, Math.max(1, rows)));
    if (runner === "simd") of = contestants[0].output.shape[1];
    await breathe();
  }
  contestants.sort((a, b) => runners.indexOf(a.runner) - runners.indexOf(b.runner));

  for (let round = 0; round < mostRounds; round += 1) {
    // Each goes first once: whoever follows a long run finds a warm, and perhaps a throttled, device.
    for (let turn = 0; turn < contestants.length; turn += 1) {
      const one = contestants[(round + turn) % contestants.length];
      if (one.times.length >= one.rounds) continue;
      if (isStopped()) return;
      await measure(one);
      tell({ kind: "progress", runner: one.runner, done: one.times.length, all: one.rounds });
      await breathe();
    }
  }
  const naive = contestants[0].output;
  for (const one of contestants) {
    if (one.runner === "gpu" && absent()) tell({ kind: "absent", runner: "gpu", reason: gpu.reason });
    else tell({ kind: "result", runner: one.runner, result: judged(one, naive, of, taps) });
  }
  if (!absent()) tell({ kind: "least", ms: await leastWork(gpu) });
  tell({ kind: "done" });
}

function judged({ runner, times, output }: Contestant, naive: Tensor, of: number, taps: number): Result {
  const rows = output.shape[1];
  const ms = median(times);
  const seconds = ms / 1000;
  return {
    ms: (ms * of) / rows,
    rounds: times.length,
    rows,
    of,
    perValue: (seconds * 1e9) / output.data.length,
    perSecond: (output.data.length * taps) / seconds,
    difference: runner === "naive" ? null : largestDifference(output.data, naive.data),
  };
}
