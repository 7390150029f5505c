/** What axe objects to on a page, one sentence each. Its page needs `bypassCSP`: the page's own policy keeps axe out. */
import { fileURLToPath } from "node:url";
import type { AxeResults } from "../../www/node_modules/axe-core/axe.d.ts";
import { expect, type Page } from "./labs.ts";

const axePath = fileURLToPath(new URL("../../www/node_modules/axe-core/axe.min.js", import.meta.url));

export async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axePath });
  const { violations: found, passes } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  expect(passes.length).toBeGreaterThan(10);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.flat().join(" > ")}: ${failureSummary}`),
  );
}
