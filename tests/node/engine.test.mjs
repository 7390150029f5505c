/** Loading, and the engine where there is no GPU. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import init, * as convscope from "../../pkg/convscope.js";
import { ramp } from "./tensors.mjs";

const { Engine, Network } = convscope;

test("a failed load may be tried again, and the first good one counts", async () => {
  await assert.rejects(init(new URL("missing.wasm", import.meta.url)), {
    code: "notLoaded",
    message: /^missing.wasm could not be loaded: /,
  });
  await assert.rejects(init(Uint8Array.of(0, 97, 115, 109, 9, 0, 0, 0)), { code: "oldBrowser" });
  const wasm = await readFile(new URL("../../pkg/convscope_bg.wasm", import.meta.url));
  const response = new Response(wasm, { headers: { "Content-Type": "application/wasm" } });
  await Promise.all([init(response), init(), init()]);
  await init();
  assert.match(convscope.version(), /^\d+\.\d+\.\d+$/);
});

test("in Node.js the engine is the CPU, and says why", async () => {
  for (const [options, reason] of [
    [undefined, "Node.js has no WebGPU"],
    [{ backend: "auto" }, "Node.js has no WebGPU"],
    [{ backend: "gpu" }, "Node.js has no WebGPU"],
    [{ backend: "cpu" }, "the CPU was asked for"],
  ]) {
    const engine = await Engine.create(options);
    assert.deepEqual([engine.backend, engine.reason], ["cpu", reason]);
  }
});

test("an unknown backend is a sentence", async () => {
  await assert.rejects(Engine.create({ backend: "webgl" }), {
    code: "unknownChoice",
    message: 'backend is "webgl"; it must be one of auto, gpu, cpu',
  });
});

test("the engine gives what the functions give, and rejects what they refuse", async () => {
  const engine = await Engine.create();
  const [input, filter, bias] = [ramp(2, 9, 8, 4), ramp(3, 3, 2, 6), ramp(6).data];
  const options = { groups: 2, strides: [2, 1], padding: "same", bias };
  assert.deepEqual(await engine.conv2d(input, filter, options), convscope.conv2d(input, filter, options));
  const pooling = { size: [3, 2], ceilMode: true };
  assert.deepEqual(await engine.maxPool2d(input, pooling), convscope.maxPool2d(input, pooling));
  const [flat, kernel] = [convscope.flatten(input), ramp(288, 10)];
  for (const [name, ...asked] of [
    ["avgPool2d", input, { ...pooling, padding: "same", countIncludePad: true }],
    ["globalAvgPool2d", input],
    ["convTranspose2d", input, ramp(2, 3, 4, 3), { strides: [2, 3], outputPadding: [1, 2], groups: 2 }],
    [
      "pad2d",
      input,
      {
        padding: [
          [1, 2],
          [3, 0],
        ],
        mode: "circular",
      },
    ],
    ["relu", input],
    ["leakyRelu", input],
    ["sigmoid", flat],
    ["tanh", flat],
    ["softmax", input, { axis: 1 }],
    ["flatten", input],
    ["dense", flat, kernel],
    [
      "batchNorm",
      input,
      { gamma: bias.slice(2), beta: bias.slice(2), mean: bias.slice(2), variance: bias.slice(0, 4).map(Math.abs) },
    ],
  ]) {
    assert.deepEqual(await engine[name](...asked), convscope[name](...asked), name);
  }
  await assert.rejects(engine.conv2d(input, ramp(3, 3, 1, 6)), { code: "channelMismatch" });
  await assert.rejects(engine.maxPool2d(input), { code: "wrongType" });
  assert.equal((await engine.maxPool2d(input, pooling)).shape.join(), "2,3,4,4");
});

test("the definition itself gives the same numbers, and the same sentences", async () => {
  const [input, filter, bias] = [ramp(2, 9, 8, 4), ramp(3, 3, 2, 6), ramp(6).data];
  const options = { groups: 2, strides: [2, 1], padding: "same", bias, flip: true };
  assert.deepEqual(await convscope.conv2dNaive(input, filter, options), convscope.conv2d(input, filter, options));
  await assert.rejects(convscope.conv2dNaive(input, ramp(3, 3, 1, 6)), { code: "channelMismatch" });
  assert.equal((await convscope.conv2dNaive(input, filter, options)).shape.join(), "2,5,8,6");
});

describe("a network of an engine without a GPU", () => {
  const config = { input: [4, 4, 1], layers: [{ type: "flatten" }, { type: "dense", units: 2 }], seed: 5 };
  const batch = ramp(2, 4, 4, 1);

  test("learns on the CPU as the plain one does, and says why", async () => {
    const engine = await Engine.create();
    const [network, plain] = [await engine.network(config), new Network(config)];
    assert.deepEqual([network.backend, network.reason, network.choice], ["cpu", "Node.js has no WebGPU", null]);
    for (let step = 0; step < 3; step++) {
      const options = { optimizer: "adam", learningRate: 0.01 };
      assert.deepEqual(await network.trainStep(batch, [0, 1], options), plain.trainStep(batch, [0, 1], options));
    }
    assert.deepEqual(await network.save(), plain.save());
    assert.deepEqual([network.steps, network.seed, network.summary], [3, 5, plain.summary]);
    assert.equal(await network.trainStep(batch, [0, 1], { outcome: false }), null);
    await network.restore(plain.save());
    assert.equal(network.steps, 3);
    await network.free();
  });

  test("refuses what the plain one refuses, and works on", async () => {
    const network = await (await Engine.create({ backend: "cpu" })).network(config, { backend: "cpu" });
    assert.equal(network.reason, "the CPU was asked for");
    await assert.rejects(network.trainStep(batch, [0, 7]), /label 1 is 7/);
    await assert.rejects(network.setWeights([]), /weights/);
    assert.equal((await network.predict(batch)).shape[1], 2);
    await assert.rejects(
      (async () => (await Engine.create()).network(config, { backend: "tpu" }))(),
      /backend is "tpu"; it must be one of auto, gpu, cpu/,
    );
  });
});
