/** The published proof without a GPU: the CPU works every case out, and the page says why the GPU did not. */
import { receipts as texts } from "../../www/i18n/receipts.ts";
import { expect, type Lang, messages, test } from "./labs.ts";
import { countsOf, runReceipts } from "./receipts.ts";

for (const lang of ["ko", "en"] as Lang[]) {
  const { badge } = messages(lang);
  const receipts = texts[lang];

  test(`every answer agrees on the CPU, and the missing GPU is a sentence (${lang})`, async ({ page }) => {
    const closing = await runReceipts(page, lang);
    const counts = await countsOf(page);
    const all = counts.reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThan(700);
    expect(closing).toBe(receipts.all(all));
    await expect(page.locator("cs-receipts .good")).toHaveCount(counts.length);
    await expect(page.locator("cs-receipts .bad")).toHaveCount(0);
    await expect(page.locator("cs-receipts")).toContainText(receipts.noGpu(badge.reasons.noAdapter));
  });
}

test("a wrong answer is found and named", async ({ page }) => {
  const receipts = texts.en;
  await page.route("**/cases-*.json", async (route) => {
    const answer = await route.fetch();
    const file = await answer.json();
    if (file.op === "relu") file.cases[0].output.data[0] = 12345;
    await route.fulfill({ response: answer, json: file });
  });
  const closing = await runReceipts(page, "en");
  const all = (await countsOf(page)).reduce((sum, count) => sum + count, 0);
  expect(closing).toBe(receipts.some(1, all));
  await expect(page.locator("cs-receipts .wrongs li")).toHaveCount(1);
  await expect(page.locator("cs-receipts .wrongs li")).toContainText("12345");
});

test("the header leads to the proof and back, in the visitor's language", async ({ page }) => {
  const { site, home } = messages("ko");
  const receipts = texts.ko;
  await page.goto("");
  await page.getByRole("link", { name: site.places.receipts }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(receipts.heading);
  await page.getByRole("link", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(texts.en.heading);
  await page.getByRole("link", { name: "한국어" }).click();
  await page.getByRole("link", { name: site.places.lab }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(home.heading);
});
