/** The labs as elements in somebody else's page: one script, two languages, and the page's own styles kept out. */
import { convolution, expect, messages, open, pooling, shapesOf, test } from "./labs.ts";

test.beforeEach(({ page }) => open(page, "/pages/course.html"));

test("each lab speaks its own language and shows its own controls", async ({ page }) => {
  const [ko, en] = [messages("ko"), messages("en")];
  await expect(convolution(page)).toContainText(ko.lab.sumTitle);
  await expect(pooling(page)).toContainText(en.lab.maxTitle);
  await expect(convolution(page).getByRole("button", { name: ko.presets.sobel.name })).toBeVisible();
  await expect(pooling(page).getByRole("radio", { name: "viridis" })).toHaveCount(0);
  await expect(pooling(page).getByRole("button", { name: en.playback.play, exact: true })).toBeVisible();
});

test("both compute, from attributes alone", async ({ page }) => {
  expect(await shapesOf(convolution(page))).toEqual([
    [1, 5, 5, 1],
    [1, 3, 3, 1],
  ]);
  expect(await shapesOf(pooling(page))).toEqual([
    [1, 5, 5, 1],
    [1, 2, 2, 1],
  ]);
});

test("the page's styles stop at the lab", async ({ page }) => {
  const title = convolution(page).locator("h3").first();
  const [size, ink] = await title.evaluate((el) => [getComputedStyle(el).fontSize, getComputedStyle(el).color]);
  expect(size).toBe("16px");
  expect(ink).not.toBe("rgb(255, 0, 0)");
});
