/** Pictures come by drop, paste and file field; each ends upright with its own pixels, or as a sentence. */
import { readFileSync } from "node:fs";
import {
  convolution,
  drop,
  expect,
  type GivenFile,
  inputOf,
  type LabElement,
  type Lang,
  type Locator,
  messages,
  open,
  outputOf,
  type Page,
  pictureFile,
  setState,
  settle,
  shapesOf,
  stateOf,
  surface,
  test,
  transferOf,
  trouble,
} from "./labs.ts";

interface Expected {
  file: string;
  shape: number[];
  tolerance: number;
  pixels: { at: [number, number]; rgb: number[] }[];
}

const files = JSON.parse(readFileSync(new URL("../pictures/expected.json", import.meta.url), "utf8"))
  .files as Expected[];
const text = messages("ko");
const home = "ko/?image=grid";

/** The picture under the lab has this shape and these pixels. */
async function checkPicture(lab: Locator, { shape, tolerance, pixels }: Omit<Expected, "file">) {
  for (const [channel, grey] of ["r", "g", "b"].entries()) {
    await setState(lab, { grey });
    expect((await shapesOf(lab))[0]).toEqual([1, shape[0], shape[1], 1]);
    const input = await inputOf(lab);
    for (const { at, rgb } of pixels) {
      const got = input[at[0] * shape[1] + at[1]];
      expect(Math.abs(got - rgb[channel]), `${grey} at ${at} is ${got}, not ${rgb[channel]}`).toBeLessThanOrEqual(
        tolerance,
      );
    }
  }
}

const expected = (name: string) => files.find(({ file }) => file === name) as Expected;

for (const name of [
  "orientation_6.jpg",
  "orientation_3.jpg",
  "orientation_8.png",
  "orientation_6.webp",
  "progressive.jpg",
  "rgba.png",
  "palette.png",
  "rgb_16_bit.png",
  "two_frames.gif",
  "rgb.bmp",
]) {
  test(`a dropped ${name} ends upright with its own pixels`, async ({ page }) => {
    await open(page, home);
    const lab = convolution(page);
    await drop(surface(lab), [pictureFile(name)]);
    await expect(trouble(lab)).toHaveCount(0);
    await checkPicture(lab, expected(name));
    expect((await stateOf(lab)).image).toBe("own");
  });
}

const twoColours = {
  shape: [16, 24, 3],
  tolerance: 12,
  pixels: [
    { at: [8, 3], rgb: [200, 30, 30] },
    { at: [8, 20], rgb: [40, 60, 190] },
  ] as Expected["pixels"],
};
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16"><rect width="12" height="16" fill="rgb(200,30,30)"/>
  <rect x="12" width="12" height="16" fill="rgb(40,60,190)"/></svg>`;

for (const [kind, buffer] of [
  ["avif", readFileSync(new URL("pictures/two_colours.avif", import.meta.url))],
  ["svg+xml", Buffer.from(svg)],
] as [string, Buffer][]) {
  test(`a dropped ${kind} goes through the browser's own decoder`, async ({ page }) => {
    await open(page, home);
    await drop(surface(convolution(page)), [{ name: `two_colours.${kind}`, mimeType: `image/${kind}`, buffer }]);
    await expect(trouble(convolution(page))).toHaveCount(0);
    await checkPicture(convolution(page), twoColours);
  });
}

test("a picture dropped beside the lab is taken as well", async ({ page }) => {
  await open(page, home);
  await drop(page.locator("footer"), [pictureFile("rgb.png")]);
  await checkPicture(convolution(page), expected("rgb.png"));
});

test("of several dropped files the picture is taken", async ({ page }) => {
  await open(page, home);
  const note = { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("hello") };
  await drop(surface(convolution(page)), [note, pictureFile("grey.png")]);
  await checkPicture(convolution(page), expected("grey.png"));
});

test("while a file hovers over the lab, the lab says that it may be let go", async ({ page }) => {
  await open(page, home);
  const lab = surface(convolution(page));
  const dataTransfer = await transferOf(page, [pictureFile("rgb.png")]);
  await expect(lab.locator(".veil")).toHaveCount(0);
  await lab.dispatchEvent("dragover", { dataTransfer });
  await expect(lab.locator(".veil")).toHaveText(text.source.dropNow);
  await lab.dispatchEvent("dragleave", { dataTransfer });
  await expect(lab.locator(".veil")).toHaveCount(0);
});

/** Pastes at the document, where a paste goes when no field has the focus. */
async function paste(page: Page, given: GivenFile[]) {
  const transfer = await transferOf(page, given);
  await transfer.evaluate((clipboardData) => {
    document.body.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }),
    );
  });
  await settle(page);
}

