/**
 * A GPU whose code breaks off in mid-work. Node.js has none, so a process of its own plays a page with a broken one:
 * there nothing else can be disturbed by the error that nobody catches.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

const page = `
  const listeners = [];
  process.on("uncaughtException", (error) => listeners.forEach((listener) => listener({ error })));
  globalThis.addEventListener = (type, listener) => type === "error" && listeners.push(listener);
  globalThis.Window = class Window {};
  Object.defineProperty(globalThis, "navigator", { value: { gpu: GPU } });
  const { conv2d, Engine } = await import(process.argv[1]);
  const ramp = (...shape) => ({ shape, data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => i % 7) });
  const [input, filter] = [ramp(1, 6, 6, 1), ramp(3, 3, 1, 1)];
  const engines = [await Engine.create({ backend: "auto" }), await Engine.create({ backend: "gpu" })];
  const outputs = [];
  for (const engine of engines) outputs.push(await engine.conv2d(input, filter));
  console.log(JSON.stringify({
    backends: engines.map(({ backend }) => backend),
    reasons: engines.map(({ reason }) => reason),
    outputs: outputs.map(({ data }) => Array.from(data)),
    expected: Array.from(conv2d(input, filter).data),
  }));
`;

/** What a page with that `navigator.gpu` comes to. */
function pageWith(gpu) {
  const url = new URL("../../pkg/convscope.js", import.meta.url).href;
  const script = page.replace("GPU", gpu);
  return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", script, url], { timeout: 20_000 }));
}

const broken = {
  "there is no adapter": "{ requestAdapter: async () => null, getPreferredCanvasFormat: () => 'rgba8unorm' }",
  "asking for an adapter fails": "{ requestAdapter: async () => { throw new Error('refused'); } }",
  "asking for an adapter throws": "{ requestAdapter: () => { throw new TypeError('not here'); } }",
  "an adapter is an empty object": "{ requestAdapter: async () => ({}) }",
};

for (const [what, gpu] of Object.entries(broken)) {
  test(`when ${what}, the CPU does the work and says why`, () => {
    const { backends, reasons, outputs, expected } = pageWith(gpu);
    assert.deepEqual(backends, ["cpu", "cpu"]);
    assert.ok(reasons[0].length > 10, `the reason is "${reasons[0]}"`);
    assert.deepEqual(outputs, [expected, expected]);
  });
}
