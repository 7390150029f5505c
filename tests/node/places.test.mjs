/** Flat indices, slices and greys opened up are NumPy's, and the page's questions refuse what makes no sense. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import init, * as convscope from "../../pkg/convscope.js";

before(() => init());

test("a cell's flat index leads back to the cell", () => {
  assert.equal(convscope.flatIndex([427, 640, 3], [12, 40, 2]), (12 * 640 + 40) * 3 + 2);
  assert.deepEqual(convscope.cellOfIndex([427, 640, 3], 23_162), [12, 40, 2]);
  const shape = [3, 4, 5, 2];
  for (let index = 0; index < 120; index += 1) {
    assert.equal(convscope.flatIndex(shape, convscope.cellOfIndex(shape, index)), index);
  }
});

test("the point on graph paper is x first, and y from below", () => {
  assert.deepEqual(convscope.cartesian([427, 640, 3], [12, 40]), [40, 414]);
  assert.deepEqual(convscope.cartesian([427, 640], [426, 0]), [0, 0]);
});

test("slices follow Python's rules", () => {
  const shape = [427, 640, 3];
  for (const [ends, start, stop, sizes] of [
    [[[10, 60], [20, 90]], [10, 20, 0], [60, 90, 3], [50, 70, 3]],
    [[[-50, null], [null, -600]], [377, 0, 0], [427, 40, 3], [50, 40, 3]],
    [[[400, 999]], [400, 0, 0], [427, 640, 3], [27, 640, 3]],
    [[[60, 10], [640, 700]], [60, 640, 0], [10, 640, 3], [0, 0, 3]],
  ]) {
    assert.deepEqual(convscope.sliced(shape, ends), { start, stop, shape: sizes });
  }
});

test("a permutation holds each number once and hangs on its seed alone", () => {
  const order = convscope.permutation(600, 4);
  assert.deepEqual(order, convscope.permutation(600, 4));
  assert.notDeepEqual(order, convscope.permutation(600, 5));
  assert.deepEqual([...order].sort((a, b) => a - b), [...Array(600).keys()]);
});

test("weights by chance are -1, 0 or 1, and some of each", () => {
  const { data, shape } = convscope.randomWeights([100, 3], 1);
  assert.deepEqual(shape, [100, 3]);
  assert.deepEqual([...new Set(data)].sort((a, b) => a - b), [-1, 0, 1]);
});

test("a grey worked out ends at the grey that greyPixel gives", () => {
  for (const pixel of [[52, 120, 200], [0, 0, 0], [255, 255, 254], [1, 1, 0], [7, 201, 90]]) {
    const all = convscope.greyPixel(pixel);
    for (const method of Object.keys(all)) {
      const told = convscope.explainGrey(pixel, method);
      assert.deepEqual(told.products, pixel.map((value, i) => value * told.weights[i]));
      assert.equal(told.sum, told.products.reduce((sum, product) => sum + product, told.added));
      assert.equal(told.quotient, told.sum / told.divisor);
      assert.equal(Math.trunc(told.quotient), told.result);
      assert.equal(told.result, all[method]);
    }
  }
  const told = convscope.explainGrey([52, 120, 200]);
  assert.deepEqual([told.sum, told.divisor, told.quotient, told.result], [372, 3, 124, 124]);
});

test("what makes no sense is refused with a sentence", () => {
  assert.throws(() => convscope.flatIndex([5, 5], [5, 0]), { code: "outOfRange", message: /5; it must be between 0 and 4/ });
  assert.throws(() => convscope.flatIndex([5, 5], [1]), { code: "rank" });
  assert.throws(() => convscope.flatIndex([5, 5], [1, 0.5]), { code: "wrongType" });
  assert.throws(() => convscope.cellOfIndex([5, 5], 25), { code: "outOfRange" });
  assert.throws(() => convscope.cartesian([5, 5], [5, 0]), { code: "outOfRange" });
  assert.throws(() => convscope.cartesian([5, 5], "here"), { code: "wrongType" });
  assert.throws(() => convscope.permutation(5, -1), { code: "outOfRange" });
  assert.throws(() => convscope.explainGrey([1, 2]), { code: "wrongType" });
  assert.throws(() => convscope.explainGrey([1, 2, 3], "luma"), { code: "unknownChoice" });
});
