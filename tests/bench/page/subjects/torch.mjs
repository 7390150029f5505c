/**
 * PyTorch, native and with one thread, turn by turn with the rest: the driver keeps its process, and each turn is timed there.
 * It is no library that a page could use; the aim is to come near it.
 */
import { batchShape, channelsFirst, learningRate } from "../training.mjs";

export async function open(workload, data) {
  if (workload.kind !== "training" || !globalThis.torch) return [];
  const weights = data.weights.map((tensor) => [...channelsFirst(tensor)]);
  await globalThis.torch({ input: [...data.input], labels: [...data.labels], weights, batchShape, learningRate });
  const turn = async (count) => await globalThis.torch({ count });
  return [
    {
      name: "PyTorch, one native thread",
      run: async () => (await turn(1)).loss,
      turn: async (count) => (await turn(count)).ms,
    },
  ];
}
