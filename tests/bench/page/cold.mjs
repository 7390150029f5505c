/** From navigation to the first result: this page loads one subject and computes W1 once. */
import { dataOf, workloads } from "./workloads.mjs";

async function run() {
  const name = new URL(location.href).searchParams.get("subject");
  const { open } = await import(`./subjects/${name}.mjs`);
  const [subject] = await open(workloads.W1, dataOf(workloads.W1), true);
  await subject.run();
  return performance.now();
}

globalThis.coldMs = run();
