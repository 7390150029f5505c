/** The network lab: Keras's shapes and counts, and every number followed back to the pixels that it depends on. */
import { pipeline } from "../../www/i18n/pipeline.ts";
import {
  drop,
  expect,
  type LabElement,
  type Locator,
  messages,
  open,
  type Page,
  setState,
  stateOf,
  surface,
  test,
  trouble,
} from "./labs.ts";
import { colours, lab, ramp } from "./pixels.ts";
import { testAccessibility } from "./violations.ts";

interface Step {
  layer: number;
  cell: number[];
  result: number;
  bias: number;
  taps: { y: number; x: number; c: number; inside: boolean; value: number; weight: number; product: number }[];
  sums: number[];
  count: number;
  next: number;
  field: { y0: number; x0: number; y1: number; x1: number } | null;
}

interface NetworkLab extends LabElement {
  layers: { type: string; output: number[] | null; parameters: number }[];
  trace: Step[];
  traceFrom(layer: number, cell: number[]): Promise<void>;
}

const words = pipeline.ko;
const at = "embed/pipeline/?lang=ko";
const network = (page: Page) => lab(page, "pipeline");
const layersOf = (of: Locator) => of.evaluate((el: NetworkLab) => el.layers);
const traceFrom = (of: Locator, layer: number, cell: number[]) =>
  of.evaluate(
    async (el: NetworkLab, [from, place]) => {
      await el.ready;
      await el.traceFrom(from as number, place as number[]);
      return el.trace;
    },
    [layer, cell] as [number, number[]],
  );

testAccessibility("pipeline/?side=128", async (page) => {
  for (const summary of await network(page).locator("li.card summary").all()) await summary.click();
  // A convolution on the way back, and layers that do not fit.
  await setState(network(page), { layers: "conv2d 4 3x3; flatten; maxPool2d 2x2; relu" });
});

/** Shapes and counts as `keras.Sequential([...]).summary()` prints them. */
const summaries: [name: string, address: string, shapes: number[][], parameters: number[]][] = [
  [
    "the note's chain",
    "image=china&colour=grey&side=640&layers=conv2d+1+3x3+pad%3D1,1,0,0;maxPool2d+3x3",
    [
      [1, 427, 638, 1],
      [1, 142, 212, 1],
    ],
    [10, 0],
  ],
  [
    "a small CNN",
    "image=china&side=128",
    [
      [1, 84, 126, 8],
      [1, 84, 126, 8],
      [1, 42, 63, 8],
      [1, 40, 61, 16],
      [1, 40, 61, 16],
      [1, 20, 30, 16],
      [1, 9600],
      [1, 10],
      [1, 10],
    ],
    [224, 0, 0, 1168, 0, 0, 0, 96010, 0],
  ],
  [
    "LeNet on 64 × 64",
    "image=astronaut&colour=grey&side=64&layers=conv2d+6+5x5;relu;avgPool2d+2x2;conv2d+16+5x5;relu;avgPool2d+2x2;flatten;dense+120;relu;dense+84;relu;dense+10;softmax",
    [
      [1, 60, 60, 6],
      [1, 60, 60, 6],
      [1, 30, 30, 6],
      [1, 26, 26, 16],
      [1, 26, 26, 16],
      [1, 13, 13, 16],
      [1, 2704],
      [1, 120],
      [1, 120],
      [1, 84],
      [1, 84],
      [1, 10],
      [1, 10],
    ],
    [156, 0, 0, 2416, 0, 0, 0, 324600, 0, 10164, 0, 850, 0],
  ],
];

for (const [name, address, shapes, parameters] of summaries) {
  test(`${name} has the shapes and the parameters that Keras gives it`, async ({ page }) => {
    await open(page, `${at}&${address}`);
    const layers = await layersOf(network(page));
    expect(layers.map(({ output }) => output)).toEqual(shapes);
    expect(layers.map((layer) => layer.parameters)).toEqual(parameters);
  });
}

test("every step of the way back adds up to its value, and goes on where the last one pointed", async ({ page }) => {
  await open(page, `${at}&side=64`);
  const trace = await traceFrom(network(page), 8, [3]);
  expect(trace.map(({ layer }) => layer)).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
  const layers = await layersOf(network(page));
  for (const [i, step] of trace.entries()) {
    const { type } = layers[step.layer];
    const from = step.taps[step.next];
    if (type === "conv2d") {
      const sum = step.taps.reduce((total, { value, weight }) => total + value * weight, step.bias);
      expect(step.result).toBeCloseTo(sum, 2);
      expect(step.sums.reduce((total, one) => total + one, step.bias)).toBeCloseTo(step.result, 2);
    }
    if (type === "maxPool2d")
      expect(step.result).toBe(Math.max(...step.taps.filter((tap) => tap.inside).map((tap) => tap.value)));
    if (type === "relu") expect(step.result).toBe(Math.max(0, from.value));
    if (type === "flatten") expect(step.result).toBe(from.value);
    // What is looked at next is the very value that this step has read.
    if (i + 1 < trace.length) expect(trace[i + 1].result).toBe(from.value);
  }
});

