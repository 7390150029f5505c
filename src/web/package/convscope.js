/**
 * Convscope's entry: one small module for the CPU and one that learns at once, two larger ones when they are first needed.
 * It runs as it stands in a page, in a worker and in Node.js, and bundlers find each wasm file by its literal URL.
 */
import * as cpu from "./bindings.js";
import { Gpu, gpuBindings } from "./gpu.js";
import { EngineHandle } from "./handles.js";
import { compiled, failure, faultOf } from "./loading.js";
import { openNetwork } from "./network.js";

export { explainGradient, gradient, Network } from "./network.js";

let starting;
let startingAll;
let isStarted = false;

/**
 * Loads the core, once; later calls give the same promise. A failed load may be tried again. With it comes what learns,
 * unless `network` is false.
 */
export default function init(input, options) {
  starting ??= start(input).catch((error) => {
    starting = undefined;
    throw error;
  });
  if (options?.network === false) return starting;
  startingAll ??= Promise.all([starting, openNetwork(options?.network)]).then(
    () => undefined,
    (error) => {
      startingAll = undefined;
      throw error;
    },
  );
  return startingAll;
}

async function start(input) {
  const module = await compiled(input ?? new URL("./convscope_bg.wasm", import.meta.url));
  await cpu.default({ module_or_path: module });
  isStarted = true;
}

/** Asks the core; what it refuses comes as a sentence, and so does a fault of its own. */
function ask(question) {
  if (!isStarted) throw failure("notReady", "Convscope is not loaded yet; call await init() first");
  try {
    return question(cpu);
  } catch (error) {
    throw faultOf(error);
  }
}

/** Values or a picture that stay in the core's memory; every function takes them where they lie. */
export class Handle {
  constructor({ held, shape }) {
    this.held = held;
    this.shape = shape;
    forgotten?.register(this, held, this);
  }

  read() {
    return ask((core) => core.read(this));
  }

  readInto(output) {
    return ask((core) => core.read(this, needed(output)));
  }

  release() {
    forgotten?.unregister(this);
    ask((core) => core.release(this.held));
  }
}

/** Gives the memory of handles back that nobody can release any longer. */
const forgotten = globalThis.FinalizationRegistry && new FinalizationRegistry((held) => cpu.release(held));

/** What stayed in the core's memory comes as a handle. */
function kept(answer) {
  return answer.held ? new Handle(answer) : answer;
}

/** An output that was left out would look like a wish for a new one. */
const needed = (output) => output ?? null;

export function hold(value) {
  return kept(ask((core) => core.hold(value)));
}

/** Every op; `filter` is null where it takes none, `output` where the result is new. */
function compute(op, input, filter, options, output) {
  return kept(ask((core) => core.compute(op, input, filter, options, output)));
}

/** Every op into an output, which must be given. */
function write(op, input, filter, options, output) {
  return compute(op, input, filter, options, needed(output));
}

export function conv2d(input, filter, options) {
  return compute("conv2d", input, filter, options);
}

export function convTranspose2d(input, filter, options) {
  return compute("convTranspose2d", input, filter, options);
}

export function maxPool2d(input, options) {
  return compute("maxPool2d", input, null, options);
}

export function avgPool2d(input, options) {
  return compute("avgPool2d", input, null, options);
}

export function globalAvgPool2d(input) {
  return compute("globalAvgPool2d", input, null);
}

export function pad2d(input, options) {
  return compute("pad2d", input, null, options);
}

export function relu(input) {
  return compute("relu", input, null);
}

export function leakyRelu(input, options) {
  return compute("leakyRelu", input, null, options);
}

export function sigmoid(input) {
  return compute("sigmoid", input, null);
}

export function tanh(input) {
  return compute("tanh", input, null);
}

export function softmax(input, options) {
  return compute("softmax", input, null, options);
}

export function flatten(input) {
  return compute("flatten", input, null);
}

export function dense(input, kernel, options) {
  return compute("dense", input, kernel, options);
}

export function batchNorm(input, options) {
  return compute("batchNorm", input, null, options);
}

export function conv2dInto(input, filter, options, output) {
  return write("conv2d", input, filter, options, output);
}

export function convTranspose2dInto(input, filter, options, output) {
  return write("convTranspose2d", input, filter, options, output);
}

export function maxPool2dInto(input, options, output) {
  return write("maxPool2d", input, null, options, output);
}

export function avgPool2dInto(input, options, output) {
  return write("avgPool2d", input, null, options, output);
}

export function globalAvgPool2dInto(input, output) {
  return write("globalAvgPool2d", input, null, null, output);
}

export function pad2dInto(input, options, output) {
  return write("pad2d", input, null, options, output);
}

