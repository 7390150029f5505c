/** A symbol, its number and its place in the picture light up together, from the text and from the lab, in every lesson. */
import { expect, type Lang, type Locator, test } from "./labs.ts";
import { langs, names, openLesson } from "./lessons.ts";

for (const name of names) {
  test(`${name}: every formula has symbols, and every symbol something that lights up with it`, async ({ page }) => {
    for (const lang of langs) {
      await openLesson(page, lang, name);
      const { plain, alone } = await page.evaluate(() => {
        const formulas = [...document.querySelectorAll(".lesson .formula")];
        const labs = [...document.querySelectorAll(".lesson > [data-lab]")].map((lab) => lab.shadowRoot as ShadowRoot);
        const symbols = [...document.querySelectorAll<HTMLElement>(".lesson [data-symbol]")];
        const all = symbols.map((one) => one.dataset.symbol as string);
        const lonely = (symbol: string) =>
          all.filter((one) => one === symbol).length < 2 &&
          !labs.some((lab) => lab.querySelector(`[data-place~="${symbol}"]`));
        return {
          plain: formulas.filter((one) => !one.querySelector("[data-symbol]")).map((one) => one.textContent),
          alone: all.filter(lonely),
        };
      });
      expect(plain, lang).toEqual([]);
      expect(alone, lang).toEqual([]);
    }
  });
}

/** Whether a place of a lab is outlined. */
const outlined = (place: Locator) => place.first().evaluate((one) => getComputedStyle(one).outlineStyle === "solid");

test("a letter of the formula lights its number in the lab, and the row of the picture", async ({ page }) => {
  await openLesson(page, "ko", "01-why-cnn");
  const lab = page.locator("#small");
  const number = lab.locator('.worked [data-place="width"]');
  expect(await outlined(number)).toBe(false);
  await page.locator('math [data-symbol="width"]').first().focus();
  await expect.poll(() => outlined(number)).toBe(true);
  expect(await outlined(lab.locator('.worked [data-place="x"]'))).toBe(false);
  const row = () => lab.locator("cs-picture-pane").evaluate((pane) => (pane as unknown as { area: unknown }).area);
  expect(await row()).toEqual({ y0: 2, x0: 0, y1: 3, x1: 5 });
  await page.keyboard.press("Escape");
  await expect.poll(row).toBeNull();
});

for (const [lang, name, lab, place] of [
  ["ko", "04-convolution", "#grid", "filter"],
  ["en", "01-why-cnn", "#small", "channel"],
] as [Lang, string, string, string][]) {
  test(`a place that is pointed at in the lab lights its symbols up in the text: ${name}`, async ({ page }) => {
    await openLesson(page, lang, name);
    const symbols = page.locator(`.lesson [data-symbol="${place}"]`);
    await page.locator(lab).locator(`[data-place="${place}"]`).first().hover();
    for (const symbol of await symbols.all()) await expect(symbol).toHaveAttribute("data-lit");
    await expect(page.locator(lab), "the lab itself stays calm").not.toHaveAttribute("highlight");
    await page.mouse.move(0, 0);
    await expect(symbols.first()).not.toHaveAttribute("data-lit");
  });
}
