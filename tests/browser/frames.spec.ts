/** The site works from whatever folder it lies in, and inside the frames of other people's pages. */
import {
  coloursOf,
  convolution,
  expect,
  type LabElement,
  messages,
  open,
  outputCanvas,
  shapesOf,
  test,
} from "./labs.ts";

const text = messages("en");

test("the site works from a folder deep inside another one", async ({ page }) => {
  const paths: string[] = [];
  page.on("request", (request) => paths.push(new URL(request.url()).pathname));
  await open(page, "/course/unit-1/convscope/");
  expect((await shapesOf(convolution(page)))[1]).toEqual([1, 425, 638, 1]);
  await page.goto("/course/unit-1/convscope/en/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(text.home.heading);
  await page.getByRole("link", { name: "Convscope" }).click();
  await expect(page).toHaveURL(/\/course\/unit-1\/convscope\/(en\/)?$/);
  expect(paths.filter((path) => !path.startsWith("/course/unit-1/convscope/"))).toEqual([]);
});

test("a lab works in a frame without an origin: no storage, no workers", async ({ page }) => {
  await page.goto("/pages/frame.html");
  const lab = page.frameLocator("iframe").locator("convscope-convolution");
  await expect(lab.locator(".sum b")).toBeVisible();
  await lab.evaluate((el: LabElement) => el.ready);
  const sandbox = await lab.evaluate(() => [
    origin,
    (() => {
      try {
        return typeof localStorage;
      } catch {
        return "forbidden";
      }
    })(),
  ]);
  expect(sandbox).toEqual(["null", "forbidden"]);
  expect(await lab.evaluate((el: LabElement) => [...(el.output?.data ?? [])])).toEqual([2, 0, -2, 3, 2, -2, 3, 1, -2]);
  const field = lab.getByRole("grid", { name: text.lab.filter, exact: true }).getByRole("textbox").nth(4);
  await field.fill("10");
  await field.press("Enter");
  await expect.poll(() => lab.evaluate((el: LabElement) => el.output?.data[0])).toBe(12);
  await lab.getByRole("button", { name: text.samples.rocket }).click();
  await expect
    .poll(() => shapesOf(lab))
    .toEqual([
      [1, 427, 640, 1],
      [1, 425, 638, 1],
    ]);
  await expect.poll(() => coloursOf(outputCanvas(lab))).toBeGreaterThan(60);
  await lab.getByRole("button", { name: text.playback.play, exact: true }).click();
  await expect(lab.getByRole("button", { name: text.playback.pause, exact: true })).toBeVisible();
});
