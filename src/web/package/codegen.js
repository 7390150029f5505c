/** A lab's state as code: a wasm module of its own, loaded by `init`. */
import { compiled, failure, faultOf } from "./loading.js";

let loading;
let core;

/** Loads the module, once. */
export function openCodegen(input) {
  loading ??= load(input).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(input) {
  const given = input === undefined || input === true ? new URL("./convscope_code_bg.wasm", import.meta.url) : input;
  const [bindings, module] = await Promise.all([import("./bindings_code.js"), compiled(given)]);
  await bindings.default({ module_or_path: module });
  core = bindings;
}

export function codegen(state, target, inside) {
  if (!core) throw failure("notReady", "Convscope is not loaded yet; call await init() first");
  try {
    return core.code(state, target, inside);
  } catch (error) {
    throw faultOf(error);
  }
}
