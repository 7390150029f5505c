/** A network that learns on a WebGPU device (SwiftShader): the libraries' losses, a measured choice, and a GPU that is lost in mid-training. */
import { readFileSync } from "node:fs";
import type { EngineNetwork, Network, Tensor } from "convscope";
import { openPackage } from "./cases.ts";
import { expect, type Page, test } from "./labs.ts";

interface Run {
  name: string;
  run: { optimizer: "sgd" | "adam"; learning_rate: number; momentum?: number };
  losses: number[];
}

const file = JSON.parse(readFileSync(new URL("../training.json", import.meta.url), "utf8"));
const layers = [
  { type: "conv2d", filters: 6, size: [3, 3] },
  { type: "relu" },
  { type: "maxPool2d", size: [2, 2] },
  { type: "conv2d", filters: 8, size: [3, 3], padding: "same" },
  { type: "relu" },
  { type: "flatten" },
  { type: "dense", units: 4 },
];

interface Work {
  network: EngineNetwork;
  plain: Network;
  first: Tensor[];
  batchOf(step: number): [Tensor, Uint32Array];
}

declare global {
  var learning: Work;
  /** Devices that were opened, in order. */
  var devices: GPUDevice[];
}

/** Makes `globalThis.learning`: the network of tests/oracle/training.py on the GPU, or where it is faster, and one on the CPU. */
async function prepare(page: Page, backend: "auto" | "gpu") {
  await openPackage(page);
  await page.evaluate(
    async ({ file, layers, backend }) => {
      globalThis.devices = [];
      const { requestDevice } = GPUAdapter.prototype;
      GPUAdapter.prototype.requestDevice = async function (
        this: GPUAdapter,
        ...args: Parameters<typeof requestDevice>
      ) {
        const device = await requestDevice.apply(this, args);
        globalThis.devices.push(device);
        return device;
      };
      const address = "/pkg/convscope.js";
      const core = await import(address);
      await core.default();
      const engine = await core.Engine.create();
      const config = { input: [9, 10, 2], layers, seed: 1 };
      const network = await engine.network(config, { backend, batch: 8 });
      const tensor = ({ data, shape }: { data: number[]; shape: number[] }) => ({
        data: Float32Array.from(data),
        shape,
      });
      const pictures = tensor(file.pictures);
      const [count, ...dims] = pictures.shape;
      const size = dims[0] * dims[1] * dims[2];
      const batchOf = (step: number): [Tensor, Uint32Array] => {
        const at = Array.from({ length: file.batch }, (_, i) => (step * file.batch + i) % count);
        const data = new Float32Array(file.batch * size);
        at.forEach((from, to) => {
          data.set(pictures.data.subarray(from * size, (from + 1) * size), to * size);
        });
        return [{ data, shape: [file.batch, ...dims] }, Uint32Array.from(at, (i) => file.labels[i])];
      };
      const first = file.first_weights.map(tensor);
      globalThis.learning = { network, plain: new core.Network(config), first, batchOf };
    },
    { file, layers, backend },
  );
}

test("fifty steps on the GPU have the losses of PyTorch and Keras", async ({ page }) => {
  await prepare(page, "gpu");
  for (const { name, run, losses } of file.runs as Run[]) {
    const { got, backend, reason } = await page.evaluate(
      async ({ run, steps }) => {
        const { network, first, batchOf } = globalThis.learning;
        await network.setWeights(first);
        const options = { optimizer: run.optimizer, learningRate: run.learning_rate, momentum: run.momentum };
        const got: number[] = [];
        for (let step = 0; step < steps; step++) got.push((await network.trainStep(...batchOf(step), options)).loss);
        return { got, backend: network.backend, reason: network.reason };
      },
      { run, steps: losses.length },
    );
    expect([backend, reason]).toEqual(["gpu", ""]);
    const worst = got.reduce((most, loss, step) => Math.max(most, Math.abs(loss - losses[step])), 0);
    expect(worst, name).toBeLessThan(1e-4);
  }
});

test("where it is faster is measured, and the choice is a sentence", async ({ page }) => {
  await prepare(page, "auto");
  const { backend, reason, choice, steps, same } = await page.evaluate(async () => {
    const { network, plain, batchOf } = globalThis.learning;
    // Measuring has changed nothing.
    const [got, want] = [await network.weights(), plain.weights];
    const same = got.every(({ data }, at) => data.every((value, i) => value === want[at].data[i]));
    const { backend, reason, choice } = network;
    await network.trainStep(...batchOf(0), { learningRate: 0.05 });
    return { backend, reason, choice, steps: network.steps, same };
  });
  expect([steps, same]).toEqual([1, true]);
  // SwiftShader is a program: the CPU wins.
  expect([backend, choice?.backend, choice?.batch]).toEqual(["cpu", "cpu", 8]);
  expect(choice?.cpuMs).toBeLessThan(choice?.gpuMs ?? 0);
  expect(reason).toMatch(/^for this network the CPU is faster: [\d.]+ ms a step of 8 pictures, [\d.]+ on the GPU$/);
});

test("a GPU that is lost in mid-training leaves the weights of some steps before, and the CPU goes on", async ({
  page,
}) => {
  await prepare(page, "gpu");
  const told = await page.evaluate(async () => {
    const { network, plain, batchOf } = globalThis.learning;
    const options = { optimizer: "adam", learningRate: 0.003 } as const;
    for (let step = 0; step < 53; step++) await network.trainStep(...batchOf(step), options);
    const before = network.steps;
    for (const device of globalThis.devices) device.destroy();
    const { loss } = await network.trainStep(...batchOf(50), options);
    for (let step = 0; step < 50; step++) plain.trainStep(...batchOf(step), options);
    const want = plain.trainStep(...batchOf(50), options).loss;
    return { before, steps: network.steps, backend: network.backend, reason: network.reason, loss, want };
  });
  expect([told.before, told.steps, told.backend]).toEqual([53, 51, "cpu"]);
  expect(told.reason).toContain("the CPU goes on from step 50, the last that was read back; 3 are lost");
  expect(Math.abs(told.loss - told.want)).toBeLessThan(1e-4);
});

test("what was learned on the GPU can be saved, answered with and taken elsewhere", async ({ page }) => {
  await prepare(page, "gpu");
  const { shares, elsewhere, gradients, silent, diverged } = await page.evaluate(async () => {
    const { network, plain, batchOf } = globalThis.learning;
    const [batch, labels] = batchOf(0);
    const silent = await network.trainStep(batch, labels, { learningRate: 0.05, outcome: false });
    plain.restore(await network.save());
    const difference = (a: Tensor, b: Tensor) =>
      a.data.reduce((most, x, i) => Math.max(most, Math.abs(x - b.data[i])), 0);
    const [here, there] = [await network.gradients(batch, labels), plain.gradients(batch, labels)];
    const gradients = here.gradients.map((gradient, at) => difference(gradient, there.gradients[at]));
    const wild = async () => {
      for (let step = 0; step < 20; step++) await network.trainStep(batch, labels, { learningRate: 1000 });
    };
    const diverged = await wild().catch((error) => error.code);
    await network.restore(plain.save());
    return {
      shares: difference(await network.predict(batch), plain.predict(batch)),
      elsewhere: Math.abs((await network.evaluate(batch, labels)).loss - plain.evaluate(batch, labels).loss),
      gradients: Math.max(...gradients),
      silent,
      diverged,
    };
  });
  expect([silent, diverged]).toEqual([null, "diverged"]);
  expect(Math.max(shares, elsewhere, gradients)).toBeLessThan(1e-5);
});