test("a pasted picture is taken, pasted text is not", async ({ page }) => {
  await open(page, home);
  await paste(page, [{ name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("hello") }]);
  expect((await stateOf(convolution(page))).image).toBe("grid");
  await paste(page, [pictureFile("rgb.png")]);
  await checkPicture(convolution(page), expected("rgb.png"));
});

test("a file from the file field is taken, and the same one once more", async ({ page }) => {
  await open(page, home);
  const lab = convolution(page);
  const field = lab.locator('input[type="file"]');
  await expect(field).toHaveAttribute("accept", "image/*");
  await field.setInputFiles(pictureFile("orientation_6.jpg"));
  await expect.poll(async () => (await shapesOf(lab))[0]).toEqual([1, 32, 48, 1]);
  await lab.getByRole("button", { name: text.samples.grid }).click();
  await settle(page);
  expect((await shapesOf(lab))[0]).toEqual([1, 5, 5, 1]);
  await field.setInputFiles(pictureFile("orientation_6.jpg"));
  await expect.poll(async () => (await shapesOf(lab))[0]).toEqual([1, 32, 48, 1]);
});

test("every sample is one click away, and is what it says", async ({ page }) => {
  await open(page, home);
  const lab = convolution(page);
  const sizes = {
    china: [427, 640],
    chelsea: [300, 451],
    astronaut: [512, 512],
    coffee: [400, 600],
    rocket: [427, 640],
    grid: [5, 5],
  };
  for (const [id, [height, width]] of Object.entries(sizes)) {
    const sample = lab.getByRole("button", { name: text.samples[id as keyof typeof sizes] });
    await sample.click();
    await settle(page);
    await expect(sample).toHaveAttribute("aria-pressed", "true");
    expect((await shapesOf(lab))[0]).toEqual([1, height, width, 1]);
    expect((await stateOf(lab)).image).toBe(id);
  }
  expect([...(await inputOf(lab))]).toEqual([
    1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0,
  ]);
});

test("setImage takes a blob and a sample's name", async ({ page }) => {
  await open(page, "embed/convolution/?image=grid");
  const lab = convolution(page);
  const transfer = await transferOf(page, [pictureFile("rgb.png")]);
  await lab.evaluate((el: LabElement, given) => el.setImage(given.files[0]), transfer);
  expect((await shapesOf(lab))[0]).toEqual([1, 32, 48, 1]);
  await lab.evaluate((el: LabElement) => el.setImage("astronaut"));
  expect((await shapesOf(lab))[0]).toEqual([1, 512, 512, 1]);
});

/** What a sentence says before the decoder's own words. */
const beginning = (sentence: string) => sentence.split("\u0000")[0];

for (const lang of ["ko", "en"] as Lang[]) {
  const { errors } = messages(lang);
  const unknown = beginning(errors.unknownPicture({ detail: "\u0000" }));
  const damaged = beginning(errors.brokenPicture({ format: "PNG", detail: "\u0000" }));
  const bad: [string, string][] = [
    ["truncated.png", damaged],
    ["text.jpg", unknown],
    ["empty.png", unknown],
    ["huge.png", errors.pictureTooLarge({ height: "60000", width: "60000", limit: "200000000" })],
  ];

  test(`what is no picture gets a sentence, nothing is lost, and the next drop works (${lang})`, async ({ page }) => {
    await open(page, `${lang}/?image=grid`);
    const lab = convolution(page);
    const before = await outputOf(lab);
    for (const [name, sentence] of bad) {
      await drop(surface(lab), [pictureFile(name)]);
      await expect(trouble(lab)).toContainText(sentence);
      expect(await outputOf(lab)).toEqual(before);
      expect((await stateOf(lab)).image).toBe("grid");
      await expect(lab.locator(".sum b")).toBeVisible();
    }
    await drop(surface(lab), [pictureFile("rgb.png")]);
    await expect(trouble(lab)).toHaveCount(0);
    await checkPicture(lab, expected("rgb.png"));
  });

  test(`a drop without any file gets a sentence (${lang})`, async ({ page }) => {
    await open(page, `${lang}/?image=grid`);
    await drop(surface(convolution(page)), []);
    await expect(trouble(convolution(page))).toHaveText(errors.noPicture({}));
    await drop(surface(convolution(page)), [pictureFile("grey.png")]);
    await expect(trouble(convolution(page))).toHaveCount(0);
  });
}

test("a damaged file after a good one leaves the good one in place", async ({ page }) => {
  await open(page, home);
  const lab = convolution(page);
  await drop(surface(lab), [pictureFile("rgb.png")]);
  const before = await outputOf(lab);
  await drop(surface(lab), [pictureFile("truncated.png")]);
  await expect(trouble(lab)).toHaveCount(1);
  expect(await outputOf(lab)).toEqual(before);
  await setState(lab, { strides: "2" });
  expect((await shapesOf(lab))[1]).toEqual([1, 15, 23, 1]);
  await expect(trouble(lab)).toHaveCount(0);
});
