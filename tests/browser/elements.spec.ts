/** The labs as elements in somebody else's page: one script, two languages, and the page's own styles kept out. */
import { convolution, expect, type LabElement, labNames, messages, open, pooling, shapesOf, test } from "./labs.ts";

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

test("every lab is defined at once", async ({ page }) => {
  const missing = await page.evaluate(
    (names) => names.filter((name) => !customElements.get(`convscope-${name}`)),
    [...labNames],
  );
  expect(missing).toEqual([]);
});

test("the page's styles stop at the lab", async ({ page }) => {
  const title = convolution(page).locator("h3").first();
  const [size, ink] = await title.evaluate((el) => [getComputedStyle(el).fontSize, getComputedStyle(el).color]);
  expect(size).toBe("16px");
  expect(ink).not.toBe("rgb(255, 0, 0)");
});

test("a lab follows when the page around it changes its language", async ({ page }) => {
  await page.evaluate(() => {
    document.documentElement.lang = "en";
  });
  await expect(convolution(page)).toContainText(messages("en").lab.sumTitle);
});

test("a lab that is taken out and put back works on", async ({ page }) => {
  await convolution(page).evaluate(async (el: LabElement) => {
    const parent = el.parentElement as Element;
    el.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    parent.append(el);
    await el.ready;
    await el.setImage("chelsea");
  });
  expect(await shapesOf(convolution(page))).toEqual([
    [1, 300, 451, 1],
    [1, 298, 449, 1],
  ]);
});
