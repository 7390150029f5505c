/** What cannot be done becomes a sentence with its numbers, the last good map stays, and the next action works. */
import { convolved, firstDifference } from "./arithmetic.ts";
import {
  bitmap,
  convolution,
  drop,
  expect,
  inputOf,
  type LabElement,
  type Lang,
  messages,
  open,
  outputOf,
  pooling,
  setState,
  settle,
  shapesOf,
  stateOf,
  surface,
  test,
  trouble,
} from "./labs.ts";

const tiny = bitmap([
  [10, 20, 30],
  [40, 50, 60],
  [70, 80, 90],
]);
const eleven = Array.from({ length: 11 }, () => Array(11).fill(1).join(" ")).join(", ");

for (const lang of ["ko", "en"] as Lang[]) {
  const text = messages(lang);
  const size = { kernel: "11", dilation: "1", effective: "11", input: "3", before: "0", after: "0" };
  const says = text.errors.kernelTooLarge({ axis: "y", ...size });

  test(`a filter larger than the picture gets a sentence with the numbers (${lang})`, async ({ page }) => {
    await open(page, `embed/convolution/?lang=${lang}&image=grid`);
    const lab = convolution(page);
    await drop(surface(lab), [tiny]);
    expect((await shapesOf(lab))[1]).toEqual([1, 1, 1, 1]);
    expect(await outputOf(lab)).toEqual(Float32Array.of(60));
    await setState(lab, { filter: eleven });
    await expect(trouble(lab)).toHaveText(says);
    expect(await outputOf(lab)).toEqual(Float32Array.of(60));
    await lab.getByRole("radiogroup", { name: text.controls.padding }).getByRole("radio", { name: "SAME" }).click();
    await settle(page);
    await expect(trouble(lab)).toHaveCount(0);
    expect((await shapesOf(lab))[1]).toEqual([1, 3, 3, 1]);
    expect(await outputOf(lab)).toEqual(new Float32Array(9).fill(450));
  });

  test(`a word in a filter cell is no number, and the map stays (${lang})`, async ({ page }) => {
    await open(page, `embed/convolution/?lang=${lang}&image=grid`);
    const lab = convolution(page);
    const before = await outputOf(lab);
    const field = lab.getByRole("grid", { name: text.lab.filter, exact: true }).getByRole("textbox").first();
    await field.fill("zwei");
    await field.press("Enter");
    await settle(page);
    await expect(trouble(lab)).toHaveText(text.errors.badNumber({ name: "filter", value: "zwei" }));
    expect(await outputOf(lab)).toEqual(before);
    await field.fill("1/4");
    await field.press("Enter");
    await settle(page);
    await expect(trouble(lab)).toHaveCount(0);
    expect(((await stateOf(lab)).filter as number[][])[0][0]).toBe(0.25);
    expect((await outputOf(lab))[0]).toBe(before[0] + 1.25);
  });
}

const text = messages("ko");

test("a cell that was refused shows its old weight again", async ({ page }) => {
  await open(page, "embed/convolution/?lang=ko&image=grid");
  const field = convolution(page)
    .getByRole("grid", { name: text.lab.filter, exact: true })
    .getByRole("textbox")
    .first();
  await field.fill("zwei");
  await field.press("Enter");
  await expect(trouble(convolution(page))).toHaveCount(1);
  await expect(field).toHaveValue("\u22121");
});

test("an error is told to the surrounding page as well", async ({ page }) => {
  await open(page, "embed/convolution/?lang=ko&image=grid");
  const lab = convolution(page);
  const message = await lab.evaluate(
    (el: LabElement) =>
      new Promise<string>((resolve) => {
        document.addEventListener("convscope-error", (event) => resolve((event as CustomEvent).detail.message), {
          once: true,
        });
        el.state = { strides: "0 1" };
      }),
  );
  expect(message).toBe(text.errors.outOfRange({ name: "strides", value: "0", min: "1", max: "8" }));
  await expect(trouble(lab)).toHaveText(message);
});

const refused: [string, string, string | RegExp][] = [
  ["strides", "fast", text.errors.badNumber({ name: "strides", value: "fast" })],
  ["strides", "1 2 3", /strides/],
  ["strides", "1.5", /strides/],
  ["padding", "some", text.errors.badNumber({ name: "padding", value: "some" })],
  ["padding", "1 2", /padding/],
  ["dilations", "-1", /dilations.*-1/],
  ["grey", "purple", /grey.*purple.*rec601/],
  ["view", "rainbow", /view.*rainbow.*viridis/],
  ["filter", "1 2, 3", /filter/],
  ["filter", "1 2 x, 3 4 5", text.errors.badNumber({ name: "filter", value: "x" })],
  ["filter", "", /filter/],
  ["bias", "1e99", /bias/],
  ["cell", "here", text.errors.badNumber({ name: "cell", value: "here" })],
  ["speed", "warp", /speed.*warp/],
];

