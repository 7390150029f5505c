/** The main story: what the home page shows before anybody has touched it, and that its numbers are right. */
import { convolved, firstDifference, pooled } from "./arithmetic.ts";
import {
  cellOf,
  coloursOf,
  convolution,
  expect,
  goTo,
  inputCanvas,
  inputOf,
  type LabElement,
  messages,
  numberOf,
  numbersIn,
  open,
  outputCanvas,
  outputOf,
  type Page,
  pooling,
  setState,
  settle,
  shapesOf,
  stateOf,
  test,
  valueHere,
  valueInPanel,
} from "./labs.ts";

const text = messages("ko");
const edge = [
  [-1, 0, 1],
  [-1, 0, 1],
  [-1, 0, 1],
];

const photo = async (page: Page) => ({ values: await inputOf(convolution(page)), height: 427, width: 640 });

/** The panel agrees with the map, and the window it shows holds the picture's own values. */
async function checkPanel(page: Page) {
  const lab = convolution(page);
  const shown = await valueInPanel(lab);
  expect(Math.abs(shown - (await valueHere(lab)))).toBeLessThanOrEqual(0.005001);
  const { y, x } = await cellOf(lab);
  const input = await inputOf(lab);
  const window = [0, 1, 2].flatMap((row) => [...input.slice((y + row) * 640 + x, (y + row) * 640 + x + 3)]);
  expect(await numbersIn(lab.getByRole("grid", { name: text.lab.window, exact: true }))).toEqual(window);
}

test.beforeEach(({ page }) => open(page, "ko/"));

test("a story on a sample photo stands there before anybody touches anything", async ({ page }) => {
  const story = page.locator("cs-story");
  const shapes = ["(427, 640, 3)", "(1, 427, 640, 1)", "(3, 3, 1, 1)", "(1, 425, 638, 1)", "(1, 141, 212, 1)"];
  await expect(story.getByRole("listitem")).toHaveCount(5);
  for (const [i, shape] of shapes.entries()) {
    await expect(story.getByRole("listitem").nth(i)).toContainText(shape);
  }
  const lab = convolution(page);
  for (const shape of ["(1, 427, 640, 1)", "(3, 3, 1, 1)", "(1, 425, 638, 1)"]) await expect(lab).toContainText(shape);
  for (const shape of ["(1, 425, 638, 1)", "(1, 141, 212, 1)"]) await expect(pooling(page)).toContainText(shape);
  await expect(story).toContainText(text.story.greyWords(427, 640));
});

test("picture, map and pooled map are drawn", async ({ page }) => {
  for (const lab of [convolution(page), pooling(page)]) {
    for (const canvas of [inputCanvas(lab), outputCanvas(lab)]) {
      await expect.poll(() => coloursOf(canvas)).toBeGreaterThan(60);
    }
  }
  for (const canvas of await page.locator("cs-story canvas").all()) {
    expect(await coloursOf(canvas)).toBeGreaterThan(60);
  }
});

test("a lab tells its state, its cell, its tensors and its backend", async ({ page }) => {
  const lab = convolution(page);
  expect(await shapesOf(lab)).toEqual([
    [1, 427, 640, 1],
    [1, 425, 638, 1],
  ]);
  expect(await shapesOf(pooling(page))).toEqual([
    [1, 425, 638, 1],
    [1, 141, 212, 1],
  ]);
  const cell = await cellOf(lab);
  expect(await stateOf(lab)).toEqual({
    image: "china",
    grey: "mean",
    filter: edge,
    strides: [1, 1],
    padding: "valid",
    dilations: [1, 1],
    bias: 0,
    flip: false,
    view: "gray",
    cell: [cell.y, cell.x],
    speed: "ten",
  });
  expect(await stateOf(pooling(page))).toMatchObject({ size: [3, 3], strides: [3, 3], "ceil-mode": false });
  const told = await lab.evaluate((el: LabElement) => ({
    ready: el.ready instanceof Promise,
    floats: el.input?.data instanceof Float32Array && el.output?.data instanceof Float32Array,
    backend: el.backend,
  }));
  expect(told).toEqual({ ready: true, floats: true, backend: { backend: "cpu", reason: expect.stringMatching(/\w/) } });
});

test("the state that a lab gives is a copy: changing it changes nothing", async ({ page }) => {
  const lab = convolution(page);
  await lab.evaluate((el: LabElement) => {
    (el.state.filter as number[][])[0][0] = 99;
  });
  expect((await stateOf(lab)).filter).toEqual(edge);
});

