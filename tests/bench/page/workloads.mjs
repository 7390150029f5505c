import { checkedSteps, trainingCost, trainingData } from "./training.mjs";
import { loopTraining } from "./training_loops.mjs";

/**
 * The workloads, W1 to W7b: their sizes, their data, and how a result is checked.
 *
 * Data is noise from a fixed seed. Nothing here belongs to a subject: the check computes single cells in float64 from the
 * definition.
 */

const photo = [3000, 4000];

/** By id: a convolution has a filter (HWIO), and perhaps ReLU and a max pooling after it. */
export const workloads = {
  W1: {
    title: "429×640×1, conv 3×3 VALID, max pool 3/3",
    kind: "conv",
    input: [429, 640, 1],
    filter: [3, 3, 1, 1],
    padding: "valid",
    relu: false,
    pool: 3,
  },
  W2: {
    title: "3000×4000×1, conv 3×3 VALID",
    kind: "conv",
    input: [...photo, 1],
    filter: [3, 3, 1, 1],
    padding: "valid",
    relu: false,
    pool: 0,
  },
  W3: {
    title: "429×640×3, conv 3×3×3×32 SAME, ReLU, max pool 2/2",
    kind: "conv",
    input: [429, 640, 3],
    filter: [3, 3, 3, 32],
    padding: "same",
    relu: true,
    pool: 2,
  },
  W4: {
    title: "3000×4000×1, conv 11×11 VALID",
    kind: "conv",
    input: [...photo, 1],
    filter: [11, 11, 1, 1],
    padding: "valid",
    relu: false,
    pool: 0,
  },
  W5: {
    title: "224×224×64, conv 3×3×64×64 SAME",
    kind: "conv",
    input: [224, 224, 64],
    filter: [3, 3, 64, 64],
    padding: "same",
    relu: false,
    pool: 0,
  },
  W6: {
    title: "a training step, 32×28×28×1: conv 3×3×8, ReLU, pool 2/2, conv 3×3×16, pool 2/2, dense 10; SGD",
    kind: "training",
  },
  W7a: { title: "grey mean of a 12 MP colour picture", kind: "grey", input: photo },
  W7b: { title: "viridis of a 12 MP map", kind: "viridis", input: photo },
};

/** Rows and columns of the convolution's map, and of what is left after the pooling. */
export function sizes({ input, filter, padding, pool }) {
  const map = [0, 1].map((axis) => (padding === "same" ? input[axis] : input[axis] - filter[axis] + 1));
  return { map, output: pool ? map.map((size) => Math.floor((size - pool) / pool) + 1) : map };
}

/** Multiplications and additions, bytes read and bytes written: what a roofline is made of. */
export function cost(workload) {
  if (workload.kind === "training") return trainingCost();
  const [height, width] = workload.input;
  if (workload.kind === "grey") return { flops: 0, read: height * width * 4, written: height * width };
  if (workload.kind === "viridis") return { flops: 0, read: height * width * 4, written: height * width * 4 };
  const [kernelY, kernelX, depth, filters] = workload.filter;
  const { map, output } = sizes(workload);
  return {
    flops: 2 * map[0] * map[1] * filters * kernelY * kernelX * depth,
    read: 4 * (height * width * workload.input[2] + kernelY * kernelX * depth * filters),
    written: 4 * output[0] * output[1] * filters,
  };
}

/** Numbers that are the same in every run. */
function noise(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
}

const product = (shape) => shape.reduce((all, size) => all * size, 1);

/** What a workload is computed from; `viridis` is matplotlib's table, three bytes a level. */
export function dataOf(workload, viridis) {
  const next = noise(7);
  if (workload.kind === "training") return trainingData(next);
  if (workload.kind === "grey") {
    const rgba = new Uint8ClampedArray(product(workload.input) * 4);
    for (let i = 0; i < rgba.length; i++) rgba[i] = i % 4 === 3 ? 255 : next();
    return { rgba };
  }
  // A grey or colour picture; activations for the deep layer.
  const unit = workload.kind === "conv" && workload.input[2] > 3 ? 1 / 256 : 1;
  const input = new Float32Array(product(workload.input));
  for (let i = 0; i < input.length; i++) input[i] = (next() & 255) * unit;
  if (workload.kind === "viridis") return { input, table: paletteOf(viridis) };
  const filter = new Float32Array(product(workload.filter));
  for (let i = 0; i < filter.length; i++) filter[i] = ((next() & 0xffff) - 0x8000) / 0x8000;
  return { input, filter };
}

