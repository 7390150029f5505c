/** The lab of many filters where there is WebGPU (SwiftShader): the same maps. */
import { firstDifference } from "./arithmetic.ts";
import { expect, type LabElement, open, type Tensor, test } from "./labs.ts";
import { lab, tensorOf } from "./pixels.ts";

test("the GPU's maps are the CPU's", async ({ page }) => {
  await open(page, "embed/filters/?image=chelsea&filters=vertical-edge;red-cyan bias 3;random 7;blur");
  const filters = lab(page, "filters");
  expect(await filters.evaluate((el: LabElement) => el.backend)).toEqual({ backend: "gpu", reason: "" });
  const core = await filters.evaluate(async (el: LabElement & { filter?: Tensor }) => {
    const { default: init, conv2d } = await import(new URL("/pkg/convscope.js", location.href).href);
    await init(undefined, { network: false });
    return [...conv2d(el.input, el.filter, { bias: Float32Array.of(0, 3, 0, 0) }).data];
  });
  const { data, shape } = await tensorOf(filters, "output");
  expect(shape).toEqual([1, 298, 449, 4]);
  expect(firstDifference(data, core, 1e-6)).toBeNull();
});
