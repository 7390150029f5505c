/** The speed lab without a GPU: it measures for real, says why the GPU is missing, and can be stopped. */
import { backends as texts } from "../../www/i18n/backends.ts";
import { expect, type LabElement, messages, open, type Page, stateOf, test } from "./labs.ts";
import { lab } from "./pixels.ts";
import { type Racing, race, row } from "./race.ts";
import { testAccessibility } from "./violations.ts";

const words = texts.ko;
const at = "embed/backends/?lang=ko";
const backends = (page: Page) => lab(page, "backends");

testAccessibility("backends/?size=small&scale=log", (page, lang) => race(backends(page), texts[lang]));

test("naive code and SIMD are measured and agree in every value", async ({ page }) => {
  await open(page, `${at}&size=photo`);
  const results = await race(backends(page), words);
  const { naive, simd } = results;
  expect(Object.keys(results)).toEqual(["naive", "simd"]);
  for (const one of [naive, simd]) {
    expect(one.ms).toBeGreaterThan(0);
    expect(one.rounds).toBe(5);
    expect(one.of).toBe(425);
    // Nanoseconds for one value and multiply-adds a second tell the same time.
    expect((one.perSecond * one.perValue) / 1e9).toBeCloseTo(9, 3);
  }
  expect((simd.perValue * 271_150) / 1e6).toBeCloseTo(simd.ms, 6);
  expect(naive.difference).toBeNull();
  expect(simd.difference).toEqual({ largest: 0, among: naive.rows * 638 });
  expect(naive.ms).toBeGreaterThan(simd.ms);
  await expect(backends(page)).toContainText(
    words.same(words.runners.simd.name, (naive.rows * 638).toLocaleString("ko")),
  );
});

test("why the GPU is missing is a sentence", async ({ page }) => {
  await open(page, `${at}&size=small`);
  await race(backends(page), words);
  const { reasons } = messages("ko").badge;
  await expect(row(backends(page), "gpu")).toContainText(words.absent);
  await expect(row(backends(page), "gpu")).toHaveText(new RegExp(`${reasons.noWebGpu}|${reasons.noAdapter}`));
  await expect(backends(page)).toContainText(words.where);
  const { backend, reason } = await backends(page).evaluate((el: LabElement) => el.backend);
  expect(backend).toBe("cpu");
  expect(reason).not.toBe("");
});

test("the keyboard alone chooses, starts and stops; what runs long ends at once", async ({ page }) => {
  await open(page, at);
  await backends(page).getByRole("radio", { name: words.sizes.photo }).focus();
  await page.keyboard.press("ArrowRight");
  expect((await stateOf(backends(page))).size).toBe("large");
  await backends(page).getByRole("button", { name: words.start }).focus();
  await page.keyboard.press("Enter");
  await expect(backends(page).getByRole("progressbar").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(backends(page).getByRole("button", { name: words.start })).toBeVisible();
  await expect(backends(page).getByRole("status")).toHaveText(words.stopped);
  await expect(backends(page).getByRole("progressbar")).toHaveCount(0);
  expect(await backends(page).evaluate((el) => (el as unknown as Racing).results)).toEqual({});
  await backends(page).evaluate((el: LabElement) => el.ready);
});

test("another size begins anew, and nothing of an old race comes in", async ({ page }) => {
  await open(page, `${at}&size=large`);
  await backends(page).getByRole("button", { name: words.start }).click();
  await backends(page).getByRole("radio", { name: words.sizes.small }).click();
  const results = await race(backends(page), words);
  expect(results.naive.of).toBe(30);
});

test("what no memory can hold is a sentence in place of the button", async ({ page }) => {
  await open(page, `${at}&size=large&channels=64`);
  await expect(backends(page)).toContainText("(1, 3000, 4000, 64)");
  await expect(backends(page)).toContainText(words.smaller);
  await expect(backends(page).getByRole("button", { name: words.start })).toHaveCount(0);
  await backends(page).getByRole("radio", { name: words.channelNames["1"] }).click();
  await expect(backends(page).getByRole("button", { name: words.start })).toBeVisible();
});

test("bars follow the scale, with the numbers beside them", async ({ page }) => {
  await open(page, `${at}&size=photo`);
  const { naive, simd } = await race(backends(page), words);
  const widths = () =>
    backends(page)
      .locator(".fill")
      .evaluateAll((bars) => bars.map((bar) => Number.parseFloat((bar as HTMLElement).style.width)));
  const times = naive.ms / simd.ms;
  expect((await widths())[0]).toBeCloseTo(100 / times, 3);
  expect((await widths())[1]).toBe(100);
  await expect(row(backends(page), "simd").locator("b")).toHaveText(words.speed(String(Number(times.toPrecision(2)))));
  await backends(page).getByRole("radio", { name: words.scales.log }).click();
  await expect.poll(widths).toEqual([10, 100]);
  await expect(page).toHaveURL(/scale=log/);
  expect(await backends(page).evaluate((el) => Object.keys((el as unknown as Racing).results))).toEqual([
    "naive",
    "simd",
  ]);
});

test("a link keeps what is chosen; what is unknown is a sentence", async ({ page }) => {
  await open(page, `${at}&size=small&channels=64&scale=log`);
  expect(await stateOf(backends(page))).toEqual({ size: "small", channels: "64", scale: "log" });
  await backends(page).evaluate((el: LabElement) => {
    el.state = { size: "endless" };
  });
  await expect(backends(page).getByRole("alert")).toContainText("endless");
  expect((await stateOf(backends(page))).size).toBe("small");
});

test("it measures in a frame that forbids workers", async ({ page }) => {
  await page.goto("/pages/frame.html");
  await page.locator("iframe").evaluate((frame: HTMLIFrameElement) => {
    frame.src = "/site/embed/backends/?size=small&lang=en";
  });
  const inside = page.frameLocator("iframe").locator("convscope-backends");
  const { naive, simd } = await race(inside, texts.en);
  expect([naive.rows, simd.rows]).toEqual([30, 30]);
  expect(simd.difference).toEqual({ largest: 0, among: 900 });
});
