/** The labs in other people's pages: what the script defines and when, who sizes which frame, what a frame leaves alone. */
import {
  convolution,
  expect,
  type FrameLocator,
  type LabElement,
  messages,
  open,
  outputOf,
  type Page,
  pooling,
  settle,
  shapesOf,
  stateOf,
  test,
} from "./labs.ts";

const text = messages("en");
const heightOf = (page: Page, id: string) => page.locator(`#${id}`).evaluate((el) => el.clientHeight);
const isDefined = (page: Page, name: string) => page.evaluate((tag) => customElements.get(tag) !== undefined, name);
const labIn = (frame: FrameLocator) => frame.locator("[data-main]");

test.describe("one script on a page", () => {
  test.beforeEach(({ page }) => page.goto("/pages/embed.html").then(() => undefined));

  test("an element is defined when it comes near the view, and all share one engine", async ({ page }) => {
    const workers: string[] = [];
    page.on("worker", (worker) => workers.push(worker.url()));
    await expect(convolution(page).first().locator(".sum b")).toBeVisible();
    expect([...(await outputOf(convolution(page).nth(1)))].length).toBe(25);
    expect(await isDefined(page, "convscope-pooling")).toBe(false);
    await pooling(page).scrollIntoViewIfNeeded();
    await expect
      .poll(() => shapesOf(pooling(page)))
      .toEqual([
        [1, 5, 5, 1],
        [1, 2, 2, 1],
      ]);
    const own = page.workers().filter((worker) => !workers.includes(worker.url()));
    // One for the page, and one that the frame of our own has for itself.
    expect(own.length + workers.length).toBeLessThanOrEqual(2);
    expect(await isDefined(page, "convscope-pipeline")).toBe(false);
  });

  test("a script may ask for an element before it is seen", async ({ page }) => {
    const shape = await page.evaluate(async () => {
      const { load, version } = await import(new URL("/site/embed.js", location.href).href);
      await load("convscope-pooling");
      const lab = document.querySelector("convscope-pooling") as LabElement;
      await lab.ready;
      return [version, lab.output?.shape];
    });
    expect(shape).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+/), [1, 2, 2, 1]]);
  });

  test("an element that does not exist is a sentence", async ({ page }) => {
    const said = await page.evaluate(async () => {
      const { load } = await import(new URL("/site/embed.js", location.href).href);
      return load("convscope-nothing").catch((error: Error) => error.message);
    });
    expect(said).toMatch(/^there is no element convscope-nothing; there are convscope-\w+, /);
  });

  test("frames of ours become as tall as their content, and no other frame does", async ({ page }) => {
    await expect.poll(() => heightOf(page, "ours")).toBeGreaterThan(500);
    const inside = page.frameLocator("#ours").locator("main");
    const wanted = () => inside.evaluate((el) => Math.ceil(el.getBoundingClientRect().height));
    await expect.poll(async () => (await heightOf(page, "ours")) - (await wanted())).toBe(0);
    // Nothing is left to scroll inside.
    expect(await inside.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
    expect(await heightOf(page, "foreign")).toBe(120);
  });
});

test("of two copies on one page the first keeps its elements, and there is one engine", async ({ page }) => {
  const workers: string[] = [];
  page.on("worker", (worker) => workers.push(worker.url()));
  await page.goto("/pages/two-versions.html");
  await settle(page);
  expect(workers).toHaveLength(1);
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType("resource").filter(({ name }) => /convolution|\.wasm/.test(name)),
  );
  expect(loaded.map(({ name }) => new URL(name).pathname).filter((path) => path.startsWith("/course/"))).toEqual([]);
  for (const lab of [convolution(page), pooling(page)]) expect((await shapesOf(lab))[0]).toEqual([1, 5, 5, 1]);
});

test("each platform's frame works, and hears its height in its own words", async ({ page }) => {
  await page.goto("/pages/hosts.html");
  for (const id of ["wordpress", "canvas", "notion"]) {
    const lab = labIn(page.frameLocator(`#${id}`));
    await expect(lab.locator(".sum b"), id).toBeVisible();
    expect([...(await outputOf(lab))], id).toEqual([2, 0, -2, 3, 2, -2, 3, 1, -2]);
  }
  const heard = await page.evaluate(() => (window as unknown as { heard: Record<string, object[]> }).heard);
  const height = expect.any(Number);
  for (const id of ["wordpress", "canvas", "notion"]) {
    expect(heard[id], id).toContainEqual({ type: "convscope-height", height });
    expect(heard[id], id).toContainEqual({ subject: "lti.frameResize", height });
    expect(heard[id], id).toContainEqual({ height });
  }
  expect(heard.wordpress).toContainEqual({ message: "height", value: height, secret: "a1B2c3D4e5" });
});

