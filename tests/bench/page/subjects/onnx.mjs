/** onnxruntime-web, its WebAssembly provider, one thread. Its convolutions want channels before rows (NCHW). */
import { model } from "../onnx_model.mjs";
import { sizes } from "../workloads.mjs";

const folder = "/peers/onnxruntime-web/dist/";

async function load() {
  const ort = await import(`${folder}ort.wasm.min.mjs`);
  ort.env.wasm.wasmPaths = folder;
  ort.env.wasm.numThreads = 1;
  return ort;
}

/** Values with their last axis first, `outer` times `inner` of them. */
function transposed(values, outer, inner) {
  const result = new values.constructor(values.length);
  for (let o = 0; o < outer; o++) for (let i = 0; i < inner; i++) result[i * outer + o] = values[o * inner + i];
  return result;
}

function conv(workload, data) {
  const [height, width, channels] = workload.input;
  const [kernelY, kernelX, depth, filters] = workload.filter;
  const { output } = sizes(workload);
  const before = [kernelY, kernelX].map((kernel) => (workload.padding === "same" ? (kernel - 1) >> 1 : 0));
  const nodes = [{ op: "Conv", inputs: ["x", "w"], attributes: { pads: [...before, ...before] } }];
  if (workload.relu) nodes.push({ op: "Relu", inputs: [] });
  const { pool } = workload;
  if (pool)
    nodes.push({ op: "MaxPool", inputs: [], attributes: { kernel_shape: [pool, pool], strides: [pool, pool] } });
  const weights = transposed(data.filter, kernelY * kernelX * depth, filters);
  const oihw = new Float32Array(weights.length);
  const area = kernelY * kernelX;
  for (let o = 0; o < filters; o++)
    oihw.set(transposed(weights.slice(o * area * depth, (o + 1) * area * depth), area, depth), o * area * depth);
  const w = { name: "w", type: "float", shape: [filters, depth, kernelY, kernelX], data: oihw };
  return {
    graph: {
      nodes: chained(nodes),
      constants: [w],
      input: { name: "x", type: "float", shape: [1, channels, height, width] },
      output: { name: "y", type: "float", shape: [1, filters, ...output] },
    },
    values: transposed(data.input, height * width, channels),
    at: (result, y, x, o) => result[(o * output[0] + y) * output[1] + x],
  };
}

/** Each node reads the one before it, unless it names what it reads; the last one writes `y`. */
function chained(nodes) {
  return nodes.map((node, i) => ({
    ...node,
    inputs: node.inputs.length ? node.inputs : [`node${i - 1}`],
    output: i === nodes.length - 1 ? "y" : (node.output ?? `node${i}`),
  }));
}

/** Thirds of R, G and B; a sixth more keeps a whole number from falling short of itself, and the cast cuts. */
function grey({ input: [height, width] }, { rgba }) {
  const constants = [
    { name: "thirds", type: "float", shape: [4, 1], data: Float32Array.of(1 / 3, 1 / 3, 1 / 3, 0) },
    { name: "sixth", type: "float", shape: [1], data: Float32Array.of(1 / 6) },
  ];
  const nodes = [
    { op: "Gemm", inputs: ["x", "thirds", "sixth"] },
    { op: "Cast", inputs: [], attributes: { to: 2 } },
  ];
  return {
    graph: {
      nodes: chained(nodes),
      constants,
      input: { name: "x", type: "float", shape: [height * width, 4] },
      output: { name: "y", type: "uint8", shape: [height * width, 1] },
    },
    values: Float32Array.from(rgba),
  };
}

/** A level for each value, and its colour as one whole number; the table's last colour serves the maximum too. */
function viridis({ input: [height, width] }, { input, table }) {
  const colors = new Int32Array(table.buffer);
  const constants = [
    { name: "table", type: "int32", shape: [257], data: Int32Array.of(...colors, colors[255]) },
    { name: "levels", type: "float", shape: [], data: Float32Array.of(256) },
  ];
  const nodes = [
    { op: "ReduceMin", inputs: ["x"], output: "low", attributes: { keepdims: 0 } },
    { op: "ReduceMax", inputs: ["x"], output: "high", attributes: { keepdims: 0 } },
    { op: "Sub", inputs: ["high", "low"], output: "width" },
    { op: "Div", inputs: ["levels", "width"], output: "scale" },
    { op: "Sub", inputs: ["x", "low"], output: "above" },
    { op: "Mul", inputs: ["above", "scale"], output: "place" },
    { op: "Cast", inputs: ["place"], output: "level", attributes: { to: 6 } },
    { op: "Gather", inputs: ["table", "level"] },
  ];
  return {
    graph: {
      nodes: chained(nodes),
      constants,
      input: { name: "x", type: "float", shape: [height * width] },
      output: { name: "y", type: "int32", shape: [height * width] },
    },
    values: input,
  };
}

export async function open(workload, data) {
  if (workload.kind === "training") return [];
  const ort = await load();
  const { graph, values, at } = { conv, grey, viridis }[workload.kind](workload, data);
  const session = await ort.InferenceSession.create(model(graph), { executionProviders: ["wasm"] });
  const { type, shape } = graph.input;
  const feeds = { x: new ort.Tensor(type === "float" ? "float32" : type, values, shape) };
  const run = async () => {
    const { y } = await session.run(feeds);
    return workload.kind === "viridis" ? new Uint8Array(y.data.buffer, y.data.byteOffset, y.data.byteLength) : y.data;
  };
  return [{ name: "onnxruntime-web wasm", run, at }];
}
