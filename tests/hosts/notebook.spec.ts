/** The installed wheel in a real JupyterLab: arrays go in, the reader and the code change the lab, the map comes back. */
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { Notebook } from "./notebook.ts";

interface Lab extends HTMLElement {
  ready: Promise<void>;
  state: Record<string, unknown>;
}

const cells = {
  begin: `
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from convscope import Convolution, Pooling

def convolved(image, filter, strides=(1, 1)):
    filter = np.asarray(filter)
    windows = sliding_window_view(image, filter.shape)[:: strides[0], :: strides[1]]
    return (windows * filter).sum((2, 3))

image = np.random.default_rng(1).normal(size=(9, 12))
w = Convolution(image=image, filter=[[1, 2], [-3, 0.5]], lang="en")
w`,
  numbers: `
print(w.output.shape, w.output.dtype, np.allclose(w.output, convolved(image, w.filter, w.strides), atol=1e-5), repr(w.error))`,
  change: "w.filter, w.strides = np.ones((3, 3)), (2, 1)",
  told: "print(w.filter, w.strides, w.padding, w.cell)",
  wrong: "w.filter = np.ones((11, 11)); w.strides = 1",
  error: "print(w.error)",
  colours: `
photo = np.random.default_rng(2).integers(0, 256, (20, 30, 3), dtype=np.uint8)
c = Convolution(image=photo, filter=np.ones((2, 2)), lang="en")
c`,
  coloursTold: "print(np.array_equal(c.output, convolved(photo.astype(int).sum(2) // 3, c.filter)))",
  pooled: `
p = Pooling(image=c.output, size=(2, 3), lang="en")
p`,
  pooledTold: `
h, w_ = (n // k for n, k in zip(c.output.shape, (2, 3)))
print(np.array_equal(p.output, c.output[: h * 2, : w_ * 3].reshape(h, 2, w_, 3).max((1, 3))))`,
};
/** The README's examples, in their order. */
const readme = readFileSync(new URL("../../pkg/python/README.md", import.meta.url), "utf8");
const examples = [...readme.matchAll(/^```python\n([\s\S]*?)^```$/gm)].map(([, code]) => code.trim());

const names = Object.keys(cells) as (keyof typeof cells)[];
const at = (name: keyof typeof cells) => names.indexOf(name);

let notebook: Notebook;

test.afterEach(() => notebook?.close());

test("a lab in JupyterLab takes arrays and gives the map back", async ({ page }) => {
  notebook = await Notebook.open(
    page,
    "notebook",
    names.map((name) => cells[name].trim()),
  );
  const lab = (await notebook.run(at("begin"))).locator("convscope-convolution");
  const settle = async () => {
    await expect(lab.locator(".sum b")).toBeVisible();
    await lab.evaluate((el: Lab) => el.ready);
  };
  await settle();
  // JupyterLab is light until its reader says otherwise, whatever the system is.
  await expect(lab).toHaveAttribute("theme", "light");
  // What the page has sent comes to the kernel a moment later.
  await expect.poll(() => notebook.printed(at("numbers"))).toBe("(8, 11) float32 True ''");

  await notebook.run(at("change"));
  await expect.poll(() => lab.evaluate((el: Lab) => el.state.strides)).toEqual([2, 1]);
  await settle();
  await expect.poll(() => notebook.printed(at("numbers"))).toBe("(4, 10) float32 True ''");

  const padding = lab.getByRole("radio", { name: "SAME" });
  await padding.click();
  await settle();
  await expect
    .poll(() => notebook.printed(at("told")))
    .toMatch(/^\[\[1\.0, 1\.0, 1\.0\], .*\]\] \[2, 1\] same \[\d+, \d+\]$/);
  await lab.getByRole("radio", { name: "VALID" }).click();
  await settle();

  // The notebook's own commands keep off: X would cut the cell, A put one above it, the arrows leave it.
  const before = await page.locator(".jp-CodeCell").count();
  await lab.getByRole("application").first().focus();
  for (const key of ["a", "x", "ArrowDown", "x"]) await page.keyboard.press(key);
  expect(await page.locator(".jp-CodeCell").count()).toBe(before);
  await expect(lab).toBeVisible();

  await notebook.run(at("wrong"));
  await expect(lab.getByRole("alert")).toBeVisible();
  await expect.poll(() => notebook.printed(at("error"))).toMatch(/11/);
  await notebook.run(at("change"));
  await expect(lab.getByRole("alert")).toHaveCount(0);
  await expect.poll(() => notebook.printed(at("numbers"))).toBe("(4, 10) float32 True ''");

  const colours = (await notebook.run(at("colours"))).locator("convscope-convolution");
  await expect(colours.locator(".sum b")).toBeVisible();
  await expect.poll(() => notebook.printed(at("coloursTold"))).toBe("True");
  const pooled = (await notebook.run(at("pooled"))).locator("convscope-pooling");
  await expect(pooled.locator(".sum b")).toBeVisible();
  await expect.poll(() => notebook.printed(at("pooledTold"))).toBe("True");
});

test("the README's examples run as they stand", async ({ page }) => {
  expect(examples).toHaveLength(2);
  notebook = await Notebook.open(page, "readme", [...examples, "print(w.output.tolist(), w.strides)"]);
  const lab = (await notebook.run(0)).locator("convscope-convolution");
  await expect(lab.locator(".sum b")).toBeVisible();
  const output = await notebook.run(1);
  await expect(output.locator("[data-mime-type*=stderr]")).toHaveCount(0);
  await expect.poll(() => lab.evaluate((el: Lab) => el.state.strides)).toEqual([2, 1]);
  // A ramp of one a column, under three rows of −1 0 1: twice three, wherever the filter stands.
  const row = "[6.0, 6.0, 6.0, 6.0]";
  await expect.poll(() => notebook.printed(2)).toBe(`[${row}, ${row}] [2, 1]`);
});