test("a value sees exactly the pixels that change it", async ({ page }) => {
  await open(page, `${at}&image=grid&colour=grey`);
  const rows = ramp(14, 16);
  const layers = "conv2d 2 3x3; avgPool2d 2x2; conv2d 1 3x3 same";
  const valueWith = async (pixels: typeof rows) => {
    await drop(surface(network(page)), [colours(pixels)]);
    await network(page).evaluate((el: LabElement) => el.ready);
    const [first] = await traceFrom(network(page), 2, [2, 3, 0]);
    return first.result;
  };
  await setState(network(page), { layers, colour: "rgb", side: "64" });
  const before = await valueWith(rows);
  const field = (await traceFrom(network(page), 2, [2, 3, 0])).at(-1)?.field;
  expect(field).toEqual({ y0: 2, x0: 4, y1: 10, x1: 12 });
  for (const [y, x, sees] of [
    [2, 4, true],
    [9, 11, true],
    [1, 8, false],
    [10, 8, false],
    [6, 3, false],
    [6, 12, false],
  ] as const) {
    const changed = rows.map((row) => row.map((pixel) => [...pixel] as [number, number, number]));
    changed[y][x] = [255, 0, 255];
    expect((await valueWith(changed)) !== before, `pixel (${y}, ${x})`).toBe(sees);
  }
});

test("a layer that does not fit says so in its place, and the others stay", async ({ page }) => {
  await open(page, `${at}&image=grid&colour=grey`);
  await setState(network(page), { layers: "conv2d 2 3x3; maxPool2d 5x5; relu" });
  const card = network(page).locator("li.card").nth(2);
  await expect(card.getByRole("alert")).toContainText("5");
  await expect(network(page).locator("li.card").nth(3)).toContainText(words.waits);
  expect((await layersOf(network(page))).map(({ output }) => output)).toEqual([[1, 3, 3, 2], null, null]);
  await setState(network(page), { layers: "conv2d 2 3x3; maxPool2d 3x3; relu" });
  await expect(trouble(network(page))).toHaveCount(0);
  expect((await layersOf(network(page))).at(-1)?.output).toEqual([1, 1, 1, 2]);
});

test("more weights than a phone can hold are refused with the numbers", async ({ page }) => {
  await open(page, `${at}&side=640`);
  await setState(network(page), { layers: "flatten; dense 10" });
  await expect(trouble(network(page))).toContainText("65,536");
});

test("the keyboard alone builds a network and walks a value back to the pixels", async ({ page }) => {
  await open(page, `${at}&image=grid&colour=grey&layers=conv2d+2+3x3`);
  const of = network(page);
  await of.getByRole("button", { name: `+ ${words.names.relu}` }).focus();
  await page.keyboard.press("Enter");
  await expect(of.locator("li.card")).toHaveCount(3);
  await of.getByRole("button", { name: words.earlier(`2. ${words.names.relu}`) }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await layersOf(of)).map(({ type }) => type)).toEqual(["relu", "conv2d"]);
  await of.getByRole("button", { name: words.remove(`1. ${words.names.relu}`) }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await layersOf(of)).length).toBe(1);
  const map = of.getByRole("application", { name: words.pane(`1. ${words.names.conv2d}`, "0") });
  await map.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => of.evaluate((el: LabElement) => el.cell)).toEqual({ y: 1, x: 1 });
  await expect(of.getByRole("status")).toContainText("[1, 1, 0]");
  const filters = of.locator("li.card summary");
  await filters.focus();
  await page.keyboard.press("Enter");
  await of.getByLabel(words.filters).fill("5");
  await page.keyboard.press("Tab");
  await expect.poll(async () => (await layersOf(of))[0].output).toEqual([1, 3, 3, 5]);
});

test("another term can be followed instead", async ({ page }) => {
  await open(page, `${at}&side=64&layers=conv2d+2+3x3;relu;maxPool2d+2x2`);
  const of = network(page);
  const [first, second] = await traceFrom(of, 2, [3, 4, 0]);
  const other = first.taps.findIndex((tap, i) => i !== first.next && tap.inside);
  expect(second.cell).toEqual([first.taps[first.next].y, first.taps[first.next].x, 0]);
  await of.getByRole("gridcell").nth(other).click();
  await expect
    .poll(() => of.evaluate((el: NetworkLab) => el.trace[1].cell))
    .toEqual([first.taps[other].y, first.taps[other].x, 0]);
});

test("the state is a link, plain JSON, and Keras's words", async ({ page }) => {
  await open(page, `${at}&layers=conv2d+3+3x5+same+stride%3D2x1;avgPool2d+2x2&colour=grey&side=64&seed=7&view=viridis`);
  const state = await stateOf(network(page));
  expect(state.layers).toEqual([
    { type: "conv2d", filters: 3, size: [3, 5], strides: [2, 1], padding: "same" },
    { type: "avgPool2d", size: [2, 2], strides: [2, 2], padding: "valid" },
  ]);
  await network(page)
    .getByRole("button", { name: `+ ${words.names.softmax}` })
    .click();
  await expect.poll(() => decodeURIComponent(page.url())).toContain("stride=2x1");
  await expect.poll(() => decodeURIComponent(page.url()).replaceAll("+", " ")).toContain("avgPool2d 2x2; softmax");
  await page.reload();
  await network(page).evaluate((el: LabElement) => el.ready);
  expect((await stateOf(network(page))).layers).toHaveLength(3);
});

test("the same seed draws the same weights, another seed others", async ({ page }) => {
  await open(page, `${at}&side=64`);
  const shares = () => network(page).evaluate((el: LabElement) => [...(el.output?.data ?? [])]);
  const first = await shares();
  await setState(network(page), { seed: 2 });
  expect(await shares()).not.toEqual(first);
  await setState(network(page), { seed: 1 });
  expect(await shares()).toEqual(first);
});

test("a broken file gets a sentence, and the network stays", async ({ page }) => {
  await open(page, at);
  await drop(surface(network(page)), [{ name: "x.png", mimeType: "image/png", buffer: Buffer.from("no picture") }]);
  await expect(trouble(network(page))).toContainText(messages("ko").errors.unknownPicture({ detail: "" }).slice(0, 8));
  expect(await layersOf(network(page))).toHaveLength(9);
});
