/** A lab that asks for a prediction shows its result only after it, and the core says what is right. */
import { predict } from "../../www/i18n/predict.ts";
import { convolution, expect, messages, open, outputCanvas, test, valueHere } from "./labs.ts";
import { violations } from "./violations.ts";

const [words, text] = [predict.en, messages("en")];
const grid = "embed/convolution/?lang=en&image=grid&cell=1+1";

test("the value at a cell has to be predicted before it is seen", async ({ page }) => {
  await open(page, `${grid}&predict=value`);
  const lab = convolution(page);
  const heard = await lab.evaluateHandle((el) => {
    const said: unknown[] = [];
    el.addEventListener("convscope-predict", (event) => said.push((event as CustomEvent).detail));
    return said;
  });
  const right = await valueHere(lab);
  await expect(lab).toContainText(words.value("[1, 1]"));
  for (const place of [".sum", ".running", '[data-place="output"]', '[data-place="products"]']) {
    await expect(lab.locator(place)).toBeHidden();
  }
  await expect(lab.locator("p[aria-live]")).toHaveText("");
  const field = lab.getByRole("textbox", { name: words.answer });
  await field.fill("many");
  await field.press("Enter");
  await expect(lab).toContainText(words.unreadable.value);
  await field.fill(String(right + 1));
  await field.press("Enter");
  await expect(lab).toContainText(words.wrong);
  await expect(lab.locator(".sum")).toBeHidden();
  await field.fill(String(right));
  await field.press("Enter");
  await expect(lab).toContainText(words.right(String(right)));
  await expect(lab.locator(".sum b")).toHaveText(String(right));
  await expect(outputCanvas(lab)).toBeVisible();
  expect(await heard.evaluate((said) => said)).toEqual([
    { kind: "value", given: [right + 1], right: false },
    { kind: "value", given: [right], right: true },
  ]);
});

test("what is right follows the cell and the filter", async ({ page }) => {
  await open(page, `${grid}&predict=value`);
  const lab = convolution(page);
  await lab.getByRole("button", { name: text.playback.forward }).click();
  await expect(lab).toContainText(words.value("[1, 2]"));
  await lab.getByRole("button", { name: text.presets.blur.name }).click();
  await expect.poll(() => valueHere(lab)).toBeGreaterThan(0);
  await lab.getByRole("textbox", { name: words.answer }).fill((await valueHere(lab)).toFixed(2));
  await lab.getByRole("button", { name: words.check }).click();
  await expect(lab.locator(".sum")).toBeVisible();
});

test("the shape has to be predicted; after two misses it can be shown", async ({ page }) => {
  await open(page, `${grid}&predict=shape&padding=same`);
  const lab = convolution(page);
  await expect(lab.locator('[data-place="output"]')).toBeHidden();
  await expect(lab.locator(".sum b")).toBeVisible();
  const field = lab.getByRole("textbox", { name: words.answer });
  for (const guess of ["(1, 3, 3, 1)", "5, 5"]) {
    await expect(lab.getByRole("button", { name: words.reveal })).toHaveCount(0);
    await field.fill(guess);
    await field.press("Enter");
  }
  await lab.getByRole("button", { name: words.reveal }).click();
  await expect(lab).toContainText(words.revealed("(1, 5, 5, 1)"));
  await expect(outputCanvas(lab)).toBeVisible();
});

test("a lab that has nothing to ask shows its result", async ({ page }) => {
  await open(page, "embed/convolution/?lang=en&image=grid&predict=colour");
  await expect(convolution(page).locator(".sum b")).toBeVisible();
  await expect(convolution(page).locator("cs-predict")).toHaveCount(0);
});

test.describe("axe", () => {
  test.use({ bypassCSP: true });
  for (const lab of ["pooling", "filters", "channels"]) {
    test(`the ${lab} lab asks, too, and has no accessibility fault`, async ({ page }) => {
      await open(page, `embed/${lab}/?lang=en&predict=value`);
      const element = page.locator("[data-main]");
      await expect(element.getByRole("textbox", { name: words.answer })).toBeVisible();
      await expect(element.locator('[data-result~="value"]').first()).toBeHidden();
      expect(await violations(page)).toEqual([]);
    });
  }
});
