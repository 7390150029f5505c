/** The filters a learner can start from. */
export const presets = {
  "vertical-edge": [
    [-1, 0, 1],
    [-1, 0, 1],
    [-1, 0, 1],
  ],
  "horizontal-edge": [
    [-1, -1, -1],
    [0, 0, 0],
    [1, 1, 1],
  ],
  sobel: [
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
  ],
  sharpen: [
    [0, -1, 0],
    [-1, 5, -1],
    [0, -1, 0],
  ],
  blur: [
    [1 / 9, 1 / 9, 1 / 9],
    [1 / 9, 1 / 9, 1 / 9],
    [1 / 9, 1 / 9, 1 / 9],
  ].map((row) => row.map(Math.fround)),
  emboss: [
    [-2, -1, 0],
    [-1, 1, 1],
    [0, 1, 2],
  ],
  outline: [
    [-1, -1, -1],
    [-1, 8, -1],
    [-1, -1, -1],
  ],
  identity: [
    [0, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
  ],
} satisfies Record<string, number[][]>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];

/** Which preset these weights are, if any. */
export function presetOf(filter: number[][]): PresetName | "custom" {
  const written = JSON.stringify(filter);
  return presetNames.find((name) => JSON.stringify(presets[name]) === written) ?? "custom";
}

/** The same filter at another size: its centre stays where it was, new weights are 0. */
export function resized(filter: number[][], height: number, width: number): number[][] {
  const shift = (to: number, from: number) => Math.floor((to - 1) / 2) - Math.floor((from - 1) / 2);
  const [down, right] = [shift(height, filter.length), shift(width, filter[0].length)];
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => filter[y - down]?.[x - right] ?? 0),
  );
}
