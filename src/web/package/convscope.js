/**
 * Convscope's entry: small modules at once, for the CPU, for what learns and for what writes code; two larger ones when they are first needed.
 * It runs as it stands in a page, in a worker and in Node.js, and bundlers find each wasm file by its literal URL.
 */
import { ask, askFor, compute, kept, needed, write } from "./core.js";
import { compiled, faultOf } from "./loading.js";

export { codegen } from "./codegen.js";
export { default, explain, Handle, hold } from "./core.js";
export { Engine } from "./engine.js";
export { explainGradient, gradient, Network } from "./network.js";

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
  const { gpuBindings } = await import("./gpu.js");
  const bindings = await gpuBindings();
  try {
    return bindings.conv2dNaive(input, filter, options);
  } catch (error) {
    throw faultOf(error);
  }
}

export function outputShape(op, inputShape, filterShape, options) {
  return askFor(op, (core) => core.outputShape(op, inputShape, filterShape, options));
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
  return askFor(op, (core) => core.params(op));
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
