/** The second module for the CPU: how it is loaded and asked. Apart, so that a page without networks has nothing of them. */
import { compiled, failure, faultOf } from "./loading.js";

let loading;
let core;

/** Loads the module, once, and gives it. */
export function openSecond(input) {
  loading ??= load(input).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(input) {
  const given = input === undefined || input === true ? new URL("./convscope_network_bg.wasm", import.meta.url) : input;
  const [bindings, module] = await Promise.all([import("./bindings_network.js"), compiled(given)]);
  await bindings.default({ module_or_path: module });
  core = bindings;
  return core;
}

/** Asks it. */
export function askSecond(question) {
  if (!core) throw failure("notReady", "Convscope is not loaded yet; call await init() first");
  try {
    return question(core);
  } catch (error) {
    throw faultOf(error);
  }
}
