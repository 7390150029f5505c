/** Each lab in a file of its own, opened from the disk: no server, no second file, and the numbers of the site. */
import { existsSync, readdirSync } from "node:fs";
import { labNames } from "../../www/i18n/labs.ts";
import { expect, type LabElement, type Page, type Step, settle, test } from "./labs.ts";

const folder = new URL("../../target/dist/labs/", import.meta.url);

/** The layers that the network's lab begins with need more room than the grid has. */
const stateOf = (lab: string) => `image=${lab === "pipeline" ? "chelsea" : "grid"}&lang=en`;

/** What a lab has on the screen after one step: the cell and its value, and the whole map. */
async function afterOneStep(page: Page, lab: string) {
  await settle(page);
  return page.locator(`convscope-${lab}[data-main]`).evaluate(async (el: LabElement) => {
    const steps: Step[] = [];
    el.addEventListener("convscope-step", (event) => steps.push((event as CustomEvent).detail));
    await el.step?.(1);
    const { data = [], shape = [] } = el.output ?? {};
    return { step: steps.at(-1) ?? null, map: [...data], shape, told: el.shadowRoot?.textContent?.length ?? 0 };
  });
}

test("there is a file for each lab", () => {
  expect(existsSync(folder), "cargo xtask release makes them").toBe(true);
  expect(readdirSync(folder).sort()).toEqual(labNames.map((lab) => `${lab}.html`).sort());
});

for (const lab of labNames) {
  test(`${lab}.html works from the disk and steps to the number that the site has`, async ({ page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${new URL(`${lab}.html`, folder)}?${stateOf(lab)}`);
    const alone = await afterOneStep(page, lab);
    await expect(page.locator("[role=alert]:visible")).toHaveCount(0);
    expect(asked.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
    expect(alone.told).toBeGreaterThan(40);
    await page.goto(`embed/${lab}/?${stateOf(lab)}`);
    const { told: _, ...served } = await afterOneStep(page, lab);
    expect(alone).toMatchObject(served);
  });
}

test("convolution.html opens samples and a file of one's own, and changes without complaint", async ({ page }) => {
  await page.goto(`${new URL("convolution.html", folder)}?lang=en`);
  await settle(page);
  const lab = page.locator("convscope-convolution");
  expect(await lab.evaluate((el: LabElement) => el.output?.shape)).toEqual([1, 425, 638, 1]);
  await lab.evaluate(async (el: LabElement) => {
    const canvas = new OffscreenCanvas(9, 7);
    canvas.getContext("2d")?.fillRect(0, 0, 4, 4);
    await el.setImage(await canvas.convertToBlob());
  });
  expect(await lab.evaluate((el: LabElement) => el.output?.shape)).toEqual([1, 5, 7, 1]);
  await lab.getByRole("button", { name: "Outline" }).click();
  await settle(page);
  // The state goes to the address a moment later, where the browser lets a file's address change.
  await page.waitForTimeout(400);
});
