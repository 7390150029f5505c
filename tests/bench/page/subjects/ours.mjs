/**
 * Convscope's package, called as anybody would call it: what it copies in and out counts.
 *
 * "fresh output" gives a new array each time, "kept output" writes into an array that the caller keeps; WebGPU is timed
 * only on a real adapter.
 */
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

/** After a max pooling, ReLU gives the same numbers as before it, from a quarter of the values. */
function relu(core, map) {
  if (typeof core.relu === "function") return core.relu(map);
  const { data } = map;
  for (let i = 0; i < data.length; i++) if (data[i] < 0) data[i] = 0;
  return map;
}

function fresh(core, workload, data) {
  if (workload.kind === "grey") {
    const picture = pictureOf(workload, data);
    return () => core.greyscale(picture, "mean").data;
  }
  if (workload.kind === "viridis") {
    const map = { data: data.input, shape: workload.input };
    return () => core.colorize(map, "viridis");
  }
  const { input, filter, options, pooling } = tensors(workload, data);
  return () => {
    let map = core.conv2d(input, filter, options);
    if (workload.pool) map = core.maxPool2d(map, pooling);
    return (workload.relu ? relu(core, map) : map).data;
  };
}

/** Our pictures are RGB, as `decodeImage` gives them; the other subjects get a canvas's RGBA. */
function pictureOf(workload, { rgba }) {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let i = 0; i < rgb.length; i++) rgb[i] = rgba[Math.floor(i / 3) * 4 + (i % 3)];
  return { data: rgb, shape: [...workload.input, 3] };
}

/** The functions that end in `Into`, where the package has them; `undefined` where one is missing. */
function kept(core, workload, data) {
  const has = (...names) => names.every((name) => typeof core[name] === "function");
  const [height, width] = workload.input;
  if (workload.kind === "grey" && has("greyscaleInto")) {
    const picture = pictureOf(workload, data);
    const output = { data: new Uint8Array(height * width), shape: [height, width] };
    return () => {
      core.greyscaleInto(picture, "mean", output);
      return output.data;
    };
  }
  if (workload.kind === "viridis" && has("colorizeInto")) {
    const map = { data: data.input, shape: workload.input };
    const output = new Uint8ClampedArray(height * width * 4);
    return () => {
      core.colorizeInto(map, "viridis", output);
      return output;
    };
  }
  if (workload.kind !== "conv" || !has("conv2dInto") || (workload.pool && !has("maxPool2dInto"))) return undefined;
  const { input, filter, options, pooling } = tensors(workload, data);
  const { map, output } = sizes(workload);
  const tensor = (shape) => ({ data: new Float32Array(shape.reduce((all, size) => all * size)), shape });
  const [convolved, pooled] = [map, output].map((size) => tensor([1, ...size, workload.filter[3]]));
  return () => {
    core.conv2dInto(input, filter, options, convolved);
    if (workload.pool) core.maxPool2dInto(convolved, pooling, pooled);
    const last = workload.pool ? pooled : convolved;
    return (workload.relu ? relu(core, last) : last).data;
  };
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

async function onGpu(core, workload, data) {
  if (workload.kind !== "conv") return [];
  const adapter = await realAdapter();
  if (adapter === "") return [];
  const engine = await core.Engine.create({ backend: "gpu" });
  if (engine.backend !== "gpu") return [];
  const { input, filter, options, pooling } = tensors(workload, data);
  const run = async () => {
    let map = await engine.conv2d(input, filter, options);
    if (workload.pool) map = await engine.maxPool2d(map, pooling);
    if (engine.backend !== "gpu") throw new Error(engine.reason);
    return (workload.relu ? relu(core, map) : map).data;
  };
  return [{ name: `Convscope WebGPU (${adapter})`, run }];
}

/** A cold start wants the first subject and nothing more. */
export async function open(workload, data, isCold) {
  const core = await load();
  const subjects = [{ name: "Convscope SIMD, fresh output", run: fresh(core, workload, data) }];
  if (isCold) return subjects;
  const reusing = kept(core, workload, data);
  if (reusing) subjects.push({ name: "Convscope SIMD, kept output", run: reusing });
  return [...subjects, ...(await onGpu(core, workload, data))];
}
