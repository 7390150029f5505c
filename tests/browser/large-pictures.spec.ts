/** A photo as large as phones take them: the page answers all the while, and what is too large is scaled once and said. */
import { filters } from "../../www/i18n/filters.ts";
import {
  coloursOf,
  convolution,
  expect,
  type LabElement,
  type Locator,
  messages,
  open,
  outputCanvas,
  shapesOf,
  surface,
  test,
} from "./labs.ts";

const text = messages("ko");
const words = filters.ko;

/** Drops a JPEG of that size, drawn by the page itself, and gives the longest silence of the page meanwhile, in ms. */
const dropLarge = (lab: Locator, width: number, height: number) =>
  lab.evaluate(
    async (el: LabElement, size) => {
      const canvas = Object.assign(document.createElement("canvas"), size);
      const context = canvas.getContext("2d") as CanvasRenderingContext2D;
      const sky = context.createLinearGradient(0, 0, size.width, size.height);
      sky.addColorStop(0, "#204080");
      sky.addColorStop(1, "#f0e0c0");
      context.fillStyle = sky;
      context.fillRect(0, 0, size.width, size.height);
      for (let i = 0; i < 400; i += 1) {
        context.fillStyle = `hsl(${i * 37} 60% 50%)`;
        context.fillRect((i * 997) % size.width, (i * 613) % size.height, 300, 200);
      }
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
      // The page's own share of memory goes back first.
      Object.assign(canvas, { width: 1, height: 1 });
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([blob as Blob], "large.jpg", { type: "image/jpeg" }));
      const silences: number[] = [];
      let last = performance.now();
      const beat = () => {
        const now = performance.now();
        silences.push(now - last);
        last = now;
      };
      const timer = setInterval(beat, 20);
      el.shadowRoot
        ?.querySelector("section.lab")
        ?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true, composed: true }));
      beat();
      await el.ready;
      beat();
      clearInterval(timer);
      return { longest: Math.max(...silences), beats: silences.length };
    },
    { width, height },
  );

test("a photo of 24 megapixels is taken whole while the page stays responsive", async ({ page }, info) => {
  await open(page, "embed/convolution/?lang=ko&image=grid");
  const lab = convolution(page);
  const { longest, beats } = await dropLarge(lab, 6000, 4000);
  info.annotations.push({ type: "longest silence", description: `${Math.round(longest)} ms in ${beats} beats` });
  expect(await shapesOf(lab)).toEqual([
    [1, 4000, 6000, 1],
    [1, 3998, 5998, 1],
  ]);
  await expect(lab.getByRole("alert")).toHaveCount(0);
  await expect(surface(lab)).not.toContainText("24");
  await expect.poll(() => coloursOf(outputCanvas(lab))).toBeGreaterThan(20);
  // Long enough for any machine, and far below what a frozen page would take.
  expect(longest).toBeLessThan(1500);
  expect(beats).toBeGreaterThan(20);
  // One more turn through the whole picture, by hand.
  await lab.getByRole("button", { name: text.presets["horizontal-edge"].name }).click();
  await lab.getByRole("button", { name: text.playback.forward, exact: true }).click();
  await lab.evaluate((el: LabElement) => el.ready);
  expect((await shapesOf(lab))[1]).toEqual([1, 3998, 5998, 1]);
});

test("several filters cross a photo of 12 megapixels while the page stays responsive", async ({ page }) => {
  await open(page, "embed/filters/?lang=ko&image=grid&filters=vertical-edge;red-cyan");
  const lab = page.locator("convscope-filters");
  const { longest, beats } = await dropLarge(lab, 4000, 3000);
  await expect(lab.getByRole("alert")).toHaveCount(0);
  await expect(lab).toContainText("(1, 3000, 4000, 3) * (3, 3, 3, 2) → (1, 2998, 3998, 2)");
  // What would not fit in memory is said, not drawn.
  await expect(lab).toContainText(words.noRoom(32));
  expect(longest).toBeLessThan(1500);
  expect(beats).toBeGreaterThan(20);
  await lab.getByRole("button", { name: text.playback.forward, exact: true }).click();
  const sum = await lab.locator(".sum b").textContent();
  await expect(lab.getByRole("radio").first().locator("b")).toHaveText(sum as string);
});

test("a larger photo is scaled down once, and the page says so", async ({ page }) => {
  await open(page, "embed/convolution/?lang=ko&image=grid");
  const lab = convolution(page);
  await dropLarge(lab, 7000, 4000);
  expect((await shapesOf(lab))[0]).toEqual([1, 2000, 3500, 1]);
  await expect(surface(lab)).toContainText(text.lab.scaled("4000 × 7000", "2000 × 3500"));
});
