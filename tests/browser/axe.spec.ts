/** axe finds nothing to object to: on every page, in both languages and themes, wide and narrow, opened up and in trouble. */
import { receipts as texts } from "../../www/i18n/receipts.ts";
import { convolution, expect, type Lang, messages, open, type Page, pooling, setState, test } from "./labs.ts";
import { violations } from "./violations.ts";

// The page's own policy keeps axe out; every other test runs with the policy in force.
test.use({ bypassCSP: true });

/** Opens everything that can be opened. */
async function unfold(page: Page, lang: Lang) {
  for (const lab of [convolution(page), pooling(page)]) {
    if ((await lab.count()) === 0) continue;
    await lab.getByText(messages(lang).lab.more, { exact: true }).click();
    await lab.locator("cs-backend-badge summary").click();
  }
}

for (const lang of ["ko", "en"] as Lang[]) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      test(`the home page, ${lang}, ${colorScheme}, ${width} wide`, async ({ page }) => {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await open(page, `${lang}/?image=grid&padding=1+1+1+1&pool.padding=1+1+1+1`);
        await unfold(page, lang);
        expect(await violations(page)).toEqual([]);
      });
    }
  }
}

for (const name of ["convolution", "pooling"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`the embedded ${name} lab on a photo, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await open(page, `embed/${name}/?lang=en`);
      expect(await violations(page)).toEqual([]);
    });
  }
}

test("a lab in trouble, with a large filter", async ({ page }) => {
  await open(page, "ko/");
  await setState(convolution(page), { filter: Array.from({ length: 11 }, () => Array(11).fill(-0.5)) });
  await setState(convolution(page), { strides: "0" });
  await expect(convolution(page).getByRole("alert")).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

for (const lang of ["ko", "en"] as Lang[]) {
  for (const [colorScheme, width] of [
    ["light", 1280],
    ["light", 390],
    ["dark", 1280],
    ["dark", 390],
  ] as const) {
    test(`the receipts page, ${lang}, ${colorScheme}, ${width} wide`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${lang}/receipts/`);
      await expect(page.getByRole("button", { name: texts[lang].run })).toBeEnabled();
      expect(await violations(page)).toEqual([]);
    });
  }
}
