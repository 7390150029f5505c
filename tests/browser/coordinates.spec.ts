/** The coordinates lab: y first, from the top left; against graph paper; slices as NumPy cuts them. */
import { coordinates } from "../../www/i18n/coordinates.ts";
import {
  cellOf,
  drop,
  expect,
  goTo,
  type LabElement,
  open,
  type Page,
  pictureFile,
  recordSteps,
  setState,
  settle,
  stateOf,
  surface,
  test,
  trouble,
} from "./labs.ts";
import { colours, lab, live, pane, printed, ramp, tensorOf } from "./pixels.ts";
import { testAccessibility } from "./violations.ts";

const words = coordinates.ko;
const at = "embed/coordinates/?lang=ko";
const rows = ramp(40, 60);

const coordinatesLab = (page: Page) => lab(page, "coordinates");
const array = (page: Page) => pane(coordinatesLab(page), /^이미지 \(/);
const paper = (page: Page) => pane(coordinatesLab(page), words.paperPane);
const value = (page: Page) => coordinatesLab(page).locator(".sum b");

async function openRamp(page: Page, query = "") {
  await open(page, `${at}&image=grid${query}`);
  await drop(surface(coordinatesLab(page)), [colours(rows)]);
  await expect(trouble(coordinatesLab(page))).toHaveCount(0);
}

testAccessibility("coordinates/?cartesian=true&find=12+40", (page) =>
  setState(coordinatesLab(page), { slice: "10:60, -90:", cell: "0 0" }),
);

test("the arrow keys walk over the picture, and the live region says where and what", async ({ page }) => {
  await openRamp(page);
  await goTo(coordinatesLab(page), 0, 0);
  await array(page).focus();
  for (const [key, y, x] of [
    ["ArrowDown", 1, 0],
    ["ArrowRight", 1, 1],
    ["Shift+ArrowDown", 11, 1],
    ["End", 39, 59],
    ["ArrowRight", 39, 59],
    ["Home", 0, 0],
  ] as [string, number, number][]) {
    await page.keyboard.press(key);
    expect(await cellOf(coordinatesLab(page)), key).toEqual({ y, x });
    await expect(live(coordinatesLab(page))).toHaveText(words.live(y, x, ...rows[y][x]));
    await expect(value(page)).toHaveText(printed(rows[y][x]));
  }
});

test("the number fields go to a pixel, and refuse what the picture does not have", async ({ page }) => {
  await openRamp(page);
  const [y, x] = [words.y, words.x].map((name) => coordinatesLab(page).getByRole("spinbutton", { name, exact: true }));
  await y.fill("12");
  await y.press("Enter");
  await x.fill("40");
  await x.press("Enter");
  expect(await cellOf(coordinatesLab(page))).toEqual({ y: 12, x: 40 });
  await expect(value(page)).toHaveText(printed(rows[12][40]));
  await y.fill("-1");
  await y.press("Enter");
  await expect(trouble(coordinatesLab(page))).toContainText("-1");
  expect(await cellOf(coordinatesLab(page))).toEqual({ y: 12, x: 40 });
});

test("the mouse reads the pixel below it, and a click keeps it", async ({ page }) => {
  await openRamp(page);
  const place = await array(page).boundingBox();
  if (!place) throw new Error("the picture is not on the page");
  const over = (y: number, x: number): [number, number] => [
    place.x + ((x + 0.5) * place.width) / 60,
    place.y + ((y + 0.5) * place.height) / 40,
  ];
  await goTo(coordinatesLab(page), 3, 4);
  await page.mouse.move(...over(20, 31));
  await expect(value(page)).toHaveText(printed(rows[20][31]));
  expect(await cellOf(coordinatesLab(page))).toEqual({ y: 3, x: 4 });
  await page.mouse.move(place.x + place.width / 2, place.y + place.height + 60);
  await expect(value(page)).toHaveText(printed(rows[3][4]));
  await page.mouse.click(...over(20, 31));
  expect(await cellOf(coordinatesLab(page))).toEqual({ y: 20, x: 31 });
});

test("the loupe shows the pixels around it with their own numbers, and leads on", async ({ page }) => {
  await openRamp(page);
  await goTo(coordinatesLab(page), 0, 7);
  const table = coordinatesLab(page).getByRole("table", { name: words.loupe });
  const shown = await table
    .locator("td:not(.outside)")
    .evaluateAll((cells) => cells.map((cell) => (cell.textContent ?? "").trim().split(/\s+/).map(Number)));
  expect(shown).toEqual([0, 1, 2].flatMap((y) => [5, 6, 7, 8, 9].map((x) => rows[y][x])));
  await expect(table.locator("td.outside")).toHaveCount(10);
  await expect(table.locator("td[aria-current]")).toHaveText(rows[0][7].join(" "));
  await table.locator('td[data-y="2"][data-x="9"]').click();
  expect(await cellOf(coordinatesLab(page))).toEqual({ y: 2, x: 9 });
});

test("graph paper counts the same pixel from the bottom left", async ({ page }) => {
  await openRamp(page);
  await expect(paper(page)).toHaveCount(0);
  await coordinatesLab(page).getByRole("checkbox", { name: words.cartesian }).check();
  await goTo(coordinatesLab(page), 12, 33);
  await expect(coordinatesLab(page).getByRole("table", { name: words.contrast.label })).toContainText("(33, 27)");
  await expect(coordinatesLab(page)).toContainText(words.both("12", "33", "27"));
  const place = await paper(page).boundingBox();
  if (!place) throw new Error("the graph paper is not on the page");
  await page.mouse.click(place.x + (0.5 * place.width) / 60, place.y + place.height - (0.5 * place.height) / 40);
  expect(await cellOf(coordinatesLab(page))).toEqual({ y: 39, x: 0 });
  await expect(coordinatesLab(page)).toContainText("(0, 0)");
});

test("a pixel to find: the swap, the count from below, and the hit are each told apart", async ({ page }) => {
  await openRamp(page, "&find=30+8");
  const answer = coordinatesLab(page).locator(".answer");
  await expect(coordinatesLab(page)).toContainText(words.find("30", "8"));
  await expect(answer).toHaveText("");
  const go = async (y: number, x: number) => {
    for (const [name, to] of [
      [words.y, y],
      [words.x, x],
    ] as const) {
      const field = coordinatesLab(page).getByRole("spinbutton", { name, exact: true });
      await field.fill(String(to));
      await field.press("Enter");
    }
  };
  await go(8, 30);
  await expect(answer).toHaveText(words.swapped("8", "30"));
  await go(9, 8);
  await expect(answer).toHaveText(words.upwards("9"));
  await go(31, 9);
  await expect(answer).toHaveText(words.near);
  await go(20, 50);
  await expect(answer).toHaveText(words.far("20", "50", [words.ways.down, words.ways.left].join(words.and)));
  await go(30, 8);
  await expect(answer).toHaveText(words.found);
  await expect(live(coordinatesLab(page))).toContainText(words.found);
  await coordinatesLab(page).getByRole("button", { name: words.another }).click();
  const { find } = (await stateOf(coordinatesLab(page))) as { find: [number, number] };
  expect(find).not.toEqual([30, 8]);
  await expect(answer).toHaveText("");
});

test("a pixel to find that the picture lacks gets a sentence", async ({ page }) => {
  await open(page, `${at}&image=grid&find=12+40`);
  await expect(coordinatesLab(page).locator(".answer")).toHaveText(words.outside("12", "40", "(5, 5, 3)"));
});

for (const [slice, shape, says] of [
  ["10:20, 30:55", "(10, 25, 3)", words.taken("10", "20", "30", "55")],
  ["-5:, :7", "(5, 7, 3)", words.negative("−5", "35")],
  ["30:99, 0:5", "(10, 5, 3)", words.clipped("y 99", "40")],
  ["20:10, 0:5", "(0, 5, 3)", words.empty("y")],
]) {
  test(`the slice ${slice} has the shape ${shape}`, async ({ page }) => {
    await openRamp(page);
    await setState(coordinatesLab(page), { slice });
    await expect(value(page)).toHaveText(shape);
    await expect(coordinatesLab(page).locator(".reading")).toContainText(says);
  });
}

test("a slice is drawn by dragging, moved by the arrow keys and typed into its fields", async ({ page }) => {
  await openRamp(page);
  await coordinatesLab(page).getByRole("radio", { name: words.modes.slice }).click();
  const place = await array(page).boundingBox();
  if (!place) throw new Error("the picture is not on the page");
  await page.mouse.move(place.x + (50.5 * place.width) / 60, place.y + (30.5 * place.height) / 40);
  await page.mouse.down();
  await page.mouse.move(place.x + (20.5 * place.width) / 60, place.y + (10.5 * place.height) / 40, { steps: 4 });
  await page.mouse.up();
  const cut = async () => ((await stateOf(coordinatesLab(page))) as { slice: number[][] }).slice;
  expect(await cut()).toEqual([
    [10, 31],
    [20, 51],
  ]);
  await expect(value(page)).toHaveText("(21, 31, 3)");
  await array(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  expect(await cut()).toEqual([
    [11, 32],
    [29, 60],
  ]);
  const end = coordinatesLab(page).getByRole("textbox", { name: words.ends.y1 });
  await end.fill("−2");
  await end.press("Enter");
  expect(await cut()).toEqual([
    [11, -2],
    [29, 60],
  ]);
  await expect(value(page)).toHaveText("(27, 31, 3)");
  await end.fill("two");
  await end.press("Enter");
  await expect(trouble(coordinatesLab(page))).toContainText("two");
});

test("what people do is told, with the state; a link brings it back", async ({ page }) => {
  await openRamp(page);
  await setState(coordinatesLab(page), { slice: "1:9, -4:", find: [3, 4], cell: [2, 5], cartesian: true });
  const heard = await coordinatesLab(page).evaluateHandle((el) => {
    const states: unknown[] = [];
    el.addEventListener("convscope-change", (event) => states.push((event as CustomEvent).detail));
    return states;
  });
  await coordinatesLab(page).getByRole("checkbox", { name: words.cartesian }).uncheck();
  const state = await stateOf(coordinatesLab(page));
  expect(await heard.evaluate((states) => [...states])).toEqual([state]);
  expect(state).toMatchObject({
    slice: [
      [1, 9],
      [-4, null],
    ],
    find: [3, 4],
    cell: [2, 5],
    cartesian: false,
  });
  await expect.poll(() => new URL(page.url()).searchParams.get("slice")).toBe("1:9, -4:");
  await page.reload();
  await settle(page);
  expect(await stateOf(coordinatesLab(page))).toMatchObject({
    slice: [
      [1, 9],
      [-4, null],
    ],
    find: [3, 4],
  });
});

test("a script steps y first, then x, and hears every pixel", async ({ page }) => {
  await openRamp(page);
  await goTo(coordinatesLab(page), 0, 58);
  const steps = await recordSteps(coordinatesLab(page));
  await coordinatesLab(page).evaluate((el: LabElement) => el.step(2));
  expect(await steps()).toEqual([
    { y: 0, x: 59, value: rows[0][59] },
    { y: 1, x: 0, value: rows[1][0] },
  ]);
  expect(await tensorOf(coordinatesLab(page), "input")).toEqual({ data: rows.flat(2), shape: [1, 40, 60, 3] });
});

test("a rotated photo is read upright", async ({ page }) => {
  await open(page, `${at}&image=grid`);
  await drop(surface(coordinatesLab(page)), [pictureFile("orientation_1.jpg")]);
  const upright = await tensorOf(coordinatesLab(page), "input");
  await drop(surface(coordinatesLab(page)), [pictureFile("orientation_6.jpg")]);
  const rotated = await tensorOf(coordinatesLab(page), "input");
  expect(rotated.shape).toEqual(upright.shape);
  const worst = Math.max(...rotated.data.map((byte, i) => Math.abs(byte - upright.data[i])));
  expect(worst).toBeLessThan(40);
});

test("the textbook grid reads as zeros and ones", async ({ page }) => {
  await open(page, `${at}&image=grid&cell=0+3`);
  await expect(value(page)).toHaveText("[0 0 0]");
  await setState(coordinatesLab(page), { cell: [0, 2] });
  await expect(value(page)).toHaveText("[1 1 1]");
});

test("a broken file gets a sentence and the picture stays", async ({ page }) => {
  await openRamp(page);
  await drop(surface(coordinatesLab(page)), [pictureFile("truncated.png")]);
  await expect(trouble(coordinatesLab(page))).toBeVisible();
  expect((await tensorOf(coordinatesLab(page), "input")).shape).toEqual([1, 40, 60, 3]);
  await drop(surface(coordinatesLab(page)), [pictureFile("rgb.png")]);
  await expect(trouble(coordinatesLab(page))).toHaveCount(0);
});

test("the lab alone may lack its controls, never its readouts", async ({ page }) => {
  await open(page, `${at}&image=grid&cell=1+1&controls=`);
  await expect(coordinatesLab(page).locator("cs-picture-source")).toHaveCount(0);
  await expect(coordinatesLab(page).getByRole("checkbox")).toHaveCount(0);
  await expect(value(page)).toHaveText("[1 1 1]");
});
