/** Without WebGPU the CPU computes, and the badge says so and why. */
import { convolution, expect, type LabElement, type Lang, messages, open, pooling, test } from "./labs.ts";

for (const lang of ["ko", "en"] as Lang[]) {
  const { badge } = messages(lang);

  test(`the badge says CPU, the time, and why not the GPU (${lang})`, async ({ page }) => {
    await open(page, `${lang}/?image=grid`);
    for (const lab of [convolution(page), pooling(page)]) {
      const { backend, reason } = await lab.evaluate((el: LabElement) => el.backend);
      expect(backend).toBe("cpu");
      expect(reason).not.toBe("");
      const chip = lab.locator("cs-backend-badge");
      await expect(chip.locator("summary")).toHaveText(/CPU.*\d ms/);
      await expect(chip).not.toContainText(badge.checking);
      await chip.locator("summary").click();
      const panel = chip.locator(".panel");
      await expect(panel).toBeVisible();
      await expect(panel).toContainText(badge.cpu);
      const sentences = [badge.reasons.noWebGpu, badge.reasons.noAdapter].map(badge.why);
      const said = await panel.textContent();
      expect(
        sentences.filter((one) => said?.includes(one)),
        said ?? "",
      ).toHaveLength(1);
      await page.getByRole("heading", { level: 1 }).click();
      await expect(panel).toBeHidden();
    }
  });
}
