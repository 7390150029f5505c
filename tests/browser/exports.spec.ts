/** A lab taken along as code, picture, film and numbers: every file opened, and held to what is on the screen. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { exports } from "../../www/i18n/exports.ts";
import {
  convolution,
  expect,
  type LabElement,
  type Locator,
  open,
  outputOf,
  type Page,
  pooling,
  stateOf,
  test,
} from "./labs.ts";
import { violations } from "./violations.ts";

const words = exports.ko;
const grid = "embed/convolution/?lang=ko&image=grid&padding=same&filter=1+0,+0.5+-2";

type Coded = LabElement & { code(target: string): Promise<string> };
const codeOf = (lab: Locator, target: string) => lab.evaluate((el, wanted) => (el as Coded).code(wanted), target);

/** Opens the dialog of a lab at one of its tabs. */
async function tab(lab: Locator, name: keyof typeof words.tabs) {
  await lab.locator("p.use button").click();
  await lab.locator(`#tab-${name}`).click();
}

/** What a button saves: the file's name and bytes. */
async function saved(page: Page, button: Locator) {
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const path = await file.path();
  return { name: file.suggestedFilename(), path, bytes: readFileSync(path) };
}

const save = (lab: Locator, name: string) => lab.getByRole("button", { name: words.save(name), exact: true });

/** What ffprobe counts in a film. */
function probed(path: string) {
  const wanted = "stream=nb_read_frames,width,height,r_frame_rate";
  const args = ["-v", "error", "-count_frames", "-select_streams", "v", "-show_entries", wanted, "-of", "json", path];
  const [stream] = JSON.parse(execFileSync("ffprobe", args, { encoding: "utf8" })).streams;
  return {
    frames: Number(stream.nb_read_frames),
    width: stream.width,
    height: stream.height,
    rate: stream.r_frame_rate,
  };
}

test.describe("axe", () => {
  test.use({ bypassCSP: true });
  for (const name of ["code", "picture", "numbers"] as const) {
    for (const [colorScheme, width] of [
      ["light", 1280],
      ["dark", 390],
    ] as const) {
      test(`finds nothing to object to in the tab ${name}, ${colorScheme}, ${width} wide`, async ({ page }) => {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await open(page, "embed/convolution/?lang=ko&image=chelsea");
        const lab = convolution(page);
        await tab(lab, name);
        await expect(
          lab
            .locator("cs-use-panel")
            .getByText(/MIT|CC BY/)
            .last(),
        ).toBeVisible();
        expect(await violations(page)).toEqual([]);
        const panel = lab.locator("cs-use-panel");
        expect(await panel.evaluate((el) => el.scrollWidth - el.clientWidth)).toBeLessThanOrEqual(0);
      });
    }
  }
});

test("the code of a grid holds its numbers, that of a photo opens the file beside it", async ({ page }) => {
  await open(page, grid);
  const lab = convolution(page);
  const small = await codeOf(lab, "pytorch");
  expect(small).toContain("[1, 1, 1, 0, 0],");
  expect(small).toContain("[0.5, -2],");
  expect(small).toMatch(/output = [^=]+$/);
  await lab.evaluate((el: LabElement) => el.setImage("china"));
  expect(await codeOf(lab, "numpy")).toContain('Image.open("picture.png")');
  await expect(codeOf(lab, "matlab")).rejects.toThrow(/matlab/);
});

test("a notebook carries the photo, pixel by pixel", async ({ page }) => {
  await open(page, "embed/convolution/?lang=en&image=chelsea&grey=r");
  const lab = convolution(page);
  const { cells } = JSON.parse(await codeOf(lab, "notebook")) as { cells: { source: string[] }[] };
  const sources = cells.map(({ source }) => source.join(""));
  const [, base64] = /^PICTURE = "([^"]+)"/.exec(sources.find((source) => source.startsWith("PICTURE = ")) ?? "") ?? [];
  const same = await lab.evaluate(async (el: LabElement, letters) => {
    const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return el.input?.data.every((red, i) => data[i * 4] === red) && el.input.data.length * 4 === data.length;
  }, base64);
  expect(same).toBe(true);
});

test("a pooling that follows a convolution is exported with it", async ({ page }) => {
  await open(page, "en/");
  const code = await codeOf(pooling(page), "tensorflow");
  expect(code).toContain("convolved = tf.nn.conv2d(x,");
  expect(code).toContain("output = tf.nn.max_pool2d(convolved,");
});

test("the code tab saves the program and the picture that it opens", async ({ page }) => {
  await open(page, "embed/convolution/?lang=ko&image=coffee");
  const lab = convolution(page);
  await tab(lab, "code");
  await lab.getByRole("radio", { name: "Keras" }).click();
  const program = await saved(page, save(lab, "convolution_keras.py"));
  expect(program.bytes.toString()).toBe(await codeOf(lab, "keras"));
  const picture = await saved(page, save(lab, "picture.png"));
  expect([picture.bytes.readUInt32BE(16), picture.bytes.readUInt32BE(20)]).toEqual([600, 400]);
  await expect(lab.locator("cs-code-export")).toContainText("MIT");
  await expect(lab.locator("cs-code-export")).toContainText("CC0");
});

