/** The whole walk with the keyboard alone: every control can be reached, seen to be reached, and used. */
import { formatNumber } from "../../www/components/lab/format.ts";
import {
  cellOf,
  convolution,
  expect,
  goTo,
  type Locator,
  messages,
  numbersIn,
  open,
  type Page,
  pooling,
  settle,
  stateOf,
  test,
  valueHere,
} from "./labs.ts";

const text = messages("ko");

interface Stop {
  role: string;
  name: string;
  tag: string;
  /** Whether an outline shows where the focus is. */
  outlined: boolean;
}

/** What has the focus, through all shadow roots. */
const stop = (page: Page): Promise<Stop> =>
  page.evaluate(async () => {
    let el = document.activeElement as Element;
    while (el.shadowRoot?.activeElement) el = el.shadowRoot.activeElement;
    // An outline may fade in.
    const fading = [el, el.parentElement ?? el].flatMap((one) => one.getAnimations());
    await Promise.all(fading.map((one) => one.finished.catch(() => undefined)));
    const ringed = (one: Element | null): boolean => {
      if (!one) return false;
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0 && !/, 0\)|transparent/.test(outlineColor);
    };
    const name = el.getAttribute("aria-label") ?? el.closest("label")?.textContent ?? el.textContent ?? "";
    return {
      role: el.getAttribute("role") ?? "",
      name: name.trim().replace(/\s+/g, " "),
      tag: el.localName,
      // A field may leave the outline to the cell or the label around it.
      outlined: ringed(el) || ringed(el.parentElement),
    };
  });

/** Presses Tab until the focus stands on something with that name. */
async function tabTo(page: Page, name: string, key = "Tab"): Promise<Stop> {
  const seen: string[] = [];
  for (let i = 0; i < 90; i += 1) {
    await page.keyboard.press(key);
    const now = await stop(page);
    if (now.name === name || now.name.startsWith(`${name} `)) return now;
    seen.push(now.name);
  }
  throw new Error(`Tab never came to "${name}", only to ${seen.join(" | ")}`);
}

const live = (lab: Locator) => lab.locator("p[aria-live]");

/** Everything that a screen reader reads out when it changes; `<output>` is such a thing by itself. */
const voices = "[aria-live]:not([aria-live='off']), [role='status'], output:not([aria-live='off'])";

/** The live region says the current cell and the value of the map there. */
async function checkLive(lab: Locator) {
  const { y, x } = await cellOf(lab);
  await expect(live(lab)).toHaveText(text.lab.live(y, x, formatNumber(await valueHere(lab))));
}

test("the first stop is a link past the page's head", async ({ page }) => {
  await open(page, "ko/?image=grid");
  await page.keyboard.press("Tab");
  expect((await stop(page)).name).toBe(text.site.skip);
  await expect(page.getByRole("link", { name: text.site.skip })).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
});

test("arrow keys move the cell on the map, and the live region says where and what", async ({ page }) => {
  await open(page, "ko/?image=grid");
  const lab = convolution(page);
  await goTo(lab, 0, 0);
  const pane = await tabTo(page, text.lab.outputPane("(1, 3, 3, 1)"));
  expect(pane).toMatchObject({ role: "application", outlined: true });
  for (const [key, y, x] of [
    ["ArrowRight", 0, 1],
    ["ArrowDown", 1, 1],
    ["ArrowLeft", 1, 0],
    ["ArrowUp", 0, 0],
    ["End", 2, 2],
    ["ArrowRight", 2, 2],
    ["Home", 0, 0],
    ["ArrowUp", 0, 0],
  ] as [string, number, number][]) {
    await page.keyboard.press(key);
    expect(await cellOf(lab), key).toEqual({ y, x });
    await checkLive(lab);
  }
});

test("on a photo, ten cells at a stride", async ({ page }) => {
  await open(page, "embed/convolution/?lang=ko");
  const lab = convolution(page);
  await goTo(lab, 100, 100);
  await tabTo(page, text.lab.outputPane("(1, 425, 638, 1)"));
  await page.keyboard.press("PageDown");
  await page.keyboard.press("Shift+ArrowRight");
  expect(await cellOf(lab)).toEqual({ y: 110, x: 110 });
  await page.keyboard.press("PageUp");
  expect(await cellOf(lab)).toEqual({ y: 100, x: 110 });
  await checkLive(lab);
});

