/**
 * Draws the pictures that other sites show beside a link (www/data/previews): the labs as they open, 1200×630.
 * `CONVSCOPE_CHROMIUM=/usr/bin/chromium NODE_PATH=www/node_modules node tests/browser/previews.mjs http://127.0.0.1:4877/site/`
 * after `node tests/browser/serve.mjs`. Run it when a lab looks different.
 */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../../www/package.json", import.meta.url))("@playwright/test");
const folder = new URL("../../www/data/previews/", import.meta.url).pathname;
const site = process.argv[2];
const labs = readdirSync(new URL("../../target/site/en/labs/", import.meta.url));
const options = { executablePath: process.env.CONVSCOPE_CHROMIUM, args: ["--no-sandbox"] };
const browser = await chromium.launch(options);
for (const lang of ["ko", "en"]) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 }, colorScheme: "light" });
  for (const lab of [...labs, "site"]) {
    await page.goto(lab === "site" ? `${site}${lang}/` : `${site}${lang}/labs/${lab}/`);
    const main = page.locator(lab === "site" ? "convscope-convolution" : "[data-main]");
    await main.evaluate(async (el) => {
      await customElements.whenDefined(el.localName);
      await el.ready;
    });
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}${lab}.${lang}.jpg`, type: "jpeg", quality: 70 });
  }
  await page.close();
}
await browser.close();
