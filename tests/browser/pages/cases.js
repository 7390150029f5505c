/** Runs the committed cases through the package: on this thread at once, through an engine, in a page or a worker. */
import init, { conv2d, Engine, maxPool2d } from "/pkg/convscope.js";

const ops = {
  conv2d: {
    options: ({ strides, padding, dilations, groups, flip }, bias) => ({
      strides,
      padding,
      dilations,
      groups,
      flip,
      bias: bias?.data,
    }),
    run: (on, [input, filter, bias], params) => on.conv2d(input, filter, ops.conv2d.options(params, bias)),
  },
  max_pool2d: {
    options: ({ size, strides, padding, dilations, ceil_mode }) => ({
      size,
      strides,
      padding,
      dilations,
      ceilMode: ceil_mode,
    }),
    run: (on, [input], params) => on.maxPool2d(input, ops.max_pool2d.options(params)),
  },
};

/** Numbers that JSON cannot hold are words there. */
const tensor = ({ shape, data }) => ({ shape, data: Float32Array.from(data, Number) });

function complaint(got, want, tolerance) {
  if (got.shape.join() !== want.shape.join()) return `shape ${got.shape}, not ${want.shape}`;
  const isNear = (a, b) =>
    Object.is(a, b) ||
    a === b ||
    (Number.isNaN(a) && Number.isNaN(b)) ||
    Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
  const at = want.data.findIndex((value, i) => !isNear(got.data[i], value));
  return at < 0 ? "" : `value ${at} is ${got.data[at]}, not ${want.data[at]}`;
}

/** `on` is "functions" for the synchronous ones, or the backend of an engine. Gives how many ran, and what was wrong. */
export async function runCases(on) {
  await init();
  const engine = on === "functions" ? null : await Engine.create({ backend: on });
  const failures = [];
  let count = 0;
  for (const [folder, op] of Object.entries(ops)) {
    const { cases } = await (await fetch(`/ops/${folder}/cases.json`)).json();
    for (const { name, params, inputs, output, tolerance, known_difference: difference } of cases) {
      if (difference) continue;
      const got = await op.run(engine ?? { conv2d, maxPool2d }, inputs.map(tensor), params);
      const wrong = complaint(got, tensor(output), tolerance);
      if (wrong) failures.push(`${folder} ${name}: ${wrong}`);
      count += 1;
    }
  }
  return { count, failures, backend: engine?.backend ?? "functions", reason: engine?.reason ?? "" };
}

/** The same in a worker. */
export function runCasesInWorker(on) {
  const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => resolve(data));
    worker.addEventListener("error", (event) => reject(new Error(event.message)));
    worker.postMessage(on);
  }).finally(() => worker.terminate());
}

if (typeof document !== "undefined") Object.assign(globalThis, { runCases, runCasesInWorker });
