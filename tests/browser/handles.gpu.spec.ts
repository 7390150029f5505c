/** What an engine keeps on the GPU (SwiftShader): uploaded once, read back only where it is shown, and not lost with the GPU. */
import { chromium } from "@playwright/test";
import { convolution, expect, open, outputOf, type Page, setState, test } from "./labs.ts";

const height = 1203;
const width = 1600;

declare global {
  var traffic: { uploaded: number; readBack: number; pipelines: number };
}

/** In a page or a worker: counts in `globalThis.traffic` what passes to and from the GPU from now on, and what is compiled. */
function countTraffic() {
  const traffic = { uploaded: 0, readBack: 0, pipelines: 0 };
  Object.assign(globalThis, { traffic });
  const { writeBuffer } = GPUQueue.prototype;
  GPUQueue.prototype.writeBuffer = function (this: GPUQueue, ...args: Parameters<typeof writeBuffer>) {
    traffic.uploaded += args[4] ?? (args[2] as Uint8Array).byteLength;
    return writeBuffer.apply(this, args);
  };
  const { mapAsync } = GPUBuffer.prototype;
  GPUBuffer.prototype.mapAsync = function (this: GPUBuffer, ...args: Parameters<typeof mapAsync>) {
    traffic.readBack += this.size;
    return mapAsync.apply(this, args);
  };
  const { createComputePipeline } = GPUDevice.prototype;
  GPUDevice.prototype.createComputePipeline = function (this: GPUDevice, descriptor) {
    traffic.pipelines += 1;
    return createComputePipeline.call(this, descriptor);
  };
}

/** Makes `globalThis.work`: the package, an engine, a picture, filters, and what has passed to and from the GPU. */
async function prepare(page: Page) {
  await page.goto("embed/convolution/?image=grid");
  await page.evaluate(countTraffic);
  await page.evaluate(
    async ([height, width]) => {
      const address = "/pkg/convscope.js";
      const core = await import(address);
      await core.default();
      const engine = await core.Engine.create({ backend: "gpu" });
      const data = Uint8Array.from({ length: height * width * 3 }, (_, i) => (i * 31 + (i >> 7)) % 251);
      const picture = { data, shape: [height, width, 3] };
      const grey = { data: Float32Array.from(core.greyscale(picture, "rec601").data), shape: [1, height, width, 1] };
      const filterOf = (seed: number) => ({
        data: Float32Array.from({ length: 9 }, (_, i) => ((i * seed) % 7) - 3),
        shape: [3, 3, 1, 1],
      });
      const differs = (got: ArrayLike<number>, want: ArrayLike<number>, most: number) => {
        if (got.length !== want.length) return `${got.length} values instead of ${want.length}`;
        const at = Array.from(got).findIndex((value, i) => !(Math.abs(value - want[i]) <= most));
        return at < 0 ? "" : `${got[at]} instead of ${want[at]} at ${at}`;
      };
      Object.assign(globalThis, {
        work: { core, engine, picture, grey, filterOf, differs, traffic: globalThis.traffic },
      });
    },
    [height, width],
  );
}

