/** The flatten lab: the grid and the row are the same pixels; shuffled, the row is as good, the picture gone. */
import { flatten } from "../../www/i18n/flatten.ts";
import {
  cellOf,
  drop,
  expect,
  goTo,
  type LabElement,
  messages,
  numberOf,
  open,
  type Page,
  pictureFile,
  recordSteps,
  setState,
  stateOf,
  surface,
  test,
  trouble,
} from "./labs.ts";
import { colours, lab, live, pane, ramp, tensorOf } from "./pixels.ts";
import { testAccessibility } from "./violations.ts";

const words = flatten.ko;
const text = messages("ko");
const at = "embed/flatten/?lang=ko";
const rows = ramp(12, 20);

const flattenLab = (page: Page) => lab(page, "flatten");
const grid = (page: Page) => pane(flattenLab(page), /^격자로 본 이미지 \(/);
const strip = (page: Page) => flattenLab(page).getByRole("slider", { name: words.rowPane });

async function openRamp(page: Page) {
  await open(page, `${at}&image=grid`);
  await drop(surface(flattenLab(page)), [colours(rows)]);
  await expect(trouble(flattenLab(page))).toHaveCount(0);
}

testAccessibility("flatten/?seed=1", (page) => setState(flattenLab(page), { shuffle: true, cell: "0 0" }));

test("the keyboard alone walks the grid and the row, and each lights the other", async ({ page }) => {
  await openRamp(page);
  await goTo(flattenLab(page), 0, 0);
  await grid(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  expect(await cellOf(flattenLab(page))).toEqual({ y: 1, x: 1 });
  await expect(strip(page)).toHaveAttribute("aria-valuenow", "21");
  await expect(live(flattenLab(page))).toHaveText(words.live(1, 1, "63", ...rows[1][1]));
  await strip(page).focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  expect(await cellOf(flattenLab(page))).toEqual({ y: 0, x: 19 });
  await page.keyboard.press("End");
  expect(await cellOf(flattenLab(page))).toEqual({ y: 11, x: 19 });
  await expect(strip(page)).toHaveAttribute("aria-valuetext", words.rowText("239", 11, 19));
});

test("a pixel's place in the row is (y · width + x) · 3 + channel", async ({ page }) => {
  await openRamp(page);
  for (const [y, x] of [
    [0, 0],
    [4, 7],
    [11, 19],
  ]) {
    await goTo(flattenLab(page), y, x);
    const first = (y * 20 + x) * 3;
    await expect(flattenLab(page).locator(".worked b")).toHaveText([0, 1, 2].map((c) => String(first + c)));
    const here = flattenLab(page).locator(".pixel.here").or(flattenLab(page).locator("cs-pixel-row .here"));
    await expect(here.locator("i")).toHaveText([0, 1, 2].map((c) => String(first + c)));
    await expect(here.locator("b")).toHaveText(rows[y][x].map(String));
  }
  expect(await tensorOf(flattenLab(page), "output")).toEqual({ data: rows.flat(2), shape: [1, 720] });
  await expect(flattenLab(page).locator(".shapes")).toContainText("(12, 20, 3) → (1, 720)");
  await expect(flattenLab(page).locator(".shapes")).toContainText("(1000, 12, 20, 3) → (1000, 720)");
});

test("pointing at the row lights the grid", async ({ page }) => {
  await openRamp(page);
  const place = await strip(page).boundingBox();
  if (!place) throw new Error("the strip is not on the page");
  await page.mouse.click(place.x + 7 + ((place.width - 14) * 100.5) / 240, place.y + 20);
  expect(await cellOf(flattenLab(page))).toEqual({ y: 5, x: 0 });
  await flattenLab(page)
    .getByRole("button", { name: /^\[5, 2\]/ })
    .click();
  expect(await cellOf(flattenLab(page))).toEqual({ y: 5, x: 2 });
});

test("playing walks both, y first, then x", async ({ page }) => {
  await openRamp(page);
  await goTo(flattenLab(page), 0, 18);
  const steps = await recordSteps(flattenLab(page));
  await flattenLab(page).getByRole("button", { name: text.playback.play, exact: true }).click();
  await expect.poll(async () => (await steps()).length).toBeGreaterThan(2);
  await flattenLab(page).evaluate((el: LabElement) => el.pause());
  expect((await steps()).slice(0, 2)).toEqual([
    { y: 0, x: 19, value: rows[0][19] },
    { y: 1, x: 0, value: rows[1][0] },
  ]);
});

test("shuffled, every pixel is still there once, a neuron sees no difference, and unshuffling brings all back", async ({
  page,
}) => {
  await openRamp(page);
  const before = await tensorOf(flattenLab(page), "input");
  await flattenLab(page).getByRole("button", { name: words.shuffle }).click();
  const after = await tensorOf(flattenLab(page), "input");
  const pixels = (data: number[]) =>
    Array.from({ length: data.length / 3 }, (_, i) => data.slice(3 * i, 3 * i + 3).join());
  expect(after.shape).toEqual(before.shape);
  expect(pixels(after.data)).not.toEqual(pixels(before.data));
  expect(pixels(after.data).sort()).toEqual(pixels(before.data).sort());
  const [was, is] = (await flattenLab(page).locator(".neuron b").allTextContents()).map(numberOf);
  expect(Number.isInteger(was)).toBe(true);
  expect(is).toBe(was);
  await expect(flattenLab(page)).toContainText(words.gone);
  // The pixel says where it came from.
  await goTo(flattenLab(page), 3, 3);
  const told = (await flattenLab(page).locator(".note").filter({ hasText: "섞기 전에는" }).textContent()) ?? "";
  const [y, x] = (/\[(\d+), (\d+)\]/.exec(told) ?? []).slice(1).map(Number);
  expect(after.data.slice((3 * 20 + 3) * 3, (3 * 20 + 3) * 3 + 3)).toEqual(rows[y][x]);
  await flattenLab(page).getByRole("button", { name: words.unshuffle }).click();
  expect(await tensorOf(flattenLab(page), "input")).toEqual(before);
});

test("a link may ask for shuffled pixels", async ({ page }) => {
  await open(page, `${at}&image=grid&shuffle=true&seed=3&cell=1+2`);
  await expect(trouble(flattenLab(page))).toHaveCount(0);
  await expect(flattenLab(page)).toContainText(words.gone);
  expect(await stateOf(flattenLab(page))).toMatchObject({ shuffle: true, seed: 3, cell: [1, 2] });
});

test("the same seed shuffles every picture alike, another seed otherwise", async ({ page }) => {
  await openRamp(page);
  await setState(flattenLab(page), { shuffle: true, seed: 5 });
  const five = await tensorOf(flattenLab(page), "input");
  await setState(flattenLab(page), { seed: 6 });
  expect(await tensorOf(flattenLab(page), "input")).not.toEqual(five);
  await setState(flattenLab(page), { seed: 5 });
  expect(await tensorOf(flattenLab(page), "input")).toEqual(five);
});

test("a large photo is reduced to the side asked for, each pixel the mean of its block", async ({ page }) => {
  await open(page, `${at}&image=grid&side=8`);
  await drop(surface(flattenLab(page)), [colours(ramp(16, 24))]);
  const { data, shape } = await tensorOf(flattenLab(page), "input");
  expect(shape).toEqual([1, 6, 8, 3]);
  const large = ramp(16, 24);
  const mean = (y: number, x: number, c: number) => {
    const block = large.slice(3 * y, 3 * y + 3).flatMap((row) => row.slice(3 * x, 3 * x + 3).map((rgb) => rgb[c]));
    return Math.round(block.reduce((sum, byte) => sum + byte, 0) / block.length);
  };
  expect(data).toEqual(
    [0, 1, 2, 3, 4, 5].flatMap((y) => [...Array(8).keys()].flatMap((x) => [0, 1, 2].map((c) => mean(y, x, c)))),
  );
  await setState(flattenLab(page), { side: 4 });
  expect((await tensorOf(flattenLab(page), "input")).shape).toEqual([1, 3, 4, 3]);
});

test("a state may be given back as it was taken, and what is out of range gets a sentence", async ({ page }) => {
  await openRamp(page);
  await setState(flattenLab(page), { shuffle: true, seed: 9, cell: "4 9", speed: "row" });
  const state = await stateOf(flattenLab(page));
  await setState(flattenLab(page), { shuffle: false, seed: 1, cell: [0, 0] });
  await setState(flattenLab(page), state);
  expect(await stateOf(flattenLab(page))).toEqual(state);
  await setState(flattenLab(page), { side: 500 });
  await expect(trouble(flattenLab(page))).toContainText("500");
});

test("the textbook grid is a row of 75; a rotated photo comes upright; a broken file gets a sentence", async ({
  page,
}) => {
  await open(page, `${at}&image=grid`);
  const { data, shape } = await tensorOf(flattenLab(page), "output");
  expect(shape).toEqual([1, 75]);
  expect(data.slice(0, 15)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  await drop(surface(flattenLab(page)), [pictureFile("orientation_1.jpg")]);
  const upright = (await tensorOf(flattenLab(page), "input")).shape;
  await drop(surface(flattenLab(page)), [pictureFile("orientation_6.jpg")]);
  expect((await tensorOf(flattenLab(page), "input")).shape).toEqual(upright);
  await drop(surface(flattenLab(page)), [pictureFile("truncated.png")]);
  await expect(trouble(flattenLab(page))).toBeVisible();
  expect((await tensorOf(flattenLab(page), "input")).shape).toEqual(upright);
});
