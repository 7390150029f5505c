/**
 * Random states of the labs and their code, for codegen.py to run. As a program it prints them:
 * `node tests/oracle/programs.mjs`, with pkg/ built.
 */
import { pathToFileURL } from "node:url";
import init, { avgPool2d, codegen, conv2d, greyscale, maxPool2d } from "../../pkg/convscope.js";

export const programs = ["numpy", "tensorflow", "keras", "pytorch"];
const count = 40;

/** Whole numbers by chance, the same for each seed (Mulberry32). */
function chance(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low, high) => low + Math.floor(next() * (high - low + 1));
  const of = (list) => list[whole(0, list.length - 1)];
  return { whole, of, pair: (low, high) => [whole(low, high), whole(low, high)], is: (share) => next() < share };
}

/** Every state has its number as the seed. */
export function states() {
  return Array.from({ length: count }, (_, seed) => {
    const dice = chance(seed + 1);
    const picture = pictureOf(dice);
    const state = { lang: dice.of(["ko", "en"]), ...[convolution, pooling, filters][seed % 3](dice) };
    return { seed, state, picture };
  });
}

/** Small ones stand in the program; the others are opened from a file. */
function pictureOf({ whole, of }) {
  const shape = [whole(9, 30), whole(9, 30), 3];
  const isGrey = of([true, false]);
  const data = new Uint8Array(shape[0] * shape[1] * 3);
  for (let i = 0; i < data.length; i += 1) data[i] = isGrey && i % 3 > 0 ? data[i - 1] : whole(0, 255);
  return { data, shape };
}

const greys = ["mean", "rec601", "rec709", "r", "g", "b"];

function laid({ of, pair, whole, is }) {
  const sides = [pair(0, 3), pair(0, 3)];
  return {
    strides: is(0.5) ? [1, 1] : pair(1, 3),
    padding: of(["valid", "same", sides]),
    dilations: is(0.6) ? [1, 1] : [whole(1, 3), whole(1, 2)],
  };
}

/** Integers, or floats as a learner's blur has them. */
function plane({ whole, is }, [height, width]) {
  const isWhole = is(0.6);
  const weight = () => (isWhole ? whole(-4, 4) : Math.fround(whole(-9, 9) / 9));
  return Array.from({ length: height }, () => Array.from({ length: width }, weight));
}

function convolution(dice) {
  const filter = plane(dice, dice.pair(1, 4));
  const bias = dice.is(0.3) ? dice.whole(-20, 20) : 0;
  return { lab: "convolution", grey: dice.of(greys), filter, bias, flip: dice.is(0.3), ...laid(dice) };
}

function pooling(dice) {
  const size = dice.pair(1, 4);
  // A window has to see the input: the padding is smaller than the window.
  const sides = size.map((side) => [dice.whole(0, side - 1), dice.whole(0, side - 1)]);
  const padding = dice.of(["valid", "same", sides]);
  const state = {
    lab: "pooling",
    grey: dice.of(greys),
    op: dice.of(["max", "avg"]),
    size,
    strides: dice.pair(1, 3),
    padding,
    dilations: dice.is(0.6) ? [1, 1] : dice.pair(1, 2),
    "ceil-mode": dice.is(0.4),
    "count-include-pad": dice.is(0.5),
  };
  return dice.is(0.25) ? { ...state, from: convolution(dice) } : state;
}

function filters(dice) {
  const side = dice.of([1, 3]);
  const one = () => ({ planes: [0, 1, 2].map(() => plane(dice, [side, side])), bias: dice.is(0.3) ? dice.whole(-9, 9) : 0 });
  const { strides, padding } = laid(dice);
  return { lab: "filters", filters: Array.from({ length: dice.whole(1, 4) }, one), strides, padding };
}

/** The lab's output, by the core. */
export function outputOf(state, picture) {
  if (state.lab === "filters") return ofFilters(state, floats(picture.data, [1, ...picture.shape]));
  const before = state.from ?? state;
  const grey = greyscale(picture, before.grey);
  const input = floats(grey.data, [1, ...grey.shape, 1]);
  if (state.lab === "convolution") return ofConvolution(state, input);
  const { op, size, strides, padding, dilations } = state;
  const options = { size, strides, padding, dilations, ceilMode: state["ceil-mode"] };
  const pooled = state.from ? ofConvolution(state.from, input) : input;
  if (op === "max") return maxPool2d(pooled, options);
  return avgPool2d(pooled, { ...options, countIncludePad: state["count-include-pad"] });
}

const floats = (data, shape) => ({ data: Float32Array.from(data), shape });

function ofConvolution({ filter, bias, flip, strides, padding, dilations }, input) {
  const kernel = floats(filter.flat(), [filter.length, filter[0].length, 1, 1]);
  return conv2d(input, kernel, { strides, padding, dilations, flip, bias: Float32Array.of(bias) });
}

function ofFilters({ filters, strides, padding }, input) {
  const side = filters[0].planes[0].length;
  const data = [];
  for (let i = 0; i < side * side; i += 1) {
    const [y, x] = [Math.floor(i / side), i % side];
    for (let c = 0; c < 3; c += 1) data.push(...filters.map(({ planes }) => planes[c][y][x]));
  }
  const bias = Float32Array.from(filters, (filter) => filter.bias);
  return conv2d(input, floats(data, [side, side, 3, filters.length]), { strides, padding, bias });
}

/** Whether every number of the result is a whole one, which any order of adding gives exactly. */
export function isExact(state) {
  const planes = [state, state.from ?? {}].flatMap(({ filter = [], filters = [] }) => [filter, ...filters.flatMap((one) => one.planes)]);
  return state.op !== "avg" && planes.flat(2).every(Number.isInteger);
}

/** The state's code: one program for each library, and every tenth as a notebook too. */
export function sourcesOf({ seed, state, picture }) {
  const targets = seed % 10 === 0 ? [...programs, "notebook"] : programs;
  return Object.fromEntries(targets.map((target) => [target, codegen(state, target, { picture })]));
}

/** States that do not fit their picture are asked for again. */
export function cases() {
  return states().filter(({ state, picture }) => {
    try {
      outputOf(state, picture);
      return true;
    } catch {
      return false;
    }
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await init();
  const told = cases().map((one) => ({
    ...one,
    picture: { data: [...one.picture.data], shape: one.picture.shape },
    exact: isExact(one.state),
    sources: sourcesOf(one),
  }));
  process.stdout.write(JSON.stringify(told));
}
