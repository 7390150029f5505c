/** Sizes, windows and the walk agree with one another and with the numbers. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import init, * as convscope from "../../pkg/convscope.js";
import { ramp } from "./tensors.mjs";

before(() => init());

test("geometry tells both axes of the note's example", () => {
  const { output, steps, y, x } = convscope.geometry("maxPool2d", [1, 427, 640, 1], null, { size: [3, 3] });
  assert.deepEqual([output, steps, y.unusedAfter, x.unusedAfter], [[1, 142, 213, 1], 142 * 213, 1, 1]);
  assert.deepEqual(y, {
    kernel: 3,
    stride: 3,
    dilation: 1,
    effective: 3,
    before: 0,
    after: 0,
    drawnAfter: 0,
    input: 427,
    output: 142,
    unusedAfter: 1,
  });
});

test("an overhanging window is drawn beyond the padding", () => {
  const { y } = convscope.geometry("maxPool2d", [1, 5, 5, 1], null, { size: [2, 2], ceilMode: true });
  assert.deepEqual([y.output, y.after, y.drawnAfter, y.unusedAfter], [3, 0, 1, 0]);
});

const laid = [
  "conv2d",
  [1, 7, 9, 2],
  [3, 2, 2, 4],
  {
    strides: [2, 3],
    dilations: [1, 2],
    padding: [
      [1, 0],
      [0, 2],
    ],
  },
];

test("the walk visits every cell once, y first, then x", () => {
  const {
    output: [, height, width],
    steps,
  } = convscope.geometry(...laid);
  let step = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      assert.deepEqual(convscope.cellOfStep(...laid, step), [y, x]);
      assert.equal(convscope.stepOfCell(...laid, [y, x]), step);
      step += 1;
    }
  }
  assert.equal(step, steps);
});

test("windows and outputs are each other's inverse", () => {
  const [op, inputShape, filterShape, options] = laid;
  const { steps } = convscope.geometry(...laid);
  const readBy = new Map();
  for (let step = 0; step < steps; step += 1) {
    const cell = convscope.cellOfStep(...laid, step);
    const box = convscope.windowAt(...laid, cell);
    const { taps } = convscope.explain(op, ramp(...inputShape), ramp(...filterShape), options, [0, ...cell, 0]);
    for (const { y, x, c, inside } of taps) {
      assert.ok(y >= box.y0 && y < box.y1 && x >= box.x0 && x < box.x1);
      if (inside && c === 0) readBy.set(`${y},${x}`, [...(readBy.get(`${y},${x}`) ?? []), cell]);
    }
  }
  for (let y = 0; y < inputShape[1]; y += 1) {
    for (let x = 0; x < inputShape[2]; x += 1) {
      assert.deepEqual(convscope.outputsOf(...laid, [y, x]), readBy.get(`${y},${x}`) ?? []);
    }
  }
});

test("explain tells taps y first, then x, and marks the padding", () => {
  const input = { data: Float32Array.of(1, 2, 3, 4), shape: [1, 2, 2, 1] };
  const filter = { data: Float32Array.of(1, 10, 100, 1000), shape: [2, 2, 1, 1] };
  const told = convscope.explain(
    "conv2d",
    input,
    filter,
    { padding: "same", bias: Float32Array.of(0.5) },
    [0, 0, 1, 0],
  );
  assert.deepEqual(told, {
    taps: [
      { y: 0, x: 1, c: 0, inside: true, value: 2, weight: 1, product: 2 },
      { y: 0, x: 2, c: 0, inside: false, value: 0, weight: 10, product: 0 },
      { y: 1, x: 1, c: 0, inside: true, value: 4, weight: 100, product: 400 },
      { y: 1, x: 2, c: 0, inside: false, value: 0, weight: 1000, product: 0 },
    ],
    partial: [2, 2, 402, 402],
    bias: 0.5,
    result: 402.5,
  });
});

test("explain reads a few values of a large picture, and copies none", () => {
  const input = { data: new Float32Array(12e6).fill(2), shape: [1, 3000, 4000, 1] };
  const filter = ramp(3, 3, 1, 1);
  const begin = performance.now();
  for (let x = 0; x < 200; x += 1) convscope.explain("conv2d", input, filter, {}, [0, 2000, x, 0]);
  const each = (performance.now() - begin) / 200;
  // A copy of 48 MB takes some 10 ms.
  assert.ok(each < 3, `${each} ms for one cell`);
});

test("params tell each parameter's limits", () => {
  const size = convscope.params("maxPool2d").find(({ name }) => name === "size");
  assert.deepEqual(size, { name: "size", min: 1, max: 11, default: 3 });
  assert.ok(convscope.params("conv2d").some(({ name }) => name === "dilations"));
});
