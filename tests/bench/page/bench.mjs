/** What the driver calls in the page: one workload a page, so that no subject inherits another workload's memory. */
import { measureRoofline } from "./roofline.mjs";
import { time } from "./timing.mjs";
import { checkedSteps } from "./training.mjs";
import { cost, dataOf, errorOf, sizes, tolerances, workloads } from "./workloads.mjs";

const say = (sentence) => console.info(sentence);

/** How a result in our own order (rows, columns, channels) is read. */
function readerOf(workload) {
  const channels = { conv: workload.filter?.[3], grey: 1, viridis: 4 }[workload.kind];
  const width = workload.kind === "conv" ? sizes(workload).output[1] : workload.input[1];
  return (result, y, x, c) => result[(y * width + x) * channels + c];
}

/** The losses of a network's first steps, each before its update. */
async function losses(subject) {
  const found = [];
  while (found.length < checkedSteps) found.push(await subject.run());
  return found;
}

/** One run of a subject and the error of its result; a failure is a sentence. */
async function checked(subject, workload, data) {
  try {
    if (workload.kind === "training") return { error: errorOf(workload, data, await losses(subject)) };
    const result = await subject.run();
    const at = subject.at ?? readerOf(workload);
    return { error: errorOf(workload, data, (y, x, c) => at(result, y, x, c)) };
  } catch (error) {
    return { failure: String(error?.message ?? error) };
  }
}

async function opened(modules, workload, data) {
  const subjects = [];
  const failures = [];
  for (const { module, title } of modules) {
    say(`opening ${title}`);
    try {
      const { open } = await import(`./subjects/${module}.mjs`);
      subjects.push(...(await open(workload, data)));
    } catch (error) {
      failures.push({ name: title, failure: String(error?.message ?? error) });
    }
  }
  return { subjects, failures };
}

/** Times one workload; each result is checked before its subject is timed, and a wrong one is not timed. */
async function runWorkload(id, { rounds, viridis, subjects: modules }) {
  const workload = workloads[id];
  const data = dataOf(workload, viridis);
  const { subjects, failures } = await opened(modules, workload, data);
  const right = [];
  const errors = {};
  for (const subject of subjects) {
    const { error, failure } = await checked(subject, workload, data);
    errors[subject.name] = error;
    if (failure !== undefined) failures.push({ name: subject.name, failure });
    else if (error <= tolerances[workload.kind]) right.push(subject);
    else failures.push({ name: subject.name, wrong: error });
  }
  const timed = await time(right, rounds, say);
  const results = [...timed, ...failures].map((result) => ({ ...result, error: errors[result.name] }));
  return { id, title: workload.title, ...cost(workload), tolerance: tolerances[workload.kind], results };
}

globalThis.bench = { runWorkload, measureRoofline: (wasm, rounds) => measureRoofline(wasm, rounds, say) };
