/** Where a training learns: on the CPU, or, where a few timed steps say that it is faster, on the GPU. */
import { Engine, type EngineNetwork, type NetworkConfig } from "convscope";
import type { Choice } from "./types.ts";

/** What was chosen, and the network that learns faster than the one on the CPU, if there is one. */
export interface Chosen {
  choice: Choice;
  network: EngineNetwork | null;
}

/** Times a few steps on batches of that size. Without a GPU nothing is timed. */
export async function choose(config: NetworkConfig, batch: number): Promise<Chosen> {
  const engine = await Engine.create();
  const network = await engine.network(config, { batch });
  const { backend, reason, choice } = network;
  const told: Choice = { backend, reason, measured: choice };
  if (backend === "gpu") return { choice: told, network };
  await network.free();
  return { choice: told, network: null };
}