export function reluInto(input, output) {
  return write("relu", input, null, null, output);
}

export function leakyReluInto(input, options, output) {
  return write("leakyRelu", input, null, options, output);
}

export function sigmoidInto(input, output) {
  return write("sigmoid", input, null, null, output);
}

export function tanhInto(input, output) {
  return write("tanh", input, null, null, output);
}

export function softmaxInto(input, options, output) {
  return write("softmax", input, null, options, output);
}

export function flattenInto(input, output) {
  return write("flatten", input, null, null, output);
}

export function denseInto(input, kernel, options, output) {
  return write("dense", input, kernel, options, output);
}

export function batchNormInto(input, options, output) {
  return write("batchNorm", input, null, options, output);
}

/** The definition itself. It comes with the GPU's module: nobody's first page needs it. */
export async function conv2dNaive(input, filter, options) {
  const bindings = await gpuBindings();
  try {
    return bindings.conv2dNaive(input, filter, options);
  } catch (error) {
    throw faultOf(error);
  }
}

export function explain(op, input, filter, options, cell) {
  return ask((core) => core.explain(op, input, filter, options, cell));
}

export function outputShape(op, inputShape, filterShape, options) {
  return ask((core) => core.outputShape(op, inputShape, filterShape, options));
}

export function geometry(op, inputShape, filterShape, options) {
  return ask((core) => core.geometry(op, inputShape, filterShape, options));
}

export function windowAt(op, inputShape, filterShape, options, cell) {
  return ask((core) => core.windowAt(op, inputShape, filterShape, options, cell));
}

export function outputsOf(op, inputShape, filterShape, options, cell) {
  return ask((core) => core.outputsOf(op, inputShape, filterShape, options, cell));
}

export function cellOfStep(op, inputShape, filterShape, options, step) {
  return ask((core) => core.cellOfStep(op, inputShape, filterShape, options, step));
}

export function stepOfCell(op, inputShape, filterShape, options, cell) {
  return ask((core) => core.stepOfCell(op, inputShape, filterShape, options, cell));
}

export function params(op) {
  return ask((core) => core.params(op));
}

export function greyscale(picture, method) {
  return kept(ask((core) => core.greyscale(picture, method)));
}

export function greyscaleInto(picture, method, output) {
  return ask((core) => core.greyscale(picture, method, needed(output)));
}

export function greyPixel(pixel) {
  return ask((core) => core.greyPixel(pixel));
}

export function explainGrey(pixel, method) {
  return ask((core) => core.explainGrey(pixel, method));
}

/** Questions about places in an array; the numbers are those of src/web/places.rs. */
function place(question, shape, numbers) {
  return ask((core) => core.place(question, shape, numbers));
}

export function flatIndex(shape, cell) {
  return place(0, shape, cell)[0];
}

export function cellOfIndex(shape, index) {
  return place(1, shape, [index]);
}

export function cartesian(shape, cell) {
  return place(2, shape, cell);
}

export function sliced(shape, ends) {
  const told = place(3, shape, ends.flat());
  const [start, stop, sizes] = [0, 1, 2].map((part) => told.filter((_, i) => i % 3 === part));
  return { start, stop, shape: sizes };
}

export function permutation(count, seed) {
  return place(4, [count], [seed]);
}

export function randomWeights(shape, seed) {
  return { data: Float32Array.from(place(5, shape, [seed])), shape: [...shape] };
}

export function colorize(map, colorMap) {
  return ask((core) => core.colorize(map, colorMap));
}

export function colorizeInto(map, colorMap, output) {
  return ask((core) => core.colorize(map, colorMap, needed(output)));
}

export function range(map) {
  return ask((core) => core.range(map));
}

export function preview(map, maxSide, colorMap, range) {
  return ask((core) => core.preview(map, maxSide, colorMap, range));
}

export function previewPicture(picture, maxSide) {
  return ask((core) => core.previewPicture(picture, maxSide));
}

export function patch(map, box, range, colorMap) {
  return ask((core) => core.patch(map, box, range, colorMap));
}

export function version() {
  return ask((core) => core.version());
}

let decoder;

async function loadDecoder() {
  const [bindings, module] = await Promise.all([
    import("./bindings_decode.js"),
    compiled(new URL("./convscope_decode_bg.wasm", import.meta.url)),
  ]);
  await bindings.default({ module_or_path: module });
  return bindings;
}

/** Decodes a picture file. The decoders are loaded by the first call; calls meanwhile wait for the same load. */
export async function decodeImage(bytes) {
  decoder ??= loadDecoder().catch((error) => {
    decoder = undefined;
    throw error;
  });
  const { decode } = await decoder;
  try {
    return decode(bytes);
  } catch (error) {
    throw faultOf(error);
  }
}

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
