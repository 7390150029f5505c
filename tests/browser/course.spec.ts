/** The entry to the course: the home page and the contents show how far the learner has come, and lead on. */
import { course } from "../../www/i18n/course.ts";
import { expect, open, type Page, test } from "./labs.ts";
import { exercisesOf, lessonOf, names } from "./lessons.ts";
import { violations } from "./violations.ts";

const idsOf = (name: string) => exercisesOf(lessonOf("ko", name)).map(({ attributes }) => attributes.id);

/** As if these exercises had been done before. */
const remember = (page: Page, done: Record<string, string[]>) =>
  page.evaluate((given) => localStorage.setItem("convscope.course", JSON.stringify(given)), done);

const begun = { "01-why-cnn": idsOf("01-why-cnn"), "02-coordinates": idsOf("02-coordinates").slice(0, 2) };

test("the home page leads to every lesson, in the language that was chosen there", async ({ page }) => {
  await open(page, "ko/");
  const links = page.locator(".course a");
  await expect(links).toHaveCount(names.length);
  for (const lang of ["ko", "en"] as const) {
    await page.locator(`.languages a[lang="${lang}"]`).click();
    for (const [at, name] of names.entries()) {
      await expect(links.nth(at).locator(`b [lang="${lang}"]`)).toBeVisible();
      await expect(links.nth(at)).toContainText(lessonOf(lang, name).head.title);
      expect(await links.nth(at).evaluate((link: HTMLAnchorElement) => link.href)).toContain(
        `/${lang}/lessons/${name}/`,
      );
    }
    await expect(page.locator(`.course b [lang="${lang === "ko" ? "en" : "ko"}"]`).first()).toBeHidden();
  }
});

for (const address of ["", "lessons/"]) {
  test(`what is done is shown, and the button goes on from there: ${address || "home"}`, async ({ page }) => {
    await page.goto(`en/${address}`);
    const button = page.locator("a[data-begin]");
    await expect(button).not.toContainText(course.en.again);
    await remember(page, begun);
    await page.reload();
    const [first, second, third] = ["01-why-cnn", "02-coordinates", "03-colour"].map((name) =>
      page.locator(`a[data-lesson="${name}"] [data-progress]`),
    );
    await expect(first).toContainText(course.en.complete);
    await expect(second).toHaveText(course.en.progress(2, idsOf("02-coordinates").length));
    await expect(third).toBeHidden();
    await expect(button).toHaveText(`${course.en.again}: 2. ${lessonOf("en", "02-coordinates").head.title}`);
    await button.click();
    await expect(page).toHaveURL(/\/en\/lessons\/02-coordinates\/$/);
  });
}

test("when a lesson is done, the next one is offered, and when all are, none", async ({ page }) => {
  await page.goto("ko/lessons/");
  const button = page.locator("a[data-begin]");
  await remember(page, { "01-why-cnn": idsOf("01-why-cnn") });
  await page.reload();
  await expect(button).toContainText(lessonOf("ko", "02-coordinates").head.title);
  await remember(page, Object.fromEntries(names.map((name) => [name, idsOf(name)])));
  await page.reload();
  await expect(button).toHaveText(course.ko.begin);
});

test.describe("axe", () => {
  test.use({ bypassCSP: true });
  for (const address of ["", "lessons/"]) {
    test(`finds nothing to object to where lessons are done: ${address || "home"}`, async ({ page }) => {
      await page.goto(`ko/${address}`);
      await remember(page, begun);
      await open(page, `ko/${address}`);
      await expect(page.locator('a[data-lesson="01-why-cnn"] [data-progress]')).toBeVisible();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        expect(await violations(page), colorScheme).toEqual([]);
      }
    });
  }
});
