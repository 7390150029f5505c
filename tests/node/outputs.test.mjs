/** Results in arrays that the caller keeps: the same numbers, no other memory, and a sentence for what does not fit. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as bindings from "../../pkg/bindings.js";
import init, * as convscope from "../../pkg/convscope.js";
import { ramp } from "./tensors.mjs";

await init();

const statistics = Object.fromEntries(
  ["gamma", "beta", "mean", "variance"].map((name) => [name, Float32Array.of(1.5, 2, 0.5)]),
);
const sides = [
  [1, 2],
  [0, 1],
];

/** Every op, with what stands between its input and its output. */
const ops = {
  conv2d: [ramp(1, 9, 8, 3), ramp(3, 3, 3, 4), { padding: "same" }],
  convTranspose2d: [ramp(1, 4, 5, 2), ramp(3, 2, 2, 3), { strides: [2, 2] }],
  maxPool2d: [ramp(2, 7, 8, 3), { size: [2, 3] }],
  avgPool2d: [ramp(2, 7, 8, 3), { size: [3, 2], padding: "same" }],
  globalAvgPool2d: [ramp(2, 5, 4, 3)],
  pad2d: [ramp(1, 4, 5, 2), { padding: sides, mode: "reflect" }],
  relu: [ramp(3, 7)],
  leakyRelu: [ramp(3, 7), { negativeSlope: 0.1 }],
  sigmoid: [ramp(5)],
  tanh: [ramp(5)],
  softmax: [ramp(4, 6), { axis: 0 }],
  flatten: [ramp(2, 3, 4, 2)],
  dense: [ramp(2, 6), ramp(6, 5), { bias: Float32Array.of(1, 2, 3, 4, 5) }],
  batchNorm: [ramp(2, 3, 4, 3), statistics],
};

const like = ({ data, shape }) => ({ data: new Float32Array(data.length).fill(Number.NaN), shape: [...shape] });

for (const [op, args] of Object.entries(ops)) {
  test(`${op}Into writes what ${op} gives`, () => {
    const right = convscope[op](...args);
    const output = like(right);
    assert.equal(convscope[`${op}Into`](...args, output), output);
    assert.deepEqual(output, right);
    const small = { data: right.data.subarray(1), shape: right.shape };
    assert.throws(() => convscope[`${op}Into`](...args, small), { code: "dataLength" });
    assert.throws(() => convscope[`${op}Into`](...args), { code: "wrongType", message: /^output must be an object/ });
  });
}

test("every op has its Into", () => {
  const named = Object.keys(convscope).filter((name) => name.endsWith("Into"));
  const pictures = ["greyscaleInto", "colorizeInto"];
  assert.deepEqual(named.toSorted(), [...Object.keys(ops).map((op) => `${op}Into`), ...pictures].toSorted());
});

test("an output of another shape is a sentence, and stays as it was", () => {
  const [input, filter] = [ramp(1, 4, 6, 1), ramp(3, 3, 1, 1)];
  const output = { data: new Float32Array(8).fill(7), shape: [1, 4, 2, 1] };
  const message = "the output has shape (1, 4, 2, 1); for this input it must be (1, 2, 4, 1)";
  assert.throws(() => convscope.conv2dInto(input, filter, null, output), { code: "weightShape", message });
  assert.deepEqual(output.data, new Float32Array(8).fill(7));
  const message5 = "kernel 5 does not fit input 4 with padding 0 + 0 along y";
  assert.throws(() => convscope.conv2dInto(input, ramp(5, 3, 1, 1), null, output), { message: message5 });
  assert.deepEqual(output.data, new Float32Array(8).fill(7));
});

test("an input may be its own output, also where it is large", () => {
  for (const shape of [
    [1, 5, 6, 1],
    [1, 700, 600, 1],
  ]) {
    const [input, filter] = [ramp(...shape), ramp(3, 3, 1, 1)];
    const right = convscope.conv2d(input, filter, { padding: "same" });
    convscope.conv2dInto(input, filter, { padding: "same" }, input);
    assert.deepEqual(input.data, right.data);
    // A part of the same memory, one row further down.
    const memory = new Float32Array((shape[1] + 1) * shape[2]);
    const [above, below] = [0, shape[2]].map((from) => ({
      data: memory.subarray(from, from + shape[1] * shape[2]),
      shape,
    }));
    above.data.set(ramp(...shape).data);
    convscope.conv2dInto(above, filter, { padding: "same" }, below);
    assert.deepEqual(below.data, right.data);
  }
});

