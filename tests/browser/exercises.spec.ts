/** Questions and tasks as a learner meets them: replies, hints, progress that stays, storage that is forbidden. */
import { readAnswer, writeAnswer } from "../../www/engine/exercise/answers.ts";
import { course } from "../../www/i18n/course.ts";
import { expect, type Locator, test } from "./labs.ts";
import { exercisesOf, lessonOf, openLesson, settleLesson } from "./lessons.ts";

const lesson = "04-convolution";
const text = course.ko;
const all = exercisesOf(lessonOf("ko", lesson)).length;

const answer = async (question: Locator, given: string) => {
  await question.getByLabel(text.question.answer).fill(given);
  await question.getByRole("button", { name: text.question.check }).click();
};

test("what is typed is read as people write it", () => {
  for (const given of ["-3", "−3", " -3 ", "-6/2", "-3.0"]) expect(readAnswer("number", given), given).toEqual([-3]);
  for (const given of ["(1, 3, 3, 1)", "1 3 3 1", "1×3×3×1", "[1,3,3,1]"]) {
    expect(readAnswer("shape", given), given).toEqual([1, 3, 3, 1]);
  }
  expect(readAnswer("coordinate", "(12, 40)")).toEqual([12, 40]);
  for (const [kind, given] of [
    ["number", "three"],
    ["number", ""],
    ["coordinate", "12"],
    ["shape", "(a, b)"],
  ] as const) {
    expect(readAnswer(kind, given), given).toBeNull();
  }
  expect(writeAnswer("shape", [25])).toBe("(25,)");
  expect(writeAnswer("number", [-2.5])).toBe("−2.5");
});

test("a typical wrong answer gets its own reply, another one the general", async ({ page }) => {
  await openLesson(page, "ko", lesson);
  const question = page.locator("#first-sum");
  const [turned, counted] = [question.locator('[slot="reply-0"]'), question.locator('[slot="reply-2"]')];
  await answer(question, "-2");
  await expect(turned).toBeVisible();
  await answer(question, "6");
  await expect(counted).toBeVisible();
  await expect(turned).toBeHidden();
  await answer(question, "41");
  await expect(question.locator('[slot="reply-else"]')).toBeVisible();
  await answer(question, "여섯");
  await expect(question).toContainText(text.question.unreadable.number);
  await expect(question).not.toHaveAttribute("done");
  await answer(question, "2");
  await expect(question.locator('[slot="reply-right"]')).toBeVisible();
  await expect(question).toHaveAttribute("done");
});

test("after two misses the answer can be revealed, and that does not count as solved", async ({ page }) => {
  await openLesson(page, "ko", lesson);
  const question = page.locator("#next-cell");
  const reveal = question.getByRole("button", { name: text.question.reveal });
  await answer(question, "0, 1");
  await expect(reveal).toBeHidden();
  await answer(question, "5 5");
  await reveal.click();
  await expect(question).toContainText(text.question.revealed("(1, 0)"));
  await expect(question).not.toHaveAttribute("done");
});

test("what is done is still done after a reload, and counted on the contents page", async ({ page }) => {
  await openLesson(page, "ko", lesson);
  await answer(page.locator("#flat"), "0");
  await expect(page.locator(".intro [data-progress]")).toHaveText(text.progress(1, all));
  await page.reload();
  await settleLesson(page);
  await expect(page.locator("#flat")).toHaveAttribute("done");
  await expect(page.locator("#flat").locator('[slot="reply-right"]')).toBeVisible();
  await page.goto("ko/lessons/");
  await expect(page.locator(`[data-lesson="${lesson}"] [data-progress]`)).toContainText(text.progress(1, all));
  await page.goto("en/lessons/");
  await expect(page.locator(`[data-lesson="${lesson}"] [data-progress]`)).toContainText(course.en.progress(1, all));
});

test("where storage is forbidden the lesson works all the same", async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "indexedDB"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("forbidden", "SecurityError");
        },
      });
    }
  });
  await openLesson(page, "ko", lesson);
  await answer(page.locator("#first-sum"), "2");
  await expect(page.locator("#first-sum")).toHaveAttribute("done");
  await page.locator("convscope-code").getByRole("tab", { name: "PyTorch" }).click();
  await expect(page.locator('convscope-code [slot="pytorch"]')).toBeVisible();
  await page.goto("ko/lessons/");
  await expect(page.locator("ol.contents a").first()).toBeVisible();
});

test("a task says what is missing, and is done by whoever does it with the lab's own controls", async ({ page }) => {
  await openLesson(page, "ko", lesson);
  const task = page.locator("#horizontal");
  const lab = page.locator("#yours");
  await expect(task).toContainText(text.task.waiting);
  await lab.getByRole("button", { name: "흐리게" }).click();
  await expect(task).toContainText(text.task.ignores(text.task.pictures.vertical));
  await lab.getByRole("button", { name: "세로 경계" }).click();
  await expect(task).toContainText(text.task.answers(text.task.pictures.horizontal));
  await lab.getByRole("button", { name: "가로 경계" }).click();
  await expect(task).toHaveAttribute("done");
  await expect(task.locator('[slot="reply"]')).toBeVisible();
});

test("one answer is offered only to who has tried for a while", async ({ page }) => {
  await page.clock.install();
  await page.goto(`ko/lessons/${lesson}/`);
  await page.clock.runFor(1000);
  await settleLesson(page);
  const task = page.locator("#two-by-two");
  const show = task.getByRole("button", { name: text.task.show });
  await expect(show).toBeHidden();
  await page.locator("#strides").getByRole("radio", { name: "3" }).click();
  await page.clock.runFor(60_000);
  await show.click();
  await expect(task.locator('[slot="solution"]')).toBeVisible();
  await expect
    .poll(() =>
      page.locator("#strides").evaluate((lab) => (lab as unknown as { state: { strides: number[] } }).state.strides),
    )
    .toEqual([2, 2]);
});

test("a named symbol lights up in the text, the formula and the lab, by focus, pointer and tap", async ({ page }) => {
  await openLesson(page, "ko", lesson);
  const word = page.locator('span[data-symbol="filter"]').first();
  const symbol = page.locator('math [data-symbol="filter"]').first();
  const lab = page.locator("#grid");
  await word.focus();
  await expect(symbol).toHaveAttribute("data-lit");
  await expect(lab).toHaveAttribute("highlight", "filter");
  await word.blur();
  await expect(lab).not.toHaveAttribute("highlight");
  await symbol.hover();
  await expect(word).toHaveAttribute("data-lit");
  await page.mouse.move(0, 0);
  await expect(word).not.toHaveAttribute("data-lit");
  await symbol.focus();
  await page.keyboard.press("Enter");
  await symbol.blur();
  await expect(lab).toHaveAttribute("highlight", "filter");
  await page.keyboard.press("Escape");
  await expect(lab).not.toHaveAttribute("highlight");
});

test("code stands in tabs that follow the arrow keys, with what it printed", async ({ page }) => {
  await openLesson(page, "ko", lesson);
  const code = page.locator("convscope-code");
  await code.getByRole("tab", { name: "NumPy" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(code.getByRole("tab", { name: "TensorFlow" })).toBeFocused();
  await expect(code.locator('[slot="tensorflow"]')).toContainText("(1, 3, 3, 1)");
  await expect(code.locator('[slot="numpy"]')).toBeHidden();
  await page.keyboard.press("End");
  await expect(code.getByRole("tab", { name: "PyTorch" })).toBeFocused();
  await page.reload();
  await settleLesson(page);
  await expect(page.locator('convscope-code [slot="pytorch"]')).toBeVisible();
});
