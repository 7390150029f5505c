/** The release archive as a school gets it: unpacked into some folder of a plain server, and in a course's file area. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FolderServer } from "./folder-server.ts";
import { convolution, expect, type LabElement, open, settle, shapesOf, test } from "./labs.ts";

const root = new URL("../../", import.meta.url).pathname;
const unpacked = join(root, "target/unpacked");
const place = "/intranet/7b/physics/convscope/";
let top: string;

test.use({ expected: /a request to http:\/\/127\.0\.0\.1:\d+\/intranet\/7b\/physics\/convscope\// });

test.beforeAll(() => {
  const dist = join(root, "target/dist");
  const archive = readdirSync(dist).find((name) => /^convscope-site-.*\.zip$/.test(name));
  if (!archive) throw new Error("there is no archive: cargo xtask release makes it");
  rmSync(unpacked, { recursive: true, force: true });
  mkdirSync(unpacked, { recursive: true });
  // Another program than the one that packed it.
  execFileSync("python3", ["-m", "zipfile", "-e", join(dist, archive), unpacked]);
  const [only, ...more] = readdirSync(unpacked);
  expect(more).toEqual([]);
  top = join(unpacked, only);
});

test("it holds the site, the single files, the licences and a word in both languages", () => {
  expect(readdirSync(top).sort()).toEqual(["LICENSE-APACHE", "LICENSE-MIT", "READ-ME.txt", "labs", "site"]);
  expect(readFileSync(join(top, "READ-ME.txt"), "utf8")).toMatch(/[가-힣]/);
});

test("the site runs from a folder within a folder of a plain server", async ({ page }) => {
  const server = await FolderServer.start(join(top, "site"), place);
  const paths: string[] = [];
  page.on("request", (request) => paths.push(new URL(request.url()).pathname));
  await open(page, server.root);
  expect((await shapesOf(convolution(page)))[1]).toEqual([1, 425, 638, 1]);
  await open(page, `${server.root}en/lessons/04-convolution/`);
  await page.getByRole("link", { name: "Convscope" }).first().click();
  await expect(page).toHaveURL(`${server.root}en/`);
  await open(page, `${server.root}embed/pooling/?image=grid`);
  expect(paths.filter((path) => !path.startsWith(place))).toEqual([]);
  await server.stop();
});

test("a single file works in a course's file area: in a frame without an origin", async ({ page }) => {
  const source = `<!doctype html><title>A course</title><link rel="icon" href="data:,"><iframe sandbox="allow-scripts" width="900" height="900" src="labs/convolution.html?image=grid&lang=en"></iframe>`;
  writeFileSync(join(top, "course.html"), source);
  const server = await FolderServer.start(top, place);
  await page.goto(`${server.root}course.html`);
  const lab = page.frameLocator("iframe").locator("convscope-convolution");
  await expect(lab.locator(".sum b")).toBeVisible();
  expect(await lab.evaluate((el: LabElement) => [...(el.output?.data ?? [])])).toEqual([2, 0, -2, 3, 2, -2, 3, 1, -2]);
  await settle(page);
  await server.stop();
});
