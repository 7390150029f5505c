/** The published proof where there is a GPU: both work every case out. */
import { receipts as texts } from "../../www/i18n/receipts.ts";
import { expect, test } from "./labs.ts";
import { countsOf, runReceipts } from "./receipts.ts";

test("every answer agrees on the CPU and on the GPU", async ({ page }) => {
  const closing = await runReceipts(page, "en");
  const counts = await countsOf(page);
  const all = counts.reduce((sum, count) => sum + count, 0);
  expect(closing).toBe(texts.en.all(2 * all));
  await expect(page.locator("cs-receipts .good")).toHaveCount(2 * counts.length);
});
