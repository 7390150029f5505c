/** The pooling lab's two ways: the largest value and the mean, and how much of the data stays. */
import { pooling as words } from "../../www/i18n/pooling.ts";
import { averaged, firstDifference, pooled } from "./arithmetic.ts";
import {
  bitmap,
  convolution,
  drop,
  expect,
  goTo,
  inputOf,
  messages,
  numberOf,
  numbersIn,
  open,
  outputCanvas,
  outputOf,
  pooling,
  setState,
  shapesOf,
  stateOf,
  surface,
  test,
  valueInPanel,
} from "./labs.ts";

const text = messages("ko");
const ko = words.ko;
const at = "embed/pooling/?lang=ko";

/** Eight rows of six values, all different. */
const rows = Array.from({ length: 8 }, (_, y) => Array.from({ length: 6 }, (_, x) => (y * 29 + x * 53 + 7) % 251));
const plane = { values: rows.flat(), height: 8, width: 6 };

test("every mean is its window's sum over the count", async ({ page }) => {
  await open(page, `${at}&op=avg`);
  const want = averaged({ values: await inputOf(pooling(page)), height: 427, width: 640 }, [3, 3], [3, 3]);
  expect(firstDifference(await outputOf(pooling(page)), want, 1e-6)).toBeNull();
  const { y, x } = await pooling(page).evaluate((el) => (el as unknown as { cell: { y: number; x: number } }).cell);
  expect(Math.abs((await valueInPanel(pooling(page))) - want[y * 213 + x])).toBeLessThan(0.0051);
});

test("the panel tells sum, count and mean", async ({ page }) => {
  await open(page, `${at}&image=grid&op=avg&size=2&strides=2`);
  await drop(surface(pooling(page)), [bitmap(rows)]);
  await goTo(pooling(page), 1, 2);
  const window = await numbersIn(pooling(page).getByRole("grid"));
  expect(window).toEqual([rows[2][4], rows[2][5], rows[3][4], rows[3][5]]);
  const sum = window.reduce((all, value) => all + value, 0);
  await expect(pooling(page).locator(".division")).toHaveText(ko.meanOf(String(sum), "4", String(sum / 4)));
  expect(await valueInPanel(pooling(page))).toBe(sum / 4);
  await expect(pooling(page)).toContainText(ko.tellMean(4));
});

test("padding stays out of the divisor unless it is counted", async ({ page }) => {
  await open(page, `${at}&image=grid&op=avg&size=3&strides=1&padding=same&cell=0+0`);
  await drop(surface(pooling(page)), [bitmap(rows)]);
  await goTo(pooling(page), 0, 0);
  const sum = rows[0][0] + rows[0][1] + rows[1][0] + rows[1][1];
  expect(await valueInPanel(pooling(page))).toBeCloseTo(sum / 4, 2);
  await expect(pooling(page)).toContainText(ko.padSkipped(5));
  await pooling(page).getByText(text.lab.more, { exact: true }).click();
  await pooling(page).getByLabel(ko.countPad).check();
  await expect.poll(async () => valueInPanel(pooling(page))).toBeCloseTo(sum / 9, 2);
  await expect(pooling(page)).toContainText(ko.padCounted(5));
  expect((await stateOf(pooling(page)))["count-include-pad"]).toBe(true);
});

test("a ceil mode's overhanging window is told, too", async ({ page }) => {
  await open(page, `${at}&image=grid&op=avg&size=3&strides=3&ceil-mode=true`);
  await drop(surface(pooling(page)), [bitmap(rows)]);
  await goTo(pooling(page), 2, 1);
  const cells = [6, 7].flatMap((y) => rows[y].slice(3, 6));
  const sum = cells.reduce((all, value) => all + value, 0);
  await expect(pooling(page).locator(".division")).toContainText(`${sum} / 6`);
  expect(await valueInPanel(pooling(page))).toBeCloseTo(sum / 6, 2);
});

test("both maps stand together, and a cell of one is the cell of the other", async ({ page }) => {
  await open(page, `${at}&image=grid&size=2&strides=2&compare=true`);
  await drop(surface(pooling(page)), [bitmap(rows)]);
  const lab = pooling(page);
  await expect(lab.getByRole("application")).toHaveCount(3);
  await outputCanvas(lab).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  const place = "[1, 0]";
  await expect(lab.locator(".sum b")).toHaveText(String(pooled(plane, [2, 2], [2, 2])[3]));
  const beside = lab.locator("p.note", { hasText: ko.same });
  await expect(beside).toContainText(place);
  const mean = averaged(plane, [2, 2], [2, 2])[3];
  expect(numberOf(await beside.locator(".accent").last().textContent())).toBeCloseTo(mean, 2);
  await lab.getByRole("radio", { name: ko.ops.max }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(lab.getByRole("group", { name: ko.avg })).toBeVisible();
  await expect(lab.locator(".sum b")).toHaveText(String(Math.round(mean * 100) / 100));
  await expect(lab.getByRole("heading", { name: ko.other.max })).toBeVisible();
});

test("colours change in both maps", async ({ page }) => {
  await open(page, `${at}&compare=true&view=viridis`);
  await setState(pooling(page), { view: "gray" });
  await setState(pooling(page), { view: "viridis", op: "avg" });
  const coloured = await outputCanvas(pooling(page)).evaluate((el: HTMLCanvasElement) => {
    const { data } = (el.getContext("2d") as CanvasRenderingContext2D).getImageData(0, 0, el.width, el.height);
    return data.some((_, i) => i % 4 === 0 && data[i] !== data[i + 1]);
  });
  expect(coloured).toBe(true);
});

test("a map of (427, 638) becomes (142, 212): a ninth stays", async ({ page }) => {
  // One row of weights takes nothing from the height.
  await open(page, "ko/?filter=-1+0+1");
  expect(await shapesOf(convolution(page))).toEqual([
    [1, 427, 640, 1],
    [1, 427, 638, 1],
  ]);
  expect((await shapesOf(pooling(page)))[1]).toEqual([1, 142, 212, 1]);
  await expect(pooling(page)).toContainText(ko.stays("272,426", "30,104", "11.1", 9));
});

test("nothing stays away where the window moves by one and the padding is SAME", async ({ page }) => {
  await open(page, `${at}&strides=1&padding=same`);
  await expect(pooling(page)).toContainText(ko.allStays("273,280", "273,280"));
});

test("a link keeps the way of pooling", async ({ page }) => {
  await open(page, `${at}&image=grid`);
  await pooling(page).getByRole("radio", { name: ko.ops.avg }).click();
  await pooling(page).getByLabel(ko.compare).check();
  await expect(page).toHaveURL(/op=avg/);
  await expect(page).toHaveURL(/compare=true/);
  const before = await outputOf(pooling(page));
  await page.reload();
  await open(page, page.url());
  expect(await stateOf(pooling(page))).toMatchObject({ op: "avg", compare: true, "count-include-pad": false });
  expect(await outputOf(pooling(page))).toEqual(before);
});

test("of many changes in a row the last one is shown", async ({ page }) => {
  await open(page, `${at}&padding=same&strides=1`);
  await pooling(page).evaluate(async (el) => {
    const lab = el as unknown as { state: object; ready: Promise<void> };
    for (const op of ["avg", "max", "avg", "max", "avg"]) {
      lab.state = { op, "count-include-pad": true };
      await new Promise((resolve) => setTimeout(resolve, 7));
    }
    await lab.ready;
  });
  await expect(pooling(page).getByRole("group", { name: ko.avg })).toBeVisible();
});
