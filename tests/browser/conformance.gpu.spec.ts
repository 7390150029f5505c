/** The kernels on a WebGPU device compute what TensorFlow and PyTorch computed, in a page and in a worker. */
import { openPackage, runCases, runCasesInWorker } from "./cases.ts";
import { expect, test } from "./labs.ts";

test.beforeEach(({ page }) => openPackage(page));

for (const [place, run] of [
  ["page", runCases],
  ["worker", runCasesInWorker],
] as const) {
  test(`the engine on the GPU agrees with every case, in a ${place}`, async ({ page }) => {
    const { count, failures, backend, reason } = await run(page, "auto");
    expect(failures).toEqual([]);
    expect(count).toBeGreaterThanOrEqual(125);
    // Still the GPU after the last case: nothing fell back on the way.
    expect([backend, reason]).toEqual(["gpu", ""]);
  });
}

test("the engine keeps to the CPU when it is asked to", async ({ page }) => {
  const { failures, backend, reason } = await runCases(page, "cpu");
  expect(failures).toEqual([]);
  expect(backend).toBe("cpu");
  expect(reason).not.toBe("");
});
