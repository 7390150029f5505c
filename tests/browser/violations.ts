/** What axe objects to on a page, one sentence each. Its page needs `bypassCSP`: the page's own policy keeps axe out. */
import { fileURLToPath } from "node:url";
import type { AxeResults } from "../../www/node_modules/axe-core/axe.d.ts";
import { expect, type Lang, open, type Page, test } from "./labs.ts";

const axePath = fileURLToPath(new URL("../../www/node_modules/axe-core/axe.min.js", import.meta.url));

export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ path: axePath });
  const { violations: found, passes } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  expect(passes.length).toBeGreaterThan(10);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.flat().join(" > ")}: ${failureSummary}`),
  );
}

/**
 * Tests of one embedded lab: axe has nothing to object to in either language, light and dark, wide and narrow, and
 * nothing runs out of the screen; then the same in the state that `further` brings about.
 */
export function testAccessibility(
  address: string,
  further: (page: Page, lang: Lang) => Promise<unknown> = async () => {},
) {
  test.describe("axe", () => {
    test.use({ bypassCSP: true });
    for (const lang of ["ko", "en"] as Lang[]) {
      for (const colorScheme of ["light", "dark"] as const) {
        for (const width of [1280, 390]) {
          test(`finds nothing to object to, ${lang}, ${colorScheme}, ${width} wide`, async ({ page }) => {
            await page.setViewportSize({ width, height: 900 });
            // Colours are read where they come to rest, not half-way there.
            await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
            await open(page, `embed/${address}&lang=${lang}`);
            for (const step of [async () => {}, further]) {
              await step(page, lang);
              expect(await violations(page)).toEqual([]);
              expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
            }
          });
        }
      }
    }
  });
}
