/** WebAssembly from wherever it comes, and errors that say what to do. */

/** An error with a sentence, and with what a translation of it needs. */
export function failure(code, message, values = {}, cause = undefined) {
  return Object.assign(new Error(message, cause && { cause }), { code, values });
}

/** An error's message, cut to its first line and without its name. */
export function sentenceOf(error) {
  return String(error?.message ?? error).split("\n")[0];
}

/** What the core throws is passed on; a trap, which has no sentence, gets one. */
export function faultOf(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return error;
  const detail = sentenceOf(error);
  const message = `the computation was stopped (${detail}): it needs more memory than there is, or met a fault of Convscope`;
  return failure("fault", message, { detail }, error);
}

/** A compiled module from a module, bytes, a response, an address, or a promise of one of these. */
export async function compiled(input) {
  if (typeof WebAssembly !== "object") throw failure("noWasm", "WebAssembly is switched off in this browser");
  const source = await input;
  if (source instanceof WebAssembly.Module) return source;
  try {
    if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return await WebAssembly.compile(source);
    if (typeof Response === "function" && source instanceof Response) return await compiledResponse(source);
    return await compiledAddress(source);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    const detail = sentenceOf(error);
    const message =
      "this browser cannot run Convscope's WebAssembly; it needs SIMD (Chrome 91, Firefox 89, Safari 16.4 or later)";
    throw failure("oldBrowser", `${message}: ${detail}`, { detail }, error);
  }
}

async function compiledAddress(source) {
  const address = new URL(source?.url ?? source, import.meta.url);
  const isOnDisk = address.protocol === "file:" && globalThis.process?.versions?.node;
  let loaded;
  try {
    loaded = isOnDisk ? await fromDisk(address) : await fetch(source);
  } catch (error) {
    throw notLoaded(address, sentenceOf(error), error);
  }
  return isOnDisk ? WebAssembly.compile(loaded) : compiledResponse(loaded, address);
}

async function fromDisk(address) {
  // Named by a variable, so that bundlers for the browser leave it alone.
  const files = "node:fs/promises";
  const { readFile } = await import(/* @vite-ignore */ /* webpackIgnore: true */ files);
  return readFile(address);
}

async function compiledResponse(response, address = response.url) {
  if (!response.ok) throw notLoaded(address, `HTTP ${response.status}`);
  const isWasm = response.headers.get("Content-Type")?.startsWith("application/wasm");
  // Only the right media type may be compiled while it arrives; some servers do not know it.
  if (isWasm && WebAssembly.compileStreaming) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

function notLoaded(address, detail, cause) {
  const file = String(address).split(/[?#]/)[0].split("/").pop();
  return failure("notLoaded", `${file} could not be loaded: ${detail}`, { file, detail }, cause);
}
