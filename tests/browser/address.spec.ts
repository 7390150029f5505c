/** The state is in the address: what a link says is what a visitor sees, and what makes no sense gets a sentence. */
import {
  cellOf,
  convolution,
  drop,
  expect,
  goTo,
  messages,
  open,
  outputCanvas,
  outputOf,
  type Page,
  pictureFile,
  pooling,
  settle,
  shapesOf,
  stateOf,
  surface,
  test,
  trouble,
} from "./labs.ts";

const text = messages("ko");

const asked = (page: Page, key: string) => new URL(page.url()).searchParams.get(key);
const reload = async (page: Page) => {
  await page.reload();
  await settle(page);
};

test("what was set by hand is there again after the page is opened anew", async ({ page }) => {
  await open(page, "ko/");
  const lab = convolution(page);
  await lab.getByRole("button", { name: text.presets.sobel.name }).click();
  await lab.getByRole("radiogroup", { name: text.controls.stride }).getByRole("radio", { name: "2" }).click();
  await lab.getByRole("radiogroup", { name: text.controls.padding }).getByRole("radio", { name: "SAME" }).click();
  await lab.getByRole("radiogroup", { name: text.controls.view }).getByRole("radio", { name: "viridis" }).click();
  await settle(page);
  await outputCanvas(lab).click({ position: { x: 60, y: 90 } });
  const { y, x } = await cellOf(lab);
  await expect.poll(() => asked(page, "cell")).toBe(`${y} ${x}`);
  const [state, cell, output, pooled] = [
    await stateOf(lab),
    await cellOf(lab),
    await outputOf(lab),
    await outputOf(pooling(page)),
  ];
  expect(asked(page, "filter")).toBe("-1 0 1, -2 0 2, -1 0 1");
  await reload(page);
  expect(await stateOf(lab)).toEqual(state);
  expect(await cellOf(lab)).toEqual(cell);
  expect(await outputOf(lab)).toEqual(output);
  expect(await outputOf(pooling(page))).toEqual(pooled);
});

test("weights that are no round numbers survive the address to the last bit", async ({ page }) => {
  await open(page, "embed/convolution/?lang=ko&image=grid");
  const lab = convolution(page);
  await lab.getByRole("button", { name: text.presets.blur.name }).click();
  await expect.poll(() => asked(page, "filter")).not.toBeNull();
  const before = await outputOf(lab);
  await reload(page);
  expect(await outputOf(lab)).toEqual(before);
  await expect(lab.getByRole("button", { name: text.presets.blur.name })).toHaveAttribute("aria-pressed", "true");
});

test("a link names everything: y before x, the pooling lab under pool", async ({ page }) => {
  const link = new URLSearchParams({
    image: "rocket",
    grey: "g",
    filter: "0 1 0 0, 1/2 0 0 -0.5",
    strides: "3 2",
    padding: "1 0 2 3",
    dilations: "2 1",
    bias: "7.5",
    flip: "true",
    view: "viridis",
    cell: "5 9",
    speed: "row",
    "pool.size": "2 4",
    "pool.strides": "1 2",
    "pool.padding": "same",
    "pool.ceil-mode": "true",
    "pool.view": "viridis",
    "pool.cell": "7 3",
  });
  await open(page, `ko/?${link}`);
  expect(await stateOf(convolution(page))).toEqual({
    image: "rocket",
    grey: "g",
    filter: [
      [0, 1, 0, 0],
      [0.5, 0, 0, -0.5],
    ],
    strides: [3, 2],
    padding: [
      [1, 0],
      [2, 3],
    ],
    dilations: [2, 1],
    bias: 7.5,
    flip: true,
    view: "viridis",
    cell: [5, 9],
    speed: "row",
  });
  const [[, height, width], output] = (await shapesOf(convolution(page))) as number[][];
  expect(output).toEqual([1, Math.floor((height + 1 - 3) / 3) + 1, Math.floor((width + 5 - 4) / 2) + 1, 1]);
  expect(await stateOf(pooling(page))).toMatchObject({
    size: [2, 4],
    strides: [1, 2],
    padding: "same",
    "ceil-mode": true,
    view: "viridis",
    cell: [7, 3],
  });
  expect((await shapesOf(pooling(page)))[1]).toEqual([1, output[1], Math.ceil(output[2] / 2), 1]);
});

test("what a link asks for is the only thing that is fetched and shown, however late the page's script comes", async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await page.route(/\/assets\/home-[^/]*\.js/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await open(page, "ko/?image=grid&pool.size=2");
  await expect
    .poll(() => shapesOf(pooling(page)))
    .toEqual([
      [1, 3, 3, 1],
      [1, 1, 1, 1],
    ]);
  expect((await shapesOf(convolution(page)))[0]).toEqual([1, 5, 5, 1]);
  expect(fetched.filter((path) => /china-(?!thumb)/.test(path))).toEqual([]);
});

test("a state like at the beginning leaves the address bare", async ({ page }) => {
  await open(page, "ko/?strides=2+2&flip=true&utm=letter");
  const stride = convolution(page).getByRole("radiogroup", { name: text.controls.stride });
  await convolution(page).getByText(text.lab.more, { exact: true }).click();
  await convolution(page).getByRole("checkbox").uncheck();
  await stride.getByRole("radio", { name: "1" }).click();
  await expect.poll(() => asked(page, "strides")).toBeNull();
  expect(asked(page, "flip")).toBeNull();
  // What others put there is not ours to take away.
  expect(asked(page, "utm")).toBe("letter");
});

