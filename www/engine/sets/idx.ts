/** IDX, the format of MNIST: two zeros, the kind of numbers, the number of axes, their lengths, then the numbers. Big-endian. */
import type { NumpyArray } from "./npy.ts";
import { DataTrouble } from "./trouble.ts";

const unsignedByte = 0x08;

export const isIdx = (bytes: Uint8Array): boolean =>
  bytes.length > 4 &&
  bytes[0] === 0 &&
  bytes[1] === 0 &&
  bytes[2] >= 0x08 &&
  bytes[2] <= 0x0e &&
  bytes[3] > 0 &&
  bytes[3] < 5;

export function readIdx(bytes: Uint8Array): NumpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[2] !== unsignedByte)
    throw new DataTrouble("numbers", { kind: `IDX 0x${bytes[2].toString(16).padStart(2, "0")}` });
  const start = 4 + 4 * bytes[3];
  if (bytes.length < start) throw new DataTrouble("short", { actual: String(bytes.length), expected: String(start) });
  const shape = Array.from({ length: bytes[3] }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = shape.reduce((product, axis) => product * axis, 1);
  if (bytes.length - start !== count) {
    throw new DataTrouble("short", { actual: String(bytes.length - start), expected: String(count) });
  }
  return { shape, values: bytes.slice(start) };
}