test("arrow keys on the picture show where a pixel goes to", async ({ page }) => {
  await open(page, "ko/?image=grid&cell=1+1");
  const lab = convolution(page);
  await tabTo(page, text.lab.inputPane("(1, 5, 5, 1)"));
  // The window's middle is [2, 2]; to its right lies [2, 3].
  await page.keyboard.press("ArrowRight");
  await expect(live(lab)).toHaveText(text.lab.liveInput(2, 3, "1", 6));
  await page.keyboard.press("Home");
  await expect(live(lab)).toHaveText(text.lab.liveInput(0, 0, "1", 1));
  expect(await cellOf(lab)).toEqual({ y: 0, x: 0 });
  await page.keyboard.press("End");
  await expect(live(lab)).toHaveText(text.lab.liveInput(4, 4, "0", 1));
  expect(await cellOf(lab)).toEqual({ y: 2, x: 2 });
});

test("each lab has one voice", async ({ page }) => {
  await open(page, "ko/?image=grid");
  for (const lab of [convolution(page), pooling(page)]) await expect(lab.locator(voices)).toHaveCount(1);
});

test("playing keeps silent, and its end is spoken", async ({ page }) => {
  await open(page, "ko/?image=grid&cell=0+0");
  const lab = convolution(page);
  const heard = await live(lab).evaluateHandle((voice) => {
    const said: string[] = [];
    const note = () => said.push(voice.textContent?.trim() ?? "");
    new MutationObserver(note).observe(voice, { childList: true, characterData: true, subtree: true });
    return said;
  });
  await lab.getByRole("button", { name: text.playback.play, exact: true }).click();
  await expect.poll(() => cellOf(lab)).toEqual({ y: 2, x: 2 });
  await expect(lab.getByRole("button", { name: text.playback.play, exact: true })).toBeVisible();
  await expect.poll(() => heard.evaluate((said) => said.at(-1))).toBe(text.lab.live(2, 2, formatNumber(-2)));
  // Silence when it begins, one sentence when it has ended; nothing in between.
  expect((await heard.evaluate((said) => said)).filter((words) => words !== "")).toHaveLength(1);
});

test("space plays and pauses, on a pane and on the button", async ({ page }) => {
  await open(page, "ko/?image=grid&speed=one");
  const lab = convolution(page);
  const pause = lab.getByRole("button", { name: text.playback.pause, exact: true });
  const play = lab.getByRole("button", { name: text.playback.play, exact: true });
  await tabTo(page, text.lab.outputPane("(1, 3, 3, 1)"));
  await page.keyboard.press(" ");
  await expect(pause).toBeVisible();
  await page.keyboard.press(" ");
  await expect(play).toBeVisible();
  await tabTo(page, text.playback.play);
  await page.keyboard.press("Enter");
  await expect(pause).toBeVisible();
  await page.keyboard.press(" ");
  await expect(play).toBeVisible();
  await checkLive(lab);
});

test("the step buttons speak each step", async ({ page }) => {
  await open(page, "ko/?image=grid&cell=0+2");
  const lab = convolution(page);
  await tabTo(page, text.playback.forward);
  await page.keyboard.press("Enter");
  expect(await cellOf(lab)).toEqual({ y: 1, x: 0 });
  await checkLive(lab);
  await tabTo(page, text.playback.back, "Shift+Tab");
  await page.keyboard.press("Enter");
  expect(await cellOf(lab)).toEqual({ y: 0, x: 2 });
  await checkLive(lab);
});

test("filter cells are walked with the arrow keys and edited in place", async ({ page }) => {
  await open(page, "ko/?image=grid");
  const lab = convolution(page);
  await tabTo(page, `${text.lab.filter} [0, 0]`);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  expect((await stop(page)).name).toBe(`${text.lab.filter} [1, 1]`);
  await page.keyboard.type("9");
  await page.keyboard.press("ArrowDown");
  await settle(page);
  expect((await stop(page)).name).toBe(`${text.lab.filter} [2, 1]`);
  expect((await stateOf(lab)).filter).toEqual([
    [-1, 0, 1],
    [-1, 9, 1],
    [-1, 0, 1],
  ]);
  await page.keyboard.press("Home");
  await page.keyboard.type("-2.5");
  await page.keyboard.press("Enter");
  await settle(page);
  expect(((await stateOf(lab)).filter as number[][])[0]).toEqual([-2.5, 0, 1]);
  expect((await numbersIn(lab.getByRole("grid", { name: text.lab.filter, exact: true })))[0]).toBe(-2.5);
});