/** As loops over the whole picture would have it, row by row of the output. */
const large = [
  ["conv2d", ramp(2, 431, 523, 1), ramp(3, 3, 1, 1), { padding: "same", strides: [2, 1], dilations: [3, 2] }],
  [
    "conv2d",
    ramp(1, 431, 523, 1),
    ramp(5, 1, 1, 2),
    {
      padding: [
        [9, 7],
        [1, 0],
      ],
      bias: Float32Array.of(1, 2),
    },
  ],
  ["maxPool2d", ramp(2, 431, 523, 1), { size: [3, 2], strides: [2, 3], ceilMode: true }],
  ["maxPool2d", ramp(1, 431, 523, 2), { size: [3, 3], strides: [1, 1], padding: "same" }],
  ["avgPool2d", ramp(2, 431, 523, 1), { size: [5, 4], padding: "same", ceilMode: true }],
  [
    "avgPool2d",
    ramp(1, 431, 523, 1),
    {
      size: [3, 3],
      padding: [
        [1, 1],
        [1, 1],
      ],
      countIncludePad: true,
    },
  ],
  [
    "avgPool2d",
    ramp(1, 431, 523, 1),
    {
      size: [3, 3],
      padding: [
        [1, 1],
        [1, 1],
      ],
      countIncludePad: true,
      ceilMode: true,
    },
  ],
  ["relu", ramp(2, 431, 523, 1)],
  ["batchNorm", ramp(2, 231, 323, 3), statistics],
];

for (const [op, input, ...rest] of large) {
  test(`${op} gives the same part by part and as a whole: ${JSON.stringify(rest.at(-1) ?? {})}`, () => {
    // What is held here is computed as a whole; what comes from JavaScript part by part.
    const held = convscope.hold(input);
    const whole = convscope[op](held, ...rest);
    assert.deepEqual(convscope[op](input, ...rest), whole.read());
    for (const handle of [held, whole]) handle.release();
  });
}

test("greys and colours are written to arrays that are kept", () => {
  const picture = { data: Uint8Array.from({ length: 600 * 500 * 3 }, (_, i) => (i * 31) % 251), shape: [600, 500, 3] };
  const grey = convscope.greyscale(picture, "rec601");
  const output = { data: new Uint8Array(600 * 500), shape: [600, 500] };
  assert.equal(convscope.greyscaleInto(picture, "rec601", output).data, output.data);
  assert.deepEqual(output.data, grey.data);
  const wrong = { data: new Uint8Array(600 * 500), shape: [500, 600] };
  assert.throws(() => convscope.greyscaleInto(picture, "mean", wrong), { code: "weightShape" });
  assert.throws(() => convscope.greyscaleInto(picture, "mean"), { code: "wrongType" });

  const map = { data: Float32Array.from(grey.data), shape: grey.shape };
  const right = convscope.colorize(map, "viridis");
  const colors = new Uint8ClampedArray(600 * 500 * 4);
  assert.equal(convscope.colorizeInto(map, "viridis", colors), colors);
  assert.deepEqual(colors, right);
  // An ImageData has its colours in `data`.
  const image = { data: new Uint8ClampedArray(600 * 500 * 4), width: 500, height: 600 };
  convscope.colorizeInto(grey, "viridis", image);
  assert.deepEqual(image.data, right);
  assert.throws(() => convscope.colorizeInto(map, "gray", new Uint8ClampedArray(4)), {
    message: "shape (600, 500, 4) holds 1200000 values, but the data has 4",
  });
  assert.throws(() => convscope.colorizeInto(map, "gray"), { code: "wrongType" });
});

/** A core of its own, whose memory nobody has grown yet. */
async function freshMemory() {
  const own = await import("../../pkg/bindings.js?fresh");
  const module = new WebAssembly.Module(readFileSync(new URL("../../pkg/convscope_bg.wasm", import.meta.url)));
  const { memory } = own.initSync({ module });
  return { own, memory };
}

test("12 megapixels are convolved in a tenth of the memory that they take", async () => {
  const { own, memory } = await freshMemory();
  assert.notEqual(own.compute, bindings.compute);
  const input = { data: new Float32Array(12e6).fill(1), shape: [1, 3000, 4000, 1] };
  const filter = { data: new Float32Array(9).fill(1), shape: [3, 3, 1, 1] };
  const output = own.compute("conv2d", input, filter, null, undefined);
  assert.deepEqual([output.data.length, output.data[0], output.data.at(-1)], [2998 * 3998, 9, 9]);
  const rounded = memory.buffer.byteLength / 1e6;
  assert.ok(rounded <= 10, `${rounded} MB`);
  // What stays between two ops has to lie there: the input and the output, and little more.
  const held = own.hold(input);
  own.compute("conv2d", held, filter, null, undefined);
  const both = memory.buffer.byteLength / 1e6;
  assert.ok(both > 96 && both <= 110, `${both} MB`);
});
