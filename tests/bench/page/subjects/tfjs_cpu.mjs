/** TensorFlow.js with its plain JavaScript backend; it is a peer of W6 only, where the wasm backend has no gradient. */
import { loadAll, training } from "./tfjs_training.mjs";

export async function open(workload, data) {
  if (workload.kind !== "training") return [];
  const tf = await loadAll();
  await tf.setBackend("cpu");
  return [{ name: "tfjs cpu", run: training(tf, "cpu", data) }];
}
