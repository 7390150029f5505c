/** Whatever is wrong becomes a sentence with its numbers, and the next call works. */
import assert from "node:assert/strict";
import { test } from "node:test";
import init, * as convscope from "../../pkg/convscope.js";
import { ramp } from "./tensors.mjs";

test("before init() every function says what to do", async () => {
  for (const name of ["conv2d", "maxPool2d", "explain", "geometry", "greyscale", "colorize", "version"]) {
    assert.throws(() => convscope[name](), { code: "notReady", message: /call await init\(\) first/ });
  }
  await init();
});

const input = ramp(1, 5, 6, 1);
const filter = ramp(3, 3, 1, 1);
const picture = { data: new Uint8Array(2 * 3 * 3), shape: [2, 3, 3] };
const pooling = { size: [2, 2] };
const conv = (options) => () => convscope.conv2d(input, filter, options);
const pool = (options) => () => convscope.maxPool2d(input, options);
const on = (value) => () => convscope.conv2d(value, filter);
const cell = (op, at) => () =>
  convscope.explain(op, input, op === "conv2d" ? filter : null, op === "conv2d" ? {} : pooling, at);
const sides = (cells) => [
  [cells, cells],
  [cells, cells],
];
const statistics = (channels) =>
  Object.fromEntries(["gamma", "beta", "mean", "variance"].map((name) => [name, new Float32Array(channels)]));
const transposed = (options) => convscope.convTranspose2d(input, filter, options);
const detached = { data: new Float32Array(30), shape: [1, 5, 6, 1] };
structuredClone(detached.data, { transfer: [detached.data.buffer] });

