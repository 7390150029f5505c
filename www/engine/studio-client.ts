/** The page's way to the studio: in a worker where workers are allowed, on this thread where a frame forbids them. */
import { type Remote, wrap } from "comlink";
import { type ErrorData, errorFromData } from "./errors.ts";
import type { Studio } from "./worker/studio.ts";
import { takeWorker } from "./worker-start.ts";

type Call = (method: string, args: unknown[]) => Promise<unknown>;
type Door = { call(method: string, args: unknown[]): Promise<{ answer?: unknown; error?: ErrorData }> };

/** The studio's methods, all asynchronous, wherever it runs. */
export type StudioClient = Pick<
  Studio,
  | "open"
  | "adopt"
  | "openWithBrowser"
  | "pixels"
  | "shades"
  | "grey"
  | "colours"
  | "lay"
  | "apply"
  | "recolour"
  | "release"
  | "openBackend"
  | "chain"
  | "traceChain"
>;

let opening: Promise<StudioClient> | undefined;

/** The one studio of this page. A failed start may be tried again. */
export function studio(): Promise<StudioClient> {
  opening ??= open().catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

async function open(): Promise<StudioClient> {
  const call = (await inWorker()) ?? (await onThisThread());
  return new Proxy({} as StudioClient, {
    // `then` would make the client look like a promise.
    get: (_, method) => (method === "then" ? undefined : (...args: unknown[]) => call(String(method), args)),
  });
}

async function inWorker(): Promise<Call | undefined> {
  const worker = takeWorker();
  if (!worker) return undefined;
  const door = wrap<Door>(worker) as Remote<Door>;
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) => reject(new Error(event.message || "the worker did not start")));
  });
  const call: Call = async (method, args) => {
    const { answer, error } = await door.call(method, args);
    if (error) throw errorFromData(error);
    return answer;
  };
  try {
    // Later on, an error that nobody caught (a GPU fault, which the engine answers itself) does not end the worker.
    await Promise.race([call("start", []), broken]);
    return call;
  } catch {
    worker.terminate();
    return undefined;
  }
}

async function onThisThread(): Promise<Call> {
  const { Studio } = await import("./worker/studio.ts");
  const studio = new Studio();
  await studio.start();
  return (method, args) => (studio[method as keyof Studio] as (...args: unknown[]) => Promise<unknown>)(...args);
}
