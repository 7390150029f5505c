/** The 5×5 grid of zeros and ones that every textbook slides its first filter over. */
const textbookGrid = [
  [1, 1, 1, 0, 0],
  [0, 1, 1, 1, 0],
  [0, 0, 1, 1, 1],
  [0, 0, 1, 1, 0],
  [0, 1, 1, 0, 0],
];

/** The same as an RGB picture. */
export function gridPicture(): { data: Uint8Array<ArrayBuffer>; shape: [number, number, 3] } {
  const data = Uint8Array.from(textbookGrid.flat().flatMap((value) => [value, value, value]));
  return { data, shape: [textbookGrid.length, textbookGrid[0].length, 3] };
}
