/**
 * W6 in TensorFlow.js: the same step for its cpu and its wasm backend, with its own optimizer. Gradients are not in the core's
 * file, but in the one that has everything, and the cpu backend too.
 */
import { script } from "../script.mjs";
import { batchShape, learningRate } from "../training.mjs";

export async function loadAll() {
  if (!globalThis.tf) await script("/peers/@tensorflow/tfjs/dist/tf.min.js");
  return globalThis.tf;
}

/** One step on tensors that lie in the backend `name`, which is made the current one; the loss is read. */
export function training(tf, name, data) {
  tf.setBackend(name);
  const batch = tf.tensor4d(data.input, batchShape);
  const labels = tf.oneHot(tf.tensor1d(Int32Array.from(data.labels), "int32"), 10);
  const weights = data.weights.map(({ data, shape }) => tf.variable(tf.tensor(data, shape)));
  const [kernel0, bias0, kernel1, bias1, kernel2, bias2] = weights;
  const optimizer = tf.train.sgd(learningRate);
  const forward = () => {
    const map0 = tf.relu(tf.add(tf.conv2d(batch, kernel0, 1, "valid"), bias0));
    const map1 = tf.add(tf.conv2d(tf.maxPool(map0, 2, 2, "valid"), kernel1, 1, "valid"), bias1);
    const rows = tf.reshape(tf.maxPool(map1, 2, 2, "valid"), [batchShape[0], kernel2.shape[0]]);
    return tf.losses.softmaxCrossEntropy(labels, tf.add(tf.matMul(rows, kernel2), bias2));
  };
  return () => {
    tf.setBackend(name);
    const loss = optimizer.minimize(forward, true, weights);
    const [value] = loss.dataSync();
    loss.dispose();
    return value;
  };
}
