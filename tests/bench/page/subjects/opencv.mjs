/** OpenCV.js, one thread; matrices lie in its memory before the clock starts. */
import { script } from "../script.mjs";
import { sizes } from "../workloads.mjs";

async function load() {
  await script("/peers/@techstark/opencv-js/dist/opencv.js");
  // The module has a `then` that gives itself: awaited, it would never end, so it travels in an object.
  const cv = globalThis.cv instanceof Promise ? await globalThis.cv : globalThis.cv;
  if (!cv.Mat) {
    await new Promise((resolve) => {
      cv.onRuntimeInitialized = resolve;
    });
  }
  return { cv };
}

/**
 * The map keeps its border, so a VALID map begins inside it. There is no pooling: the map is dilated, and of that every
 * `pool`-th value is taken.
 */
function conv(cv, workload, data) {
  const [height, width, channels] = workload.input;
  const [kernelY, kernelX, , filters] = workload.filter;
  if (channels !== 1 || filters !== 1 || workload.relu) return undefined;
  const { output } = sizes(workload);
  const { pool } = workload;
  const border = workload.padding === "valid" ? [(kernelY - 1) >> 1, (kernelX - 1) >> 1] : [0, 0];
  const input = cv.matFromArray(height, width, cv.CV_32F, data.input);
  const filter = cv.matFromArray(kernelY, kernelX, cv.CV_32F, data.filter);
  const convolved = new cv.Mat();
  const anchor = new cv.Point(-1, -1);
  const filtered = () => cv.filter2D(input, convolved, cv.CV_32F, filter, anchor, 0, cv.BORDER_CONSTANT);
  if (!pool) {
    const at = (result, y, x) => result[(y + border[0]) * width + x + border[1]];
    return { compute: filtered, result: convolved, view: "data32F", at };
  }
  const [dilated, pooled] = [new cv.Mat(), new cv.Mat()];
  const square = cv.Mat.ones(pool, pool, cv.CV_8U);
  const half = (pool - 1) >> 1;
  const [top, left] = border.map((size) => size + half);
  const [rows, columns] = output.map((size) => size * pool);
  const size = new cv.Size(output[1], output[0]);
  const compute = () => {
    filtered();
    cv.dilate(convolved, dilated, square);
    const inside = dilated.roi(new cv.Rect(left, top, columns, rows));
    cv.resize(inside, pooled, size, 0, 0, cv.INTER_NEAREST);
    inside.delete();
  };
  return { compute, result: pooled, view: "data32F" };
}

/** Rounded after a third is taken off, a third of the sum is cut. */
function grey(cv, { input: [height, width] }, { rgba }) {
  const picture = cv.matFromArray(height, width, cv.CV_8UC4, rgba);
  const weights = cv.matFromArray(1, 5, cv.CV_32F, [1 / 3, 1 / 3, 1 / 3, 0, -1 / 3]);
  const result = new cv.Mat();
  return { compute: () => cv.transform(picture, result, weights), result, view: "data" };
}

function viridis(cv, { input: [height, width] }, { input }) {
  const map = cv.matFromArray(height, width, cv.CV_32F, input);
  const [levels, bgr, result] = [new cv.Mat(), new cv.Mat(), new cv.Mat()];
  const compute = () => {
    const { minVal, maxVal } = cv.minMaxLoc(map);
    const scale = 256 / (maxVal - minVal);
    // convertTo rounds; half a level less, it cuts.
    map.convertTo(levels, cv.CV_8U, scale, -minVal * scale - 0.5);
    cv.applyColorMap(levels, bgr, cv.COLORMAP_VIRIDIS);
    cv.cvtColor(bgr, result, cv.COLOR_BGR2RGBA);
  };
  return { compute, result, view: "data" };
}

export async function open(workload, data) {
  if (workload.kind === "training") return [];
  const { cv } = await load();
  const found = { conv, grey, viridis }[workload.kind](cv, workload, data);
  if (!found) return [];
  const { compute, result, view, at } = found;
  const fresh = () => {
    compute();
    return result[view].slice();
  };
  let kept;
  const reusing = () => {
    compute();
    kept ??= result[view].slice();
    kept.set(result[view]);
    return kept;
  };
  return [
    { name: "OpenCV.js", run: fresh, at },
    { name: "OpenCV.js, kept output", run: reusing, at },
  ];
}
