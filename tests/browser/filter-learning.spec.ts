/** The filter learning lab: it finds what is hidden, on every picture; it can be stopped, repeated, broken and looked into. */
import { presets } from "../../www/engine/presets.ts";
import { filterLearning as texts } from "../../www/i18n/filter-learning.ts";
import { expect, type LabElement, type Locator, messages, open, type Page, stateOf, test } from "./labs.ts";
import { lab } from "./pixels.ts";
import { testAccessibility } from "./violations.ts";

interface Learning extends LabElement {
  readonly weights: Float32Array;
  readonly losses: number[];
  readonly found: boolean;
  readonly learning: boolean;
  play(): Promise<void>;
  reset(keeps?: boolean): Promise<void>;
}

const samples = ["china", "chelsea", "astronaut", "coffee", "rocket", "grid"];
const words = texts.ko;
const at = "embed/filter-learning/?lang=ko";
const learning = (page: Page) => lab(page, "filter-learning");

const learnedBy = (where: Locator) =>
  where.evaluate((el) => {
    const { weights, losses, found, learning } = el as Learning;
    return { weights: [...weights], losses, found, learning };
  });
const step = (where: Locator, n: number) => where.evaluate((el, n) => (el as Learning).step(n), n);
const button = (page: Page, name: string) => learning(page).getByRole("button", { name, exact: true });

/** Runs to the end, and gives what was learned. */
async function learn(where: Locator) {
  await where.evaluate(async (el) => {
    await (el as Learning).ready;
    await (el as Learning).play();
  });
  return learnedBy(where);
}

testAccessibility("filter-learning/?image=grid&covered=true", (page) => step(learning(page), 12));

test("the hidden filter is found on every sample, within a few hundred steps", async ({ page }) => {
  await open(page, `${at}&image=grid&pace=full`);
  for (const image of samples) {
    await learning(page).evaluate((el: LabElement, image) => {
      el.state = { image };
    }, image);
    const { weights, losses, found } = await learn(learning(page));
    expect(found, image).toBe(true);
    for (const [i, want] of presets["vertical-edge"].flat().entries()) {
      expect(Math.abs(weights[i] - want), `${image}, weight ${i}`).toBeLessThanOrEqual(0.01);
    }
    expect(losses.length, image).toBeLessThan(400);
    await expect(learning(page)).toContainText(words.found(losses.length.toLocaleString("ko")));
  }
});

test("it learns in a worker of its own, which ends with the lab", async ({ page }) => {
  await open(page, `${at}&image=grid&pace=full`);
  const workers = () => page.workers().filter((one) => one.url().includes("trainer-worker"));
  expect((await learn(learning(page))).found).toBe(true);
  expect(workers()).toHaveLength(1);
  await learning(page).evaluate((el) => el.remove());
  await expect.poll(() => workers().length).toBe(0);
});

test("a filter of one's own is hidden, covered, found and uncovered", async ({ page }) => {
  await open(page, `${at}&image=chelsea&pace=full`);
  const hidden = learning(page).getByRole("grid", { name: words.hidden });
  await hidden.getByRole("textbox").nth(4).fill("2.5");
  await hidden.getByRole("textbox").nth(4).press("Enter");
  await expect
    .poll(async () => (await stateOf(learning(page))).filter)
    .toEqual([
      [-1, 0, 1],
      [-1, 2.5, 1],
      [-1, 0, 1],
    ]);
  await button(page, words.cover).click();
  await expect(hidden).toHaveCount(0);
  await expect(learning(page).getByRole("img", { name: words.covered })).toContainText("?????????");
  expect(Math.abs((await learn(learning(page))).weights[4] - 2.5)).toBeLessThanOrEqual(0.01);
  await expect(learning(page).getByRole("status")).toContainText(words.foundCovered);
  await button(page, words.uncover).click();
  await expect(hidden).toBeVisible();
});

test("pausing acts at once, and what goes on is the unbroken run", async ({ page }) => {
  await open(page, `${at}&image=grid&momentum=0&learning-rate=0.01`);
  await button(page, words.run).click();
  await expect.poll(async () => (await learnedBy(learning(page))).losses.length).toBeGreaterThan(3);
  await button(page, words.pause).click();
  await expect(button(page, words.goOn)).toBeVisible();
  const { weights, losses, learning: goesOn } = await learnedBy(learning(page));
  expect(goesOn).toBe(false);
  await step(learning(page), 40);
  const broken = await learnedBy(learning(page));
  expect(broken.losses.length).toBe(losses.length + 40);
  expect(broken.losses.slice(0, losses.length)).toEqual(losses);
  expect(broken.weights).not.toEqual(weights);
  await learning(page).evaluate((el) => (el as Learning).reset());
  await step(learning(page), losses.length + 40);
  expect(await learnedBy(learning(page))).toEqual(broken);
});

