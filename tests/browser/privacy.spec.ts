/** Nothing leaves the page, and the page stands on its own feet: without workers, without storage, without a complaint. */

import { convolved, firstDifference } from "./arithmetic.ts";
import {
  convolution,
  drop,
  expect,
  inputCanvas,
  type LabElement,
  messages,
  open,
  outputOf,
  pictureFile,
  pooling,
  settle,
  shapesOf,
  surface,
  test,
} from "./labs.ts";

const text = messages("ko");

test("a whole session asks nothing of anybody else, complains of nothing and stores nothing but choices", async ({
  page,
  context,
}) => {
  const asked: string[] = [];
  context.on("request", (request) => {
    if (request.method() !== "GET") asked.push(`${request.method()} ${request.url()}`);
  });
  await open(page, "");
  const lab = convolution(page);
  await drop(surface(lab), [pictureFile("orientation_6.jpg")]);
  await lab.getByRole("button", { name: text.presets.outline.name }).click();
  await inputCanvas(lab).click();
  await lab.getByRole("radio", { name: text.playback.speedNames.all }).click();
  const play = lab.getByRole("button", { name: text.playback.play, exact: true });
  await play.click();
  await expect(play).toBeVisible();
  await lab.getByRole("button", { name: text.samples.coffee }).click();
  await settle(page);
  await page.getByRole("link", { name: messages("en").name, exact: true }).click();
  await page.getByRole("combobox", { name: messages("en").site.theme }).selectOption("dark");
  expect(asked).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  const kept = () =>
    page.evaluate(async () => ({
      local: Object.keys(localStorage).sort(),
      session: Object.keys(sessionStorage),
      databases: (await indexedDB.databases()).map(({ name }) => name),
    }));
  // The database holds the picture that was chosen, for the lessons.
  await expect
    .poll(kept)
    .toEqual({ local: ["convscope.lang", "convscope.theme"], session: [], databases: ["convscope"] });
});

test.describe("the page's policy", () => {
  test.use({ expected: /Content Security Policy|ERR_|a request to .*beacon/ });

  for (const address of ["ko/?image=grid", "embed/convolution/?image=grid", "embed/pooling/?image=grid"]) {
    test(`${address} forbids to ask, show or run anything from elsewhere`, async ({ page }) => {
      await open(page, address);
      const blocked = await page.evaluate(async () => {
        const seen: string[] = [];
        document.addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
        const elsewhere = "http://127.0.0.1:9/beacon";
        const sent = await fetch(elsewhere).then(
          () => "fetched",
          () => "refused",
        );
        navigator.sendBeacon(elsewhere, "pixels");
        new Image().src = `${elsewhere}.png`;
        const script = document.createElement("script");
        script.textContent = "window.wasRun = true";
        document.head.append(script);
        const frame = document.createElement("iframe");
        frame.src = elsewhere;
        document.body.append(frame);
        const style = document.createElement("link");
        Object.assign(style, { rel: "stylesheet", href: `${elsewhere}.css` });
        document.head.append(style);
        // In a task of the page's own: this one is the test's, which may evaluate.
        const evaluated = await new Promise<string>((resolve) => {
          setTimeout(() => {
            try {
              resolve(new Function("return 'evaluated'")());
            } catch {
              resolve("refused");
            }
          });
        });
        const until = performance.now() + 5000;
        while (new Set(seen).size < 6 && performance.now() < until)
          await new Promise((resolve) => setTimeout(resolve, 20));
        return { sent, evaluated, ran: "wasRun" in window, directives: [...new Set(seen)].sort() };
      });
      expect(blocked).toMatchObject({ sent: "refused", evaluated: "refused", ran: false });
      const directives = ["connect-src", "frame-src", "img-src", "script-src", "script-src-elem", "style-src-elem"];
      expect(blocked.directives).toEqual(directives);
    });
  }
});

test("every request stays in the site's own folder", async ({ page }) => {
  const paths = new Set<string>();
  page.on("request", (request) => paths.add(new URL(request.url()).pathname));
  await open(page, "ko/");
  expect(paths.size).toBeGreaterThan(8);
  expect([...paths].filter((path) => !path.startsWith("/site/"))).toEqual([]);
});

test("where workers are forbidden the page computes on its own thread", async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, {
      Worker: class {
        constructor() {
          throw new DOMException("workers are forbidden here", "SecurityError");
        }
      },
    });
  });
  await open(page, "ko/");
  const values = await page.evaluate(() => document.querySelector<LabElement>("convscope-convolution")?.input?.data);
  const edge = [-1, 0, 1];
  const want = convolved({ values: values as Float32Array, height: 427, width: 640 }, [edge, edge, edge]);
  expect(firstDifference(await outputOf(convolution(page)), want)).toBeNull();
  await drop(surface(convolution(page)), [pictureFile("rgb.png")]);
  expect((await shapesOf(pooling(page)))[1]).toEqual([1, 10, 15, 1]);
});

test("where storage is forbidden the page works, it only forgets", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("storage is forbidden here", "SecurityError");
      },
    });
  });
  await open(page, "?image=grid");
  await page.getByRole("combobox", { name: text.site.theme }).selectOption("dark");
  await page.getByRole("link", { name: messages("en").name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(messages("en").home.heading);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect((await shapesOf(convolution(page)))[1]).toEqual([1, 3, 3, 1]);
});
