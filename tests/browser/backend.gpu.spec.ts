/** With WebGPU (SwiftShader) the GPU computes; its numbers are the CPU's; and losing it in mid-play loses nothing. */
import { chromium } from "@playwright/test";
import { convolved, firstDifference, pooled } from "./arithmetic.ts";
import {
  coloursOf,
  convolution,
  expect,
  goTo,
  inputOf,
  type LabElement,
  type Lang,
  type Locator,
  messages,
  open,
  outputCanvas,
  outputOf,
  pooling,
  setState,
  settle,
  stateOf,
  test,
  valueHere,
  valueInPanel,
} from "./labs.ts";

const backendOf = (lab: Locator) => lab.evaluate((el: LabElement) => el.backend);
const onGpu = { backend: "gpu", reason: "" };

for (const lang of ["ko", "en"] as Lang[]) {
  test(`the badge says GPU and how it earned its trust (${lang})`, async ({ page }) => {
    await open(page, `${lang}/?image=grid`);
    for (const lab of [convolution(page), pooling(page)]) {
      expect(await backendOf(lab)).toEqual(onGpu);
      const chip = lab.locator("cs-backend-badge");
      await expect(chip.locator("summary")).toHaveText(/GPU.*\d ms/);
      await chip.locator("summary").click();
      await expect(chip.locator(".panel")).toHaveText(messages(lang).badge.gpu);
    }
  });
}

test("the GPU's maps of a photo are what the definition gives", async ({ page }) => {
  await open(page, "ko/");
  const photo = { values: await inputOf(convolution(page)), height: 427, width: 640 };
  const edge = [-1, 0, 1];
  const map = await outputOf(convolution(page));
  expect(await backendOf(convolution(page))).toEqual(onGpu);
  expect(firstDifference(map, convolved(photo, [edge, edge, edge]))).toBeNull();
  const want = pooled({ values: map, height: 425, width: 638 }, [3, 3], [3, 3]);
  expect(firstDifference(await outputOf(pooling(page)), want)).toBeNull();
  expect(await backendOf(pooling(page))).toEqual(onGpu);
});

for (const state of [
  { strides: "2 3", padding: "same" },
  { filter: "0.1 -0.2 0.3 0.4 0.5, 1 2 3 4 5, -1 -1 -1 -1 0.25", dilations: "2 1", padding: "3 0 1 2" },
  { filter: "1 2, 3 4", flip: true, bias: -12.5 },
  { filter: Array.from({ length: 11 }, (_, y) => Array.from({ length: 11 }, (_, x) => (y - x) / 7)) },
]) {
  test(`GPU and CPU agree on ${JSON.stringify(state).slice(0, 70)}`, async ({ page }) => {
    await open(page, "embed/convolution/?lang=ko");
    const lab = convolution(page);
    await setState(lab, state);
    expect(await backendOf(lab)).toEqual(onGpu);
    const cpu = await lab.evaluate(async (el: LabElement) => {
      const address = "/pkg/convscope.js";
      const { default: init, conv2d } = await import(address);
      await init();
      const { filter, strides, padding, dilations, bias, flip } = el.state as Record<string, number[][]>;
      const shape = [filter.length, filter[0].length, 1, 1];
      const options = { strides, padding, dilations, flip, bias: Float32Array.of(Number(bias)) };
      return conv2d(el.input, { data: Float32Array.from(filter.flat()), shape }, options).data as Float32Array;
    });
    expect(cpu.length).toBeGreaterThan(40_000);
    expect(firstDifference(await outputOf(lab), cpu, 1e-5)).toBeNull();
  });
}

test("a GPU lost in mid-play: the walk goes on, and the CPU does the work and says why", async ({
  playwright: _,
  baseURL,
  launchOptions,
}) => {
  // A browser of its own: the others keep their GPU.
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage({ baseURL, locale: "ko-KR", viewport: { width: 1280, height: 900 } });
    await open(page, "embed/convolution/?lang=ko&speed=row");
    const lab = convolution(page);
    expect(await backendOf(lab)).toEqual(onGpu);
    const before = await outputOf(lab);
    await lab.evaluate((el: LabElement) => el.play());
    const session = await browser.newBrowserCDPSession();
    // The answer may never come: the process that would send it is gone.
    session.send("Browser.crashGpuProcess").catch(() => undefined);
    const { y } = await lab.evaluate((el: LabElement) => el.cell);
    await expect.poll(() => lab.evaluate((el: LabElement) => el.cell.y)).toBeGreaterThan(y + 2);
    expect(await outputOf(lab)).toEqual(before);
    await setState(lab, { filter: "1 0 -1, 2 0 -2, 1 0 -1", strides: "2" });
    const want = convolved(
      { values: await inputOf(lab), height: 427, width: 640 },
      (await stateOf(lab)).filter as number[][],
      [2, 2],
    );
    expect(firstDifference(await outputOf(lab), want)).toBeNull();
    const { backend, reason } = await backendOf(lab);
    expect(backend).toBe("cpu");
    expect(reason).toMatch(/\w+ \w+/);
    await lab.evaluate((el: LabElement) => el.pause());
    await goTo(lab, 100, 100);
    expect(Math.abs((await valueInPanel(lab)) - (await valueHere(lab)))).toBeLessThan(0.006);
    await settle(page);
    await lab.evaluate((el: LabElement) => el.goTo(212, 318));
    await expect.poll(() => coloursOf(outputCanvas(lab))).toBeGreaterThan(20);
    const chip = lab.locator("cs-backend-badge");
    await chip.locator("summary").click();
    const { badge } = messages("ko");
    await expect(chip.locator(".panel")).toContainText(badge.why(badge.reasons.lost));
  } finally {
    await browser.close();
  }
});
