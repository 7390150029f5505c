/** Each lesson can be done with the keyboard alone: every question answered, every task built, every fold-out opened. */

import { course } from "../../www/i18n/course.ts";
import { expect, test } from "./labs.ts";
import { answerByKeys, solveByKeys } from "./lesson-keys.ts";
import { exercisesOf, langs, lessonOf, names, openLesson } from "./lessons.ts";

for (const [name, lang] of names.flatMap((name) => langs.map((lang) => [name, lang] as const))) {
  test(`${name}, ${lang}, by keyboard from the first question to the last task`, async ({ page }) => {
    test.setTimeout(180_000);
    await openLesson(page, lang, name);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    for (const { name: tag, attributes } of exercisesOf(lessonOf(lang, name))) {
      if (tag === "convscope-question") await answerByKeys(page, attributes.id);
      else await solveByKeys(page, attributes.id);
    }
    await expect(page.locator(".intro [data-progress]")).toContainText(course[lang].complete);
    await page.locator("details.teacher summary").focus();
    await page.keyboard.press("Enter");
    await expect(page.locator("details.teacher")).toHaveAttribute("open");
  });
}