test("every question is answered while it learns at full speed", async ({ page }) => {
  // Far too small a rate: it would go on for minutes.
  await open(page, `${at}&image=china&pace=full&momentum=0&learning-rate=0.000001&axis=linear`);
  await button(page, words.run).click();
  await expect.poll(async () => (await learnedBy(learning(page))).losses.length).toBeGreaterThan(100);
  await learning(page).getByRole("radio", { name: words.axes.log }).click();
  await expect(learning(page).getByRole("radio", { name: words.axes.log })).toBeChecked();
  await learning(page)
    .getByRole("radio", { name: /가중치 \[0, 0\]/ })
    .click();
  await expect(learning(page)).toContainText(words.values("[0, 0]"));
  expect((await learnedBy(learning(page))).learning).toBe(true);
  // One step stops the run, and the next one is exactly one.
  await button(page, words.pause).click();
  await expect(button(page, words.step)).toBeEnabled();
  const { losses } = await learnedBy(learning(page));
  await button(page, words.step).click();
  await expect.poll(async () => (await learnedBy(learning(page))).losses.length).toBe(losses.length + 1);
});

test("the same seed repeats every loss, and the curve shows both; a new seed does not", async ({ page }) => {
  await open(page, `${at}&image=coffee&pace=full`);
  const { losses } = await learn(learning(page));
  await button(page, words.again).click();
  await expect(learning(page)).toContainText(words.repeated(losses.length.toLocaleString("ko")));
  expect((await learnedBy(learning(page))).losses).toEqual(losses);
  await expect(learning(page).locator("cs-loss-curve path")).toHaveCount(2);
  await button(page, words.newSeed).click();
  expect((await stateOf(learning(page))).seed).toBe(2);
  await learning(page).evaluate((el: LabElement) => el.ready);
  expect((await learn(learning(page))).losses).not.toEqual(losses);
});

test("a learning rate of 1000 ends in a sentence, and the way back works", async ({ page }) => {
  await open(page, `${at}&image=astronaut&pace=full`);
  const rate = learning(page).getByRole("radio", { name: "1000", exact: true });
  await rate.click();
  await button(page, words.run).click();
  const alert = learning(page).getByRole("alert");
  await expect(alert).toContainText("1000");
  await expect(alert).toContainText(
    messages("ko").errors.diverged({ step: "", loss: "", rate: "1000", smaller: "100" }).slice(-12),
  );
  await expect(learning(page)).toContainText(words.diverged);
  await learning(page).getByRole("radio", { name: "0.05", exact: true }).click();
  await button(page, words.reset).click();
  await expect(alert).toHaveCount(0);
  expect((await learn(learning(page))).found).toBe(true);
});

test("the keyboard alone learns, steps, and opens another weight's gradient", async ({ page }) => {
  await open(page, `${at}&image=grid`);
  await button(page, words.step).focus();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await learnedBy(learning(page))).losses.length).toBe(1);
  await learning(page).locator(".weights [aria-checked=true]").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowLeft");
  await expect(learning(page)).toContainText(words.values("[2, 1]"));
  expect((await stateOf(learning(page))).weight).toEqual([2, 1]);
  await learning(page).getByRole("application", { name: words.difference }).focus();
  await page.keyboard.press("ArrowRight");
  expect((await stateOf(learning(page))).cell).toEqual([1, 2]);
  await page.keyboard.press("Space");
  await expect(button(page, words.pause)).toBeVisible();
  await page.keyboard.press("Space");
  await expect(button(page, words.goOn)).toBeVisible();
  await expect(learning(page).getByRole("status")).toContainText(/걸음에서 멈췄어요/);
});

test("pixels of 0 to 255 run away at the rate that suits the others", async ({ page }) => {
  await open(page, `${at}&image=rocket&pixels=raw&pace=full`);
  const { found } = await learn(learning(page));
  expect(found).toBe(false);
  await expect(learning(page).getByRole("alert")).toBeVisible();
});

test("a link keeps what is chosen; what is unknown is a sentence", async ({ page }) => {
  await open(
    page,
    `${at}&image=grid&filter=0 0 0, 0 1 0, 0 0 0&learning-rate=0.2&batch=4&weight=0 1&seed=7&axis=linear`,
  );
  expect(await stateOf(learning(page))).toMatchObject({
    filter: presets.identity,
    "learning-rate": 0.2,
    batch: "4",
    weight: [0, 1],
    seed: 7,
    axis: "linear",
  });
  await learning(page).evaluate((el: LabElement) => {
    el.state = { batch: "5" };
  });
  await expect(learning(page).getByRole("alert")).toContainText("5");
  expect((await stateOf(learning(page))).batch).toBe("4");
});

test("it learns in a frame that forbids workers", async ({ page }) => {
  await page.goto("/pages/frame.html");
  await page.locator("iframe").evaluate((frame: HTMLIFrameElement) => {
    frame.src = "/site/embed/filter-learning/?image=grid&pace=full&lang=en";
  });
  const inside = page.frameLocator("iframe").locator("convscope-filter-learning");
  await expect(inside.getByRole("button", { name: texts.en.run })).toBeVisible();
  expect((await learn(inside)).found).toBe(true);
});
