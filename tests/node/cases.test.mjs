/** The package computes what TensorFlow and PyTorch computed, and opens up its cells to the same numbers. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import init, { conv2d, Engine, explain, maxPool2d, outputShape } from "../../pkg/convscope.js";
import { isNear, tensor, text } from "./tensors.mjs";

const ops = {
  conv2d: {
    name: "conv2d",
    options: ({ strides, padding, dilations, groups, flip }, [, , bias]) => ({
      strides,
      padding,
      dilations,
      groups,
      flip,
      bias: bias?.data,
    }),
    run: (on, [input, filter], options) => on.conv2d(input, filter, options),
  },
  max_pool2d: {
    name: "maxPool2d",
    options: ({ size, strides, padding, dilations, ceil_mode }) => ({
      size,
      strides,
      padding,
      dilations,
      ceilMode: ceil_mode,
    }),
    run: (on, [input], options) => on.maxPool2d(input, options),
  },
};

/** Every cell of a small output, or some of a large one. */
function* someCells([n, h, w, c]) {
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
  const { cases } = JSON.parse(text(`src/ops/${folder}/cases.json`));
  describe(op.name, () => {
    for (const { name, params, inputs, output, tolerance, known_difference: difference } of cases) {
      if (difference) continue;
      test(name.replaceAll("_", " "), async () => {
        const tensors = inputs.map(tensor);
        const [input, filter = null] = tensors;
        const [options, want] = [op.options(params, tensors), tensor(output)];
        const got = op.run({ conv2d, maxPool2d }, tensors, options);
        checkNumbers(got, want, tolerance);
        checkNumbers(await op.run(await Engine.create({ backend: "cpu" }), tensors, options), want, tolerance);
        assert.deepEqual(outputShape(op.name, input.shape, filter?.shape ?? null, options), want.shape);
        for (const [i, cell] of someCells(want.shape)) {
          const told = explain(op.name, input, filter, options, cell);
          assert.ok(isNear(told.result, got.data[i], tolerance), `cell ${cell}: ${told.result}, not ${got.data[i]}`);
          assert.equal(told.partial.length, told.taps.length);
        }
      });
    }
  });
}
