/** What a page that runs the committed cases gives back. */
import type { Page } from "@playwright/test";

export interface Outcome {
  count: number;
  failures: string[];
  backend: string;
  reason: string;
}

interface CasesWindow {
  runCases(on: string): Promise<Outcome>;
  runCasesInWorker(on: string): Promise<Outcome>;
}

/** Opens the page that holds the package and nothing else. */
export async function openPackage(page: Page) {
  await page.goto("/pages/package.html");
  await page.waitForFunction(() => "runCases" in globalThis);
}

export const runCases = (page: Page, on: string) =>
  page.evaluate((backend) => (globalThis as unknown as CasesWindow).runCases(backend), on);

export const runCasesInWorker = (page: Page, on: string) =>
  page.evaluate((backend) => (globalThis as unknown as CasesWindow).runCasesInWorker(backend), on);
