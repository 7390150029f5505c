/** Tensors and cases, as the tests of the package need them. */
import { readFileSync } from "node:fs";

/** Text of a file of the repository. */
export function text(path) {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}

/** Bytes of a file of the repository, as a plain Uint8Array. */
export function bytes(path) {
  return new Uint8Array(readFileSync(new URL(`../../${path}`, import.meta.url)));
}

/** A tensor of a case: numbers that JSON cannot hold are words there. */
export function tensor({ shape, data }) {
  return { shape, data: Float32Array.from(data, Number) };
}

/** A tensor whose values are all different and easy to follow. */
export function ramp(...shape) {
  const length = shape.reduce((product, size) => product * size, 1);
  return { shape, data: Float32Array.from({ length }, (_, i) => ((i * 7) % 23) - 9) };
}

/** Whether two numbers agree as a case demands: |got - want| <= tolerance * max(1, |want|). */
export function isNear(got, want, tolerance) {
  if (Number.isNaN(want)) return Number.isNaN(got);
  return got === want || Math.abs(got - want) <= tolerance * Math.max(1, Math.abs(want));
}
