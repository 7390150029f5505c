/** Data from files, without a page: NumPy's own files are read, what does not fit is named, and Keras reads what is written. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import init, { Network, permutation, type Tensor } from "../../pkg/convscope.js";
import { answersOf } from "../../www/engine/classifier/answers.ts";
import { Curve } from "../../www/engine/classifier/curve.ts";
import { kerasCode } from "../../www/engine/classifier/keras.ts";
import { layersOf, writeModel } from "../../www/engine/classifier/models.ts";
import { setFromFiles } from "../../www/engine/sets/given.ts";
import { pictureOfInk } from "../../www/engine/sets/ink.ts";
import { readNpz, writeNpz } from "../../www/engine/sets/npy.ts";
import { examplesOf, pictureOf, usualInk } from "../../www/engine/sets/set.ts";
import { training } from "../../www/i18n/training.ts";

const folder = new URL("../data/", import.meta.url);
const given = (...names: string[]) =>
  setFromFiles(names.map((path) => ({ path, blob: new Blob([readFileSync(new URL(path, folder))]) })));
/** The values that tests/oracle/data_files.py put into its files. */
const value = (i: number) => (i * 7) % 251;
const values = (from: number, count: number) => Array.from({ length: count * 20 }, (_, i) => value(from * 20 + i));
const labels = (from: number, count: number) => Array.from({ length: count }, (_, i) => (from + i) % 3);

test.beforeAll(() => init());

test("a packed npz with named parts keeps them apart", async () => {
  const set = await given("packed.npz");
  expect([set.height, set.width, set.white]).toEqual([5, 4, 255]);
  expect(set.classes).toEqual(["0", "1", "2"]);
  expect([...set.train.values]).toEqual(values(0, 8));
  expect([...set.test.values]).toEqual(values(8, 4));
  expect([...set.train.labels]).toEqual(labels(0, 8));
  expect([...set.test.labels]).toEqual(labels(8, 4));
  expect(set.notes).toEqual([]);
});

test("IDX files are read, packed or not, and matched by what they hold", async () => {
  const names = [
    "t10k-labels-idx1-ubyte.gz",
    "train-images-idx3-ubyte",
    "t10k-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte",
  ];
  const [set, same] = await Promise.all([given(...names), given("packed.npz")]);
  expect({ ...set, notes: [] }).toEqual({ ...same, notes: [] });
});

test("without a test part a fifth is drawn by lot, the same each time, and none is in both", async () => {
  const set = await given("shares.npz");
  expect(set.notes).toEqual([{ code: "split", values: { count: "12", test: "2" } }]);
  expect(set.white).toBe(1);
  const first = (part: "train" | "test") =>
    Array.from({ length: set[part].labels.length }, (_, i) => Math.round(set[part].values[i * 20] * 255));
  const both = [...first("train"), ...first("test")].sort((a, b) => a - b);
  expect(both).toEqual(Array.from({ length: 12 }, (_, i) => value(i * 20)).sort((a, b) => a - b));
  expect(await given("shares.npz")).toEqual(set);
});

test("bool, big-endian float64 and colour arrays are read", async () => {
  const bits = await given("bits.npy", "labels.npy");
  expect(bits.white).toBe(1);
  expect([...pictureOf(bits, "train", 0).data].every((one) => one === 0 || one === 1)).toBe(true);
  const wide = await given("wide.npy", "labels.npy");
  expect(Math.max(...wide.train.values, ...wide.test.values)).toBe(250);
  const colour = await given("colour.npz");
  const plain = await given("wide.npy", "labels.npy");
  expect([...colour.train.values]).toEqual([...plain.train.values]);
});

for (const [files, code] of [
  [["fortran.npz"], "fortran"],
  [["complex.npz"], "numbers"],
  [["large.npz"], "side"],
  [["fewer.npz"], "counts"],
  [["labels.npy"], "noPair"],
  [["files.json"], "unknown"],
  [[], "none"],
] as const) {
  test(`what does not fit is a sentence in both languages: ${code}`, async () => {
    const error = await given(...files).catch((reason) => reason);
    expect(error.code).toBe(code);
    for (const lang of ["ko", "en"] as const) {
      const sentence = training[lang].troubles[code](error.values);
      expect(sentence).not.toContain("undefined");
      for (const number of Object.values(error.values as Record<string, string>)) expect(sentence).toContain(number);
    }
  });
}

test("a file that is cut short says so", async () => {
  const bytes = readFileSync(new URL("packed.npz", folder));
  const cut = setFromFiles([{ path: "cut.npz", blob: new Blob([bytes.subarray(0, 300)]) }]);
  await expect(cut).rejects.toMatchObject({ code: "packed" });
});

test("what is written as npz is read back, name by name", async () => {
  const data = Float32Array.of(1, -2.5, 3, 0, Number.MIN_VALUE, 7);
  const arrays = readNpz(
    writeNpz([
      { name: "conv2d_0/kernel", data, shape: [1, 2, 3] },
      { name: "b", data, shape: [6] },
    ]),
  );
  expect([...arrays.keys()]).toEqual(["conv2d_0/kernel", "b"]);
  expect(arrays.get("conv2d_0/kernel")).toEqual({ shape: [1, 2, 3], values: data });
});

