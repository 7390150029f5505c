/** Grey, colours and decoded files are what NumPy, Pillow and matplotlib show. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import init, * as convscope from "../../pkg/convscope.js";
import { bytes, ramp, tensor, text } from "./tensors.mjs";

before(() => init());

const cases = JSON.parse(text("src/pixels/cases.json"));

for (const { method, from, grey } of cases.greyscale) {
  test(`greyscale ${method} is ${from}'s`, () => {
    const shape = [1, cases.rgb.length / 3, 3];
    const got = convscope.greyscale({ data: Uint8Array.from(cases.rgb), shape }, method);
    assert.ok(got.data instanceof Uint8Array);
    assert.deepEqual([got.shape, Array.from(got.data)], [shape.slice(0, 2), grey]);
    const pixel = convscope.greyPixel(cases.rgb.slice(300, 303));
    assert.equal(pixel[method], grey[100]);
  });
}

test("the mean is the method when none is named", () => {
  const picture = { data: new Uint8ClampedArray([10, 20, 31]), shape: [1, 1, 3] };
  assert.deepEqual(Array.from(convscope.greyscale(picture).data), [20]);
});

test("the mean of any three bytes is a third of their sum, cut", () => {
  const sums = Array.from({ length: 766 }, (_, sum) => sum);
  const pixels = sums.map((sum) => [Math.max(0, sum - 510), Math.min(255, Math.max(0, sum - 255)), Math.min(255, sum)]);
  const picture = { data: Uint8Array.from(pixels.flat()), shape: [1, sums.length, 3] };
  assert.deepEqual(
    Array.from(convscope.greyscale(picture, "mean").data),
    sums.map((sum) => Math.floor(sum / 3)),
  );
});

for (const { name, map, shape, data, rgba } of cases.colorize) {
  test(name.replaceAll("_", " "), () => {
    const values = tensor({ shape, data });
    const got = convscope.colorize(values, map);
    assert.ok(got instanceof Uint8ClampedArray);
    assert.deepEqual(Array.from(got), rgba);
    const [height, width] = shape;
    assert.deepEqual(convscope.colorize({ ...values, shape: [1, height, width, 1] }, map), got);
    assert.deepEqual(convscope.preview(values, 4096, map).data, got);
  });
}

test("bytes are coloured as floats are", () => {
  const data = [0, 7, 200, 255];
  const shape = [2, 2, 1];
  const floats = convscope.colorize({ data: Float32Array.from(data), shape }, "viridis");
  assert.deepEqual(convscope.colorize({ data: Uint8Array.from(data), shape }, "viridis"), floats);
});

test("a preview keeps the whole map's scale", () => {
  const map = { data: Float32Array.of(0, 10, 20, 30, 40, 50), shape: [3, 2] };
  const { data, ...rest } = convscope.preview(map, 2);
  assert.deepEqual(rest, { shape: [2, 1], factor: 2, min: 0, max: 50 });
  assert.deepEqual(Array.from(data), Array.from(convscope.preview(map, 2, "gray", [0, 50]).data));
  assert.ok(data[0] > 0 && data[4] < 255, "15 and 45 lie inside the scale");
  assert.deepEqual(convscope.range(map), [0, 50]);
});

test("a picture's preview is the mean of its blocks", () => {
  const picture = { data: Uint8Array.of(0, 0, 0, 10, 10, 10, 20, 30, 40), shape: [1, 3, 3] };
  const { data, shape, factor } = convscope.previewPicture(picture, 2);
  assert.deepEqual([Array.from(data), shape, factor], [[5, 5, 5, 255, 20, 30, 40, 255], [1, 2], 2]);
});

test("a patch is a part of the whole, and may reach beyond it", () => {
  const map = ramp(1, 5, 6, 1);
  const scale = convscope.range(map);
  const whole = convscope.colorize(map, "viridis");
  const { data, shape, y, x } = convscope.patch(map, [-2, 4, 2, 9], scale, "viridis");
  assert.deepEqual([shape, y, x], [[2, 2], 0, 4]);
  const at = (row, column) => Array.from(whole.slice((row * 6 + column) * 4, (row * 6 + column) * 4 + 4));
  assert.deepEqual(Array.from(data), [at(0, 4), at(0, 5), at(1, 4), at(1, 5)].flat());
  assert.deepEqual(convscope.patch(map, [-9, 0, -3, 3]).shape, [0, 3]);
});

describe("decodeImage", () => {
  const { files } = JSON.parse(text("tests/pictures/expected.json"));
  const codes = { truncated: "brokenPicture", "too large": "pictureTooLarge", "not a picture": "unknownPicture" };
  for (const { file, note, shape, pixels, tolerance, error } of files) {
    test(`${file}: ${note}`, async () => {
      const decoding = convscope.decodeImage(bytes(`tests/pictures/${file}`));
      if (error) return assert.rejects(decoding, { code: codes[error], message: /^this / });
      const got = await decoding;
      assert.ok(got.data instanceof Uint8Array);
      assert.deepEqual([got.shape, got.originalShape], [shape, shape]);
      for (const { at, rgb } of pixels) {
        const start = (at[0] * shape[1] + at[1]) * 3;
        rgb.forEach((want, i) => {
          assert.ok(Math.abs(got.data[start + i] - want) <= tolerance, `${at}: ${got.data.slice(start, start + 3)}`);
        });
      }
    });
  }

  test("a size is read from the header before memory is taken", async () => {
    const claims = [
      ["rgb.bmp", (file) => file.set([0x60, 0xea, 0, 0, 0x60, 0xea, 0, 0], 18)],
      ["two_frames.gif", (file) => file.fill(0xff, 6, 10)],
      ["grey.jpg", (file) => file.fill(0xff, file.lastIndexOf(0xc0) + 4, file.lastIndexOf(0xc0) + 8)],
    ];
    for (const [name, claim] of claims) {
      const file = bytes(`tests/pictures/${name}`);
      claim(file);
      await assert.rejects(convscope.decodeImage(file), { code: "pictureTooLarge", message: /60000|65535/ }, name);
    }
  });

  test("anything but bytes is refused", async () => {
    for (const value of [undefined, null, "picture.png", [137, 80], new ArrayBuffer(8), new Float32Array(2)]) {
      await assert.rejects(convscope.decodeImage(value), { code: "wrongType", message: /^bytes must be a Uint8Array/ });
    }
  });

  test("a sentence names what the bytes are", async () => {
    const svg = new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>");
    const message = "this file is not a picture we can read: it looks like SVG";
    await assert.rejects(convscope.decodeImage(svg), { message });
  });
});
