/** axe finds nothing to object to on the pages of the course and of the ops; nothing runs out of a phone's screen. */
import { expect, type Page, test } from "./labs.ts";
import { langs, names, openLesson, ops } from "./lessons.ts";
import { violations } from "./violations.ts";

test.use({ bypassCSP: true });

/** Light and dark, wide and narrow, without loading the page anew. */
async function checkEveryWay(page: Page) {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width}`).toBeLessThanOrEqual(width);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect(await violations(page), `${width} ${colorScheme}`).toEqual([]);
    }
  }
}

for (const lang of langs) {
  for (const name of names) {
    test(`${name}, ${lang}, opened up`, async ({ page }) => {
      await openLesson(page, lang, name);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      await checkEveryWay(page);
    });
  }

  for (const address of ["lessons/", "ops/", ...ops.map((op) => `ops/${op}/`)]) {
    test(`${address}, ${lang}`, async ({ page }) => {
      await page.goto(`${lang}/${address}`);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      await checkEveryWay(page);
    });
  }
}
