/** burn with its flex backend, compiled from its crates (tests/bench/burn): W6 alone. Its batch lies in its own memory. */
import { batchShape, channelsFirst, learningRate } from "../training.mjs";

const address = "/burn/burn.js";

export async function open(workload, data) {
  if (workload.kind !== "training") return [];
  const { default: init, Training } = await import(address);
  await init({ module_or_path: "/burn/burn_bg.wasm" });
  const parts = data.weights.map(channelsFirst);
  const weights = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    weights.set(part, end);
    end += part.length;
  }
  if (batchShape[3] !== 1) throw new Error("a picture of several channels would have to be laid out anew");
  const training = new Training(weights, data.input, Int32Array.from(data.labels));
  return [{ name: "burn flex wasm", run: () => training.step(learningRate) }];
}
