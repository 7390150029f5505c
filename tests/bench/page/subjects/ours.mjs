/**
 * Convscope's package, called as anybody would call it: what it copies in and out counts.
 *
 * "fresh output" gives a new array each time, "kept output" writes into an array that the caller keeps; WebGPU is timed
 * only on a real adapter.
 */
import { batchShape, config, learningRate } from "../training.mjs";
import { sizes } from "../workloads.mjs";

const address = "/pkg/convscope.js";

async function load() {
  const core = await import(address);
  await core.default();
  return core;
}

function tensors(workload, data) {
  return {
    input: { data: data.input, shape: [1, ...workload.input] },
    filter: { data: data.filter, shape: workload.filter },
    options: { padding: workload.padding },
    pooling: { size: [workload.pool, workload.pool] },
  };
}

/**
 * A chain of ops: its input is copied in, what is between stays in wasm, and `read` gives the last.
 * After a max pooling, ReLU gives the same numbers as before it, from a quarter of the values.
 */
function chain(core, workload, data, read) {
  const { input, filter, options, pooling } = tensors(workload, data);
  return () => {
    const handles = [core.hold(input)];
    handles.push(core.conv2d(handles[0], filter, options));
    handles.push(core.maxPool2d(handles[1], pooling));
    if (workload.relu) handles.push(core.relu(handles[2]));
    const result = read(handles.at(-1)).data;
    for (const handle of handles) handle.release();
    return result;
  };
}

/** One step of SGD; the batch is copied in, the loss comes out. */
function training(core, { input, labels, weights }) {
  const network = new core.Network(config);
  network.setWeights(weights);
  const batch = { data: input, shape: batchShape };
  return () => network.trainStep(batch, labels, { learningRate }).loss;
}

function fresh(core, workload, data) {
  if (workload.kind === "training") return training(core, data);
  if (workload.kind === "grey") {
    const picture = pictureOf(workload, data);
    return () => core.greyscale(picture, "mean").data;
  }
  if (workload.kind === "viridis") {
    const map = { data: data.input, shape: workload.input };
    return () => core.colorize(map, "viridis");
  }
  if (workload.pool) return chain(core, workload, data, (last) => last.read());
  const { input, filter, options } = tensors(workload, data);
  return () => core.conv2d(input, filter, options).data;
}

/** Our pictures are RGB, as `decodeImage` gives them; the other subjects get a canvas's RGBA. */
function pictureOf(workload, { rgba }) {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let i = 0; i < rgb.length; i++) rgb[i] = rgba[Math.floor(i / 3) * 4 + (i % 3)];
  return { data: rgb, shape: [...workload.input, 3] };
}

/** The same with an output that is there already. */
function kept(core, workload, data) {
  const [height, width] = workload.input;
  if (workload.kind === "grey") {
    const picture = pictureOf(workload, data);
    const output = { data: new Uint8Array(height * width), shape: [height, width] };
    return () => {
      core.greyscaleInto(picture, "mean", output);
      return output.data;
    };
  }
  if (workload.kind === "viridis") {
    const map = { data: data.input, shape: workload.input };
    const output = new Uint8ClampedArray(height * width * 4);
    return () => {
      core.colorizeInto(map, "viridis", output);
      return output;
    };
  }
  const shape = [1, ...sizes(workload).output, workload.filter[3]];
  const output = { data: new Float32Array(shape.reduce((all, size) => all * size)), shape };
  if (workload.pool) return chain(core, workload, data, (last) => last.readInto(output));
  const { input, filter, options } = tensors(workload, data);
  return () => core.conv2dInto(input, filter, options, output).data;
}

/** A graphics card, and not a program that stands in for one; its name, or "". */
async function realAdapter() {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return "";
  const { vendor, architecture, device, description } = adapter.info;
  const name = [vendor, architecture, device, description].filter(Boolean).join(" ");
  const isSoftware = adapter.info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|software/i.test(name);
  return isSoftware ? "" : name || "unnamed adapter";
}

/** As {@link training}; weights and activations stay on the GPU, each loss is read back. */
async function trainingOnGpu(engine, { input, labels, weights }) {
  const network = await engine.network(config, { backend: "gpu" });
  await network.setWeights(weights);
  const batch = { data: input, shape: batchShape };
  return async () => {
    const { loss } = await network.trainStep(batch, labels, { learningRate });
    if (network.backend !== "gpu") throw new Error(network.reason);
    return loss;
  };
}

async function onGpu(core, workload, data) {
  if (workload.kind !== "conv" && workload.kind !== "training") return [];
  const adapter = await realAdapter();
  if (adapter === "") return [];
  const engine = await core.Engine.create({ backend: "gpu" });
  if (engine.backend !== "gpu") return [];
  const name = `Convscope WebGPU (${adapter})`;
  if (workload.kind === "training") return [{ name, run: await trainingOnGpu(engine, data) }];
  const { input, filter, options, pooling } = tensors(workload, data);
  const run = async () => {
    const handles = [await engine.hold(input)];
    handles.push(await engine.conv2d(handles[0], filter, options));
    if (workload.pool) handles.push(await engine.maxPool2d(handles[1], pooling));
    if (workload.relu) handles.push(await engine.relu(handles.at(-1)));
    const { data: result } = await handles.at(-1).read();
    for (const handle of handles) handle.release();
    if (engine.backend !== "gpu") throw new Error(engine.reason);
    return result;
  };
  return [{ name, run }];
}

/** A cold start wants the first subject and nothing more. */
export async function open(workload, data, isCold) {
  const core = await load();
  const subjects = [{ name: "Convscope SIMD, fresh output", run: fresh(core, workload, data) }];
  if (isCold) return subjects;
  if (workload.kind !== "training")
    subjects.push({ name: "Convscope SIMD, kept output", run: kept(core, workload, data) });
  return [...subjects, ...(await onGpu(core, workload, data))];
}
