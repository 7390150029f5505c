/** TensorFlow.js with its WebAssembly backend, one thread; tensors lie in the backend before the clock starts. */
import { script } from "../script.mjs";
import { loadAll, training } from "./tfjs_training.mjs";

async function load(workload) {
  if (workload.kind === "training") await loadAll();
  else await script("/peers/@tensorflow/tfjs-core/dist/tf-core.min.js");
  await script("/peers/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js");
  const { tf } = globalThis;
  tf.wasm.setWasmPaths("/peers/@tensorflow/tfjs-backend-wasm/dist/");
  tf.wasm.setThreadsCount(1);
  await tf.setBackend("wasm");
  await tf.ready();
  return tf;
}

function conv(tf, workload, data) {
  const input = tf.tensor4d(data.input, [1, ...workload.input]);
  const filter = tf.tensor4d(data.filter, workload.filter);
  const { padding: pad, pool } = workload;
  return () => {
    const activation = workload.relu ? "relu" : "linear";
    const map = tf.fused.conv2d({ x: input, filter, strides: 1, pad, activation });
    return pool ? tf.maxPool(map, pool, pool, "valid") : map;
  };
}

/** Thirds of R, G and B by a 1×1 convolution; a sixth more keeps a whole number from falling short of itself. */
function grey(tf, workload, { rgba }) {
  const picture = tf.tensor4d(Float32Array.from(rgba), [1, ...workload.input, 4]);
  const filter = tf.tensor4d([1 / 3, 1 / 3, 1 / 3, 0], [1, 1, 4, 1]);
  const bias = tf.tensor1d([1 / 6]);
  return () => tf.floor(tf.fused.conv2d({ x: picture, filter, bias, strides: 1, pad: "valid" }));
}

function viridis(tf, workload, { input, table }) {
  const map = tf.tensor2d(input, workload.input);
  const colors = tf.tensor1d(new Int32Array(table.buffer), "int32");
  const [levels, top] = [tf.scalar(256), tf.scalar(255)];
  return () => {
    const [low, high] = [tf.min(map), tf.max(map)];
    const place = tf.mul(tf.sub(map, low), tf.div(levels, tf.sub(high, low)));
    return tf.gather(colors, tf.cast(tf.minimum(place, top), "int32"));
  };
}

/** The wasm backend has no gradient of a convolution: W6 asks for it and reports what it answers. */
export async function open(workload, data) {
  const tf = await load(workload);
  if (workload.kind === "training") return [{ name: "tfjs wasm", run: training(tf, "wasm", data) }];
  const compute = { conv, grey, viridis }[workload.kind](tf, workload, data);
  const run = () => {
    const output = tf.tidy(compute);
    const values = output.dataSync();
    output.dispose();
    return workload.kind === "viridis" ? new Uint8Array(values.buffer, values.byteOffset, values.byteLength) : values;
  };
  return [{ name: "tfjs wasm", run }];
}
