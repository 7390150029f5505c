/** Code from a lab's state: what the libraries were run with, what they gave, and what is refused. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, test } from "node:test";
import init, { codegen } from "../../pkg/convscope.js";
import { cases, isExact, outputOf, sourcesOf } from "../oracle/programs.mjs";
import { text } from "./tensors.mjs";

const committed = JSON.parse(text("tests/codegen.json"));

before(() => init());

test("today's code is what NumPy, TensorFlow, Keras, PyTorch and Jupyter were run with", () => {
  const today = cases();
  assert.equal(today.length, committed.cases.length);
  for (const [at, one] of today.entries()) {
    const { seed, sha256 } = committed.cases[at];
    assert.equal(one.seed, seed);
    for (const [target, source] of Object.entries(sourcesOf(one))) {
      const hash = createHash("sha256").update(source).digest("hex");
      assert.equal(hash, sha256[target], `state ${seed} in ${target}: run \`cargo xtask oracle\``);
    }
  }
});

test("what the libraries gave is what the labs show", () => {
  for (const [at, { seed, state, picture }] of cases().entries()) {
    const { output, shape, exact } = committed.cases[at];
    const ours = outputOf(state, picture);
    assert.deepEqual(ours.shape, shape, `state ${seed}`);
    assert.equal(exact, isExact(state));
    // Sums of fractions nearly cancel in places: what is left is as exact as the largest value of the map.
    const largest = output.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const wrong = output.findIndex((value, i) => !(Math.abs(ours.data[i] - value) <= (exact ? 0 : 1e-5 * largest)));
    assert.equal(wrong, -1, `state ${seed}: value ${wrong} is ${ours.data[wrong]}, not ${output[wrong]}`);
  }
});

test("a grid is written out, a photo is a file beside the program", () => {
  const grid = codegen({ image: "grid" }, "numpy");
  assert.match(grid, /\[1, 1, 1, 0, 0\]/);
  assert.doesNotMatch(grid, /picture\.png/);
  assert.match(codegen({ image: "china" }, "numpy"), /picture\.png/);
});

test("an attribute's spelling is taken as the lab takes it", () => {
  const spelled = { image: "grid", filter: "1 0, 0 1", strides: "2", padding: "1 1 0 0", dilations: "1 2" };
  const plain = { ...spelled, filter: [[1, 0], [0, 1]], strides: [2, 2], padding: [[1, 1], [0, 0]], dilations: [1, 2] };
  assert.equal(codegen(spelled, "pytorch"), codegen(plain, "pytorch"));
});

test("a notebook carries the picture and says where its GPU is", () => {
  const file = Uint8Array.from([137, 80, 78, 71]);
  const notebook = JSON.parse(codegen({ lang: "ko" }, "notebook", { picture: file, credit: "danielbuechele, CC BY 2.0" }));
  const sources = notebook.cells.map(({ source }) => source.join(""));
  assert.equal(notebook.nbformat, 4);
  assert.ok(sources.some((source) => source.includes('PICTURE = "iVBORw=="')));
  for (const said of ["런타임 유형 변경", "CC BY 2.0", "drive.mount", "files.upload", "tf.nn.max_pool2d"]) {
    assert.ok(sources.some((source) => source.includes(said)), said);
  }
});

test("what no lab has gets a sentence", () => {
  for (const [state, target, sentence] of [
    [{ lab: "coordinates" }, "numpy", /lab is "coordinates"; it must be one of convolution, pooling, filters/],
    [{}, "matlab", /target is "matlab"; it must be one of numpy, tensorflow, keras, pytorch, notebook/],
    [null, "numpy", /state must be an object, but is null/],
    [{ filter: [[1, 2], [3]] }, "numpy", /filter must be rows of equal length/],
    [{ strides: [0, 1] }, "numpy", /strides is 0; it must be between 1 and 65536/],
    [{ image: "grid", filter: Array(6).fill([1]) }, "numpy", /kernel 6 does not fit input 5/],
  ]) {
    assert.throws(() => codegen(state, target), { message: sentence });
  }
});