test("an attribute that makes no sense gets a sentence, and the lab goes on", async ({ page }) => {
  await open(page, "embed/convolution/?lang=ko&image=grid&filter=0 0 0, 0 2 0, 0 0 0");
  const lab = convolution(page);
  const before = await outputOf(lab);
  for (const [i, [attribute, value, says]] of refused.entries()) {
    await test.step(`${attribute}="${value}"`, async () => {
      await lab.evaluate((el, [name, given]) => el.setAttribute(name, given), [attribute, value]);
      await settle(page);
      await expect(trouble(lab)).toHaveText(says);
      await expect(trouble(lab)).not.toContainText("undefined");
      expect(await outputOf(lab)).toEqual(before);
      const bias = String(i % 2);
      await lab.evaluate((el, given) => el.setAttribute("bias", given), bias);
      await settle(page);
      await expect(trouble(lab)).toHaveCount(0);
      await setState(lab, { bias: 0 });
    });
  }
});

test("an attribute that is taken away gives its default back", async ({ page }) => {
  await open(page, "embed/convolution/?lang=ko&image=grid&strides=2 2");
  const lab = convolution(page);
  expect((await shapesOf(lab))[1]).toEqual([1, 2, 2, 1]);
  await lab.evaluate((el) => el.setAttribute("strides", "3"));
  await settle(page);
  expect((await shapesOf(lab))[1]).toEqual([1, 1, 1, 1]);
  await lab.evaluate((el) => el.removeAttribute("strides"));
  await settle(page);
  expect((await shapesOf(lab))[1]).toEqual([1, 3, 3, 1]);
});

test.describe("with an address that leads nowhere", () => {
  test.use({ expected: /404/ });

  test("setImage rejects with a sentence, keeps the old picture and takes the next", async ({ page }) => {
    await open(page, "embed/convolution/?lang=en&image=grid");
    const lab = convolution(page);
    const before = await outputOf(lab);
    const message = await lab.evaluate((el: LabElement) => el.setImage("nowhere.png").catch((error) => error.message));
    expect(message).toBe(messages("en").errors.notFound({ name: "nowhere.png" }));
    await expect(trouble(lab)).toHaveText(message as string);
    expect(await outputOf(lab)).toEqual(before);
    expect((await stateOf(lab)).image).toBe("grid");
    await lab.evaluate((el: LabElement) => el.setImage("coffee"));
    await expect(trouble(lab)).toHaveCount(0);
    expect((await shapesOf(lab))[0]).toEqual([1, 400, 600, 1]);
  });
});

test("a picture too small to pool gets a sentence in the pooling lab alone", async ({ page }) => {
  await open(page, "en/?image=grid");
  const en = messages("en").errors;
  expect(await outputOf(pooling(page))).toEqual(Float32Array.of(3));
  await drop(surface(convolution(page)), [tiny]);
  await expect(trouble(convolution(page))).toHaveCount(0);
  const numbers = { axis: "y", kernel: "3", dilation: "1", effective: "3", input: "1", before: "0", after: "0" };
  await expect(trouble(pooling(page))).toHaveText(en.kernelTooLarge(numbers));
  await convolution(page)
    .getByRole("button", { name: messages("en").samples.grid })
    .click();
  await settle(page);
  await expect(trouble(pooling(page))).toHaveCount(0);
  expect(await outputOf(pooling(page))).toEqual(Float32Array.of(3));
});

test("many changes at once end in the last one", async ({ page }) => {
  await open(page, "embed/convolution/?lang=ko");
  const lab = convolution(page);
  await lab.evaluate(async (el: LabElement) => {
    for (let i = 1; i <= 20; i += 1) el.state = { filter: [[i]], strides: [1 + (i % 2), 1] };
    await el.ready;
  });
  expect((await stateOf(lab)).filter).toEqual([[20]]);
  const want = convolved({ values: await inputOf(lab), height: 427, width: 640 }, [[20]]);
  expect(firstDifference(await outputOf(lab), want)).toBeNull();
  await expect(trouble(lab)).toHaveCount(0);
});
