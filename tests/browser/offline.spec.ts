/** The site after one visit: without its server, when a new version comes, and when a picture arrives from outside. */
import { readdirSync } from "node:fs";
import { course } from "../../www/i18n/course.ts";
import { offline } from "../../www/i18n/offline.ts";
import { FolderServer } from "./folder-server.ts";
import {
  convolution,
  drop,
  expect,
  type LabElement,
  open,
  type Page,
  pictureFile,
  settle,
  shapesOf,
  surface,
  test,
} from "./labs.ts";
import { buildSecondVersion } from "./second-version.ts";

const site = new URL("../../target/site/", import.meta.url).pathname;
const prefix = "/school/convscope/";
const text = offline.en;

const filesOfSite = readdirSync(site, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name !== "sw.js")
  .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll("//", "/").slice(site.length))
  // Previews are for other sites, which are not there without a network.
  .filter((file) => !file.startsWith("previews/"));
const pagesOfSite = filesOfSite.filter((file) => file.endsWith("index.html")).map((file) => file.slice(0, -10));

test.use({
  serviceWorkers: "allow",
  expected: /a request to http:\/\/127\.0\.0\.1:\d+\/school\/convscope\/|ERR_(EMPTY_RESPONSE|CONNECTION_RESET)/,
});

const notice = (page: Page) => page.locator("cs-offline-notice");
const isReady = (page: Page) =>
  expect(notice(page).locator("p")).toHaveAttribute("data-stage", "ready", { timeout: 60_000 });

/** Visits one page and waits until the site is kept. */
async function visit(page: Page): Promise<FolderServer> {
  const server = await FolderServer.start(site, prefix);
  await open(page, `${server.root}en/`);
  await isReady(page);
  return server;
}

test("the site holds scripts, not their sources: every worker was bundled", () => {
  expect(filesOfSite.filter((file) => file.endsWith(".ts"))).toEqual([]);
});

test("after one visit every page and every file is there without the server", async ({ page, context }) => {
  test.setTimeout(240_000);
  const server = await visit(page);
  await expect(notice(page).locator("p")).toHaveText(/^Opens without a network · \d+\.\d MB saved$/);
  const { root } = server;
  await server.stop();
  const missing = await page.evaluate(
    async ([from, files]) => {
      const answers = await Promise.all(
        files.map((file) =>
          fetch(from + file).then(
            ({ ok }) => ok,
            () => false,
          ),
        ),
      );
      return files.filter((_, at) => !answers[at]);
    },
    [root, filesOfSite] as const,
  );
  expect(missing).toEqual([]);
  await page.close();

  const later = await context.newPage();
  for (const address of pagesOfSite) {
    await later.goto(root + address);
    await expect(later.locator("h1").first(), address).toHaveText(/\S/);
    await settle(later);
    await expect(later.locator("[role=alert]:visible"), address).toHaveCount(0);
  }
  await later.goto(`${root}ko/lessons`);
  await expect(later).toHaveURL(`${root}ko/lessons/`);
});

test("without the server a dropped photo is decoded and convolved", async ({ page, context }) => {
  const server = await visit(page);
  const { root } = server;
  await server.stop();
  await page.close();
  const later = await context.newPage();
  await open(later, `${root}?lang=en`);
  await drop(surface(convolution(later)), [pictureFile("orientation_6.jpg")]);
  const [input, output] = (await shapesOf(convolution(later))) as number[][];
  expect(output).toEqual([1, input[1] - 2, input[2] - 2, 1]);
  expect(await later.evaluate(() => document.querySelector<LabElement>("convscope-convolution")?.state.image)).toBe(
    "own",
  );
});

test("without the server a network learns", async ({ page, context }) => {
  const server = await visit(page);
  const { root } = server;
  await server.stop();
  await page.close();
  const later = await context.newPage();
  await open(later, `${root}en/labs/filter-learning/?image=grid&pace=full`);
  const learned = await later.locator("convscope-filter-learning").evaluate(async (el) => {
    const lab = el as LabElement & { found: boolean; play(): Promise<void> };
    await lab.play();
    return lab.found;
  });
  expect(learned).toBe(true);
});

