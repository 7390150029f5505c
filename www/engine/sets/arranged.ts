/** Makes a data set of arrays that somebody gave, or says why it cannot be one. */
import { greyscale, permutation } from "convscope";
import type { NumpyArray } from "./npy.ts";
import { type DataSet, type Part, usualInk, type Values } from "./set.ts";
import { DataTrouble } from "./trouble.ts";

/** What one browser page may be asked to learn from. */
export const limits = {
  side: { min: 4, max: 64 },
  classes: { min: 2, max: 50 },
  train: 20_000,
  test: 5_000,
  /** Pictures of a part. */
  least: 2,
};

/** Arrays as they were found; without a test part one is split off. */
export interface Found {
  x: NumpyArray;
  y: NumpyArray;
  test?: { x: NumpyArray; y: NumpyArray };
  /** Names of the classes; numbers, if left out. */
  classes?: string[];
}

const shapeText = (shape: number[]) => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`);

/** A seed of its own: the split is the same whatever the training's. */
const splitSeed = 5;

export function arranged({ x, y, test, classes }: Found): DataSet {
  const notes: DataSet["notes"] = [];
  const whole = partOf(x, y);
  const other = test ? partOf(test.x, test.y) : null;
  if (other && (other.height !== whole.height || other.width !== whole.width)) {
    throw new DataTrouble("partsDiffer", {
      train: `${whole.height}×${whole.width}`,
      test: `${other.height}×${other.width}`,
    });
  }
  const [first, second] = other ? [whole, other] : split(whole, notes);
  const [train, tested] = [cut(first, limits.train, "train", notes), cut(second, limits.test, "test", notes)];
  const most = [train, tested].reduce((max, { labels }) => labels.reduce((a, b) => Math.max(a, b), max), 0);
  within("classes", classes?.length ?? most + 1, limits.classes);
  const names = classes ?? Array.from({ length: most + 1 }, (_, i) => String(i));
  const white = whiteOf(train.values);
  return {
    height: whole.height,
    width: whole.width,
    white,
    classes: names,
    train,
    test: tested,
    ink: { ...usualInk, dark: mean(train.values) > white / 2 },
    notes,
  };
}

interface Sized extends Part {
  height: number;
  width: number;
}

function partOf(x: NumpyArray, y: NumpyArray): Sized {
  const { values, shape } = greyed(x);
  if (shape.length !== 3) throw new DataTrouble("axes", { shape: shapeText(x.shape) });
  const [count, height, width] = shape;
  for (const side of [height, width]) within("side", side, limits.side);
  if (y.shape.length !== 1 && !(y.shape.length === 2 && y.shape[1] === 1)) {
    throw new DataTrouble("labelAxes", { shape: shapeText(y.shape) });
  }
  if (y.values.length !== count)
    throw new DataTrouble("counts", { pictures: String(count), labels: String(y.values.length) });
  if (count < limits.least) throw new DataTrouble("few", { count: String(count), least: String(limits.least) });
  const wrong = values.findIndex((value: number) => !Number.isFinite(value));
  if (wrong >= 0) throw new DataTrouble("notFinite", { at: String(Math.floor(wrong / (height * width))) });
  const strange = y.values.findIndex((label: number) => !Number.isInteger(label) || label < 0);
  if (strange >= 0) throw new DataTrouble("label", { value: String(y.values[strange]), at: String(strange) });
  return { values, labels: Uint32Array.from(y.values), height, width };
}

/** One channel. Three become one by the core's greyscale, all pictures below one another as one tall picture. */
function greyed({ values, shape }: NumpyArray): NumpyArray {
  const channels = shape.length === 4 ? shape[3] : 1;
  if (shape.length === 4 && channels === 1) return { values, shape: shape.slice(0, 3) };
  if (shape.length !== 4) return { values, shape };
  if (channels !== 3 || !(values instanceof Uint8Array)) throw new DataTrouble("axes", { shape: shapeText(shape) });
  const [count, height, width] = shape;
  const { data } = greyscale({ data: values, shape: [count * height, width, 3] }, "rec601");
  return { values: data, shape: [count, height, width] };
}

function within(code: "side" | "classes", actual: number, { min, max }: { min: number; max: number }) {
  if (actual < min || actual > max) {
    throw new DataTrouble(code, { actual: String(actual), min: String(min), max: String(max) });
  }
}

/** A fifth, by lot, is kept for the test. */
function split(whole: Sized, notes: DataSet["notes"]): [Sized, Sized] {
  const count = whole.labels.length;
  const order = permutation(count, splitSeed);
  const tested = Math.max(1, Math.round(count / 5));
  notes.push({ code: "split", values: { count: String(count), test: String(tested) } });
  return [taken(whole, order.slice(tested)), taken(whole, order.slice(0, tested))];
}

function cut(part: Sized, most: number, name: "train" | "test", notes: DataSet["notes"]): Sized {
  const count = part.labels.length;
  if (count <= most) return part;
  notes.push({ code: "cut", values: { part: name, count: String(count), kept: String(most) } });
  return taken(
    part,
    Array.from({ length: most }, (_, i) => i),
  );
}

function taken(part: Sized, indices: readonly number[]): Sized {
  const size = part.height * part.width;
  const values = part.values.slice(0, indices.length * size);
  indices.forEach((from, to) => {
    values.set(part.values.subarray(from * size, (from + 1) * size) as never, to * size);
  });
  return { ...part, values, labels: Uint32Array.from(indices, (from) => part.labels[from]) };
}

/** Bytes go to 255 and shares to 1, unless nothing comes near. */
function whiteOf(values: Values): number {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  if (most <= 1) return 1;
  return most <= 16 ? 16 : Math.max(most, 255);
}

function mean(values: Values): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
