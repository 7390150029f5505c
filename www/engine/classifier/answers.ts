/** What a classifier answered: its classes, which were wrong, and how they were mixed up. */
import type { Tensor } from "convscope";

export interface Answers {
  /** The class of the highest share, for each picture. */
  given: Uint32Array;
  right: Uint32Array;
  /** The numbers of the pictures that were answered wrongly, the surest mistake first. */
  wrong: number[];
  /** `table[right][given]`: how many pictures. */
  table: number[][];
  /** `[n, classes]` */
  shares: Tensor;
}

export function answersOf(shares: Tensor, right: Uint32Array): Answers {
  const [count, classes] = shares.shape;
  const given = new Uint32Array(count);
  const table = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const wrong: number[] = [];
  for (let i = 0; i < count; i += 1) {
    given[i] = highest(sharesOf(shares, i));
    table[right[i]][given[i]] += 1;
    if (given[i] !== right[i]) wrong.push(i);
  }
  const sure = (i: number) => shares.data[i * classes + given[i]];
  wrong.sort((a, b) => sure(b) - sure(a));
  return { given, right, wrong, table, shares };
}

/** The shares of one picture. */
export function sharesOf({ data, shape }: Tensor, index: number): Float32Array {
  return data.subarray(index * shape[1], (index + 1) * shape[1]);
}

export function highest(shares: Float32Array): number {
  return shares.reduce((best, share, i) => (share > shares[best] ? i : best), 0);
}

/** The classes with the highest shares, the highest first. */
export function ranked(shares: Float32Array, most: number): { index: number; share: number }[] {
  const all = Array.from(shares, (share, index) => ({ index, share }));
  return all.sort((a, b) => b.share - a.share).slice(0, most);
}
