/** The speed lab, as its tests run it. */
import type { backends } from "../../www/i18n/backends.ts";
import { expect, type LabElement, type Locator } from "./labs.ts";

interface Result {
  ms: number;
  rounds: number;
  rows: number;
  of: number;
  perValue: number;
  perSecond: number;
  difference: { largest: number; among: number } | null;
}

export interface Racing extends LabElement {
  readonly results: Record<"naive" | "simd" | "gpu", Result>;
}

/** Starts a race, waits for its end and gives what was measured. */
export async function race(lab: Locator, words: (typeof backends)["ko"]) {
  await lab.getByRole("button", { name: words.start }).click();
  await expect(lab.getByRole("button", { name: words.again })).toBeVisible({ timeout: 60_000 });
  await expect(lab.getByRole("alert")).toHaveCount(0);
  return lab.evaluate((el) => (el as unknown as Racing).results);
}

export const row = (lab: Locator, runner: string) => lab.locator(`[data-runner="${runner}"]`);
