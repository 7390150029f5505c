/** Taking a lab along: each snippet of the dialog brings back what is on the screen. */
import { use } from "../../www/i18n/use.ts";
import {
  convolution,
  expect,
  type LabElement,
  type Locator,
  messages,
  open,
  outputOf,
  type Page,
  pooling,
  settle,
  stateOf,
  test,
} from "./labs.ts";
import { violations } from "./violations.ts";

const [words, text] = [use.en, messages("en")];

/** Opens the dialog of `lab` on one of its tabs. */
async function openDialog(lab: Locator, tab: string) {
  await lab.getByRole("button", { name: text.lab.use, exact: true }).click();
  await lab.getByRole("tab", { name: tab, exact: true }).click();
  return lab.getByRole("dialog");
}

const snippets = (dialog: Locator) =>
  dialog.locator("textarea").evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value));

/** A screen that nothing but its own state could give. */
const asked =
  "en/labs/convolution/?image=grid&filter=1 2 0.5, 3 -4 0, 0 0 1&strides=2 1&padding=1 0 2 1&bias=-1.5&flip=true&view=viridis&cell=1 2";

async function screenOf(lab: Locator) {
  return { state: await stateOf(lab), output: [...(await outputOf(lab))] };
}

/** Puts HTML where a foreign page has it, and gives the lab in it. */
async function paste(page: Page, html: string) {
  await page.goto("/pages/foreign.html");
  await page.evaluate((code) => {
    // Scripts run only where a parser or a fragment made from one puts them.
    document.body.replaceChildren(document.createRange().createContextualFragment(code));
  }, html);
}

for (const tab of [words.tabs.frame, words.tabs.markdown]) {
  test(`the snippet for ${tab} shows the same state, in its frame`, async ({ page }) => {
    await open(page, asked);
    const before = await screenOf(convolution(page));
    const [html] = await snippets(await openDialog(convolution(page), tab));
    expect(html).toMatch(/^<iframe src="[^"]+" width="100%" height="\d+" title="Convolution lab" loading="lazy" /);
    expect(html).not.toMatch(/style=|data-|\n/);
    await paste(page, html);
    const lab = page.frameLocator("iframe").locator("[data-main]");
    await expect(lab.locator(".sum b")).toBeVisible();
    expect(await screenOf(lab)).toEqual(before);
    const frame = page.frames().find((one) => one.url().includes("/embed/"));
    // As tall as it asked to be, without a script that sizes it: nothing is left to scroll inside.
    await expect
      .poll(() => frame?.evaluate(() => document.documentElement.scrollHeight - innerHeight))
      .toBeLessThanOrEqual(0);
  });
}

test("the element's snippet shows the same state, in the page", async ({ page }) => {
  await open(page, asked);
  const before = await screenOf(convolution(page));
  const [html] = await snippets(await openDialog(convolution(page), words.tabs.element));
  await paste(page, html);
  await expect(convolution(page).locator(".sum b")).toBeVisible();
  expect(await screenOf(convolution(page))).toEqual(before);
  await expect(convolution(page)).toContainText(text.lab.sumTitle);
});

test("both links open the same state", async ({ page }) => {
  await open(page, asked);
  const before = await screenOf(convolution(page));
  const links = await snippets(await openDialog(convolution(page), words.tabs.link));
  expect(links.map((link) => new URL(link).pathname)).toEqual([
    "/site/en/labs/convolution/",
    "/site/embed/convolution/",
  ]);
  for (const link of links) {
    await open(page, link);
    expect(await screenOf(convolution(page))).toEqual(before);
  }
});

