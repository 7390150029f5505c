/** A data set, and the batches that are taken from it. */
import type { Tensor } from "convscope";
import type { Batch, Examples } from "./types.ts";

type Values = Float32Array | Uint32Array;

export class ExampleSet {
  readonly #pictures: Tensor;
  readonly #targets: Examples["targets"];

  constructor({ pictures, targets }: Examples) {
    this.#pictures = pictures;
    this.#targets = targets;
    const actual = targets instanceof Uint32Array ? targets.length : targets.shape[0];
    if (actual !== this.count) throw wrongCount(actual, this.count);
  }

  get count(): number {
    return this.#pictures.shape[0];
  }

  /** Copies of the pictures with these numbers, and of their targets. */
  take(indices: Uint32Array): Batch {
    const targets =
      this.#targets instanceof Uint32Array
        ? rowsOf(this.#targets, this.count, indices)
        : picked(this.#targets, indices);
    return { indices, pictures: picked(this.#pictures, indices), targets };
  }

  /** Up to `count` pictures one after another, from number `start` on, without a copy. */
  run(start: number, count: number): Examples {
    const end = Math.min(this.count, start + count);
    const targets =
      this.#targets instanceof Uint32Array ? this.#targets.subarray(start, end) : cut(this.#targets, start, end);
    return { pictures: cut(this.#pictures, start, end), targets };
  }
}

function picked({ data, shape }: Tensor, indices: Uint32Array): Tensor {
  return { data: rowsOf(data, shape[0], indices), shape: [indices.length, ...shape.slice(1)] };
}

function rowsOf<T extends Values>(data: T, count: number, indices: Uint32Array): T {
  const size = data.length / count;
  const rows = data.slice(0, indices.length * size) as T;
  indices.forEach((from, to) => {
    rows.set(data.subarray(from * size, (from + 1) * size), to * size);
  });
  return rows;
}

function cut({ data, shape: [count, ...rest] }: Tensor, start: number, end: number): Tensor {
  const size = data.length / count;
  return { data: data.subarray(start * size, end * size), shape: [end - start, ...rest] };
}

/** The core's own error for it. */
function wrongCount(actual: number, expected: number): Error {
  const values = { what: "targets", actual: String(actual), expected: String(expected) };
  return Object.assign(new Error(`got ${actual} targets; ${expected} are needed`), { code: "wrongCount", values });
}
