/** The package computes what TensorFlow and PyTorch computed, and opens up its cells to the same numbers. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import init, * as convscope from "../../pkg/convscope.js";
import { isNear, tensor, text } from "./tensors.mjs";

const { Engine, explain, outputShape } = convscope;

/** The ops by their folders: what else they take besides the input, and whether a cell of theirs can be opened up. */
const ops = {
  avg_pool2d: { isExplained: true },
  batch_norm: { weights: ["gamma", "beta", "mean", "variance"] },
  conv_transpose2d: { hasFilter: true, weights: ["bias"], isExplained: true },
  conv2d: { hasFilter: true, weights: ["bias"], isExplained: true },
  dense: { hasFilter: true, weights: ["bias"], isExplained: true },
  flatten: {},
  global_avg_pool2d: { isExplained: true },
  leaky_relu: {},
  max_pool2d: { isExplained: true },
  pad2d: {},
  relu: {},
  sigmoid: {},
  softmax: {},
  tanh: {},
};

const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/** A case as JavaScript asks it: `filter` is null for an op without one. */
function question({ hasFilter, weights = [] }, params, [input, ...others]) {
  const filter = hasFilter ? others.shift() : null;
  const given = weights.slice(0, others.length).map((name, i) => [name, others[i].data]);
  const options = Object.entries(params).map(([name, value]) => [camelCase(name), value]);
  return { input, filter, options: Object.fromEntries([...options, ...given]) };
}

/** The cases of TensorFlow and PyTorch, and those of ONNX. */
function casesOf(folder) {
  return ["cases", "onnx"].flatMap((file) => JSON.parse(text(`src/ops/${folder}/${file}.json`)).cases);
}

/** Every cell of a small output, or some of a large one. */
function* someCells(shape) {
  const [n, h, w, c] = shape.length === 4 ? shape : [shape[0], 1, 1, shape[1]];
  const count = n * h * w * c;
  const stride = count > 64 ? Math.ceil(count / 50) | 1 : 1;
  for (let i = 0; i < count; i += stride) {
    yield [i, [Math.floor(i / (c * w * h)), Math.floor(i / (c * w)) % h, Math.floor(i / c) % w, i % c]];
  }
}

function checkNumbers(got, want, tolerance) {
  assert.deepEqual(got.shape, want.shape);
  assert.ok(got.data instanceof Float32Array);
  want.data.forEach((value, i) => {
    assert.ok(isNear(got.data[i], value, tolerance), `value ${i} is ${got.data[i]}, not ${value}`);
  });
}

before(() => init());

for (const [folder, op] of Object.entries(ops)) {
  const name = camelCase(folder);
  describe(name, () => {
    for (const { name: title, params, inputs, output, tolerance, known_difference: difference } of casesOf(folder)) {
      if (difference) continue;
      test(title.replaceAll("_", " "), async () => {
        const { input, filter, options } = question(op, params, inputs.map(tensor));
        const [want, asked] = [tensor(output), filter ? [input, filter, options] : [input, options]];
        const got = convscope[name](...asked);
        checkNumbers(got, want, tolerance);
        const engine = await Engine.create({ backend: "cpu" });
        checkNumbers(await engine[name](...asked), want, tolerance);
        assert.deepEqual(outputShape(name, input.shape, filter?.shape, options), want.shape);
        for (const [i, cell] of op.isExplained ? someCells(want.shape) : []) {
          const told = explain(name, input, filter, options, cell);
          assert.ok(isNear(told.result, got.data[i], tolerance), `cell ${cell}: ${told.result}, not ${got.data[i]}`);
          assert.equal(told.partial.length, told.taps.length);
        }
      });
    }
  });
}
