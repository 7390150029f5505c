/** Which backend this page computes on: the CPU at once, the GPU as soon as it has proved itself. */
import { studio } from "./studio-client.ts";
import type { Backend } from "./types.ts";

let known: Backend = { backend: "cpu", reason: "" };
let settling: Promise<void> | undefined;
const listeners = new Set<() => void>();

/** The backend so far. */
export function backendOfPage(): Backend {
  return known;
}

/** Whether the GPU has been looked for. */
export let backendSettled = false;

/** Looks for the GPU once a page; resolves when it is known where ops run. */
export function settleBackend(): Promise<void> {
  settling ??= settle();
  return settling;
}

async function settle() {
  try {
    known = await (await studio()).openBackend("auto");
  } catch (error) {
    known = { backend: "cpu", reason: (error as Error).message };
  }
  backendSettled = true;
  for (const listener of listeners) listener();
}

/** Calls `listener` when ops begin to run elsewhere; gives a way to stop. */
export function onBackend(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
