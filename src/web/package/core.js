/**
 * The modules for the CPU, how they are loaded and asked, and what stays in memory: the first has what a first page needs, the
 * second what learns and all other ops.
 */
import * as cpu from "./bindings.js";
import { compiled, failure, faultOf } from "./loading.js";
import { openSecond } from "./second.js";

let starting;
let isStarted = false;
let second;

/** The ops of the second module; src/web/asked/later.rs has them. */
const elsewhere = new Set(
  "convTranspose2d globalAvgPool2d pad2d leakyRelu sigmoid tanh softmax dense batchNorm".split(" "),
);

/**
 * Loads the core, once; later calls give the same promise. A failed load may be tried again. With it come the second module
 * and what writes code; with `network: false` neither does that is not asked for.
 */
export default function init(input, options) {
  starting ??= start(input).catch((error) => {
    starting = undefined;
    throw error;
  });
  const wanted = Object.keys(others).filter((name) => (options?.[name] ?? options?.network) !== false);
  const named = wanted.join();
  loads[named] ??= Promise.all([starting, ...wanted.map((name) => others[name](options?.[name]))]).then(
    () => undefined,
    (error) => {
      loads[named] = undefined;
      throw error;
    },
  );
  return loads[named];
}

/** What was loaded together, by name. */
const loads = {};

/** Modules of their own, in JavaScript too: most pages do without. */
const others = {
  network: async (input) => {
    second = await openSecond(input);
  },
  codegen: async (input) => (await import("./codegen.js")).openCodegen(input),
};

/** Resolves when the module that has the op is there. */
export async function opened(op) {
  if (elsewhere.has(op)) await init(undefined, { codegen: false });
}

async function start(input) {
  const module = await compiled(input ?? new URL("./convscope_bg.wasm", import.meta.url));
  await cpu.default({ module_or_path: module });
  isStarted = true;
}

/** Asks the core; what it refuses comes as a sentence, and so does a fault of its own. */
export function ask(question, core = isStarted && cpu) {
  if (!core) throw failure("notReady", "Convscope is not loaded yet; call await init() first");
  try {
    return question(core);
  } catch (error) {
    throw faultOf(error);
  }
}

/** Asks the module that has the op. */
export function askFor(op, question) {
  return ask(question, isStarted && (elsewhere.has(op) ? second : cpu));
}

/** Values or a picture that stay in the core's memory; every function takes them where they lie. */
export class Handle {
  constructor({ held, shape }) {
    this.held = held;
    this.shape = shape;
    forgotten?.register(this, held, this);
  }

  read() {
    return ask((core) => core.read(this));
  }

  readInto(output) {
    return ask((core) => core.read(this, needed(output)));
  }

  release() {
    forgotten?.unregister(this);
    ask((core) => core.release(this.held));
  }
}

/** Gives the memory of handles back that nobody can release any longer. */
const forgotten = globalThis.FinalizationRegistry && new FinalizationRegistry((held) => cpu.release(held));

/** What stayed in the core's memory comes as a handle. */
export function kept(answer) {
  return answer.held ? new Handle(answer) : answer;
}

/** An output that was left out would look like a wish for a new one. */
export const needed = (output) => output ?? null;

export function hold(value) {
  return kept(ask((core) => core.hold(value)));
}

/** For a question about the op: the second module has a memory of its own, and gets values in place of handles. */
export function valuesFor(op, value) {
  return elsewhere.has(op) && value instanceof Handle ? value.read() : value;
}

/** Every op; `filter` is null where it takes none, `output` where the result is new. */
export function compute(op, input, filter, options, output) {
  const [values, weights] = [valuesFor(op, input), valuesFor(op, filter)];
  const result = kept(askFor(op, (core) => core.compute(op, values, weights, options, output)));
  const goesBack = values !== input && output === undefined;
  return goesBack ? hold(result) : result;
}

/** One output cell opened up. */
export function explain(op, input, filter, options, cell) {
  const [values, weights] = [valuesFor(op, input), valuesFor(op, filter)];
  return askFor(op, (core) => core.explain(op, values, weights, options, cell));
}

/** Every op into an output, which must be given. */
export function write(op, input, filter, options, output) {
  return compute(op, input, filter, options, needed(output));
}
