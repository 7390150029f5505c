/** The speed lab where there is WebGPU (SwiftShader): all three are measured and give the same numbers. */
import { backends as texts } from "../../www/i18n/backends.ts";
import { expect, type LabElement, open, test } from "./labs.ts";
import { lab } from "./pixels.ts";
import { race, row } from "./race.ts";

const words = texts.ko;

for (const [size, channels, values] of [
  ["small", "1", 900],
  ["small", "64", 57_600],
  ["photo", "1", 271_150],
] as const) {
  test(`all three agree, ${size}, ${channels} channels`, async ({ page }) => {
    await open(page, `embed/backends/?lang=ko&size=${size}&channels=${channels}`);
    const { naive, simd, gpu } = await race(lab(page, "backends"), words);
    expect(naive.rows * (values / naive.of)).toBe(gpu.difference?.among);
    expect(simd.difference?.largest).toBe(0);
    expect(gpu.difference?.largest).toBe(0);
    expect(gpu.ms).toBeGreaterThan(0);
    await expect(row(lab(page, "backends"), "gpu").locator("b")).toBeVisible();
    await expect(lab(page, "backends")).toContainText(/GPU는 출력값이 하나뿐인 가장 작은 일에도 [\d.]+ ms/);
    expect(await lab(page, "backends").evaluate((el: LabElement) => el.backend)).toEqual({
      backend: "gpu",
      reason: "",
    });
  });
}