test("MyST and Jupyter name the same frame", async ({ page }) => {
  await open(page, asked);
  const [, embed] = await snippets(await openDialog(convolution(page), words.tabs.link));
  await page.keyboard.press("Escape");
  const [sphinx, mystmd] = await snippets(await openDialog(convolution(page), words.tabs.myst));
  expect(sphinx).toMatch(/^```\{raw\} html\n<iframe /);
  expect(mystmd).toBe(`\`\`\`{iframe} ${embed}\n:width: 100%\n:title: Convolution lab\n\`\`\``);
  await page.keyboard.press("Escape");
  const [python] = await snippets(await openDialog(convolution(page), words.tabs.jupyter));
  expect(python).toContain(`IFrame("${embed}", width="100%", height=`);
  expect(sphinx).toContain(`src="${embed}"`);
});

test("a lab that pools another one's map brings that one along", async ({ page }) => {
  await open(page, "en/?image=grid&filter=1 2, 3 4&pool.size=2 2&pool.strides=1 1");
  const before = [...(await outputOf(pooling(page)))];
  const [, embed] = await snippets(await openDialog(pooling(page), words.tabs.link));
  await page.keyboard.press("Escape");
  const [html] = await snippets(await openDialog(pooling(page), words.tabs.element));
  await open(page, embed);
  await expect.poll(async () => [...(await outputOf(pooling(page)))]).toEqual(before);
  await paste(page, html);
  await expect(pooling(page).locator(".sum b")).toBeVisible();
  await expect.poll(async () => [...(await outputOf(pooling(page)))]).toEqual(before);
});

test("one's own picture stays, and the dialog says so", async ({ page }) => {
  await open(page, "en/labs/convolution/?image=grid");
  await convolution(page).evaluate(async (el: LabElement) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 6, height: 4 });
    await el.setImage(await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob as Blob))));
  });
  const dialog = await openDialog(convolution(page), words.tabs.link);
  await expect(dialog).toContainText(words.own);
  for (const link of await snippets(dialog)) expect(link).not.toContain("image=");
});

test("the button copies; where the clipboard is closed, the text is copied the old way or selected", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "en/labs/convolution/?image=grid");
  const dialog = await openDialog(convolution(page), words.tabs.jupyter);
  const [wanted] = await snippets(dialog);
  await dialog.getByRole("button", { name: words.copy }).click();
  await expect(dialog.getByRole("button", { name: words.copied })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(wanted);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("forbidden"));
    document.execCommand = () => false;
  });
  await dialog.getByRole("tab", { name: words.tabs.frame }).click();
  await dialog.getByRole("button", { name: words.copy }).first().click();
  await expect(dialog).toContainText(words.selected);
  const selected = await dialog
    .locator("textarea")
    .first()
    .evaluate((el) => {
      const field = el as HTMLTextAreaElement;
      return field.value.slice(field.selectionStart, field.selectionEnd);
    });
  expect(selected).toBe((await snippets(dialog))[0]);
});

test("the dialog is reached, walked and left with the keyboard, and gives the focus back", async ({ page }) => {
  await open(page, "en/labs/convolution/?image=grid");
  const lab = convolution(page);
  const button = lab.getByRole("button", { name: text.lab.use, exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(lab.getByRole("dialog")).toBeVisible();
  await lab.getByRole("tab", { name: words.tabs.link }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(lab.getByRole("tab", { name: words.tabs.frame })).toBeFocused();
  await expect(lab.getByRole("tab", { name: words.tabs.frame })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("End");
  await expect(lab.getByRole("tab").last()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(lab.getByRole("dialog")).toBeHidden();
  await expect(button).toBeFocused();
});

test.describe("axe", () => {
  test.use({ bypassCSP: true });
  for (const scheme of ["light", "dark"] as const) {
    test(`the dialog has no accessibility fault, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await open(page, "en/labs/backends/");
      await openDialog(page.locator("convscope-backends"), words.tabs.frame);
      expect(await violations(page)).toEqual([]);
    });
  }
});

test("on a phone the dialog fits", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await open(page, asked);
  const dialog = await openDialog(convolution(page), words.tabs.element);
  const box = await dialog.boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 360 && box.y >= 0 && box.y + box.height <= 640).toBe(true);
  expect(await dialog.evaluate((el) => el.scrollWidth <= el.clientWidth)).toBe(true);
  await settle(page);
});
