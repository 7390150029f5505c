/** Where a trainer runs. What is handed over is computed by the core that was loaded there. */
import { Network } from "convscope";
import { choose } from "./chosen.ts";
import type { Surroundings } from "./trainer.ts";

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** In a worker: a page that asks is heard after every slice, and nothing is lost between two. */
export function inWorker(): Surroundings {
  const { port1, port2 } = new MessageChannel();
  // Learning and evaluating may wait at once; messages come in the order in which they were sent.
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  // A timer of 0 ms waits for 4; a message to itself comes as soon as those that came before it are dealt with.
  const turn = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
  return { ...common(), breathe: (ms) => (ms > 0 ? later(ms) : turn()), sliceMs: 24 };
}

/** On a page's own thread, which has to draw and to hear its reader as well. */
export function onThisThread(): Surroundings {
  return { ...common(), breathe: later, sliceMs: 8 };
}

const common = () => ({
  open: (config: ConstructorParameters<typeof Network>[0]) => new Network(config),
  choose,
  now: () => performance.now(),
});
