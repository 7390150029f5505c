/**
 * The GPU module: loaded only where there may be a GPU. A fault in it ends all its engines, because WebAssembly
 * keeps no promise after a trap; those who wait are told at once, and the CPU does their work.
 */
import { compiled, sentenceOf } from "./loading.js";

/** Why not even to try the GPU, as a sentence, or "". */
export function gpuReason(wanted) {
  if (wanted === "cpu") return "the CPU was asked for";
  if (globalThis.navigator?.gpu) {
    const isPage = "Window" in globalThis || "WorkerGlobalScope" in globalThis;
    return isPage ? "" : "WebGPU is used only in a page or a worker";
  }
  if (globalThis.isSecureContext === false) return "WebGPU works only on pages that come over https";
  const isNode = globalThis.process?.versions?.node && typeof document === "undefined";
  return isNode ? "Node.js has no WebGPU" : "this browser has no WebGPU";
}

const faulty = (detail) => `the GPU code met a fault (${detail})`;

function isFromWasm(error) {
  return error instanceof WebAssembly.RuntimeError || /wasm-function|wasm:/.test(error?.stack ?? "");
}

/** One load of a module that uses the GPU, and those who wait for it. */
export class GpuModule {
  /** Why it stopped, as a sentence, or "". */
  fault = "";
  bindings;
  waiting = new Set();

  async load(bound, binary) {
    const [bindings, module] = await Promise.all([bound, compiled(binary)]);
    await bindings.default({ module_or_path: module });
    this.bindings = bindings;
    // A panic tells its reason; anything else that ends a promise shows only as an error that nobody caught.
    bindings.onPanic((message) => this.stop(faulty(message.split("\n").pop())));
    const notice = (error) => {
      if (this.waiting.size > 0 && isFromWasm(error)) this.stop(faulty(sentenceOf(error)));
    };
    globalThis.addEventListener?.("error", (event) => notice(event.error));
    globalThis.addEventListener?.("unhandledrejection", (event) => notice(event.reason));
    return this;
  }

  /** Ends the use of this module. The first reason stays. */
  stop(reason) {
    this.fault ||= reason || "the GPU code stopped";
    for (const reject of this.waiting) reject(new Error(this.fault));
    this.waiting.clear();
  }
}

let loading;

/** The one GPU module; a failed load may be tried again. */
async function gpuModule() {
  const load = () =>
    new GpuModule().load(import("./bindings_gpu.js"), new URL("./convscope_gpu_bg.wasm", import.meta.url));
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  const module = await loading;
  if (module.fault) throw new Error(module.fault);
  return module;
}

/** What the GPU module offers besides its engine, for which no GPU is needed. */
export async function gpuBindings() {
  return (await gpuModule()).bindings;
}

/** An engine in the GPU module. It may still say that it works on the CPU, and why. */
async function openGpu() {
  const module = await gpuModule();
  try {
    return { module, engine: await untilFault(module, () => module.bindings.openEngine()) };
  } catch (error) {
    module.stop(sentenceOf(error));
    throw error;
  }
}

/** The GPU as long as it works, and afterwards the reason why it does not. */
export class Gpu {
  #opened;
  #reason;

  static async open(wanted) {
    const gpu = new Gpu();
    gpu.#reason = gpuReason(wanted);
    if (gpu.#reason === "") {
      try {
        gpu.#opened = await openGpu();
      } catch (error) {
        gpu.#reason = sentenceOf(error);
      }
    }
    return gpu;
  }

  get backend() {
    return this.#working()?.engine.backend ?? "cpu";
  }

  get reason() {
    return this.#working()?.engine.reason ?? this.#reason;
  }

  /** What `work` gives on the GPU; nothing where there is none, or it fails. Then the CPU works for good. */
  async use(work) {
    const opened = this.#working();
    if (!opened || this.backend === "cpu") return undefined;
    try {
      return await untilFault(opened.module, () => work(opened.engine));
    } catch (error) {
      // A sentence about the arguments would be the same on the CPU.
      if (error?.code !== undefined && error.code !== "gpu") throw error;
      opened.module.stop(sentenceOf(error));
      return undefined;
    }
  }

  /** The GPU module, unless it stopped. */
  #working() {
    if (this.#opened?.module.fault) {
      this.#reason = this.#opened.module.fault;
      this.#opened = undefined;
    }
    return this.#opened;
  }
}

/** The promise that `start` gives, or a rejection as soon as the module stops. */
export function untilFault(module, start) {
  // Nothing is asked of a module that has stopped: nobody would end the wait.
  if (module.fault) return Promise.reject(new Error(module.fault));
  return new Promise((resolve, reject) => {
    module.waiting.add(reject);
    const settled = (settle) => (value) => {
      module.waiting.delete(reject);
      settle(value);
    };
    // A throw of `start` itself rejects too.
    new Promise((begin) => begin(start())).then(settled(resolve), settled(reject));
  });
}
