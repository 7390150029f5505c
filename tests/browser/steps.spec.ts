/** Playing and stepping: y first, then x, each cell once, and the right value at each. */
import {
  cellOf,
  coloursOf,
  convolution,
  expect,
  goTo,
  type LabElement,
  type Locator,
  messages,
  open,
  outputCanvas,
  type Page,
  recordSteps,
  type Step,
  settle,
  stateOf,
  test,
  valueInPanel,
} from "./labs.ts";

const text = messages("ko").playback;
const grid = "embed/convolution/?image=grid&lang=ko";

/** The textbook grid under the vertical edge filter, added up by hand. */
const walk: Step[] = [
  { y: 0, x: 0, value: 2 },
  { y: 0, x: 1, value: 0 },
  { y: 0, x: 2, value: -2 },
  { y: 1, x: 0, value: 3 },
  { y: 1, x: 1, value: 2 },
  { y: 1, x: 2, value: -2 },
  { y: 2, x: 0, value: 3 },
  { y: 2, x: 1, value: 1 },
  { y: 2, x: 2, value: -2 },
];

const button = (lab: Locator, name: string) => lab.getByRole("button", { name, exact: true });
const play = (lab: Locator) => button(lab, text.play);
const speed = (lab: Locator, name: keyof typeof text.speedNames) =>
  lab.getByRole("radiogroup", { name: text.speed }).getByRole("radio", { name: text.speedNames[name], exact: true });

/** Playing has come to its end: the button says play again. */
const ended = (lab: Locator) => expect(play(lab)).toBeVisible({ timeout: 60_000 });

async function openGrid(page: Page) {
  await open(page, grid);
  const lab = convolution(page);
  return { lab, steps: await recordSteps(lab) };
}

test("playing visits every cell once, y first, then x, and tells each value", async ({ page }) => {
  const { lab, steps } = await openGrid(page);
  await lab.evaluate((el: LabElement) => el.play());
  await expect(button(lab, text.pause)).toBeVisible();
  await ended(lab);
  expect(await steps()).toEqual(walk);
  expect(await valueInPanel(lab)).toBe(-2);
});

test("the play button plays and pauses", async ({ page }) => {
  const { lab, steps } = await openGrid(page);
  await speed(lab, "one").click();
  await play(lab).click();
  await expect.poll(async () => (await steps()).length, { intervals: [50] }).toBeGreaterThan(1);
  await button(lab, text.pause).click();
  const { y, x } = await cellOf(lab);
  expect(y * 3 + x).toBeLessThan(8);
  expect((await steps()).length).toBe(y * 3 + x + 1);
  expect(await valueInPanel(lab)).toBe(walk[y * 3 + x].value);
});

test("the map fills in cell by cell, and the whole of it is one click away", async ({ page }) => {
  const { lab } = await openGrid(page);
  const whole = await coloursOf(outputCanvas(lab));
  const corner = () =>
    outputCanvas(lab).evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext("2d") as CanvasRenderingContext2D;
      return [...context.getImageData(canvas.width * 0.7, canvas.height * 0.7, 1, 1).data];
    });
  const filled = await corner();
  await lab.evaluate((el: LabElement) => {
    el.play();
    el.pause();
  });
  await expect.poll(corner).not.toEqual(filled);
  expect(await coloursOf(outputCanvas(lab))).toBeLessThan(whole);
  await lab.getByRole("button", { name: messages("ko").lab.showWhole }).click();
  await expect.poll(corner).toEqual(filled);
});

test("step, back and goTo move by cells, and stop at the ends", async ({ page }) => {
  const { lab, steps } = await openGrid(page);
  const step = (n?: number) => lab.evaluate((el: LabElement, count) => el.step(count), n);
  await goTo(lab, 0, 0);
  await step(4);
  expect(await cellOf(lab)).toEqual({ y: 1, x: 1 });
  expect(await valueInPanel(lab)).toBe(2);
  await step(-2);
  expect(await cellOf(lab)).toEqual({ y: 0, x: 2 });
  await step();
  expect((await steps()).slice(1)).toEqual([1, 2, 3, 4, 3, 2, 3].map((i) => walk[i]));
  await step(100);
  expect(await cellOf(lab)).toEqual({ y: 2, x: 2 });
  await step(-100);
  expect(await cellOf(lab)).toEqual({ y: 0, x: 0 });
  await goTo(lab, 2, 1);
  expect((await steps()).at(-1)).toEqual(walk[7]);
  await goTo(lab, 99, -5);
  expect(await cellOf(lab)).toEqual({ y: 2, x: 0 });
});

test("the buttons step forward and back, and rest at the ends", async ({ page }) => {
  const { lab } = await openGrid(page);
  await goTo(lab, 0, 0);
  await expect(button(lab, text.back)).toBeDisabled();
  await button(lab, text.forward).click();
  await button(lab, text.forward).click();
  await button(lab, text.forward).click();
  expect(await cellOf(lab)).toEqual({ y: 1, x: 0 });
  await button(lab, text.back).click();
  expect(await cellOf(lab)).toEqual({ y: 0, x: 2 });
  expect(await valueInPanel(lab)).toBe(-2);
  await goTo(lab, 2, 2);
  await expect(button(lab, text.forward)).toBeDisabled();
  await expect(button(lab, text.back)).toBeEnabled();
});

test("the scrubber goes to any cell, by pointer and by keyboard", async ({ page }) => {
  const { lab } = await openGrid(page);
  const scrubber = lab.getByRole("slider", { name: text.scrub });
  await scrubber.fill("5");
  expect(await cellOf(lab)).toEqual({ y: 1, x: 2 });
  await expect(scrubber).toHaveAttribute("aria-valuetext", text.place(1, 2));
  await expect(lab.locator("cs-playback")).toContainText(text.count("6", "9"));
  await scrubber.press("ArrowRight");
  expect(await cellOf(lab)).toEqual({ y: 2, x: 0 });
  await scrubber.press("Home");
  expect(await cellOf(lab)).toEqual({ y: 0, x: 0 });
});

test("playing from the last cell starts again at the first", async ({ page }) => {
  const { lab, steps } = await openGrid(page);
  await goTo(lab, 2, 2);
  const before = (await steps()).length;
  await play(lab).click();
  await ended(lab);
  expect((await steps()).slice(before)).toEqual(walk);
});

test("at full speed a whole photo is crossed in one go", async ({ page }) => {
  await open(page, "embed/convolution/?lang=ko");
  const lab = convolution(page);
  const steps = await recordSteps(lab);
  await speed(lab, "all").click();
  await settle(page);
  expect((await stateOf(lab)).speed).toBe("all");
  await play(lab).click();
  await ended(lab);
  expect(await cellOf(lab)).toEqual({ y: 424, x: 637 });
  const order = (await steps()).map(({ y, x }) => y * 638 + x);
  expect(order[0]).toBe(0);
  expect(order.length).toBeGreaterThan(5);
  expect(order.every((at, i) => i === 0 || at > order[i - 1])).toBe(true);
});

test("reduced motion takes the gliding and the tap by tap sum away, not the walk", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const { lab, steps } = await openGrid(page);
  await speed(lab, "one").click();
  await play(lab).click();
  // Tap by tap the sum would still be growing here.
  expect(await valueInPanel(lab)).toBe(2);
  await expect.poll(async () => (await steps()).length).toBeGreaterThan(1);
});
