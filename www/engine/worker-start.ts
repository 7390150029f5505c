/** The studio's worker. A page may start it before anything else is there: it loads the core meanwhile. */

let early: Worker | undefined;

/** Starts the worker for whoever takes it first. */
export function startWorker(): void {
  early = started();
  // One that could not start is no use: who wants a worker tries again, and hears why.
  early?.addEventListener("error", () => {
    early = undefined;
  });
}

/** The worker that was started, once; else a new one. Nothing where there can be none. */
export function takeWorker(): Worker | undefined {
  const worker = early ?? started();
  early = undefined;
  return worker;
}

function started(): Worker | undefined {
  try {
    return new Worker(new URL("./worker/worker.ts", import.meta.url), { type: "module", name: "convscope" });
  } catch {
    // A frame may forbid workers.
    return undefined;
  }
}
