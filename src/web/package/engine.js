/** The engine: ops where they are computed best, and what stays there. */
import init, { ask, compute, Handle, hold, kept, opened } from "./core.js";
import { Gpu } from "./gpu.js";
import { EngineHandle } from "./handles.js";
import { failure } from "./loading.js";

const greyscale = (picture, method) => kept(ask((core) => core.greyscale(picture, method)));
const previewPicture = (picture, maxSide) => ask((core) => core.previewPicture(picture, maxSide));
const range = (map) => ask((core) => core.range(map));
const colorize = (map, colorMap) => ask((core) => core.colorize(map, colorMap));
const preview = (map, maxSide, colorMap, scale) => ask((core) => core.preview(map, maxSide, colorMap, scale));

/** What a handle stands for; anything else as it is. */
function valuesOf(value) {
  return value instanceof EngineHandle || value instanceof Handle ? value.read() : value;
}

const backends = ["auto", "gpu", "cpu"];

/** Computes on the GPU where that works, and on the CPU everywhere else. */
export class Engine {
  #gpu;

  static async create(options = {}) {
    const wanted = options?.backend ?? "auto";
    if (!backends.includes(wanted)) {
      const [value, choices] = [String(wanted), backends.join(", ")];
      const values = { name: "backend", value, choices };
      throw failure("unknownChoice", `backend is "${value}"; it must be one of ${choices}`, values);
    }
    await init(undefined, { network: false });
    const engine = new Engine();
    engine.#gpu = await Gpu.open(wanted);
    return engine;
  }

  get backend() {
    return this.#gpu.backend;
  }

  get reason() {
    return this.#gpu.reason;
  }

  async network(config, options) {
    const { EngineNetwork } = await import("./training.js");
    return EngineNetwork.open(config, this, options);
  }

  async hold(value) {
    const here = hold(value);
    return new EngineHandle(this.#gpu, here.shape, { here });
  }

  async greyscale(picture, method) {
    if (!(picture instanceof EngineHandle)) return greyscale(picture, method);
    return picture.derive(this.#gpu, (engine, held) => engine.greyscale(held, method), greyscale, method);
  }

  async previewPicture(picture, maxSide) {
    const onCpu = (here) => previewPicture(here, maxSide);
    return picture instanceof EngineHandle ? picture.ask(undefined, onCpu) : onCpu(picture);
  }

  async range(map) {
    if (!(map instanceof EngineHandle)) return range(map);
    return map.ask((engine, held) => engine.range(held), range);
  }

  async colorize(map, colorMap) {
    return colorize(await valuesOf(map), colorMap);
  }

  async preview(map, maxSide, colorMap, scale) {
    const onCpu = (here) => preview(here, maxSide, colorMap, scale);
    if (!(map instanceof EngineHandle)) return onCpu(map);
    // As many bytes are read back as the colours would take, so the CPU colours them.
    return map.ask(async (engine, held) => {
      const [min, max] = await engine.range(held);
      const { map: small, factor } = await engine.shrunk(held, maxSide);
      return { ...preview(small, maxSide, colorMap, scale ?? [min, max]), factor, min, max };
    }, onCpu);
  }

  conv2d(input, filter, options) {
    return this.#run("conv2d", input, filter, options);
  }

  convTranspose2d(input, filter, options) {
    return this.#run("convTranspose2d", input, filter, options);
  }

  maxPool2d(input, options) {
    return this.#run("maxPool2d", input, null, options);
  }

  avgPool2d(input, options) {
    return this.#run("avgPool2d", input, null, options);
  }

  globalAvgPool2d(input) {
    return this.#run("globalAvgPool2d", input, null);
  }

  pad2d(input, options) {
    return this.#run("pad2d", input, null, options);
  }

  relu(input) {
    return this.#run("relu", input, null);
  }

  leakyRelu(input, options) {
    return this.#run("leakyRelu", input, null, options);
  }

  sigmoid(input) {
    return this.#run("sigmoid", input, null);
  }

  tanh(input) {
    return this.#run("tanh", input, null);
  }

  softmax(input, options) {
    return this.#run("softmax", input, null, options);
  }

  flatten(input) {
    return this.#run("flatten", input, null);
  }

  dense(input, kernel, options) {
    return this.#run("dense", input, kernel, options);
  }

  batchNorm(input, options) {
    return this.#run("batchNorm", input, null, options);
  }

  async #run(op, input, filter, options) {
    // The CPU may have to take over in the middle of the work: its module is there before.
    await opened(op);
    const weights = await valuesOf(filter);
    if (input instanceof EngineHandle) {
      const onGpu = (engine, held, ...more) => engine.computeHeld(op, held, ...more);
      return input.derive(this.#gpu, onGpu, (here, ...more) => compute(op, here, ...more), weights, options);
    }
    const values = await valuesOf(input);
    const result = await this.#gpu.use((engine) => engine.compute(op, values, weights, options));
    return result ?? compute(op, values, weights, options);
  }
}
