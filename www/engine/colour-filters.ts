/** Filters for a picture in colour: one plane of weights for each channel, R, G and B. */

/** Rows of weights, plane by plane: `planes[c][y][x]`. */
export type Planes = number[][][];

const vertical = [
  [-1, 0, 1],
  [-1, 0, 1],
  [-1, 0, 1],
];
const horizontal = [
  [-1, -1, -1],
  [0, 0, 0],
  [1, 1, 1],
];
const ring = [
  [-1, -1, -1],
  [-1, 8, -1],
  [-1, -1, -1],
];
const nothing = [
  [0, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
];
const even = (weight: number) => nothing.map((row) => row.map(() => Math.fround(weight)));
const centre = (weight: number) => nothing.map((row, y) => row.map((_, x) => (y === 1 && x === 1 ? weight : 0)));
const onEach = (plane: number[][]): Planes => [plane, plane, plane];
const ofCentres = (...weights: number[]): Planes => weights.map(centre);

/** The filters that a learner can start from. */
export const colourFilters = {
  "vertical-edge": onEach(vertical),
  "horizontal-edge": onEach(horizontal),
  outline: onEach(ring),
  // The mean of all 27 values.
  blur: onEach(even(1 / 27)),
  "red-cyan": ofCentres(2, -1, -1),
  "green-magenta": ofCentres(-1, 2, -1),
  "blue-yellow": ofCentres(-1, -1, 2),
  "red-edge": [vertical, nothing, nothing],
} satisfies Record<string, Planes>;

export type ColourFilterName = keyof typeof colourFilters;
export const colourFilterNames = Object.keys(colourFilters) as ColourFilterName[];

/** Which of them these weights are, if any. */
export function colourFilterOf(planes: Planes): ColourFilterName | null {
  const written = JSON.stringify(planes);
  return colourFilterNames.find((name) => JSON.stringify(colourFilters[name]) === written) ?? null;
}
