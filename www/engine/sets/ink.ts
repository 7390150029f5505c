/** A drawing as a picture of a data set: brought to the size and the place that its pictures have, with their stroke. */
import { avgPool2d, type Tensor } from "convscope";
import type { DataSet } from "./set.ts";

/** `[y, x]`, from 0 to 1 across the pad. */
export type Point = readonly [y: number, x: number];
export type Stroke = readonly Point[];

/** Each pixel is the mean of 4 × 4 points that are ink or not. */
const fine = 4;
/** A dot is not blown up to the size of a letter. */
const mostZoom = 4;

/** `[1, h, w, 1]`; null where nothing is drawn. */
export function pictureOfInk(strokes: readonly Stroke[], set: DataSet): Tensor | null {
  const points = strokes.flat();
  if (points.length === 0) return null;
  const { height, width, ink } = set;
  const [rows, columns] = [height * fine, width * fine];
  const side = Math.min(rows, columns);
  const radius = (ink.pen * side) / 2;
  const [[y0, y1], [x0, x1]] = [spanOf(points, 0), spanOf(points, 1)];
  const reach = Math.max(y1 - y0, x1 - x0);
  // The pen's own width is part of what fills the picture.
  const zoom = Math.min((ink.fills * side - 2 * radius) / Math.max(reach, Number.EPSILON), mostZoom * side);
  const placed = strokes.map((stroke) =>
    stroke.map(([y, x]): Point => [rows / 2 + (y - (y0 + y1) / 2) * zoom, columns / 2 + (x - (x0 + x1) / 2) * zoom]),
  );
  const data = new Float32Array(rows * columns);
  for (const stroke of placed) {
    for (let i = 0; i < stroke.length; i += 1) paint(data, columns, stroke[Math.max(0, i - 1)], stroke[i], radius);
  }
  const laid = ink.dark ? data.map((value) => 1 - value) : data;
  return avgPool2d({ data: laid, shape: [1, rows, columns, 1] }, { size: [fine, fine] });
}

function spanOf(points: readonly Point[], axis: 0 | 1): [number, number] {
  const places = points.map((point) => point[axis]);
  return [Math.min(...places), Math.max(...places)];
}

/** Every point no further than the radius from the line between two places is ink. */
function paint(data: Float32Array, columns: number, from: Point, to: Point, radius: number) {
  const rows = data.length / columns;
  const [dy, dx] = [to[0] - from[0], to[1] - from[1]];
  const length = dy * dy + dx * dx;
  const low = (axis: 0 | 1) => Math.max(0, Math.floor(Math.min(from[axis], to[axis]) - radius));
  const high = (axis: 0 | 1, end: number) => Math.min(end, Math.ceil(Math.max(from[axis], to[axis]) + radius));
  for (let y = low(0); y < high(0, rows); y += 1) {
    for (let x = low(1); x < high(1, columns); x += 1) {
      const [py, px] = [y + 0.5 - from[0], x + 0.5 - from[1]];
      const along = length > 0 ? Math.min(1, Math.max(0, (py * dy + px * dx) / length)) : 0;
      if (Math.hypot(py - along * dy, px - along * dx) <= radius) data[y * columns + x] = 1;
    }
  }
}
