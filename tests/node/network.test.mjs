/** Networks in JavaScript: the same losses as PyTorch's and Keras's, and the same bits as the core has natively. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import init, * as convscope from "../../pkg/convscope.js";
import { bytes, isNear, ramp, tensor, text } from "./tensors.mjs";

const { Network, conv2d, explainGradient, gradient } = convscope;

const layers = [
  { type: "conv2d", filters: 6, size: [3, 3] },
  { type: "relu" },
  { type: "maxPool2d", size: [2, 2] },
  { type: "conv2d", filters: 8, size: [3, 3], padding: "same" },
  { type: "relu" },
  { type: "flatten" },
  { type: "dense", units: 4 },
];
const small = (options) => new Network({ input: [9, 10, 2], layers, seed: 1, ...options });

const file = JSON.parse(text("tests/training.json"));
const pictures = tensor(file.pictures);

function batchOf(step) {
  const [count, ...dims] = pictures.shape;
  const size = dims[0] * dims[1] * dims[2];
  const at = Array.from({ length: file.batch }, (_, i) => (step * file.batch + i) % count);
  const data = new Float32Array(file.batch * size);
  at.forEach((from, to) => data.set(pictures.data.subarray(from * size, (from + 1) * size), to * size));
  return [{ data, shape: [file.batch, ...dims] }, Uint32Array.from(at, (i) => file.labels[i])];
}

const adam = { optimizer: "adam", learningRate: 0.003 };
const refused = (code, message) => (error) => {
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

test("a network before init says so", () => {
  assert.throws(() => small(), refused("notReady", /await init\(\) first/));
});

describe("networks", () => {
  before(() => init());

  for (const { name, run, losses, last_weights: last } of file.runs) {
    test(`fifty steps of ${name} have the losses of PyTorch and Keras`, () => {
      const network = small();
      network.setWeights(file.first_weights.map(tensor));
      const options = { optimizer: run.optimizer, learningRate: run.learning_rate, momentum: run.momentum };
      losses.forEach((want, step) => {
        const { loss } = network.trainStep(...batchOf(step), options);
        assert.ok(Math.abs(loss - want) <= 1e-4, `step ${step}: ${loss} instead of ${want}`);
      });
      network.weights.forEach(({ name, data }, i) => {
        data.forEach((got, at) => {
          assert.ok(isNear(got, Number(last[i].data[at]), 1e-4), `${name} ${at}: ${got}`);
        });
      });
    });
  }

  test("a run has the bits that the core has natively", () => {
    const network = small();
    const losses = Array.from({ length: 30 }, (_, step) => network.trainStep(...batchOf(step), adam).loss);
    let digest = 0;
    for (const { data } of network.weights) {
      for (const bits of new Uint32Array(data.buffer)) digest = (((digest << 5) | (digest >>> 27)) ^ bits) >>> 0;
    }
    // The numbers of tests/network.rs.
    assert.deepEqual([losses[0], losses[29], digest], [1.2956337426963702, 0.2321056669197087, 1564724484]);
  });

  test("weights have names, shapes and a summary", () => {
    const network = small();
    assert.deepEqual(
      network.weights.map(({ name, shape }) => [name, shape]),
      [
        ["conv2d_0/kernel", [3, 3, 2, 6]],
        ["conv2d_0/bias", [6]],
        ["conv2d_1/kernel", [3, 3, 6, 8]],
        ["conv2d_1/bias", [8]],
        ["dense_0/kernel", [96, 4]],
        ["dense_0/bias", [4]],
      ],
    );
    assert.deepEqual(network.summary[3], { name: "conv2d_1", outputShape: [3, 4, 8], parameters: 440 });
  });

  test("forward gives every activation, predict shares, evaluate changes nothing", () => {
    const network = small();
    const [batch, labels] = batchOf(0);
    const activations = network.forward(batch);
    assert.deepEqual(
      activations.map(({ shape }) => shape.join()),
      ["8,7,8,6", "8,7,8,6", "8,3,4,6", "8,3,4,8", "8,3,4,8", "8,96", "8,4"],
    );
    const { weights } = network;
    const kernel = conv2d(batch, weights[0], { bias: weights[1].data });
    assert.deepEqual(kernel.data, activations[0].data);
    const shares = network.predict(batch);
    assert.ok(Math.abs(shares.data.subarray(0, 4).reduce((sum, share) => sum + share) - 1) < 1e-6);
    const told = network.evaluate(batch, labels);
    assert.deepEqual(network.gradients(batch, labels).loss, told.loss);
    assert.deepEqual(network.weights, weights);
    assert.equal(network.steps, 0);
  });

  test("a gradient of the network is the sum of its terms", () => {
    const network = small();
    const [batch, labels] = batchOf(1);
    const { gradients } = network.gradients(batch, labels);
    const told = network.explainGradient(batch, labels, "conv2d_0/kernel", [2, 1, 1, 4]);
    assert.equal(told.result, gradients[0].data[((2 * 3 + 1) * 2 + 1) * 6 + 4]);
    assert.equal(told.terms.length, 8 * 7 * 8);
    const { y, x, inY, inX } = told.terms[9];
    assert.deepEqual([inY, inX], [y + 2, x + 1]);
  });

  test("a network goes on in another one as if it had never stopped", () => {
    const whole = small();
    for (let step = 0; step < 9; step++) whole.trainStep(...batchOf(step), adam);
    const first = small();
    for (let step = 0; step < 5; step++) first.trainStep(...batchOf(step), adam);
    const second = small({ seed: 7 });
    second.restore(structuredClone(first.save()));
    for (let step = 5; step < 9; step++) second.trainStep(...batchOf(step), adam);
    assert.deepEqual(second.save(), whole.save());
    assert.equal(second.seed, 1);
    second.reset();
    assert.deepEqual(second.weights, small().weights);
  });

  test("a hidden filter is found by the squared error", () => {
    const hidden = { data: Float32Array.of(-1, 0, 1, -1, 0, 1, -1, 0, 1), shape: [3, 3, 1, 1] };
    const network = new Network({
      input: [12, 12, 1],
      layers: [{ type: "conv2d", filters: 1, size: [3, 3], useBias: false }],
      loss: "meanSquaredError",
      seed: 3,
    });
    const data = new Float32Array(4 * 144);
    for (let step = 0; step < 500; step++) {
      for (let i = 0; i < data.length; i++) data[i] = ((i * 7919 + step * 104729) % 101) / 101 - 0.5;
      const batch = { data, shape: [4, 12, 12, 1] };
      network.trainStep(batch, conv2d(batch, hidden), { learningRate: 2 });
    }
    network.weights[0].data.forEach((got, i) => {
      assert.ok(Math.abs(got - hidden.data[i]) < 1e-2, `weight ${i} is ${got}`);
    });
  });

  test("weights are saved and loaded as safetensors", () => {
    const network = small();
    const saved = network.toSafetensors({ seed: 1, note: "한글" });
    const other = small({ seed: 2 });
    assert.deepEqual(other.loadSafetensors(saved), { seed: "1", note: "한글" });
    assert.deepEqual(other.weights, network.weights);
    // Written by safetensors.numpy 0.8: each weight of seed 5, doubled.
    const config = {
      input: [8, 8, 1],
      layers: [{ type: "conv2d", filters: 2, size: [3, 3] }, { type: "flatten" }, { type: "dense", units: 3 }],
    };
    const [theirs, first] = [new Network({ ...config, seed: 5 }), new Network({ ...config, seed: 5 }).weights];
    assert.deepEqual(theirs.loadSafetensors(bytes("tests/node/network.safetensors")), { by: "python" });
    theirs.weights.forEach(({ data }, i) =>
      assert.deepEqual(
        data,
        first[i].data.map((value) => 2 * value),
      ),
    );
  });

  test("a file that holds no such weights is refused, and nothing changes", () => {
    const network = small();
    const { weights } = network;
    const saved = network.toSafetensors();
    for (const [broken, message] of [
      [new Uint8Array(3), /shorter/],
      [saved.subarray(0, 40), /does not fit/],
      [saved.subarray(0, saved.length - 4), /do not lie in the file/],
      [saved.map((byte, i) => (i === 8 ? 0 : byte)), /no JSON/],
      [bytes("tests/node/network.safetensors"), /has no weights|has shape/],
    ]) {
      assert.throws(
        () => network.loadSafetensors(broken),
        (error) => message.test(error.message) && error.code.length > 0,
      );
    }
    assert.deepEqual(network.weights, weights);
  });

  test("a learning rate of a thousand ends in a sentence, and a reset helps", () => {
    const network = small();
    const run = (learningRate) => {
      for (let step = 0; step < 20; step++) network.trainStep(...batchOf(step), { learningRate });
    };
    assert.throws(() => run(1000), refused("diverged", /learning rate 1000 is too large.*try 100/));
    network.reset();
    run(0.01);
  });

  test("an epoch's order is seeded", () => {
    const network = small();
    const order = network.order(50, 3);
    assert.ok(order instanceof Uint32Array);
    assert.deepEqual(
      [...order].sort((a, b) => a - b),
      Array.from({ length: 50 }, (_, i) => i),
    );
    assert.deepEqual(small().order(50, 3), order);
    assert.notDeepEqual(network.order(50, 4), order);
  });

  test("mistakes are sentences, and the next call works", () => {
    const network = small();
    const [batch, labels] = batchOf(0);
    assert.throws(
      () => network.trainStep(batch, labels.subarray(1)),
      refused("wrongCount", /got 7 labels; 8 are needed/),
    );
    assert.throws(
      () =>
        network.trainStep(
          batch,
          labels.map(() => 9),
        ),
      refused("labelOutside", /label 0 is 9; with 4 classes/),
    );
    assert.throws(() => network.trainStep(ramp(2, 9, 9, 2), labels), refused("unfit", /must be \(n, 9, 10, 2\)/));
    assert.throws(
      () => network.trainStep(batch, labels, { optimizer: "rmsprop" }),
      refused("unknownChoice", /sgd, adam/),
    );
    assert.throws(() => network.trainStep(batch, labels, { lerningRate: 1 }), refused("unknownChoice", /learningRate/));
    assert.throws(() => network.setWeights([]), refused("wrongCount", /got 0 weights; 6 are needed/));
    assert.throws(
      () => small({ layers: [{ type: "flatten" }, { type: "conv2d", filters: 2, size: [3, 3] }] }),
      (error) => error.code === "rank" && error.values.layer === "conv2d_0",
    );
    assert.throws(() => small({ layers: [{ type: "conv3d" }] }), refused("unknownChoice", /layer 0: type is "conv3d"/));
    assert.throws(() => small({ layers: [{ type: "dense" }] }), refused("wrongType", /units must be a whole number/));
    network.trainStep(batch, labels);
    assert.equal(network.steps, 1);
  });
});

describe("gradients of ops", () => {
  const names = { relu: 0, leaky_relu: 0, sigmoid: 0, tanh: 0, softmax: 0, flatten: 0, global_avg_pool2d: 0 };
  const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

  for (const op of ["conv2d", "dense", "max_pool2d", "avg_pool2d", ...Object.keys(names)]) {
    test(`${op} has the gradients of PyTorch and TensorFlow`, () => {
      for (const { name, params, inputs, error, gradients, tolerance } of JSON.parse(
        text(`src/ops/${op}/gradients.json`),
      ).cases) {
        const options = Object.fromEntries(Object.entries(params).map(([key, value]) => [camelCase(key), value]));
        const [input, filter, bias] = inputs.map(tensor);
        if (bias) options.bias = bias.data;
        const got = gradient(camelCase(op), input, filter ?? null, tensor(error), options);
        const list = [got.input, got.filter, got.bias].filter(Boolean);
        assert.equal(list.length, gradients.length);
        list.forEach(({ data, shape }, i) => {
          assert.deepEqual(shape, gradients[i].shape);
          data.forEach((value, at) => {
            assert.ok(isNear(value, gradients[i].data[at], tolerance), `${name}, ${i}, ${at}: ${value}`);
          });
        });
      }
    });
  }

  test("a weight's derivative is opened up", () => {
    const [input, filter, error] = [ramp(2, 4, 5, 1), ramp(3, 3, 1, 2), ramp(2, 2, 3, 2)];
    const whole = gradient("conv2d", input, filter, error);
    const told = explainGradient("conv2d", input, filter, error, null, [1, 2, 0, 1]);
    assert.equal(told.result, whole.filter.data[(1 * 3 + 2) * 2 + 1]);
    assert.equal(told.pictures.length, 2);
    assert.equal(told.terms[1].value, input.data[1 * 5 + 3]);
    assert.throws(
      () => explainGradient("relu", input, null, input, null, [0]),
      refused("unknownChoice", /conv2d, dense/),
    );
    assert.throws(
      () =>
        gradient("pad2d", input, null, input, {
          padding: [
            [0, 0],
            [0, 0],
          ],
        }),
      refused("unknownChoice", /softmax/),
    );
  });
});
