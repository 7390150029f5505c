/** The lab of many filters: every map, every product and every sum is what the definition gives, and the core's own. */
import { filters as texts } from "../../www/i18n/filters.ts";
import { firstDifference } from "./arithmetic.ts";
import {
  cellOf,
  coloursOf,
  drop,
  expect,
  goTo,
  type LabElement,
  type Locator,
  messages,
  numberOf,
  numbersIn,
  open,
  type Page,
  pictureFile,
  setState,
  stateOf,
  surface,
  type Tensor,
  test,
  trouble,
} from "./labs.ts";
import { colours, lab, live, pane, type Rgb, ramp, tensorOf } from "./pixels.ts";
import { testAccessibility, violations } from "./violations.ts";

interface Filter {
  planes: number[][][];
  bias: number;
  seed?: number;
}

const words = texts.ko;
const text = messages("ko");
const at = "embed/filters/?lang=ko";
const rows = ramp(11, 14);

const filtersLab = (page: Page) => lab(page, "filters");
const strip = (page: Page) => filtersLab(page).getByRole("radiogroup", { name: words.maps });
const map = (page: Page) => pane(filtersLab(page), / 특징 맵 \(/);
const picture = (page: Page) => pane(filtersLab(page), /^컬러 이미지 \(/);
const part = (page: Page, channel: string) => filtersLab(page).getByRole("group", { name: channel, exact: true });
const grid = (page: Page, name: string) => filtersLab(page).getByRole("grid", { name, exact: true });
const filtersOf = async (el: Locator) => (await stateOf(el)).filters as Filter[];

/** One value of a map, by its definition. */
function valueAt(from: Rgb[][], { planes, bias }: Filter, y: number, x: number): number {
  let sum = bias;
  planes.forEach((plane, c) => {
    plane.forEach((row, dy) => {
      row.forEach((weight, dx) => {
        sum += weight * (from[y + dy]?.[x + dx]?.[c] ?? 0);
      });
    });
  });
  return sum;
}

/** All maps in one, NHWC, without padding. */
function mapsOf(from: Rgb[][], filters: Filter[]): number[] {
  const size = filters[0].planes[0].length;
  const values: number[] = [];
  for (let y = 0; y + size <= from.length; y += 1) {
    for (let x = 0; x + size <= from[0].length; x += 1) {
      for (const filter of filters) values.push(valueAt(from, filter, y, x));
    }
  }
  return values;
}

async function openRamp(page: Page, more = "") {
  await open(page, `${at}&image=grid${more}`);
  await drop(surface(filtersLab(page)), [colours(rows)]);
  await expect(trouble(filtersLab(page))).toHaveCount(0);
}

testAccessibility("filters/?map=3&padding=1+1+1+1&filters=blur;random 3;red-edge;red-cyan bias -5");

test.describe("axe, further", () => {
  test.use({ bypassCSP: true });
  test("nor with eight large filters, in trouble", async ({ page }) => {
    const many = Array.from({ length: 8 }, (_, i) => `random ${i + 1} 5`).join(";");
    await open(page, `embed/filters/?lang=en&image=chelsea&filters=${many}`);
    await setState(filtersLab(page), { strides: "0" });
    await expect(trouble(filtersLab(page))).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
});

test("every value of every map is what the definition gives, and the core's own convolution", async ({ page }) => {
  await openRamp(
    page,
    "&filters=vertical-edge;red-cyan bias 3;random 7;blur;0 1 0, 2 0 0, 0 0 -3 | 0 0 0, 0 0 0, 0 0 1 | 1 1 1, 1 1 1, 1 1 1",
  );
  const filters = await filtersOf(filtersLab(page));
  expect(filters).toHaveLength(5);
  const { data, shape } = await tensorOf(filtersLab(page), "output");
  expect(shape).toEqual([1, 9, 12, 5]);
  expect(firstDifference(data, mapsOf(rows, filters), 1e-6)).toBeNull();
  const core = await filtersLab(page).evaluate(async (el: LabElement & { filter?: Tensor }) => {
    const { default: init, conv2d } = await import(new URL("/pkg/convscope.js", location.href).href);
    await init(undefined, { network: false });
    const bias = Float32Array.from((el.state.filters as Filter[]).map((filter) => filter.bias));
    return [...conv2d(el.input, el.filter, { bias }).data];
  });
  expect(firstDifference(data, core, 1e-6)).toBeNull();
});

test("the products of each channel make its sum, and the sums with the bias make the value of the map", async ({
  page,
}) => {
  await openRamp(page, "&filters=vertical-edge;red-cyan bias 3;random 7 bias -2&map=1");
  const filters = await filtersOf(filtersLab(page));
  for (const [chosen, y, x] of [
    [1, 0, 0],
    [2, 4, 7],
    [0, 8, 11],
  ]) {
    await setState(filtersLab(page), { map: chosen });
    await goTo(filtersLab(page), y, x);
    let total = filters[chosen].bias;
    for (const [c, channel] of words.channels.entries()) {
      const window = [0, 1, 2].flatMap((dy) => [0, 1, 2].map((dx) => rows[y + dy][x + dx][c]));
      expect(await numbersIn(grid(page, words.window(channel)))).toEqual(window);
      const weights = filters[chosen].planes[c].flat();
      expect(await numbersIn(grid(page, words.weights(channel)))).toEqual(weights);
      const products = await numbersIn(grid(page, words.products(channel)));
      expect(products.map((value) => value + 0)).toEqual(window.map((value, i) => value * weights[i] + 0));
      const sum = products.reduce((all, value) => all + value, 0);
      expect(numberOf(await part(page, channel).locator(".part b").textContent())).toBe(sum);
      total += sum;
    }
    expect(numberOf(await filtersLab(page).locator(".sum b").textContent())).toBe(total);
    expect(total).toBe(valueAt(rows, filters[chosen], y, x));
    await expect(live(filtersLab(page))).toContainText(text.lab.live(y, x, String(total).replace("-", "−")));
  }
});

test("padding is hatched and counts as 0", async ({ page }) => {
  await openRamp(page, "&padding=same&cell=0+0&filters=random 5");
  await goTo(filtersLab(page), 0, 0);
  expect((await numbersIn(grid(page, words.window("R")))).slice(0, 4)).toEqual([0, 0, 0, 0]);
  const [filter] = await filtersOf(filtersLab(page));
  const padded = [rows[0].map((): Rgb => [0, 0, 0]), ...rows].map((row): Rgb[] => [[0, 0, 0], ...row]);
  expect(numberOf(await filtersLab(page).locator(".sum b").textContent())).toBe(valueAt(padded, filter, 0, 0));
});

test("the red finder is positive on red, negative on cyan and 0 on grey", async ({ page }) => {
  await open(page, `${at}&image=grid&filters=red-cyan`);
  const stripes: Rgb[] = [
    ...Array(3).fill([255, 0, 0]),
    ...Array(3).fill([0, 255, 255]),
    ...Array(3).fill([90, 90, 90]),
  ];
  await drop(surface(filtersLab(page)), [colours([stripes, stripes, stripes])]);
  const { data } = await tensorOf(filtersLab(page), "output");
  expect([data[0], data[3], data[6]]).toEqual([510, -510, 0]);
});

test("a value drops into every map at once, y first, then x", async ({ page }) => {
  await openRamp(page, "&filters=vertical-edge;blur;red-cyan");
  const filters = await filtersOf(filtersLab(page));
  await goTo(filtersLab(page), 3, 10);
  await filtersLab(page).evaluate((el) => {
    Object.assign(el, { recorded: [] });
    el.addEventListener("convscope-step", (event) =>
      (el as unknown as { recorded: unknown[] }).recorded.push((event as CustomEvent).detail),
    );
  });
  await filtersLab(page).getByRole("button", { name: text.playback.play, exact: true }).click();
  const recorded = () =>
    filtersLab(page).evaluate(
      (el) => (el as unknown as { recorded: { y: number; x: number; value: number[] }[] }).recorded,
    );
  await expect.poll(async () => (await recorded()).length, { timeout: 10_000 }).toBeGreaterThan(3);
  await filtersLab(page).evaluate((el: LabElement) => el.pause());
  const heard = (await recorded()).slice(0, 3);
  expect(heard.map(({ y, x }) => [y, x])).toEqual([
    [3, 11],
    [4, 0],
    [4, 1],
  ]);
  for (const { y, x, value } of heard) {
    expect(
      firstDifference(
        value,
        filters.map((filter) => valueAt(rows, filter, y, x)),
        1e-6,
      ),
    ).toBeNull();
  }
  const filled = await coloursOf(strip(page).locator("canvas").first());
  await filtersLab(page).getByRole("button", { name: text.lab.showWhole }).click();
  await expect.poll(() => coloursOf(strip(page).locator("canvas").first())).toBeGreaterThan(filled);
});

test("the strip tells each map's value at the current cell", async ({ page }) => {
  await openRamp(page, "&filters=vertical-edge;red-cyan;green-magenta");
  await goTo(filtersLab(page), 5, 6);
  const filters = await filtersOf(filtersLab(page));
  const shown = await strip(page).locator("b").allTextContents();
  expect(shown.map(numberOf)).toEqual(filters.map((filter) => valueAt(rows, filter, 5, 6)));
  await strip(page).getByRole("radio").nth(2).click();
  await expect(filtersLab(page).locator(".sum b")).toHaveText(shown[2]);
  expect((await stateOf(filtersLab(page))).map).toBe(2);
});

test("the keyboard alone chooses a map, moves the cell, edits a weight, adds and plays", async ({ page }) => {
  await openRamp(page, "&filters=vertical-edge;red-cyan");
  await strip(page).getByRole("radio").first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(strip(page).getByRole("radio").nth(1)).toBeChecked();
  await goTo(filtersLab(page), 0, 0);
  await map(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  expect(await cellOf(filtersLab(page))).toEqual({ y: 1, x: 1 });
  await picture(page).focus();
  await page.keyboard.press("End");
  expect(await cellOf(filtersLab(page))).toEqual({ y: 8, x: 11 });
  await grid(page, words.weights("G")).getByRole("textbox").nth(4).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("1/4");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await filtersOf(filtersLab(page)))[1].planes[1][2][1]).toBe(0.25);
  const filters = await filtersOf(filtersLab(page));
  await expect
    .poll(async () => numberOf(await filtersLab(page).locator(".sum b").textContent()))
    .toBeCloseTo(valueAt(rows, filters[1], 8, 11), 2);
  await filtersLab(page).getByRole("button", { name: words.add }).focus();
  await page.keyboard.press("Enter");
  await expect(strip(page).getByRole("radio")).toHaveCount(3);
  await expect(strip(page).getByRole("radio").nth(2)).toBeChecked();
  await map(page).focus();
  await page.keyboard.press("Space");
  await expect(filtersLab(page).getByRole("button", { name: text.playback.pause, exact: true })).toBeVisible();
  await page.keyboard.press("Space");
  await expect(filtersLab(page).getByRole("button", { name: text.playback.play, exact: true })).toBeVisible();
});

test("filters are added up to eight and removed down to one", async ({ page }) => {
  await openRamp(page, "&filters=blur");
  const add = filtersLab(page).getByRole("button", { name: words.add });
  const remove = filtersLab(page).getByRole("button", { name: words.remove });
  await expect(remove).toBeDisabled();
  for (let count = 2; count <= 8; count += 1) {
    await add.click();
    await expect(strip(page).getByRole("radio")).toHaveCount(count);
  }
  await expect(add).toBeDisabled();
  const written = (await filtersOf(filtersLab(page))).map(({ planes }) => JSON.stringify(planes));
  expect(new Set(written).size).toBe(8);
  for (let count = 7; count >= 1; count -= 1) {
    await remove.click();
    await expect(strip(page).getByRole("radio")).toHaveCount(count);
  }
  const { data, shape } = await tensorOf(filtersLab(page), "output");
  expect(shape).toEqual([1, 9, 12, 1]);
  expect(firstDifference(data, mapsOf(rows, await filtersOf(filtersLab(page))), 1e-6)).toBeNull();
});

test("presets, a bias, a size and a seed are one control away", async ({ page }) => {
  await openRamp(page, "&filters=blur;outline&map=1");
  const el = filtersLab(page);
  await el.getByRole("button", { name: words.presets["red-edge"].name }).click();
  await expect(el).toContainText(words.presets["red-edge"].says);
  await el.getByLabel(text.controls.bias).fill("12.5");
  await el.getByLabel(text.controls.bias).press("Enter");
  await expect.poll(async () => (await filtersOf(el))[1].bias).toBe(12.5);
  await el.getByRole("button", { name: words.random }).click();
  await el.getByLabel(words.seed).fill("42");
  await el.getByLabel(words.seed).press("Enter");
  await expect.poll(async () => (await filtersOf(el))[1]).toMatchObject({ seed: 42, bias: 12.5 });
  await el.getByRole("radio", { name: "5×5" }).click();
  await expect.poll(async () => (await tensorOf(el, "output")).shape).toEqual([1, 7, 10, 2]);
  expect(firstDifference((await tensorOf(el, "output")).data, mapsOf(rows, await filtersOf(el)), 1e-6)).toBeNull();
  await el.getByRole("radio", { name: "1×1" }).click();
  await expect.poll(async () => (await tensorOf(el, "output")).shape).toEqual([1, 11, 14, 2]);
  await el.getByRole("radio", { name: "2", exact: true }).click();
  await expect.poll(async () => (await tensorOf(el, "output")).shape).toEqual([1, 6, 7, 2]);
});

test("shapes, growth and parameters of the photo are told", async ({ page }) => {
  await open(page, at);
  const el = filtersLab(page);
  await expect(el).toContainText("(1, 427, 640, 3) * (3, 3, 3, 4) → (1, 425, 638, 4)");
  await expect(el).toContainText(words.grows("819,840", "1,084,600", "1.32"));
  await expect(el).toContainText(words.whatIf(32, "10.6"));
  await expect(el).toContainText(words.parametersSum(3, 4, "112"));
  await expect(el.getByRole("listitem", { name: words.mapRow(4) })).toHaveAccessibleName(/1,084,600.*4\.34/);
});

test("an input pixel shows the cells that read it", async ({ page }) => {
  await openRamp(page);
  const box = (await picture(page).boundingBox()) as { x: number; y: number; width: number; height: number };
  await picture(page).click({ position: { x: (box.width * 5.5) / 14, y: (box.height * 4.5) / 11 } });
  expect(await cellOf(filtersLab(page))).toEqual({ y: 3, x: 4 });
  await expect(filtersLab(page)).toContainText(text.lab.usedBy("[4, 5]", 9, "[2:5, 3:6]"));
});

test("a link keeps the filters, the map and the cell", async ({ page }) => {
  await open(page, `${at}&image=coffee`);
  await setState(filtersLab(page), {
    filters:
      "red-cyan bias -7.5; random 11; 0 1 0, 0 0 0, 0 0 0; 1 0 0, 0 0 0, 0 0 0 | 0 0 0, 0 0.1 0, 0 0 0 | 0 0 0, 0 0 0, 0 0 -1",
    map: 2,
    strides: "2 1",
    padding: "same",
    view: "viridis",
  });
  await goTo(filtersLab(page), 9, 30);
  await strip(page).getByRole("radio").nth(3).click();
  await expect(page).toHaveURL(/filters=red-cyan/);
  await expect(page).toHaveURL(/cell=9/);
  const [state, output] = [await stateOf(filtersLab(page)), await tensorOf(filtersLab(page), "output")];
  await open(page, page.url());
  expect(await stateOf(filtersLab(page))).toEqual(state);
  expect(await tensorOf(filtersLab(page), "output")).toEqual(output);
  await setState(filtersLab(page), { filters: "blur", map: 0 });
  await setState(filtersLab(page), state);
  expect(await stateOf(filtersLab(page))).toEqual(state);
});

test("what does not fit is a sentence, and the last good maps stay", async ({ page }) => {
  await openRamp(page);
  const before = await tensorOf(filtersLab(page), "output");
  for (const [wrong, says] of [
    ["sparkle", /sparkle/],
    ["", /1/],
    [Array(9).fill("blur").join(";"), /9/],
    ["blur; 1 2, 3 4", /square/],
    ["1 2 3, 4 5 6", /square/],
    ["random 0", /seed.*0/],
    ["1 | 2", /three/],
  ] as const) {
    await setState(filtersLab(page), { filters: wrong });
    await expect(trouble(filtersLab(page))).toHaveText(says);
    expect(await tensorOf(filtersLab(page), "output")).toEqual(before);
  }
  await setState(filtersLab(page), { filters: "random 1 5; random 2 5", strides: "1" });
  await expect(trouble(filtersLab(page))).toHaveCount(0);
  await drop(surface(filtersLab(page)), [colours([[[1, 2, 3]]])]);
  await expect(trouble(filtersLab(page))).toBeVisible();
  expect((await tensorOf(filtersLab(page), "output")).shape).toEqual([1, 7, 10, 2]);
  await drop(surface(filtersLab(page)), [pictureFile("orientation_6.jpg")]);
  await expect(trouble(filtersLab(page))).toHaveCount(0);
});

test("of many changes in a row the last one is shown", async ({ page }) => {
  await open(page, at);
  await filtersLab(page).evaluate(async (el: LabElement) => {
    for (let seed = 1; seed <= 8; seed += 1) {
      el.state = { filters: `random ${seed}; vertical-edge; random ${seed + 20}` };
      await new Promise((resolve) => setTimeout(resolve, 6));
    }
    el.setImage("grid");
    el.state = { filters: "random 9; blur" };
    await el.ready;
  });
  expect((await tensorOf(filtersLab(page), "output")).shape).toEqual([1, 3, 3, 2]);
  expect((await filtersOf(filtersLab(page)))[0].seed).toBe(9);
  await expect(strip(page).getByRole("radio")).toHaveCount(2);
});

test("a lab that is taken out and put back works on", async ({ page }) => {
  await openRamp(page);
  await filtersLab(page).evaluate(async (el: LabElement) => {
    const parent = el.parentElement as Element;
    el.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    parent.append(el);
    await el.setImage("chelsea");
    await el.ready;
  });
  expect((await tensorOf(filtersLab(page), "output")).shape).toEqual([1, 298, 449, 4]);
});