test("a drawing is centred and scaled as the pictures are, wherever and however large it was drawn", () => {
  const seen = { height: 28, width: 28, white: 255, classes: ["a", "b"], ink: usualInk, notes: [] };
  const part = { values: new Uint8Array(0), labels: new Uint32Array(0) };
  const set = { ...seen, train: part, test: part };
  const corner = (y: number, x: number, size: number) => [
    [
      [y, x],
      [y + size, x],
      [y + size, x + size],
    ] as [number, number][],
  ];
  const small = pictureOfInk(corner(0.1, 0.1, 0.4), set) as Tensor;
  const large = pictureOfInk(corner(0.2, 0.2, 0.6), set) as Tensor;
  expect(small.shape).toEqual([1, 28, 28, 1]);
  const apart = Math.max(...small.data.map((one, i) => Math.abs(one - large.data[i])));
  expect(apart).toBeLessThan(0.26);
  const rows = Array.from({ length: 28 }, (_, y) => small.data.subarray(y * 28, y * 28 + 28).some((one) => one > 0));
  expect([rows.indexOf(true), rows.lastIndexOf(true)]).toEqual([4, 23]);
  expect(pictureOfInk([], set)).toBeNull();
  const dot = pictureOfInk([[[0.3, 0.9]]], set) as Tensor;
  expect(dot.data.filter((one) => one > 0).length).toBeLessThan(16);
});

test("the same permutation moves every picture's pixels, and none is lost", async () => {
  const set = await given("packed.npz");
  const order = permutation(20, 7);
  const [plain, moved] = [examplesOf(set, "train", null), examplesOf(set, "train", order)];
  for (const start of [0, 7 * 20]) {
    const [a, b] = [plain, moved].map(({ pictures }) => pictures.data.subarray(start, start + 20));
    expect([...b]).toEqual(order.map((from) => a[from]));
  }
});

test("answers are counted in a table, the surest mistake first", () => {
  const shares: Tensor = { data: Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.3, 0.7), shape: [4, 2] };
  const { table, wrong, given: said } = answersOf(shares, Uint32Array.of(0, 0, 1, 1));
  expect([...said]).toEqual([0, 1, 0, 1]);
  expect(table).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect(wrong).toEqual([1, 2]);
});

test("a long curve keeps its mean and its last step in few points", () => {
  const curve = new Curve();
  for (let step = 1; step <= 3000; step += 1) curve.add(step, 2, 0.5);
  expect(curve.points.length).toBeLessThan(240);
  expect(curve.points.every(({ loss, accuracy }) => loss === 2 && accuracy === 0.5)).toBe(true);
  expect(curve.points.at(-1)?.step).toBeGreaterThan(2980);
});

test("a model's name stands for its layers, and comes back from them", () => {
  const digits = { height: 8, width: 8, classes: Array.from("0123456789") };
  const layers = layersOf("cnn", digits);
  expect(writeModel(layers, digits)).toBe("cnn");
  expect(writeModel(layers.toSpliced(1, 1), digits)).toMatch(/^conv2d 8 3x3 same; maxPool2d/);
});

const networks = {
  cnn: [8, 8, "cnn"],
  dense: [8, 8, "dense"],
  softmax: [6, 5, "softmax"],
  mixed: [
    13,
    11,
    "conv2d 3 5x3 stride=2x1 pad=1,2,0,1; relu; avgPool2d 2x2; conv2d 4 3x3 same; relu; maxPool2d 3x3 stride=2x2 same; flatten; dense 10; softmax",
  ],
} as const;

/** A network that has learned a little, as it is saved for Keras. */
function saved(name: keyof typeof networks) {
  const [height, width, model] = networks[name];
  const classes = Array.from("0123456789");
  const layers = layersOf(model, { height, width, classes });
  const network = new Network({ input: [height, width, 1], layers, seed: 3 });
  const some = permutation(997, 2);
  const data = Float32Array.from({ length: 8 * height * width }, (_, i) => some[i % 997] / 996);
  const pictures: Tensor = { data, shape: [8, height, width, 1] };
  for (let step = 0; step < 5; step += 1) {
    network.trainStep(pictures, [0, 1, 2, 3, 4, 5, 6, 7], { optimizer: "adam", learningRate: 0.02 });
  }
  const file = `${name}.npz`;
  return {
    name,
    file,
    code: kerasCode(layers, { height, width, white: 16 }, file),
    npz: Buffer.from(writeNpz(network.weights)).toString("base64"),
    input: { shape: pictures.shape, data: [...data] },
    output: { shape: [8, 10], data: [...network.predict(pictures).data] },
  };
}

test("Keras gives the same answers with the code and the weights that are saved for it", () => {
  const at = (name: string) => new URL(`../keras/${name}`, import.meta.url);
  const cases = (Object.keys(networks) as (keyof typeof networks)[]).map(saved);
  // Keras is asked anew by `cargo xtask oracle`, after this file was written anew.
  if (process.env.CONVSCOPE_WRITE) writeFileSync(at("given.json"), `${JSON.stringify(cases)}\n`);
  expect(existsSync(at("given.json"))).toBe(true);
  expect(JSON.parse(JSON.stringify(cases))).toEqual(JSON.parse(readFileSync(at("given.json"), "utf8")));
  const { answers } = JSON.parse(readFileSync(at("answered.json"), "utf8"));
  expect(answers).toHaveLength(cases.length);
  cases.forEach(({ name, output }, i) => {
    expect(answers[i].name).toBe(name);
    const apart = Math.max(...output.data.map((one, k) => Math.abs(one - Number(answers[i].output.data[k]))));
    expect(apart).toBeLessThan(1e-5);
  });
});
