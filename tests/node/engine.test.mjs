/** Loading, and the engine where there is no GPU. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import init, * as convscope from "../../pkg/convscope.js";
import { ramp } from "./tensors.mjs";

const { Engine } = convscope;

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
