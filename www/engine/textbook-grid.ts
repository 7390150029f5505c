/** The 5×5 grid of zeros and ones that every textbook slides its first filter over. */
export const textbookGrid = [
  [1, 1, 1, 0, 0],
  [0, 1, 1, 1, 0],
  [0, 0, 1, 1, 1],
  [0, 0, 1, 1, 0],
  [0, 1, 1, 0, 0],
];