test("a picture is saved as large as was chosen, and as vectors with the numbers as text", async ({ page }) => {
  await open(page, grid);
  const lab = convolution(page);
  await tab(lab, "picture");
  await lab.getByRole("radio", { name: "2880" }).click();
  const png = await saved(page, save(lab, "PNG"));
  expect(png.bytes.readUInt32BE(16)).toBe(2880);
  const svg = (await saved(page, save(lab, "SVG"))).bytes.toString();
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text.replace("−", "-"));
  const numbers = texts.map(Number).filter((value) => !Number.isNaN(value));
  for (const value of await outputOf(lab)) expect(numbers).toContain(value);
  expect(svg).not.toContain("<image");
  await expect(lab.locator("cs-picture-export")).toContainText("CC BY 4.0");
});

test("GIF and WebM have a picture for each cell of the range, at the speed that was chosen", async ({ page }) => {
  test.slow();
  await open(page, grid);
  const lab = convolution(page);
  await tab(lab, "picture");
  await lab.getByRole("radio", { name: "640" }).click();
  await lab.getByLabel(words.first).fill("3");
  await lab.getByLabel(words.last).fill("14");
  await lab.getByLabel(words.last).press("Enter");
  await lab.getByRole("radio", { name: words.perSecond("10"), exact: true }).click();
  for (const kind of ["GIF", "WebM"]) {
    const { path } = await saved(page, save(lab, kind));
    expect(probed(path), kind).toMatchObject({ frames: 12, width: 640, rate: "10/1" });
  }
  await lab.getByRole("radio", { name: words.units.row, exact: true }).click();
  expect(probed((await saved(page, save(lab, "GIF"))).path).frames).toBe(3);
});

test("a film of a photo can be cancelled, and one that is too long is refused in a sentence", async ({ page }) => {
  await open(page, "embed/convolution/?lang=ko&image=china");
  const lab = convolution(page);
  await tab(lab, "picture");
  await save(lab, "GIF").click();
  await lab.getByRole("button", { name: words.cancel }).click();
  await expect(lab.getByText(words.cancelled)).toBeVisible();
  await lab.getByLabel(words.first).fill("0");
  await lab.getByLabel(words.first).press("Enter");
  await lab.getByLabel(words.last).fill("99999");
  await lab.getByLabel(words.last).press("Enter");
  await expect(lab.getByText(words.tooMany("600"))).toBeVisible();
  await expect(save(lab, "WebM")).toBeDisabled();
});

test("the numbers are saved as CSV and for NumPy, each as it is", async ({ page }) => {
  await open(page, grid);
  const lab = convolution(page);
  const output = await outputOf(lab);
  await tab(lab, "numbers");
  const csv = (await saved(page, save(lab, "output.csv"))).bytes.toString();
  expect(csv.trim().split(/[\n,]/).map(Number)).toEqual([...output]);
  const filter = (await saved(page, save(lab, "filter.csv"))).bytes.toString();
  expect(filter.trim().split(/[\n,]/).map(Number)).toEqual(((await stateOf(lab)).filter as number[][]).flat());
  const npy = (await saved(page, save(lab, "output.npy"))).bytes;
  expect(npy.subarray(1, 6).toString()).toBe("NUMPY");
  const start = 10 + npy.readUInt16LE(8);
  expect(start % 64).toBe(0);
  expect(npy.subarray(10, start).toString()).toContain("'shape': (1, 5, 5, 1)");
  const values = Array.from({ length: output.length }, (_, i) => npy.readFloatLE(start + i * 4));
  expect(values).toEqual([...output]);
});

test("the colours of many filters are drawn, saved and written as code", async ({ page }) => {
  await open(page, "embed/filters/?lang=ko&image=coffee&strides=3");
  const lab = page.locator("convscope-filters");
  expect(await codeOf(lab, "tensorflow")).toContain("strides=(3, 3)");
  await tab(lab, "picture");
  const { bytes } = await saved(page, save(lab, "PNG"));
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
});

test("a lab without a window is drawn with the pixel that it looks at, and has no code", async ({ page }) => {
  await open(page, "embed/coordinates/?lang=ko&image=china&cell=12+40");
  const lab = page.locator("convscope-coordinates");
  await lab.locator("p.use button").click();
  await expect(lab.locator("#tab-code")).toHaveCount(0);
  await lab.locator("#tab-picture").click();
  const svg = (await saved(page, save(lab, "SVG"))).bytes.toString();
  const values = await lab.evaluate((el: LabElement) => [
    ...(el.input?.data.subarray((12 * 640 + 40) * 3).slice(0, 3) ?? []),
  ]);
  expect(svg).toContain(`[12, 40] = (${values.join(", ")})`);
  expect(svg).toContain("danielbuechele");
  await expect(codeOf(lab, "numpy")).rejects.toThrow(/coordinates/);
});