test("a changed filter draws a new map without uploading the picture again", async ({ page }) => {
  await prepare(page);
  const rounds = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: it was put there by hand.
    const { core, engine, picture, grey, filterOf, differs, traffic } = (globalThis as any).work;
    if (engine.backend !== "gpu") throw new Error(engine.reason);
    const held = await engine.hold(picture);
    const input = await engine.greyscale(held, "rec601");
    const found = [];
    const given = traffic.uploaded;
    for (const seed of [2, 3, 5]) {
      const before = { ...traffic };
      const map = await engine.conv2d(input, filterOf(seed));
      const pooled = await engine.maxPool2d(map, { size: [2, 2] });
      const shown = await engine.preview(pooled, 300, "viridis");
      const passed = Object.fromEntries(Object.keys(traffic).map((key) => [key, traffic[key] - before[key]]));
      const right = core.maxPool2d(core.conv2d(grey, filterOf(seed)), { size: [2, 2] });
      const want = core.preview(right, 300, "viridis");
      found.push({
        passed,
        cells: want.shape[0] * want.shape[1],
        map: differs((await pooled.read()).data, right.data, 0),
        // The last digit of a mean may differ, and with it a level.
        drawn: differs(shown.data, want.data, 6),
        ends: [
          shown.min - want.min,
          shown.max - want.max,
          shown.factor - want.factor,
          ...shown.shape.map((size: number, i: number) => size - want.shape[i]),
        ],
      });
      for (const handle of [map, pooled]) handle.release();
    }
    return { found, given, backend: engine.backend };
  });
  expect(rounds.backend).toBe("gpu");
  expect(rounds.given).toBeGreaterThanOrEqual(height * width * 3);
  expect(rounds.given).toBeLessThan(height * width * 3 + 20_000);
  for (const [at, { passed, cells, map, drawn, ends }] of rounds.found.entries()) {
    expect([map, drawn, ...ends]).toEqual(["", "", 0, 0, 0, 0, 0]);
    // Filters, and where the dispatches work; the picture was uploaded before.
    expect(passed.uploaded).toBeLessThan(2000);
    expect(passed.readBack).toBeGreaterThanOrEqual(cells * 4);
    expect(passed.readBack).toBeLessThan(cells * 4 + 20_000);
    if (at > 0) expect(passed.pipelines).toBe(0);
  }
});

test("in a lab a changed filter uploads no picture, and the map is read back once", async ({ page }) => {
  await open(page, "embed/convolution/?lang=ko");
  const [worker] = page.workers();
  await worker.evaluate(countTraffic);
  const lab = convolution(page);
  for (const filter of ["1 2 1, 0 0 0, -1 -2 -1", "0 1 0, 1 -4 1, 0 1 0"]) await setState(lab, { filter });
  const { length } = await outputOf(lab);
  const { uploaded, readBack } = await worker.evaluate(() => globalThis.traffic);
  expect(uploaded).toBeLessThan(4000);
  expect(readBack).toBe(2 * length * 4);
});

test("with the GPU goes nothing that was given: what it held is computed again, and the next op works", async ({
  playwright: _,
  baseURL,
  launchOptions,
}) => {
  // A browser of its own: the others keep their GPU.
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage({ baseURL });
    await prepare(page);
    await page.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: it was put there by hand.
      const { work } = globalThis as any;
      const { engine, picture, filterOf } = work;
      if (engine.backend !== "gpu") throw new Error(engine.reason);
      work.input = await engine.greyscale(await engine.hold(picture), "rec601");
      const filter = filterOf(3);
      work.map = await engine.conv2d(work.input, filter);
      filter.data.fill(0);
      const orphan = await engine.relu(work.input);
      work.child = await engine.relu(orphan);
      orphan.release();
    });
    const session = await browser.newBrowserCDPSession();
    // The answer may never come: the process that would send it is gone.
    session.send("Browser.crashGpuProcess").catch(() => undefined);
    const after = await page.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: it was put there by hand.
      const { core, engine, grey, filterOf, differs, input, map, child } = (globalThis as any).work;
      const right = core.conv2d(grey, filterOf(3));
      const pooled = await engine.maxPool2d(map, { size: [2, 2] });
      const lost = await child.read().catch((error: Error & { code: string }) => [error.code, error.message]);
      return {
        backend: engine.backend,
        reason: engine.reason,
        pooled: differs((await pooled.read()).data, core.maxPool2d(right, { size: [2, 2] }).data, 0),
        map: differs((await map.read()).data, right.data, 0),
        next: differs(
          (await (await engine.conv2d(input, filterOf(5))).read()).data,
          core.conv2d(grey, filterOf(5)).data,
          0,
        ),
        lost,
      };
    });
    expect(after).toMatchObject({ backend: "cpu", pooled: "", map: "", next: "" });
    expect(after.reason).toMatch(/\w+ \w+/);
    expect(after.lost).toEqual([
      "gpu",
      "the GPU was lost, and what these values were computed from was released; compute them again",
    ]);
  } finally {
    await browser.close();
  }
});
