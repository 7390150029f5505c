/** Lessons under a thumb: what can be pressed is large enough, and a question is answered and a symbol lit by tapping. */
import { expect, test } from "./labs.ts";
import { langs, names, openLesson } from "./lessons.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

for (const name of names) {
  test(`${name}: what can be pressed is at least 44 pixels high and wide`, async ({ page }) => {
    for (const lang of langs) {
      await openLesson(page, lang, name);
      // Links and named symbols inside a sentence are as high as their line.
      const targets = page.locator(
        ".lesson :is(button, summary, select, input:not(.visually-hidden), label:has(input), nav a, a.button)",
      );
      const small = await targets.evaluateAll((elements) =>
        elements
          // A choice is as large as its label.
          .filter((el) => !el.matches("label :is([type='checkbox'], [type='radio'])") && el.checkVisibility())
          .map((el) => ({ el, box: el.getBoundingClientRect() }))
          .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
          .map(
            ({ el, box }) => `${el.localName} "${el.textContent?.trim().slice(0, 30)}": ${box.width} × ${box.height}`,
          ),
      );
      expect(await targets.count()).toBeGreaterThan(20);
      expect(small, lang).toEqual([]);
    }
  });
}

test("a tap lights a symbol up, and another tap beside it puts it out", async ({ page }) => {
  await openLesson(page, "ko", "04-convolution");
  const word = page.locator('span[data-symbol="sum"]').first();
  await word.tap();
  await expect(page.locator("#grid")).toHaveAttribute("highlight", "sum");
  await page.locator("h1").tap();
  await expect(page.locator("#grid")).not.toHaveAttribute("highlight");
});