test.describe("a frame on another origin", () => {
  test.use({ expected: /a request to http:\/\/localhost/ });

  test("works there, too", async ({ page, baseURL }) => {
    const site = new URL(baseURL as string);
    await page.goto(`http://localhost:${site.port}/pages/frame.html`);
    await page.evaluate((src) => {
      document.body.innerHTML = `<iframe id="third" width="1000" height="900" src="${src}embed/convolution/?image=grid&lang=en"></iframe>`;
    }, site.href);
    const lab = labIn(page.frameLocator("#third"));
    await expect(lab.locator(".sum b")).toBeVisible();
    expect([...(await outputOf(lab))]).toEqual([2, 0, -2, 3, 2, -2, 3, 1, -2]);
  });

  test("elements work from another origin's script, where no worker can be had", async ({ page, baseURL }) => {
    const site = new URL(baseURL as string);
    await page.goto(`http://localhost:${site.port}/pages/foreign.html`);
    await page.evaluate((src) => {
      document.body.innerHTML = '<convscope-convolution image="grid"></convscope-convolution>';
      const script = Object.assign(document.createElement("script"), { type: "module", src: `${src}embed.js` });
      document.body.append(script);
    }, site.href);
    await expect(convolution(page).locator(".sum b")).toBeVisible();
    expect([...(await outputOf(convolution(page)))]).toEqual([2, 0, -2, 3, 2, -2, 3, 1, -2]);
  });
});

test("the wheel over a frame scrolls the page around it", async ({ page }) => {
  await page.goto("/pages/embed.html");
  await expect.poll(() => heightOf(page, "ours")).toBeGreaterThan(500);
  for (const lab of await convolution(page).all()) await lab.evaluate((el: LabElement) => el.ready);
  await page.locator("#ours").evaluate((el) => el.scrollIntoView());
  const top = () => page.locator("#ours").evaluate((el) => Math.round(el.getBoundingClientRect().top));
  await expect.poll(top).toBeCloseTo(0);
  await page.mouse.move(200, 100);
  await page.mouse.wheel(0, 300);
  await expect.poll(top).toBe(-300);
});

test("keys are the page's until the lab has the focus, and where nothing moves", async ({ page }) => {
  await open(page, "embed/convolution/?lang=en&image=grid&cell=0+0");
  const lab = convolution(page);
  const pressed = await page.evaluateHandle(() => {
    const taken: [string, boolean][] = [];
    addEventListener("keydown", (event) => taken.push([event.key, event.defaultPrevented]));
    return taken;
  });
  for (const key of ["ArrowDown", "ArrowRight", " ", "End"]) await page.keyboard.press(key);
  expect((await stateOf(lab)).cell).toEqual([0, 0]);
  await lab.getByRole("application", { name: text.lab.outputPane("(1, 3, 3, 1)") }).focus();
  for (const key of ["ArrowUp", "ArrowLeft", "Home", "ArrowDown"]) await page.keyboard.press(key);
  expect((await stateOf(lab)).cell).toEqual([1, 0]);
  expect(await pressed.evaluate((taken) => taken)).toEqual([
    ["ArrowDown", false],
    ["ArrowRight", false],
    [" ", false],
    ["End", false],
    ["ArrowUp", false],
    ["ArrowLeft", false],
    ["Home", false],
    ["ArrowDown", true],
  ]);
});

test("a frame stores nothing and starts no service worker", async ({ page }) => {
  await open(page, "embed/convolution/?lang=en&image=grid&theme=dark");
  await convolution(page).getByRole("button", { name: text.presets.sobel.name }).click();
  await settle(page);
  const kept = await page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    (await indexedDB.databases()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
  ]);
  expect(kept).toEqual([0, 0, 0, 0]);
});

test("hidden controls leave the readouts", async ({ page }) => {
  await open(page, "embed/convolution/?lang=en&image=grid&cell=1+1&controls=none");
  const lab = convolution(page);
  await expect(lab.getByRole("button", { name: text.playback.play, exact: true })).toHaveCount(0);
  await expect(lab.getByRole("button", { name: text.lab.use })).toHaveCount(0);
  await expect(lab.locator(".sum b")).toHaveText("2");
  await expect(lab).toContainText("(1, 3, 3, 1)");
  await expect(lab).toContainText(text.lab.minMax("\u22122", "3"));
});

test("a frame leads to the site, in the state that it has by then", async ({ page, context }) => {
  await open(page, "embed/convolution/?lang=en&image=grid&controls=filter&theme=dark");
  await convolution(page).getByRole("button", { name: text.presets.sobel.name }).click();
  await settle(page);
  await page.waitForURL(/filter=/);
  const [site] = await Promise.all([
    context.waitForEvent("page"),
    page.getByRole("link", { name: "Open in Convscope" }).click(),
  ]);
  await site.waitForLoadState();
  await settle(site);
  expect(new URL(site.url()).pathname).toBe("/site/en/labs/convolution/");
  expect(await stateOf(convolution(site))).toEqual(await stateOf(convolution(page)));
  await expect(convolution(site).getByRole("button", { name: text.playback.play, exact: true })).toBeVisible();
});