for (const [query, says] of [
  ["strides=0", text.errors.outOfRange({ name: "strides", value: "0", min: "1", max: "8" })],
  ["filter=a+b,c+d", text.errors.badNumber({ name: "filter", value: "a" })],
  ["padding=around", text.errors.badNumber({ name: "padding", value: "around" })],
  ["grey=sepia", /sepia/],
  ["cell=-1+0", /cell/],
] as [string, string | RegExp][]) {
  test(`?${query} gets a sentence, and the rest of the link works`, async ({ page }) => {
    await open(page, `ko/?${query}&image=grid&view=viridis&pool.size=2+2`);
    await expect(trouble(convolution(page))).toHaveText(says);
    expect(await stateOf(convolution(page))).toMatchObject({ image: "grid", view: "viridis", strides: [1, 1] });
    expect((await shapesOf(convolution(page)))[1]).toEqual([1, 3, 3, 1]);
    expect(await stateOf(pooling(page))).toMatchObject({ size: [2, 2] });
    await expect(trouble(pooling(page))).toHaveCount(0);
  });
}

test("a bad value for the pooling lab gets its sentence there", async ({ page }) => {
  await open(page, "ko/?image=grid&pool.size=99&pool.view=viridis");
  await expect(trouble(pooling(page))).toHaveText(/size.*99/);
  await expect(trouble(convolution(page))).toHaveCount(0);
  expect(await stateOf(pooling(page))).toMatchObject({ size: [3, 3], view: "viridis" });
});

test("a cell beyond the map is the last one there is", async ({ page }) => {
  await open(page, "embed/convolution/?image=grid&cell=99+1");
  expect(await cellOf(convolution(page))).toEqual({ y: 2, x: 1 });
});

test.describe("with a picture that is not there", () => {
  test.use({ expected: /404/ });

  test("the link's picture gets a sentence, and a sample can be chosen", async ({ page }) => {
    await open(page, "ko/?image=nowhere.webp&strides=2");
    await expect(trouble(convolution(page))).toHaveText(text.errors.notFound({ name: "nowhere.webp" }));
    await convolution(page).getByRole("button", { name: text.samples.chelsea }).click();
    await settle(page);
    await expect(trouble(convolution(page))).toHaveCount(0);
    expect((await shapesOf(convolution(page)))[0]).toEqual([1, 300, 451, 1]);
    expect((await shapesOf(pooling(page)))[1]).not.toBeNull();
  });
});

test("a picture of one's own does not go into the address", async ({ page }) => {
  await open(page, "ko/?image=grid");
  await drop(surface(convolution(page)), [pictureFile("rgb.png")]);
  await goTo(convolution(page), 1, 2);
  await convolution(page).getByRole("button", { name: text.presets.outline.name }).click();
  await expect.poll(() => asked(page, "filter")).not.toBeNull();
  expect(asked(page, "image")).toBeNull();
  expect(page.url()).not.toContain("blob");
});

test.describe("an embedded lab", () => {
  test("speaks the language and wears the theme of its link", async ({ page }) => {
    const paint = () =>
      surface(page.locator("convscope-convolution, convscope-pooling")).evaluate(
        (el) => getComputedStyle(el).backgroundColor,
      );
    await open(page, "embed/convolution/?lang=en&theme=light&image=grid");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.getByRole("group", { name: messages("en").lab.convolution })).toBeVisible();
    const light = await paint();
    await open(page, "embed/pooling/?lang=ko&theme=dark&image=grid");
    await expect(page.getByRole("group", { name: text.lab.pooling })).toBeVisible();
    expect(await paint()).not.toBe(light);
  });

  test("shows only the controls that are asked for, and every readout", async ({ page }) => {
    await open(page, "embed/convolution/?lang=ko&image=grid&controls=play");
    const lab = convolution(page);
    await expect(lab.getByRole("button", { name: text.playback.play, exact: true })).toBeVisible();
    await expect(lab.locator("cs-picture-source")).toHaveCount(0);
    await expect(lab.getByRole("radiogroup", { name: text.controls.stride })).toHaveCount(0);
    await expect(lab.getByRole("combobox")).toHaveCount(0);
    await expect(lab.getByText(text.lab.more, { exact: true })).toHaveCount(0);
    await expect(lab.getByRole("textbox")).toHaveCount(0);
    await expect(lab.locator(".sum b")).toBeVisible();
    await expect(lab.getByRole("grid")).toHaveCount(3);
    await expect(lab).toContainText("(1, 3, 3, 1)");
    await drop(surface(lab), [pictureFile("rgb.png")]);
    expect((await shapesOf(lab))[0]).toEqual([1, 5, 5, 1]);
  });

  test("shows everything when nothing is asked for", async ({ page }) => {
    await open(page, "embed/pooling/?lang=ko&image=grid&size=2&strides=1");
    const lab = pooling(page);
    for (const name of [text.controls.stride, text.controls.padding, text.controls.view, text.playback.speed]) {
      await expect(lab.getByRole("radiogroup", { name }).first()).toBeVisible();
    }
    await expect(lab.locator("cs-picture-source")).toBeVisible();
    // The textbook grid, pooled by hand.
    expect([...(await outputOf(lab))]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1]);
  });
});
