/** Korean and English, light and dark: each visitor meets their own, and a switch loses nothing. */
import {
  cellOf,
  convolution,
  expect,
  goTo,
  type Lang,
  messages,
  open,
  outputOf,
  type Page,
  pooling,
  setState,
  shapesOf,
  stateOf,
  surface,
  test,
  trouble,
} from "./labs.ts";

const [ko, en] = [messages("ko"), messages("en")];

/** The page speaks this language: the document, its heading, both labs. */
async function checkLanguage(page: Page, lang: Lang) {
  const text = messages(lang);
  await expect(page.locator("html")).toHaveAttribute("lang", lang);
  await expect(page).toHaveTitle(text.home.title);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(text.home.heading);
  for (const name of [text.lab.convolution, text.lab.pooling]) {
    await expect(page.getByRole("group", { name, exact: true })).toBeVisible();
  }
}

for (const [locale, lang] of [
  ["ko-KR", "ko"],
  ["en-GB", "en"],
  ["fr-FR", "en"],
] as [string, Lang][]) {
  test.describe(`for a visitor whose browser prefers ${locale}`, () => {
    test.use({ locale });

    test(`the page at the root speaks ${messages(lang).name}`, async ({ page }) => {
      await open(page, "");
      await checkLanguage(page, lang);
    });
  });
}

test.describe("for a visitor who prefers English", () => {
  test.use({ locale: "en-US" });

  test("the page under ko/ speaks Korean all the same", async ({ page }) => {
    await open(page, "ko/");
    await checkLanguage(page, "ko");
  });
});

test("the page under en/ speaks English to a Korean browser too", async ({ page }) => {
  await open(page, "en/");
  await checkLanguage(page, "en");
});

test("a switch of the language keeps picture, filter and cell, and is remembered", async ({ page }) => {
  await open(page, "");
  const lab = convolution(page);
  await setState(lab, { image: "chelsea", filter: "0 1, 2 3" });
  await goTo(lab, 31, 44);
  const [state, output] = [await stateOf(lab), await outputOf(lab)];
  await page.getByRole("link", { name: en.name, exact: true }).click();
  await checkLanguage(page, "en");
  await expect(page.getByRole("link", { name: en.name, exact: true })).toHaveAttribute("aria-current", "true");
  expect(await stateOf(lab)).toEqual(state);
  expect(await cellOf(lab)).toEqual({ y: 31, x: 44 });
  expect(await outputOf(lab)).toEqual(output);
  expect((await shapesOf(pooling(page)))[0]).toEqual([1, 299, 450, 1]);
  await open(page, "");
  await checkLanguage(page, "en");
  await page.getByRole("link", { name: ko.name, exact: true }).click();
  await checkLanguage(page, "ko");
});

test("an error on the screen is said in the new language after a switch", async ({ page }) => {
  await open(page, "ko/?image=grid");
  await setState(convolution(page), { strides: "9" });
  const numbers = { name: "strides", value: "9", min: "1", max: "8" };
  await expect(trouble(convolution(page))).toHaveText(ko.errors.outOfRange(numbers));
  await page.getByRole("link", { name: en.name, exact: true }).click();
  await expect(trouble(convolution(page))).toHaveText(en.errors.outOfRange(numbers));
});

for (const lang of ["ko", "en"] as Lang[]) {
  test(`no text is missing or foreign on the ${messages(lang).name} page`, async ({ page }) => {
    await open(page, `${lang}/?padding=1+1+1+1&pool.padding=1+1+1+1`);
    const text = messages(lang);
    for (const lab of [convolution(page), pooling(page)]) {
      await lab.getByText(text.lab.more, { exact: true }).click();
      await lab.locator("cs-backend-badge summary").click();
    }
    await page.getByRole("button", { name: text.playback.play, exact: true }).first().click();
    await page.getByRole("button", { name: text.playback.pause, exact: true }).click();
    const spoken = (await page.locator("body").ariaSnapshot()).replaceAll(ko.name, "").replaceAll(en.name, "");
    expect(spoken.length).toBeGreaterThan(3000);
    expect(spoken).not.toMatch(/undefined|NaN|\[object|\{\{|\bnull\b/);
    if (lang === "en") expect(spoken).not.toMatch(/\p{Script=Hangul}/u);
    // Four small words in a row are an English sentence.
    else expect(spoken.match(/\b[a-z]+ [a-z]+ [a-z]+ [a-z]+\b/)).toBeNull();
  });
}

test.describe("themes", () => {
  const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const labGround = (page: Page) => surface(convolution(page)).evaluate((el) => getComputedStyle(el).backgroundColor);
  const bright = (colour: string) => Number(colour.match(/\d+/)?.[0]) > 127;
  const choose = (page: Page, value: string) => page.getByRole("combobox", { name: ko.site.theme }).selectOption(value);

  test("the browser's preference decides until the visitor does, and the choice stays", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await open(page, "ko/?image=grid");
    expect([bright(await ground(page)), bright(await labGround(page))]).toEqual([false, false]);
    await choose(page, "light");
    expect([bright(await ground(page)), bright(await labGround(page))]).toEqual([true, true]);
    await open(page, "ko/?image=grid");
    expect([bright(await ground(page)), bright(await labGround(page))]).toEqual([true, true]);
    await choose(page, "auto");
    expect([bright(await ground(page)), bright(await labGround(page))]).toEqual([false, false]);
  });

  test("dark is dark on a light system too, pictures and numbers included", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "light" });
    await open(page, "ko/?image=grid");
    expect([bright(await ground(page)), bright(await labGround(page))]).toEqual([true, true]);
    await choose(page, "dark");
    expect([bright(await ground(page)), bright(await labGround(page))]).toEqual([false, false]);
    const sum = convolution(page).locator(".sum b");
    const [ink, behind] = await sum.evaluate((el) => [
      getComputedStyle(el).color,
      getComputedStyle(el.parentElement as Element).backgroundColor,
    ]);
    expect([bright(ink), bright(behind)]).toEqual([true, false]);
  });
});