test("one Tab passes a grid of numbers, arrow keys walk inside it", async ({ page }) => {
  await open(page, "ko/?image=grid&cell=0+0");
  await tabTo(page, "[0, 0]");
  for (const [key, cell] of [
    ["ArrowRight", "[0, 1]"],
    ["ArrowDown", "[1, 1]"],
    ["End", "[2, 2]"],
    ["ArrowRight", "[2, 2]"],
    ["Home", "[0, 0]"],
  ]) {
    await page.keyboard.press(key);
    const here = await stop(page);
    expect(here.name.startsWith(`${cell} `), `${key}: ${here.name}`).toBe(true);
    expect(here).toMatchObject({ role: "gridcell", outlined: true });
  }
  await page.keyboard.press("Tab");
  expect((await stop(page)).name).toMatch(/^필터/);
});

test("presets and groups of choices follow the keys", async ({ page }) => {
  await open(page, "ko/?image=grid");
  const lab = convolution(page);
  await tabTo(page, text.presets.sobel.name);
  await page.keyboard.press("Enter");
  await settle(page);
  expect((await stateOf(lab)).filter).toEqual([
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
  ]);
  // One Tab for a whole group, then the arrow keys.
  await tabTo(page, "1");
  expect(await stop(page)).toMatchObject({ role: "radio", outlined: true });
  await page.keyboard.press("ArrowRight");
  await settle(page);
  expect((await stop(page)).name).toBe("2");
  expect((await stateOf(lab)).strides).toEqual([2, 2]);
  await page.keyboard.press("Tab");
  expect((await stop(page)).name).toBe("VALID");
  await page.keyboard.press("ArrowLeft");
  await settle(page);
  expect((await stop(page)).name).toBe(text.controls.custom);
  expect((await stateOf(lab)).padding).toEqual([
    [1, 1],
    [1, 1],
  ]);
});

test("a photo can be chosen without a pointer", async ({ page }) => {
  let choosers = 0;
  // From the start, so that the browser has long been told to leave the dialog to the test.
  page.on("filechooser", () => {
    choosers += 1;
  });
  await open(page, "ko/?image=grid");
  await tabTo(page, text.source.choose);
  await page.keyboard.press("Enter");
  await expect.poll(() => choosers).toBe(1);
  await tabTo(page, text.samples.coffee);
  await page.keyboard.press("Enter");
  await settle(page);
  expect((await stateOf(convolution(page))).image).toBe("coffee");
});

test("the badge opens with the keyboard and closes with Escape", async ({ page }) => {
  await open(page, "ko/?image=grid");
  const details = convolution(page).locator("cs-backend-badge details");
  await tabTo(page, text.badge.label.concat(":"));
  await page.keyboard.press("Enter");
  await expect(details).toHaveAttribute("open");
  await expect(details).toContainText(text.badge.cpu);
  await page.keyboard.press("Escape");
  await expect(details).not.toHaveAttribute("open");
});

test("every stop of the way shows that it has the focus, and the way has an end", async ({ page }) => {
  await open(page, "ko/?image=grid");
  for (const lab of [convolution(page), pooling(page)]) {
    await lab.locator("details.more").evaluate((el: HTMLDetailsElement) => {
      el.open = true;
    });
  }
  const stops: Stop[] = [];
  await page.keyboard.press("Tab");
  for (let i = 0; i < 120; i += 1) {
    const now = await stop(page);
    if (now.tag === "body") break;
    stops.push(now);
    await page.keyboard.press("Tab");
  }
  expect(stops.length).toBeGreaterThan(40);
  expect(stops.length).toBeLessThan(120);
  expect(stops.filter(({ outlined }) => !outlined).map(({ tag, name }) => `${tag} "${name}"`)).toEqual([]);
  expect(stops.filter(({ name }) => name === "").map(({ tag }) => tag)).toEqual([]);
});
