/** The colour lab: planes, greys worked out, and what shape prints at each step. */
import { channels } from "../../www/i18n/channels.ts";
import {
  cellOf,
  coloursOf,
  drop,
  expect,
  goTo,
  type LabElement,
  messages,
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
import { colours, lab, live, pane, type Rgb, ramp, tensorOf } from "./pixels.ts";
import { testAccessibility } from "./violations.ts";

const words = channels.ko;
const text = messages("ko");
const at = "embed/channels/?lang=ko";
const rows = ramp(30, 44);

const channelsLab = (page: Page) => lab(page, "channels");
const grey = (page: Page) => pane(channelsLab(page), /^흑백 이미지 \(/);
const result = (page: Page) => channelsLab(page).locator(".sum b");

/** The greys by their definitions, in whole numbers and by nothing of the core. */
const greys: Record<string, (pixel: Rgb) => number> = {
  mean: ([r, g, b]) => Math.floor((r + g + b) / 3),
  rec601: ([r, g, b]) => Math.floor((r * 19595 + g * 38470 + b * 7471 + 32768) / 65536),
  rec709: ([r, g, b]) => Math.floor((2126 * r + 7152 * g + 722 * b + 5000) / 10000),
  r: ([r]) => r,
  g: ([, g]) => g,
  b: ([, , b]) => b,
};

async function openRamp(page: Page) {
  await open(page, `${at}&image=grid`);
  await drop(surface(channelsLab(page)), [colours(rows)]);
  await expect(trouble(channelsLab(page))).toHaveCount(0);
}

testAccessibility("channels/?view=viridis&grey=rec601");

test("the keyboard alone moves the pixel, chooses a method and plays", async ({ page }) => {
  await openRamp(page);
  await goTo(channelsLab(page), 0, 0);
  await grey(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  expect(await cellOf(channelsLab(page))).toEqual({ y: 1, x: 10 });
  await expect(live(channelsLab(page))).toHaveText(words.live(1, 10, ...rows[1][10], greys.mean(rows[1][10])));
  await channelsLab(page).getByRole("radio", { name: words.names.mean }).focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await stateOf(channelsLab(page))).grey).toBe("rec601");
  await expect(result(page)).toHaveText(String(greys.rec601(rows[1][10])));
  await grey(page).focus();
  await page.keyboard.press("Space");
  await expect(channelsLab(page).getByRole("button", { name: text.playback.pause, exact: true })).toBeVisible();
  await page.keyboard.press("Space");
  await expect(channelsLab(page).getByRole("button", { name: text.playback.play, exact: true })).toBeVisible();
});

test("the mean of the note's pixel is 372 / 3 = 124", async ({ page }) => {
  await open(page, `${at}&image=grid`);
  await drop(surface(channelsLab(page)), [colours([[[52, 120, 200]]])]);
  await expect(channelsLab(page).locator(".worked div")).toHaveText(["(52 + 120 + 200) / 3", "= 372 / 3", "= 124"]);
  await expect(result(page)).toHaveText("124");
});

for (const [method, of] of Object.entries(greys)) {
  test(`every value of the ${method} grey is what its definition gives`, async ({ page }) => {
    await openRamp(page);
    await setState(channelsLab(page), { grey: method });
    expect(await tensorOf(channelsLab(page), "output")).toEqual({ data: rows.flat().map(of), shape: [1, 30, 44, 1] });
    for (const [y, x] of [
      [0, 0],
      [7, 30],
      [29, 43],
    ]) {
      await goTo(channelsLab(page), y, x);
      await expect(result(page)).toHaveText(String(of(rows[y][x])));
      const beside = channelsLab(page).locator(".methods .value");
      await expect(beside).toHaveText(Object.values(greys).map((other) => String(other(rows[y][x]))));
      await expect(channelsLab(page).locator(".planes b")).toHaveText(rows[y][x].map(String));
    }
  });
}

test("shapes and values at each step are those of NumPy", async ({ page }) => {
  await openRamp(page);
  await goTo(channelsLab(page), 3, 5);
  const mean = greys.mean(rows[3][5]);
  const steps = channelsLab(page).locator(".shapes li");
  await expect(steps.locator("b")).toHaveText(["(30, 44, 3)", "(30, 44, 3)", "(30, 44)", "(1, 30, 44, 1)"]);
  await expect(steps.nth(1)).toContainText(`gray3[3, 5] → [${mean} ${mean} ${mean}]`);
  await expect(steps.nth(2)).toContainText(`gray[3, 5] → ${mean}`);
  await expect(steps.nth(3)).toContainText(`batch[0, 3, 5, 0] → ${mean}`);
});

test("the grey picture fills y first, then x", async ({ page }) => {
  await openRamp(page);
  await goTo(channelsLab(page), 2, 41);
  const steps = await recordSteps(channelsLab(page));
  await channelsLab(page).getByRole("button", { name: text.playback.play, exact: true }).click();
  await expect.poll(async () => (await steps()).length, { timeout: 10_000 }).toBeGreaterThan(4);
  await channelsLab(page).evaluate((el: LabElement) => el.pause());
  const heard = (await steps()).slice(0, 4);
  expect(heard).toEqual(
    [
      [2, 42],
      [2, 43],
      [3, 0],
      [3, 1],
    ].map(([y, x]) => ({ y, x, value: greys.mean(rows[y][x]) })),
  );
  const filled = await coloursOf(grey(page));
  await channelsLab(page).getByRole("button", { name: text.lab.showWhole }).click();
  await expect.poll(() => coloursOf(grey(page))).toBeGreaterThan(filled);
});

test("viridis is green, and the lab says why", async ({ page }) => {
  await openRamp(page);
  const coloured = () =>
    grey(page).evaluate((el: HTMLCanvasElement) => {
      const { data } = (el.getContext("2d") as CanvasRenderingContext2D).getImageData(0, 0, el.width, el.height);
      return data.some((_, i) => i % 4 === 0 && data[i + 1] - data[i] > 60);
    });
  expect(await coloured()).toBe(false);
  await channelsLab(page).getByRole("radio", { name: "viridis" }).click();
  await expect.poll(coloured).toBe(true);
  await expect(channelsLab(page)).toContainText("viridis로 그려서 초록빛으로");
});

test("a state may be given back as it was taken", async ({ page }) => {
  await openRamp(page);
  await setState(channelsLab(page), { grey: "rec709", view: "viridis", cell: "4 9", speed: "row" });
  const state = await stateOf(channelsLab(page));
  expect(state).toMatchObject({ grey: "rec709", view: "viridis", cell: [4, 9], speed: "row" });
  await setState(channelsLab(page), { grey: "b", view: "gray", cell: [0, 0] });
  await setState(channelsLab(page), state);
  expect(await stateOf(channelsLab(page))).toEqual(state);
  await setState(channelsLab(page), { grey: "luma" });
  await expect(trouble(channelsLab(page))).toContainText("luma");
});

test("of many changes in a row the last one is shown", async ({ page }) => {
  await open(page, at);
  await channelsLab(page).evaluate(async (el: LabElement) => {
    for (const grey of ["r", "g", "b", "rec601", "rec709"]) {
      el.state = { grey };
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    el.setImage("grid");
    el.state = { grey: "g" };
    await el.ready;
  });
  expect((await tensorOf(channelsLab(page), "output")).shape).toEqual([1, 5, 5, 1]);
  await expect(channelsLab(page).getByRole("radio", { name: words.names.g })).toBeChecked();
});

test("a rotated photo comes upright, a grid as zeros and ones, a broken file as a sentence", async ({ page }) => {
  await open(page, `${at}&image=grid&cell=0+3`);
  await expect(result(page)).toHaveText("0");
  await drop(surface(channelsLab(page)), [pictureFile("orientation_1.jpg")]);
  const { shape } = await tensorOf(channelsLab(page), "output");
  await drop(surface(channelsLab(page)), [pictureFile("orientation_6.jpg")]);
  expect((await tensorOf(channelsLab(page), "output")).shape).toEqual(shape);
  await drop(surface(channelsLab(page)), [pictureFile("text.jpg")]);
  await expect(trouble(channelsLab(page))).toBeVisible();
  expect((await tensorOf(channelsLab(page), "output")).shape).toEqual(shape);
});