test("every value of both maps is what the definition gives", async ({ page }) => {
  const map = await outputOf(convolution(page));
  expect(firstDifference(map, convolved(await photo(page), edge))).toBeNull();
  const want = pooled({ values: map, height: 425, width: 638 }, [3, 3], [3, 3]);
  expect(firstDifference(await outputOf(pooling(page)), want)).toBeNull();
});

test("the value in the panel is the value in the map, wherever the window stands", async ({ page }) => {
  for (const [y, x] of [
    [0, 0],
    [0, 637],
    [424, 0],
    [424, 637],
    [117, 176],
    [300, 41],
  ]) {
    await goTo(convolution(page), y, x);
    expect(await cellOf(convolution(page))).toEqual({ y, x });
    await checkPanel(page);
  }
});

test("an edited weight changes the map, the panel and the pooled map together", async ({ page }) => {
  const lab = convolution(page);
  const field = lab.getByRole("grid", { name: text.lab.filter, exact: true }).getByRole("textbox").nth(5);
  await field.fill("2.5");
  await field.press("Enter");
  await settle(page);
  const filter = [edge[0], [-1, 0, 2.5], edge[2]];
  expect((await stateOf(lab)).filter).toEqual(filter);
  const map = await outputOf(lab);
  expect(firstDifference(map, convolved(await photo(page), filter), 1e-6)).toBeNull();
  for (const [y, x] of [
    [200, 300],
    [424, 637],
  ]) {
    await goTo(lab, y, x);
    await checkPanel(page);
  }
  const want = pooled({ values: map, height: 425, width: 638 }, [3, 3], [3, 3]);
  expect(firstDifference(await outputOf(pooling(page)), want)).toBeNull();
});

test("products and running sum lead to the sum in the panel", async ({ page }) => {
  const lab = convolution(page);
  await setState(lab, { filter: "1 2 3, 4 5 6, 7 8 9", bias: 100, cell: "10 20" });
  const window = await numbersIn(lab.getByRole("grid", { name: text.lab.window, exact: true }));
  const products = await numbersIn(lab.getByRole("grid", { name: text.lab.products, exact: true }));
  expect(products).toEqual(window.map((value, i) => value * (i + 1)));
  const sum = products.reduce((total, value) => total + value, 100);
  expect(await valueInPanel(lab)).toBe(sum);
  const terms = await lab.locator(".running span:not(.visually-hidden)").allTextContents();
  const partial = products.map((_, i) => products.slice(0, i + 1).reduce((total, value) => total + value, 0));
  expect(terms.slice(0, 9).map(numberOf)).toEqual(partial);
});

test("the pooling lab outlines the value it keeps, and it is the largest of its window", async ({ page }) => {
  const lab = pooling(page);
  for (const [y, x] of [
    [0, 0],
    [140, 211],
    [77, 90],
  ]) {
    await goTo(lab, y, x);
    const window = await numbersIn(lab.getByRole("grid", { name: text.lab.windowMap, exact: true }));
    expect(window).toHaveLength(9);
    expect(await valueInPanel(lab)).toBe(Math.max(...window));
    expect(await valueHere(lab)).toBe(Math.max(...window));
    expect(numberOf(await lab.locator("[data-picked]").textContent())).toBe(Math.max(...window));
  }
});

test("stride, padding, greyscale and view are one click away", async ({ page }) => {
  const lab = convolution(page);
  await lab.getByRole("radiogroup", { name: text.controls.stride }).getByRole("radio", { name: "2" }).click();
  await settle(page);
  expect(await shapesOf(lab)).toEqual([
    [1, 427, 640, 1],
    [1, 213, 319, 1],
  ]);
  expect(firstDifference(await outputOf(lab), convolved(await photo(page), edge, [2, 2]))).toBeNull();
  await lab.getByRole("radiogroup", { name: text.controls.padding }).getByRole("radio", { name: "SAME" }).click();
  await settle(page);
  expect((await shapesOf(lab))[1]).toEqual([1, 214, 320, 1]);
  await lab.getByRole("combobox", { name: text.controls.grey }).selectOption({ label: text.grey.b });
  await settle(page);
  expect((await stateOf(lab)).grey).toBe("b");
  const gray = await coloursOf(outputCanvas(lab));
  expect(gray).toBeGreaterThan(60);
  await lab.getByRole("radiogroup", { name: text.controls.view }).getByRole("radio", { name: "viridis" }).click();
  await settle(page);
  expect((await stateOf(lab)).view).toBe("viridis");
  await expect.poll(() => coloursOf(outputCanvas(lab))).not.toBe(gray);
});
