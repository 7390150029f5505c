/** Every control does what it says, and every readout follows. The textbook grid keeps the sums small. */
import {
  cellOf,
  convolution,
  expect,
  goTo,
  inputCanvas,
  type Locator,
  messages,
  numbersIn,
  open,
  outputCanvas,
  outputOf,
  pooling,
  setState,
  settle,
  shapesOf,
  stateOf,
  test,
  trouble,
  valueHere,
  valueInPanel,
} from "./labs.ts";

const text = messages("ko");
const grid = "embed/convolution/?lang=ko&image=grid";

const numbers = (lab: Locator, name: string) => numbersIn(lab.getByRole("grid", { name, exact: true }));
const pairField = (lab: Locator, group: string, axis: string) =>
  lab.locator("details.more").getByRole("group", { name: group }).getByRole("spinbutton", { name: axis, exact: true });

/** Types into a field and leaves it. */
async function type(field: Locator, value: string) {
  await field.fill(value);
  await field.press("Enter");
  await settle(field.page());
}

async function unfold(lab: Locator) {
  await lab.getByText(text.lab.more, { exact: true }).click();
}

const presets = {
  "horizontal-edge": "-1 -1 -1 0 0 0 1 1 1",
  "vertical-edge": "-1 0 1 -1 0 1 -1 0 1",
  sobel: "-1 0 1 -2 0 2 -1 0 1",
  sharpen: "0 -1 0 -1 5 -1 0 -1 0",
  emboss: "-2 -1 0 -1 1 1 0 1 2",
  outline: "-1 -1 -1 -1 8 -1 -1 -1 -1",
  identity: "0 0 0 0 1 0 0 0 0",
};

test("each preset brings its weights and its sentence", async ({ page }) => {
  await open(page, grid);
  const lab = convolution(page);
  for (const [name, filter] of Object.entries(presets) as [keyof typeof presets, string][]) {
    await lab.getByRole("button", { name: text.presets[name].name, exact: true }).click();
    await settle(page);
    expect((await numbers(lab, text.lab.filter)).join(" ")).toBe(filter);
    await expect(lab).toContainText(text.presets[name].says);
    await expect(lab.getByRole("button", { pressed: true, name: text.presets[name].name })).toBeVisible();
    // By hand: what the filter makes of the grid's first window.
    const weights = filter.split(" ").map(Number);
    const window = [1, 1, 1, 0, 1, 1, 0, 0, 1];
    expect((await outputOf(lab))[0]).toBe(window.reduce((sum, value, i) => sum + value * weights[i], 0));
  }
});

test("a filter of one's own is called so", async ({ page }) => {
  await open(page, grid);
  const lab = convolution(page);
  await type(lab.getByRole("grid", { name: text.lab.filter, exact: true }).getByRole("textbox").first(), "7");
  await expect(lab.getByRole("button", { name: text.presets.custom.name, pressed: true })).toBeVisible();
  await expect(lab).toContainText(text.presets.custom.says);
});

test("the filter grows and shrinks to any size from 1 to 11, its centre staying where it was", async ({ page }) => {
  await open(page, `${grid}&padding=same&filter=1 2 3, 4 5 6, 7 8 9`);
  const lab = convolution(page);
  await unfold(lab);
  const before = await outputOf(lab);
  await type(pairField(lab, text.controls.size, "y"), "5");
  await type(pairField(lab, text.controls.size, "x"), "7");
  const filter = (await stateOf(lab)).filter as number[][];
  expect([filter.length, filter[0].length]).toEqual([5, 7]);
  expect(filter[2]).toEqual([0, 0, 4, 5, 6, 0, 0]);
  expect(await outputOf(lab)).toEqual(before);
  await type(pairField(lab, text.controls.size, "y"), "1");
  await type(pairField(lab, text.controls.size, "x"), "2");
  expect((await stateOf(lab)).filter).toEqual([[5, 6]]);
  await type(pairField(lab, text.controls.size, "y"), "11");
  expect((await numbers(lab, text.lab.filter)).length).toBe(22);
  await type(pairField(lab, text.controls.size, "y"), "12");
  await expect(trouble(lab)).toHaveText(text.errors.outOfRange({ name: "size", value: "12", min: "1", max: "11" }));
  expect(((await stateOf(lab)).filter as number[][]).length).toBe(11);
});

test("bias and dilation go into every sum", async ({ page }) => {
  await open(page, `${grid}&filter=1 1, 1 1`);
  const lab = convolution(page);
  await unfold(lab);
  await type(pairField(lab, text.controls.dilation, "y"), "4");
  await type(pairField(lab, text.controls.dilation, "x"), "2");
  expect((await shapesOf(lab))[1]).toEqual([1, 1, 3, 1]);
  // Rows 0 and 4, columns x and x + 2.
  expect([...(await outputOf(lab))]).toEqual([3, 2, 2]);
  await setState(lab, { bias: 10 });
  expect([...(await outputOf(lab))]).toEqual([13, 12, 12]);
  await goTo(lab, 0, 1);
  expect(await valueInPanel(lab)).toBe(12);
  await expect(lab.locator(".running")).toContainText(`${text.lab.bias} 10`);
});