/** RGBA of each level. */
function paletteOf(viridis) {
  const table = new Uint8Array(256 * 4).fill(255);
  for (let i = 0; i < 256 * 3; i++) table[Math.floor(i / 3) * 4 + (i % 3)] = viridis[i];
  return table;
}

/** Cells to look at: the corners, the edges, and some anywhere. */
function samples([height, width, channels], count) {
  const next = noise(11);
  const cells = [];
  for (const y of [0, 1, height - 2, height - 1]) {
    for (const x of [0, 1, width - 2, width - 1]) cells.push([y, x, (cells.length * 7) % channels]);
  }
  while (cells.length < count) cells.push([next() % height, next() % width, next() % channels]);
  return cells;
}

/** One value of the convolution in float64, and the sum of its products' magnitudes, against which an error is measured. */
function convolved(workload, { input, filter }, y, x, o) {
  const [height, width, channels] = workload.input;
  const [kernelY, kernelX, depth, filters] = workload.filter;
  const before = workload.padding === "same" ? [kernelY, kernelX].map((kernel) => (kernel - 1) >> 1) : [0, 0];
  let [sum, scale] = [0, 0];
  for (let kY = 0; kY < kernelY; kY++) {
    for (let kX = 0; kX < kernelX; kX++) {
      const [inY, inX] = [y + kY - before[0], x + kX - before[1]];
      if (inY < 0 || inY >= height || inX < 0 || inX >= width) continue;
      for (let i = 0; i < depth; i++) {
        const value =
          input[(inY * width + inX) * channels + i] * filter[((kY * kernelX + kX) * depth + i) * filters + o];
        sum += value;
        scale += Math.abs(value);
      }
    }
  }
  return { sum, scale };
}

/** One value of the result, by definition. */
function expected(workload, data, y, x, o) {
  const { pool, relu } = workload;
  let [best, scale] = [relu ? 0 : -Infinity, 0];
  for (let kY = 0; kY < Math.max(pool, 1); kY++) {
    for (let kX = 0; kX < Math.max(pool, 1); kX++) {
      const step = Math.max(pool, 1);
      const cell = convolved(workload, data, y * step + kY, x * step + kX, o);
      best = Math.max(best, cell.sum);
      scale = Math.max(scale, cell.scale);
    }
  }
  return { value: best, scale };
}

/** What an error may be: of a float32 sum, relative to the sum of its products' magnitudes; of a byte, in levels; of a loss, relative. */
export const tolerances = { conv: 1e-5, grey: 0, viridis: 3, training: 1e-5 };

/** The largest error of a result, in the unit of `tolerances`; `at(y, x, c)` reads the result, which of a training are its losses. */
export function errorOf(workload, data, at) {
  const check = { conv: convError, grey: greyError, viridis: viridisError, training: trainingError }[workload.kind];
  return check(workload, data, at);
}

function trainingError(_, data, losses) {
  const step = loopTraining(data, Float64Array);
  const expected = Array.from({ length: checkedSteps }, step);
  return expected.reduce((worst, loss, i) => larger(worst, Math.abs(losses[i] - loss) / loss), 0);
}

function convError(workload, data, at) {
  let worst = 0;
  for (const [y, x, o] of samples([...sizes(workload).output, workload.filter[3]], 300)) {
    const { value, scale } = expected(workload, data, y, x, o);
    worst = larger(worst, Math.abs(at(y, x, o) - value) / Math.max(scale, 1));
  }
  return worst;
}

function greyError({ input: [height, width] }, { rgba }, at) {
  let worst = 0;
  for (const [y, x] of samples([height, width, 1], 3000)) {
    const pixel = (y * width + x) * 4;
    const want = Math.floor((rgba[pixel] + rgba[pixel + 1] + rgba[pixel + 2]) / 3);
    worst = larger(worst, Math.abs(at(y, x, 0) - want));
  }
  return worst;
}

/** In a byte of a colour; a value close to the border of two levels may take the colour of either. */
function viridisError({ input: [height, width] }, { input, table }, at) {
  let [low, high, worst] = [Infinity, -Infinity, 0];
  for (const value of input) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  for (const [y, x] of samples([height, width, 1], 3000)) {
    const place = ((input[y * width + x] - low) / (high - low)) * 256;
    const levels = [place - 1e-3, place + 1e-3].map((near) => Math.min(255, Math.max(0, Math.floor(near))));
    const errors = levels.map((level) =>
      [0, 1, 2, 3].reduce((most, c) => larger(most, Math.abs(at(y, x, c) - table[level * 4 + c])), 0),
    );
    worst = larger(worst, Math.min(...errors));
  }
  return worst;
}

/** As Math.max, but what is no number is the largest. */
function larger(a, b) {
  return b > a || Number.isNaN(b) ? b : a;
}
