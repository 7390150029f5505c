/** The teacher's page: a lab is set up and taken along, and its reference says all that the element knows. */
import { teachers } from "../../www/i18n/teachers.ts";
import { use } from "../../www/i18n/use.ts";
import { expect, type LabElement, type Lang, type Locator, labNames, type Page, test } from "./labs.ts";
import { violations } from "./violations.ts";

const builder = (page: Page) => page.locator("cs-builder");
const live = (page: Page) => builder(page).locator(".live > *");

async function openBuilder(page: Page, lang: Lang) {
  await page.goto(`${lang}/teachers/`);
  await ready(live(page));
}

async function ready(lab: Locator) {
  await lab.evaluate((el: LabElement) => el.ready);
}

test("what is set up is what is copied", async ({ page }) => {
  await openBuilder(page, "en");
  const words = teachers.en;
  await builder(page).getByText("Pooling lab", { exact: true }).click();
  await expect(live(page)).toHaveJSProperty("localName", "convscope-pooling");
  await ready(live(page));
  await live(page).evaluate(async (el: LabElement) => {
    el.state = { image: "grid", size: [2, 2], strides: [1, 1] };
    await el.ready;
    el.goTo(1, 2);
  });
  await builder(page).getByText(words.names.source, { exact: true }).click();
  await builder(page).getByText(words.predictions.value, { exact: true }).click();
  await builder(page).getByText("한국어", { exact: true }).click();
  await builder(page).getByText(words.themes.dark, { exact: true }).click();
  await builder(page).getByRole("tab", { name: use.ko.tabs.link }).click();
  const link = builder(page).getByRole("tabpanel").locator("textarea").nth(1);
  await expect(link).toHaveValue(/theme=dark/);
  const address = new URL(await link.inputValue());
  expect(address.pathname).toBe("/site/embed/pooling/");
  expect(Object.fromEntries(address.searchParams)).toEqual({
    lang: "ko",
    image: "grid",
    size: "2 2",
    strides: "1 1",
    cell: "1 2",
    controls: "play grey op size strides padding view more backend use",
    predict: "value",
    theme: "dark",
  });
});

for (const lang of ["ko", "en"] as const) {
  test(`every attribute that an element reads is documented, ${lang}`, async ({ page }) => {
    await openBuilder(page, lang);
    // English words stand in for Korean ones that are missing.
    await expect(page.locator('html[lang="ko"] .reference [lang="en"]')).toHaveCount(0);
    for (const lab of labNames) {
      const told = await page
        .locator(`#convscope-${lab} table`)
        .first()
        .locator("tbody td:first-child")
        .evaluateAll((cells) => cells.map((cell) => cell.textContent));
      const read = await page.evaluate(async (name) => {
        const { load } = await import(new URL("/site/embed.js", location.href).href);
        await load(name);
        return (customElements.get(name) as unknown as { observedAttributes: string[] }).observedAttributes;
      }, `convscope-${lab}`);
      // What every element has without being told of it here, and what a lab without predictions ignores.
      const quiet = ["predict"].filter((name) => !told.includes(name));
      expect([...new Set(told)].sort(), lab).toEqual(read.filter((name) => !quiet.includes(name)).sort());
    }
  });

  test.describe("axe", () => {
    test.use({ bypassCSP: true });

    test(`the page has no accessibility fault, ${lang}`, async ({ page }) => {
      await openBuilder(page, lang);
      expect(await violations(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 700 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    });
  });
}

test("the controls that are named are the ones that can be hidden", async ({ page }) => {
  await openBuilder(page, "en");
  const tools = builder(page).getByRole("checkbox");
  const buttons = () => live(page).getByRole("button").count();
  const all = await buttons();
  for (const tool of await tools.all()) await tool.uncheck();
  await expect(live(page)).toHaveAttribute("controls", "none");
  expect(await buttons()).toBeLessThan(all / 2);
});
