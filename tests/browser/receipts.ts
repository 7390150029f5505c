/** The receipts page, as its tests read it. */
import { receipts as texts } from "../../www/i18n/receipts.ts";
import { expect, type Lang, type Page } from "./labs.ts";

/** Opens the page and works every case out; gives the page's closing sentence. */
export async function runReceipts(page: Page, lang: Lang): Promise<string> {
  const receipts = texts[lang];
  await page.goto(`${lang}/receipts/`);
  const run = page.getByRole("button", { name: receipts.run });
  await expect(run).toBeEnabled();
  await run.click();
  await expect(page.getByRole("button", { name: receipts.again })).toBeVisible({ timeout: 60_000 });
  return (await page.locator("cs-receipts").getByRole("status").textContent())?.trim() ?? "";
}

/** How many cases the table counts, row by row. */
export async function countsOf(page: Page): Promise<number[]> {
  const cells = await page.locator("cs-receipts tbody td.number").allInnerTexts();
  return cells.map(Number);
}
