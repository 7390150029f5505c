/** The package in a browser computes what TensorFlow and PyTorch computed, in a page and in a worker. */
import { openPackage, runCases, runCasesInWorker } from "./cases.ts";
import { expect, test } from "./labs.ts";

test.beforeEach(({ page }) => openPackage(page));

test("the functions of the package agree with every case", async ({ page }) => {
  const { count, failures } = await runCases(page, "functions");
  expect(failures).toEqual([]);
  expect(count).toBeGreaterThanOrEqual(125);
});

test("an engine without a GPU says so and agrees with every case", async ({ page }) => {
  const { count, failures, backend, reason } = await runCases(page, "auto");
  expect(failures).toEqual([]);
  expect(count).toBeGreaterThanOrEqual(125);
  expect(backend).toBe("cpu");
  expect(reason).toMatch(/GPU/);
});

test("a worker agrees with every case", async ({ page }) => {
  const { count, failures } = await runCasesInWorker(page, "cpu");
  expect(failures).toEqual([]);
  expect(count).toBeGreaterThanOrEqual(125);
});
