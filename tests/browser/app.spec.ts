/** The installed app: the browser finds nothing wrong with it, and opens pictures with it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convolution, expect, type LabElement, settle, shapesOf, test } from "./labs.ts";

const picture = new URL("../pictures/rgb.png", import.meta.url).pathname;

test("Chromium installs the app in either language, and opens a picture with it", async ({
  playwright,
  launchOptions,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const profile = mkdtempSync(join(tmpdir(), "convscope-app-"));
  // Nothing can be installed in the private windows that tests otherwise have.
  const context = await playwright.chromium.launchPersistentContext(profile, {
    ...launchOptions,
    args: [...(launchOptions.args ?? []), "--enable-devtools-pwa-handler"],
    serviceWorkers: "allow",
  });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    for (const lang of ["ko", "en"]) {
      await page.goto(`${baseURL}${lang}/`);
      const { url, errors } = await devtools.send("Page.getAppManifest");
      expect([url, errors]).toEqual([`${baseURL}${lang}.webmanifest`, []]);
      expect((await devtools.send("Page.getInstallabilityErrors")).installabilityErrors).toEqual([]);
    }
    const app = { manifestId: baseURL as string };
    await devtools.send("PWA.install", { ...app, installUrlOrBundleUrl: `${baseURL}en/` });
    const opened = context.waitForEvent("page");
    await devtools.send("PWA.launchFilesInApp", { ...app, files: [picture] });
    const window = await opened;
    await expect.poll(() => convolution(window).evaluate((el: LabElement) => el.state?.image)).toBe("own");
    await settle(window);
    expect((await shapesOf(convolution(window)))[0]).toEqual([1, 32, 48, 1]);
    await expect(window).toHaveURL(baseURL as string);
    await devtools.send("PWA.uninstall", app);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});
