/** The definitions, written a second time and as plainly as they come: what the labs show is held against them. */

interface Plane {
  values: ArrayLike<number>;
  height: number;
  width: number;
}

/** A cross-correlation without padding, `strides` apart (y, x); sums are rounded only at the end. */
export function convolved({ values, height, width }: Plane, filter: number[][], strides = [1, 1], bias = 0): number[] {
  const result: number[] = [];
  for (let top = 0; top + filter.length <= height; top += strides[0]) {
    for (let left = 0; left + filter[0].length <= width; left += strides[1]) {
      let sum = bias;
      filter.forEach((row, y) => {
        row.forEach((weight, x) => {
          sum += weight * values[(top + y) * width + left + x];
        });
      });
      result.push(Math.fround(sum));
    }
  }
  return result;
}

/** What `keep` makes of each window's values, without padding. */
function windowed(
  { values, height, width }: Plane,
  size: number[],
  strides: number[],
  keep: (cells: number[]) => number,
) {
  const result: number[] = [];
  for (let top = 0; top + size[0] <= height; top += strides[0]) {
    for (let left = 0; left + size[1] <= width; left += strides[1]) {
      const cells: number[] = [];
      for (let y = 0; y < size[0]; y += 1) {
        for (let x = 0; x < size[1]; x += 1) cells.push(values[(top + y) * width + left + x]);
      }
      result.push(keep(cells));
    }
  }
  return result;
}

/** The largest value of each window, without padding. */
export const pooled = (plane: Plane, size: number[], strides: number[]) =>
  windowed(plane, size, strides, (cells) => Math.max(...cells));

/** The mean of each window, without padding. */
export const averaged = (plane: Plane, size: number[], strides: number[]) =>
  windowed(plane, size, strides, (cells) => cells.reduce((sum, value) => sum + value, 0) / cells.length);

/** Where two lists first differ by more than `tolerance`; null where they agree. */
export function firstDifference(got: ArrayLike<number>, want: ArrayLike<number>, tolerance = 0) {
  if (got.length !== want.length) return `${got.length} values, not ${want.length}`;
  for (let i = 0; i < want.length; i += 1) {
    // A NaN on either side fails this comparison too.
    if (!(Math.abs(got[i] - want[i]) <= tolerance * Math.max(1, Math.abs(want[i])))) {
      return `value ${i} is ${got[i]}, not ${want[i]}`;
    }
  }
  return null;
}
