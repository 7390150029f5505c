/** What the tests of the labs about pixels share: colour pictures whose every byte is known, and ways to read the labs. */
import { bitmap, type GivenFile, type LabElement, type Locator, type Page, type Tensor } from "./labs.ts";

export type Rgb = [r: number, g: number, b: number];

type LabName =
  | "coordinates"
  | "channels"
  | "flatten"
  | "filters"
  | "pipeline"
  | "filter-learning"
  | "training"
  | "backends";

export const lab = (page: Page, name: LabName) => page.locator(`convscope-${name}`);

/** A picture in the simplest format there is, each colour its own. */
export function colours(rows: Rgb[][]): GivenFile {
  const { buffer } = bitmap(rows.map((row) => row.map(() => 0)));
  const stride = Math.ceil((rows[0].length * 3) / 4) * 4;
  rows.forEach((row, y) => {
    row.forEach(([r, g, b], x) => {
      buffer.set([b, g, r], 54 + (rows.length - 1 - y) * stride + x * 3);
    });
  });
  return { name: "colours.bmp", mimeType: "image/bmp", buffer };
}

/** Colours that are all different and easy to compute again. */
export function ramp(height: number, width: number): Rgb[][] {
  return Array.from({ length: height }, (_, y) =>
    Array.from(
      { length: width },
      (_, x): Rgb => [(y * 37 + x * 11) % 256, (y * 5 + x * 71 + 3) % 256, (x * y * 13) % 256],
    ),
  );
}

export const tensorOf = (el: Locator, which: "input" | "output") =>
  el.evaluate(async (lab: LabElement, name) => {
    await lab.ready;
    const { data, shape } = lab[name as "input"] as Tensor;
    return { data: [...data], shape };
  }, which);

/** As NumPy prints one pixel. */
export function printed(rgb: readonly number[]): string {
  const width = Math.max(...rgb.map((value) => String(value).length));
  return `[${rgb.map((value) => String(value).padStart(width)).join(" ")}]`;
}

/** What the lab's live region says. */
export const live = (el: Locator) => el.locator("p[aria-live]");

/** The pane that is walked with the arrow keys. */
export const pane = (el: Locator, name: string | RegExp) => el.getByRole("application", { name });