/** What is asked, the code of what is thrown, and a part of the sentence. */
const mistakes = [
  [conv({ strides: 2 }), "wrongType", "strides must be a pair [y, x] of whole numbers, but is 2"],
  [conv({ strides: "2 2" }), "wrongType", 'but is "2 2"'],
  [conv({ strides: [1] }), "wrongType", "but is a list of 1"],
  [conv({ strides: [1, 2, 3] }), "wrongType", "but is a list of 3"],
  [conv({ strides: null }), "wrongType", "but is null"],
  [conv({ strides: ["1", 1] }), "wrongType", 'strides y must be a whole number, but is "1"'],
  [conv({ strides: [1, 1.5] }), "wrongType", "strides x must be a whole number, but is 1.5"],
  [conv({ strides: [1n, 1n] }), "wrongType", "strides y must be a whole number, but is a BigInt"],
  [conv({ strides: [0, 1] }), "outOfRange", "strides y is 0; it must be between 1 and 65536"],
  [conv({ strides: [1, -1] }), "outOfRange", "strides x is -1"],
  [conv({ strides: [Number.NaN, 1] }), "outOfRange", "strides y is NaN"],
  [conv({ strides: [1, Number.POSITIVE_INFINITY] }), "outOfRange", "strides x is inf"],
  [conv({ strides: [1, 65537] }), "outOfRange", "strides x is 65537"],
  [conv({ dilations: [1, 1e300] }), "outOfRange", "dilations x"],
  [conv({ dilations: [2, 3] }), "kernelTooLarge", "kernel 3 with dilation 3 spans 7 and does not fit input 6"],
  [conv({ padding: "SAME" }), "unknownChoice", 'padding is "SAME"; it must be one of valid, same'],
  [conv({ padding: 1 }), "wrongType", 'padding must be "valid", "same" or [[top, bottom], [left, right]], but is 1'],
  [conv({ padding: [1, 1] }), "wrongType", "but is 1"],
  [conv({ padding: [[1, 1]] }), "wrongType", "but is a list of 1"],
  [
    conv({
      padding: [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
    }),
    "wrongType",
    "but is a list of 3",
  ],
  [
    conv({
      padding: [
        [-1, 0],
        [0, 0],
      ],
    }),
    "outOfRange",
    "padding top is -1; it must be between 0 and 65536",
  ],
  [
    conv({
      padding: [
        [0, 0],
        [0, 0.5],
      ],
    }),
    "wrongType",
    "padding right must be a whole number, but is 0.5",
  ],
  [
    conv({
      padding: [
        [65536, 65536],
        [65536, 65536],
      ],
    }),
    "tooLarge",
    "more than",
  ],
  [conv({ groups: 2 }), "channelMismatch", "1 channels in 2 groups"],
  [conv({ groups: 0 }), "outOfRange", "groups is 0; it must be between 1"],
  [conv({ groups: "1" }), "wrongType", "groups must be a whole number"],
  [conv({ flip: 1 }), "wrongType", "flip must be true or false, but is 1"],
  [conv({ bias: [1] }), "wrongType", "bias must be a Float32Array, but is a list of 1"],
  [conv({ bias: new Float64Array(1) }), "wrongType", "but is a Float64Array"],
  [conv({ bias: new Float32Array(2) }), "biasLength", "the bias has 2 values; it needs one for each of the 1"],
  [conv({ bias: new Float32Array(0) }), "emptyAxis", "(0,)"],
  [conv({ stride: [2, 2] }), "unknownChoice", 'option is "stride"; it must be one of strides, padding, dilations'],
  [conv(7), "wrongType", "options must be an object, but is 7"],
  [conv([]), "wrongType", "options must be an object, but is a list of 0"],
  [conv("same"), "wrongType", "options must be an object"],
  [pool(), "wrongType", "size must be a pair [y, x] of whole numbers, but is missing"],
  [pool({}), "wrongType", "size must be"],
  [pool({ size: [0, 2] }), "outOfRange", "size y is 0"],
  [pool({ size: [9, 9] }), "kernelTooLarge", "kernel 9 does not fit input 5 with padding 0 + 0 along y"],
  [
    pool({
      size: [2, 2],
      padding: [
        [2, 0],
        [0, 0],
      ],
    }),
    "windowOutside",
    "nothing but padding",
  ],
  [pool({ size: [2, 2], ceilMode: "yes" }), "wrongType", "ceilMode must be true or false"],
  [pool({ size: [2, 2], flip: true }), "unknownChoice", 'option is "flip"'],
  [on(), "wrongType", "input must be an object {data, shape}, but is missing"],
  [on(null), "wrongType", "but is null"],
  [on([1, 2]), "wrongType", "but is a list of 2"],
  [on(new Float32Array(25)), "wrongType", "but is a Float32Array"],
  [on({ data: input.data }), "wrongType", "input.shape must be a list of one to four whole numbers, but is missing"],
  [on({ shape: [1, 5, 6, 1] }), "wrongType", "input.data must be a Float32Array, but is missing"],
  [on({ data: Array.from(input.data), shape: input.shape }), "wrongType", "but is a list of 30"],
  [on({ data: Float64Array.from(input.data), shape: input.shape }), "wrongType", "but is a Float64Array"],
  [on({ data: input.data.buffer, shape: input.shape }), "wrongType", "but is an ArrayBuffer"],
  [on({ data: input.data, shape: [5, 6] }), "rank", "the input has shape (5, 6); it needs the axes (n, h, w, c)"],
  [
    on({ data: input.data, shape: [1, 5, 5, 1] }),
    "dataLength",
    "shape (1, 5, 5, 1) holds 25 values, but the data has 30",
  ],
  [on({ data: input.data, shape: [1, 0, 5, 1] }), "emptyAxis", "the input has shape (1, 0, 5, 1); every axis"],
  [on({ data: input.data, shape: [1, -5, 6, 1] }), "outOfRange", "input.shape is -5"],
  [on({ data: input.data, shape: [1, 5.5, 6, 1] }), "wrongType", "input.shape must be a whole number, but is 5.5"],
  [on({ data: input.data, shape: [] }), "wrongType", "but is a list of 0"],
  [on({ data: input.data, shape: [1, 1, 5, 6, 1] }), "wrongType", "but is a list of 5"],
  [on({ data: input.data, shape: "1561" }), "wrongType", 'but is "1561"'],
  [on({ data: input.data, shape: [1, 4294967295, 4294967295, 1] }), "tooLarge", "has more than 268435456 values"],
  [on(detached), "dataLength", "holds 30 values, but the data has 0"],
  [() => convscope.conv2d(input), "wrongType", "filter must be an object {data, shape}, but is missing"],
  [() => convscope.conv2d(input, ramp(3, 3)), "rank", "the filter has shape (3, 3); it needs the axes (h, w, in, out)"],
  [() => convscope.conv2d(input, ramp(3, 3, 2, 1)), "channelMismatch", "the filter has 2 input channels"],
  [() => convscope.conv2d(input, ramp(6, 3, 1, 1)), "kernelTooLarge", "kernel 6 does not fit input 5"],
  [cell("conv2d", [0, 3, 0, 0]), "cellOutside", "there is no cell [0, 3, 0, 0] in an output of shape (1, 3, 4, 1)"],
  [cell("conv2d", [0, 0]), "wrongType", "cell must be four whole numbers [n, y, x, c], but is a list of 2"],
  [cell("maxPool2d", [0, -1, 0, 0]), "outOfRange", "cell y is -1"],
  [cell("avgPool3d", [0, 0, 0, 0]), "unknownChoice", 'op is "avgPool3d"; it must be one of conv2d, maxPool2d'],
  [cell(3, [0, 0, 0, 0]), "wrongType", "op must be the name of an op"],
  [() => convscope.explain("maxPool2d", input, filter, pooling, [0, 0, 0, 0]), "wrongType", "filter must be null"],
  [() => convscope.explain("conv2d", input, null, {}, [0, 0, 0, 0]), "wrongType", "filter must be an object"],
  [
    () => convscope.explain("maxPool2d", input, null, { size: [60000, 60000], padding: "same" }, [0, 0, 0, 0]),
    "tooLarge",
    "(60000, 60000, 1)",
  ],
  [() => convscope.geometry("conv2d", [1, 5, 6, 1], null), "wrongType", "filter.shape must be a list"],
  [
    () => convscope.windowAt("maxPool2d", [1, 5, 6, 1], null, pooling, [2, 0]),
    "outOfRange",
    "cell y is 2; it must be between 0 and 1",
  ],
  [
    () => convscope.outputsOf("maxPool2d", [1, 5, 6, 1], null, pooling, [0, 6]),
    "outOfRange",
    "cell x is 6; it must be between 0 and 5",
  ],
  [
    () => convscope.cellOfStep("maxPool2d", [1, 5, 6, 1], null, pooling, 6),
    "outOfRange",
    "step is 6; it must be between 0 and 5",
  ],
  [
    () => convscope.params("attention"),
    "unknownChoice",
    'op is "attention"; it must be one of conv2d, maxPool2d, avgPool2d',
  ],
  [
    () => convscope.geometry("relu", [1, 5, 6, 1], null),
    "unknownChoice",
    'op is "relu"; it must be one of conv2d, maxPool2d, avgPool2d',
  ],
  [() => convscope.explain("relu", input, null, {}, [0, 0, 0, 0]), "unknownChoice", 'op is "relu"'],
  [() => convscope.outputShape("relu", [4], null, { slope: 1 }), "unknownChoice", 'option is "slope"'],
  [() => convscope.relu(), "wrongType", "input must be an object {data, shape}, but is missing"],
  [() => convscope.avgPool2d(input, { size: [2, 2], countIncludePad: 1 }), "wrongType", "countIncludePad must be true"],
  [() => convscope.leakyRelu(input, { negativeSlope: "0.1" }), "wrongType", "negativeSlope must be a number"],
  [() => convscope.leakyRelu(input, { negativeSlope: Number.NaN }), "wrongType", "but is NaN"],
  [() => convscope.softmax(input, { axis: 4 }), "outOfRange", "axis is 4; it must be between -4 and 3"],
  [() => convscope.softmax(input, { axis: 0.5 }), "wrongType", "axis must be a whole number, but is 0.5"],
  [
    () => convscope.dense(input, filter),
    "weightShape",
    "the kernel has shape (3, 3, 1, 1); for this input it must be (1, out)",
  ],
  [() => convscope.dense(input), "wrongType", "kernel must be an object {data, shape}, but is missing"],
  [
    () => convscope.dense(ramp(2, 3), ramp(3, 4), { bias: new Float32Array(3) }),
    "biasLength",
    "it needs one for each of the 4",
  ],
  [() => convscope.batchNorm(input, {}), "wrongType", "gamma must be a Float32Array, but is missing"],
  [
    () => convscope.batchNorm(input, statistics(2)),
    "weightShape",
    "the gamma has shape (2,); for this input it must be (1,)",
  ],
  [() => convscope.pad2d(input, {}), "wrongType", "padding must be [[top, bottom], [left, right]], but is missing"],
  [
    () => convscope.pad2d(input, { padding: sides(1), mode: "edge" }),
    "unknownChoice",
    'mode is "edge"; it must be one of zero',
  ],
  [
    () => convscope.pad2d(input, { padding: sides(5), mode: "reflect" }),
    "outOfRange",
    "padding top is 5; it must be between 0 and 4",
  ],
  [() => convscope.globalAvgPool2d(ramp(5, 6)), "rank", "it needs the axes (n, h, w, c)"],
  [() => transposed({ outputPadding: [1, 0] }), "outOfRange", "outputPadding y is 1; it must be between 0 and 0"],
  [() => transposed({ padding: sides(4) }), "paddingTooLarge", "padding 4 + 4 leaves nothing of the 7 cells along y"],
  [() => transposed({ strides: [65536, 65536] }), "tooLarge", "has more than 268435456 values"],
  [() => convscope.greyscale(picture, "luma"), "unknownChoice", 'method is "luma"; it must be one of mean, rec601'],
  [() => convscope.greyscale(picture, 3), "wrongType", "method must be one of mean"],
  [
    () => convscope.greyscale({ ...picture, shape: [2, 3, 4] }),
    "rank",
    "the picture has shape (2, 3, 4); it needs the axes (h, w, 3)",
  ],
  [
    () => convscope.greyscale({ data: new Float32Array(18), shape: [2, 3, 3] }),
    "wrongType",
    "picture.data must be a Uint8Array",
  ],
  [
    () => convscope.greyscale({ data: new Uint8Array(17), shape: [2, 3, 3] }),
    "dataLength",
    "holds 18 values, but the data has 17",
  ],
  [() => convscope.greyPixel([1, 2]), "wrongType", "pixel must be three whole numbers [r, g, b]"],
  [() => convscope.greyPixel([1, 2, 256]), "outOfRange", "b is 256; it must be between 0 and 255"],
  [() => convscope.colorize(ramp(1, 2, 2, 3)), "rank", "the map has shape (1, 2, 2, 3); it needs the axes (h, w)"],
  [() => convscope.colorize(ramp(2, 2), "jet"), "unknownChoice", 'map is "jet"; it must be one of gray, viridis'],
  [
    () => convscope.colorize({ data: [1, 2], shape: [1, 2] }),
    "wrongType",
    "map.data must be a Float32Array or a Uint8Array",
  ],
  [() => convscope.preview(ramp(2, 2), 0), "outOfRange", "maxSide is 0"],
  [() => convscope.preview(ramp(2, 2), 8, "gray", [1]), "wrongType", "range must be two numbers [low, high]"],
  [() => convscope.patch(ramp(2, 2), [0, 0, 1]), "wrongType", "box must be four whole numbers"],
];

for (const [ask, code, part] of mistakes) {
  test(`${code}: ${part}`, () => {
    assert.throws(ask, (error) => {
      assert.ok(error instanceof Error);
      assert.ok(error.message.includes(part), error.message);
      assert.equal(error.code, code);
      assert.ok(Object.values(error.values).every((value) => typeof value === "string"));
      return true;
    });
    assert.equal(convscope.conv2d(input, filter).shape.join(), "1,3,4,1");
  });
}

test("objects of the strangest kinds are refused, not trusted", () => {
  const throwing = {
    get data() {
      throw new Error("no");
    },
    shape: [1],
  };
  for (const value of [throwing, Object.create(null), () => 1, Symbol("x"), new Proxy({}, {}), new Map(), new Date()]) {
    assert.throws(on(value), { code: "wrongType" });
  }
});

test("what may be left out may be left out, and pairs may be typed arrays", () => {
  const plain = convscope.conv2d(input, filter);
  for (const options of [
    undefined,
    null,
    {},
    { bias: null, strides: undefined },
    { strides: new Int32Array([1, 1]) },
  ]) {
    assert.deepEqual(convscope.conv2d(input, filter, options), plain);
  }
  const typed = { data: input.data, shape: Uint32Array.of(1, 5, 6, 1) };
  assert.deepEqual(convscope.conv2d(typed, filter), plain);
});

test("arguments are left as they were", () => {
  const before = [input.data.slice(), filter.data.slice()];
  convscope.conv2d(input, filter, { flip: true });
  assert.deepEqual([input.data, filter.data], before);
});
