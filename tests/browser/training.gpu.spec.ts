/** Where there is a GPU (SwiftShader), the training lab measures where its network learns faster, and says so. */
import { training as texts } from "../../www/i18n/training.ts";
import { expect, open, test } from "./labs.ts";
import { lab } from "./pixels.ts";

for (const language of ["ko", "en"] as const) {
  test(`the learner is told that the CPU is faster, and by how much (${language})`, async ({ page }) => {
    await open(page, `embed/training/?lang=${language}&epochs=1`);
    const training = lab(page, "training");
    await training.getByRole("button", { name: texts[language].run }).click();
    // The sentence without its times.
    const [begin] = texts[language].learnsOn.cpu("|", "|", "32").split("|");
    await expect(training.locator(".curves .note").last()).toContainText(begin, { timeout: 40_000 });
    await expect(training.locator(".stand")).toContainText("%");
  });
}
