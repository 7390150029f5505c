/** What is done goes to a file and comes back, on another device or after the browser has forgotten. */
import { readFileSync } from "node:fs";
import { course } from "../../www/i18n/course.ts";
import { progressWords } from "../../www/i18n/progress-file.ts";
import { expect, type Page, test } from "./labs.ts";
import { exercisesOf, lessonOf, names } from "./lessons.ts";

const text = progressWords.en;
const [lesson] = names;
const ids = exercisesOf(lessonOf("en", lesson)).map(({ attributes }) => attributes.id as string);

const panel = (page: Page) => page.locator("cs-progress-file");
const progressOf = (page: Page) => page.locator(`a[data-lesson="${lesson}"] [data-progress]`);
const read = (page: Page, content: string) =>
  panel(page)
    .locator("input")
    .setInputFiles({ name: "progress.json", mimeType: "application/json", buffer: Buffer.from(content) });

async function markDone(page: Page, done: string[]) {
  await page.addInitScript(
    ([key, value]) => localStorage.setItem(key, value),
    ["convscope.course", JSON.stringify({ [lesson]: done })],
  );
}

test("progress is saved to a file, and another browser reads it back", async ({ page, browser, baseURL }) => {
  await markDone(page, ids);
  await page.goto("en/lessons/");
  const download = page.waitForEvent("download");
  await panel(page).getByRole("button", { name: text.save }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(text.fileName);
  const content = readFileSync(await file.path(), "utf8");
  expect(JSON.parse(content)).toEqual({ convscope: "progress", version: 1, lessons: { [lesson]: ids } });

  const context = await browser.newContext({ baseURL, serviceWorkers: "block" });
  const other = await context.newPage();
  await other.goto("en/lessons/");
  await expect(progressOf(other)).toBeHidden();
  await read(other, content);
  await expect(panel(other).getByRole("status")).toHaveText(text.taken(ids.length));
  await expect(progressOf(other)).toContainText(course.en.complete);
  await other.reload();
  await expect(progressOf(other)).toContainText(course.en.complete);
  await context.close();
});

test("a file adds to what is done here", async ({ page }) => {
  await markDone(page, ids.slice(0, 1));
  await page.goto("en/lessons/");
  await read(page, JSON.stringify({ convscope: "progress", version: 1, lessons: { [lesson]: [ids[1]] } }));
  await expect(progressOf(page)).toContainText(course.en.progress(2, ids.length));
});

test("a file that is none of ours is a sentence, and the right one works after it", async ({ page }) => {
  await page.goto("en/lessons/");
  const said = panel(page).getByRole("status");
  const bad: [string, keyof typeof text.problems][] = [
    ["\u0000PNG", "unreadable"],
    ["null", "foreign"],
    ['{"convscope":"picture"}', "foreign"],
    ['{"convscope":"progress","version":1,"lessons":{"a":3}}', "foreign"],
    ['{"convscope":"progress","version":2,"lessons":{}}', "newer"],
  ];
  for (const [content, problem] of bad) {
    await read(page, content);
    await expect(said).toHaveText(text.problems[problem]);
  }
  await read(page, JSON.stringify({ convscope: "progress", version: 1, lessons: { [lesson]: ids } }));
  await expect(said).toHaveText(text.taken(ids.length));
});

test("where storage is forbidden the page says that nothing was kept", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("storage is forbidden here", "SecurityError");
      },
    });
  });
  await page.goto("en/lessons/");
  await read(page, JSON.stringify({ convscope: "progress", version: 1, lessons: { [lesson]: ids } }));
  await expect(panel(page).getByRole("status")).toHaveText(text.problems.forbidden);
});
