/** A phone: 390 pixels wide, a thumb in place of a pointer. */
import { backends } from "../../www/i18n/backends.ts";
import {
  cellOf,
  convolution,
  expect,
  goTo,
  inputCanvas,
  type Lang,
  messages,
  open,
  outputCanvas,
  type Page,
  pooling,
  setState,
  test,
} from "./labs.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

const text = messages("ko");

const checkWidth = async (page: Page) => {
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(widths).toEqual([390, 390]);
};

/** How much there is to press, and what of it is smaller than a finger. */
async function pressable(page: Page) {
  const targets = page.locator(
    "button, summary, select, a[href]:not(.skip), input:not(.visually-hidden), label:has(input)",
  );
  const small = await targets.evaluateAll((elements) =>
    elements
      // A field inside its label is as large as the label.
      .filter((el) => !el.matches("label :is([type='checkbox'])") && el.checkVisibility())
      .map((el) => ({ el, box: el.getBoundingClientRect() }))
      .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
      .map(({ el, box }) => {
        const name = el.getAttribute("aria-label") ?? el.textContent?.trim().slice(0, 30);
        return `${el.localName} "${name}": ${Math.round(box.width)} × ${Math.round(box.height)}`;
      }),
  );
  return { count: await targets.count(), small };
}

for (const lang of ["ko", "en"] as Lang[]) {
  test(`the page never scrolls sideways (${lang})`, async ({ page }) => {
    await open(page, `${lang}/?padding=1+1+1+1`);
    for (const lab of [convolution(page), pooling(page)]) {
      await lab.getByText(messages(lang).lab.more, { exact: true }).click();
    }
    await checkWidth(page);
    await setState(convolution(page), { filter: Array.from({ length: 11 }, () => Array(11).fill(-0.125)) });
    await checkWidth(page);
    await setState(convolution(page), { strides: "0" });
    await checkWidth(page);
  });

  test(`an embedded lab never scrolls sideways (${lang})`, async ({ page }) => {
    for (const name of ["convolution", "filters", "pooling", "filter-learning", "training", "backends"]) {
      await open(page, `embed/${name}/?lang=${lang}&image=grid`);
      await checkWidth(page);
    }
  });
}

test("the playback bar stays at the bottom of the screen while the lab passes by", async ({ page }) => {
  await open(page, "ko/");
  const lab = convolution(page);
  const play = lab.getByRole("button", { name: text.playback.play, exact: true });
  for (const pane of [inputCanvas(lab), lab.getByRole("grid").first(), outputCanvas(lab)]) {
    await pane.evaluate((el) => el.scrollIntoView({ block: "start", behavior: "instant" }));
    await expect(play).toBeInViewport({ ratio: 1 });
    const box = await play.boundingBox();
    expect((box as { y: number }).y).toBeGreaterThan(844 / 2);
  }
  // The current cell and its value travel with it.
  await goTo(lab, 3, 5);
  await expect(lab.locator(".now")).toContainText("[3, 5]");
  await expect(lab.locator(".now")).toBeInViewport();
});

test("what can be pressed is at least 44 pixels high and wide", async ({ page }) => {
  await open(page, "ko/?padding=1+1+1+1");
  for (const lab of [convolution(page), pooling(page)]) await lab.getByText(text.lab.more, { exact: true }).click();
  await page.getByRole("button", { name: text.playback.play, exact: true }).first().tap();
  await page.getByRole("button", { name: text.playback.pause, exact: true }).tap();
  const { count, small } = await pressable(page);
  expect(count).toBeGreaterThan(60);
  expect(small).toEqual([]);
});

test("nor is anything smaller in the labs of many filters and of speed", async ({ page }) => {
  await open(page, "embed/filters/?lang=ko&map=1&filters=red-cyan;random+7;blur");
  expect((await pressable(page)).small).toEqual([]);
  await open(page, "embed/backends/?lang=ko&size=small");
  await page.getByRole("button", { name: backends.ko.start }).tap();
  await expect(page.getByRole("radio", { name: backends.ko.scales.log })).toBeVisible();
  expect((await pressable(page)).small).toEqual([]);
});

test("a tap picks a cell, on the picture and on the map", async ({ page }) => {
  await open(page, "ko/?image=grid");
  const lab = convolution(page);
  const tap = async (canvas: typeof lab, row: number, column: number, cells: number) => {
    await canvas.scrollIntoViewIfNeeded();
    const box = (await canvas.boundingBox()) as { width: number; height: number };
    const position = { x: (box.width * (column + 0.5)) / cells, y: (box.height * (row + 0.5)) / cells };
    await canvas.tap({ position });
  };
  await tap(outputCanvas(lab), 2, 0, 3);
  expect(await cellOf(lab)).toEqual({ y: 2, x: 0 });
  await tap(outputCanvas(lab), 0, 2, 3);
  expect(await cellOf(lab)).toEqual({ y: 0, x: 2 });
  // Only one window reads the corner of the picture.
  await tap(inputCanvas(lab), 4, 4, 5);
  expect(await cellOf(lab)).toEqual({ y: 2, x: 2 });
  await expect(lab).toContainText(text.lab.usedBy("[4, 4]", 1, "[2:3, 2:3]"));
});

test("a weight can be typed and a preset chosen by thumb", async ({ page }) => {
  await open(page, "ko/?image=grid");
  const lab = convolution(page);
  await lab.getByRole("button", { name: text.presets.identity.name }).tap();
  await expect(lab.locator(".sum b")).toHaveText("1");
  const field = lab.getByRole("grid", { name: text.lab.filter, exact: true }).getByRole("textbox").nth(4);
  await field.tap();
  await field.fill("4");
  await field.blur();
  await expect(lab.locator(".sum b")).toHaveText("4");
});
