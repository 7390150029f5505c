/** What stays in the core between calls: the same numbers, and its memory given back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as bindings from "../../pkg/bindings.js";
import init, * as convscope from "../../pkg/convscope.js";
import { ramp } from "./tensors.mjs";

await init();

const picture = { data: Uint8Array.from({ length: 40 * 50 * 3 }, (_, i) => (i * 31) % 251), shape: [40, 50, 3] };
const filter = ramp(3, 3, 1, 1);

test("picture, grey, convolution, pooling and colours without leaving the core", () => {
  const held = convscope.hold(picture);
  assert.deepEqual([held.shape, held.read()], [picture.shape, picture]);
  const grey = convscope.greyscale(held, "rec601");
  assert.deepEqual(grey.shape, [1, 40, 50, 1]);
  assert.deepEqual(grey.read().data, Float32Array.from(convscope.greyscale(picture, "rec601").data));
  const map = convscope.conv2d(grey, filter, { padding: "same" });
  const pooled = convscope.maxPool2d(map, { size: [3, 3] });
  const away = convscope.conv2d(grey.read(), filter, { padding: "same" });
  const right = convscope.maxPool2d(away, { size: [3, 3] });
  assert.deepEqual(pooled.read(), right);
  for (const shown of ["colorize", "range"]) assert.deepEqual(convscope[shown](pooled), convscope[shown](right));
  assert.deepEqual(convscope.preview(pooled, 5, "viridis"), convscope.preview(right, 5, "viridis"));
  assert.deepEqual(convscope.previewPicture(held, 9), convscope.previewPicture(picture, 9));
  assert.deepEqual(convscope.patch(map, [1, 2, 5, 9]), convscope.patch(away, [1, 2, 5, 9]));
  const cell = [0, 3, 4, 0];
  assert.deepEqual(
    convscope.explain("conv2d", grey, filter, { padding: "same" }, cell),
    convscope.explain("conv2d", grey.read(), filter, { padding: "same" }, cell),
  );
  for (const handle of [held, grey, map, pooled]) handle.release();
});

test("a held filter, and a held input written to an array", () => {
  const [input, weights] = [convscope.hold(ramp(1, 9, 9, 1)), convscope.hold(filter)];
  const right = convscope.conv2d(ramp(1, 9, 9, 1), filter);
  const output = { data: new Float32Array(49), shape: [1, 7, 7, 1] };
  assert.equal(convscope.conv2dInto(input, weights, null, output), output);
  assert.deepEqual(output, right);
  // The kind of the input says where the result goes.
  assert.deepEqual(convscope.conv2d(ramp(1, 9, 9, 1), weights), right);
  for (const handle of [input, weights]) handle.release();
});

test("values are read into an array that is kept", () => {
  const handle = convscope.hold(ramp(2, 3));
  const output = { data: new Float32Array(6), shape: [2, 3] };
  assert.equal(handle.readInto(output).data, output.data);
  assert.deepEqual(output, ramp(2, 3));
  assert.throws(() => handle.readInto({ data: new Float32Array(6), shape: [3, 2] }), { code: "weightShape" });
  assert.throws(() => handle.readInto({ data: new Float32Array(5), shape: [5] }), { code: "weightShape" });
  assert.throws(() => handle.readInto(), { code: "wrongType" });
  handle.release();
});

test("what was changed afterwards does not change what is held", () => {
  const input = ramp(2, 2);
  const handle = convscope.hold(input);
  input.data.fill(0);
  assert.deepEqual(handle.read(), ramp(2, 2));
  handle.release();
});

test("a released handle is a sentence, and the next call works", () => {
  const handle = convscope.hold(ramp(1, 5, 5, 1));
  const kept = convscope.relu(handle);
  handle.release();
  handle.release();
  const message = "input must be something that is still held, but is a handle that was released";
  assert.throws(() => convscope.conv2d(handle, filter), { code: "wrongType", message });
  assert.throws(() => convscope.conv2dInto(handle, filter, null, {}), { code: "wrongType", message });
  assert.throws(() => handle.read(), { code: "wrongType" });
  assert.throws(() => convscope.colorize(handle), { code: "wrongType" });
  assert.throws(() => convscope.greyscale(handle), { code: "wrongType" });
  assert.deepEqual(kept.read(), convscope.relu(ramp(1, 5, 5, 1)));
  kept.release();
});

test("a handle of the other kind is a sentence", () => {
  const [held, tensor] = [convscope.hold(picture), convscope.hold(ramp(1, 5, 5, 1))];
  assert.throws(() => convscope.conv2d(held, filter), {
    message: "input must be an object {data, shape}, but is the handle of a picture",
  });
  assert.throws(() => convscope.greyscale(tensor), {
    message: "picture must be a picture, but is the handle of a tensor",
  });
  assert.throws(() => convscope.hold({ data: new Uint8Array(8), shape: [2, 4] }), { code: "rank" });
  assert.throws(() => convscope.hold({ data: [1, 2], shape: [2] }), { code: "wrongType" });
  assert.throws(() => convscope.hold(), { code: "wrongType" });
  assert.throws(() => convscope.conv2dInto(ramp(1, 5, 5, 1), filter, null, tensor), { code: "wrongType" });
  for (const handle of [held, tensor]) handle.release();
});

test("memory that was given back is used again", async () => {
  const { memory } = await bindings.default();
  const input = convscope.hold({ data: new Float32Array(1e6), shape: [1, 1000, 1000, 1] });
  convscope.relu(input).release();
  const before = memory.buffer.byteLength;
  for (let i = 0; i < 20; i++) convscope.relu(input).release();
  assert.equal(memory.buffer.byteLength, before);
  input.release();
});

test("the memory of forgotten handles comes back", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const { memory } = await bindings.default();
  const input = { data: new Float32Array(1e6), shape: [1, 1000, 1000, 1] };
  const before = memory.buffer.byteLength;
  for (let i = 0; i < 30; i++) {
    convscope.hold(input);
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // Thirty of them would be 120 MB.
  assert.ok(memory.buffer.byteLength - before < 40e6, `${memory.buffer.byteLength - before} bytes more`);
});

test("an engine on the CPU keeps handles too", async () => {
  const engine = await convscope.Engine.create({ backend: "cpu" });
  const held = await engine.hold(picture);
  const grey = await engine.greyscale(held, "rec709");
  const map = await engine.conv2d(grey, filter, { padding: "same" });
  const pooled = await engine.maxPool2d(map, { size: [3, 3] });
  const away = { data: Float32Array.from(convscope.greyscale(picture, "rec709").data), shape: [1, 40, 50, 1] };
  const right = convscope.maxPool2d(convscope.conv2d(away, filter, { padding: "same" }), { size: [3, 3] });
  assert.deepEqual([pooled.shape, await pooled.read()], [right.shape, right]);
  const output = { data: new Float32Array(right.data.length), shape: right.shape };
  assert.equal((await pooled.readInto(output)).data, output.data);
  assert.deepEqual(output, right);
  assert.deepEqual(await held.read(), picture);
  for (const [shown, ...more] of [["range"], ["colorize", "viridis"], ["preview", 5, "viridis"], ["preview", 7, "gray", [0, 9]]]) {
    assert.deepEqual(await engine[shown](pooled, ...more), convscope[shown](right, ...more));
    assert.deepEqual(await engine[shown](right, ...more), convscope[shown](right, ...more));
  }
  assert.deepEqual(await engine.previewPicture(held, 9), convscope.previewPicture(picture, 9));
  // A held filter, and handles of the core beside those of the engine.
  const weights = await engine.hold(filter);
  assert.deepEqual(await (await engine.conv2d(grey, weights)).read(), convscope.conv2d(away, filter));
  assert.deepEqual(await engine.conv2d(convscope.hold(away), convscope.hold(filter)), convscope.conv2d(away, filter));
  await assert.rejects(pooled.readInto({ data: new Float32Array(3), shape: [3] }), { code: "weightShape" });
  await assert.rejects(pooled.readInto(), { code: "wrongType" });
  await assert.rejects(engine.maxPool2d(grey, { size: [99, 1] }), { code: "kernelTooLarge" });
  await assert.rejects(engine.conv2d(held, filter), { code: "wrongType" });
  await assert.rejects(engine.hold({ data: [1], shape: [1] }), { code: "wrongType" });
  grey.release();
  grey.release();
  const message = "input must be something that is still held, but is a handle that was released";
  await assert.rejects(engine.conv2d(grey, filter), { code: "wrongType", message });
  await assert.rejects(grey.read(), { message });
  assert.deepEqual(await pooled.read(), right);
});