test("flipped, the weights stand mirrored and an edit reaches the right one", async ({ page }) => {
  await open(page, `${grid}&filter=1 2, 3 4&cell=0 0`);
  const lab = convolution(page);
  await unfold(lab);
  await lab.getByRole("checkbox", { name: text.controls.flip }).check();
  await settle(page);
  expect(await numbers(lab, text.lab.filter)).toEqual([4, 3, 2, 1]);
  // [[1, 1], [0, 1]] under the flipped filter.
  expect(await valueInPanel(lab)).toBe(8);
  await type(lab.getByRole("grid", { name: text.lab.filter, exact: true }).getByRole("textbox").first(), "50");
  expect((await stateOf(lab)).filter).toEqual([
    [1, 2],
    [3, 50],
  ]);
  expect(await numbers(lab, text.lab.filter)).toEqual([50, 3, 2, 1]);
  expect(await valueInPanel(lab)).toBe(54);
});

test("padding is drawn outside the picture and counts as 0", async ({ page }) => {
  await open(page, `${grid}&padding=same&filter=1 1 1, 1 1 1, 1 1 1&cell=0 0`);
  const lab = convolution(page);
  expect(await numbers(lab, text.lab.window)).toEqual([0, 0, 0, 0, 1, 1, 0, 0, 1]);
  await expect(lab.locator("[data-outside]")).toHaveCount(10);
  expect(await valueInPanel(lab)).toBe(3);
  await expect(lab).toContainText(text.tell.padding(5));
  await expect(lab).toContainText("[\u22121:2, \u22121:2]");
});

test("explicit padding may differ on each side", async ({ page }) => {
  await open(page, grid);
  const lab = convolution(page);
  const choice = lab.getByRole("radiogroup", { name: text.controls.padding });
  await choice.getByRole("radio", { name: text.controls.custom }).click();
  await settle(page);
  expect((await shapesOf(lab))[1]).toEqual([1, 5, 5, 1]);
  await type(lab.getByRole("spinbutton", { name: text.controls.sides.top, exact: true }), "3");
  await type(lab.getByRole("spinbutton", { name: text.controls.sides.right, exact: true }), "0");
  expect((await stateOf(lab)).padding).toEqual([
    [3, 1],
    [1, 0],
  ]);
  expect((await shapesOf(lab))[1]).toEqual([1, 7, 4, 1]);
});

test("what a stride leaves over is said, and a pixel there is used by no window", async ({ page }) => {
  await open(page, "ko/?image=grid&filter=1 1, 1 1&strides=2&pool.size=2");
  const lab = convolution(page);
  await expect(lab).toContainText(text.lab.unusedRows(1, 1));
  const box = (await inputCanvas(lab).boundingBox()) as { width: number; height: number };
  const at = (row: number, column: number) => ({
    x: (box.width * (column + 0.5)) / 5,
    y: (box.height * (row + 0.5)) / 5,
  });
  await inputCanvas(lab).click({ position: at(4, 1) });
  await expect(lab).toContainText(text.lab.usedByNone("[4, 1]"));
  await inputCanvas(lab).click({ position: at(2, 3) });
  await expect(lab).toContainText(text.lab.usedBy("[2, 3]", 1, "[1:2, 1:2]"));
  expect(await cellOf(lab)).toEqual({ y: 1, x: 1 });
  expect(await valueInPanel(lab)).toBe(4);
});

test("a click on the map shows where its value came from", async ({ page }) => {
  await open(page, "ko/");
  const lab = convolution(page);
  const box = (await outputCanvas(lab).boundingBox()) as { width: number; height: number };
  await outputCanvas(lab).click({ position: { x: box.width / 2, y: box.height / 4 } });
  const { y, x } = await cellOf(lab);
  expect(Math.abs(y - 425 / 4)).toBeLessThan(4);
  expect(Math.abs(x - 638 / 2)).toBeLessThan(4);
  await expect(lab).toContainText(`[${y}:${y + 3}, ${x}:${x + 3}]`);
  expect(Math.abs((await valueInPanel(lab)) - (await valueHere(lab)))).toBeLessThan(0.006);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("ceil mode keeps the last, overhanging windows of a pooling", async ({ page }) => {
  await open(page, "embed/pooling/?lang=ko&image=grid&size=2&strides=2");
  const lab = pooling(page);
  expect([...(await outputOf(lab))]).toEqual([1, 1, 0, 1]);
  await expect(lab).toContainText(text.lab.unusedRows(1, 1));
  await unfold(lab);
  await lab.getByRole("checkbox", { name: text.controls.ceilMode }).check();
  await settle(page);
  expect((await shapesOf(lab))[1]).toEqual([1, 3, 3, 1]);
  expect([...(await outputOf(lab))]).toEqual([1, 1, 0, 0, 1, 1, 1, 1, 0]);
  await goTo(lab, 2, 2);
  await expect(lab.locator("[data-outside]")).toHaveCount(3);
  await expect(lab).toContainText(text.tell.paddingMax(3));
});