test("a frame keeps nothing", async ({ page }) => {
  const server = await FolderServer.start(site, prefix);
  await open(page, `${server.root}embed/convolution/?image=grid`);
  await page.waitForTimeout(4000);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(await page.locator("link[rel=manifest]").count()).toBe(0);
  await server.stop();
});

test("a new version is offered, waits while lessons go on, and comes when it is asked for", async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  const [before, after] = [course.en.heading, "Convolutional networks, the second version"];
  const second = buildSecondVersion(before, after);
  const server = await visit(page);
  await page.goto(`${server.root}en/lessons/`);
  await isReady(page);
  server.show(second);
  const lesson = await context.newPage();
  await open(lesson, `${server.root}en/lessons/04-convolution/`);
  await expect(notice(page).getByText(text.newer)).toBeVisible({ timeout: 60_000 });
  await expect(notice(lesson).getByText(text.newer)).toBeVisible();
  // Nobody has asked: both pages, and every page opened now, are of the first version.
  await page.reload();
  await expect(page.locator("h1")).toHaveText(before);
  await expect(notice(page).getByText(text.newer)).toBeVisible();
  await notice(lesson).getByRole("button", { name: text.later }).click();
  await expect(notice(lesson).getByText(text.newer)).toBeHidden();
  await lesson.evaluate(() => Object.assign(window, { stayed: true }));
  await notice(page).getByRole("button", { name: text.accept }).click();
  await expect(page.locator("h1")).toHaveText(after);
  await isReady(page);
  await expect(notice(page).getByText(text.newer)).toBeHidden();
  // The lesson was not touched, and what it had not loaded yet is still there for it.
  expect(await lesson.evaluate(() => "stayed" in window)).toBe(true);
  const first = filesOfSite.filter((file) => file.startsWith("assets/"));
  await server.stop();
  const gone = await lesson.evaluate(
    async ([from, files]) => {
      const answers = await Promise.all(
        files.map((file) =>
          fetch(from + file).then(
            ({ ok }) => ok,
            () => false,
          ),
        ),
      );
      return files.filter((_, at) => !answers[at]);
    },
    [server.root, first] as const,
  );
  expect(gone).toEqual([]);
});

test("a copy that was cut off is said to be incomplete, and goes on where it stopped", async ({ page }) => {
  const server = await FolderServer.start(site, prefix);
  await open(page, `${server.root}en/ops/`);
  const [first, part] = [server.asked, 60];
  server.limit = first + part;
  await expect(notice(page).locator("p")).toHaveText(text.failed, { timeout: 60_000 });
  server.limit = Number.POSITIVE_INFINITY;
  server.asked = 0;
  await open(page, `${server.root}en/ops/`);
  await isReady(page);
  // The page itself, the worker and what was missing: the rest was there.
  expect(server.asked).toBeLessThan(filesOfSite.length - part / 2);
  await server.stop();
});

test("what the browser has thrown away is fetched again", async ({ page }) => {
  const server = await visit(page);
  const names = await page.evaluate(async () => {
    const found = await caches.keys();
    await Promise.all(found.map((name) => caches.delete(name)));
    return found.length;
  });
  expect(names).toBe(1);
  await open(page, `${server.root}ko/lessons/`);
  await isReady(page);
  await server.stop();
  await page.goto(`${server.root}en/ops/conv2d/`);
  await expect(page.locator("h1")).toHaveText(/\S/);
});

test("a picture that is shared to the app lands in the lab", async ({ page, context }) => {
  const server = await visit(page);
  await server.stop();
  const sender = await context.newPage();
  await sender.setContent(
    `<form method="post" enctype="multipart/form-data" action="${server.root}share/"><input type="file" name="picture"><button>share</button></form>`,
  );
  await sender.locator("input").setInputFiles(pictureFile("rgb.png"));
  await sender.locator("button").click();
  await expect(sender).toHaveURL(server.root);
  await expect.poll(() => convolution(sender).evaluate((el: LabElement) => el.state?.image)).toBe("own");
  await settle(sender);
  expect(await shapesOf(convolution(sender))).toEqual([
    [1, 32, 48, 1],
    [1, 30, 46, 1],
  ]);
});
