/** NumPy's array files: `.npy`, and `.npz`, which is a zip archive of them. */

import { unzipped, zipped } from "./packed.ts";
import type { Values } from "./set.ts";
import { DataTrouble } from "./trouble.ts";

export interface NumpyArray {
  shape: number[];
  values: Values;
}

/** Every kind of number that is read, by NumPy's name for it; what is not in the list is refused. */
const kinds: Record<string, { size: number; read(view: DataView, at: number, little: boolean): number; as: Store }> = {
  b1: { size: 1, read: (view, at) => view.getUint8(at), as: Uint8Array },
  u1: { size: 1, read: (view, at) => view.getUint8(at), as: Uint8Array },
  i1: { size: 1, read: (view, at) => view.getInt8(at), as: Int32Array },
  u2: { size: 2, read: (view, at, little) => view.getUint16(at, little), as: Int32Array },
  i2: { size: 2, read: (view, at, little) => view.getInt16(at, little), as: Int32Array },
  i4: { size: 4, read: (view, at, little) => view.getInt32(at, little), as: Int32Array },
  u4: { size: 4, read: (view, at, little) => view.getUint32(at, little), as: Float64Array },
  i8: { size: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)), as: Float64Array },
  u8: { size: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)), as: Float64Array },
  f4: { size: 4, read: (view, at, little) => view.getFloat32(at, little), as: Float32Array },
  f8: { size: 8, read: (view, at, little) => view.getFloat64(at, little), as: Float64Array },
};
type Store = new (length: number) => Values;

export const isNpy = (bytes: Uint8Array): boolean => bytes[0] === 0x93 && bytes[1] === 0x4e && bytes[2] === 0x55;

export function readNpy(bytes: Uint8Array): NumpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isNpy(bytes) || bytes.length < 12) throw new DataTrouble("notNpy");
  const wide = bytes[6] > 1;
  const start = wide ? 12 : 10;
  const end = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = new TextDecoder().decode(bytes.subarray(start, end));
  const descr = /'descr':\s*'([<>|=]?)(\w+)'/.exec(header);
  const shaped = /'shape':\s*\(([^)]*)\)/.exec(header);
  if (!shaped) throw new DataTrouble("notNpy");
  const kind = kinds[descr?.[2] ?? ""];
  if (!kind) throw new DataTrouble("numbers", { kind: descr?.[2] ?? header.slice(0, 40) });
  if (/'fortran_order':\s*True/.test(header)) throw new DataTrouble("fortran");
  const shape = shaped[1].split(",").flatMap((one) => (one.trim() ? [Number(one)] : []));
  const count = shape.reduce((product, axis) => product * axis, 1);
  if (bytes.length - end < count * kind.size) {
    throw new DataTrouble("short", { actual: String(bytes.length - end), expected: String(count * kind.size) });
  }
  return { shape, values: valuesAt(view, end, count, kind, descr?.[1] !== ">") };
}

function valuesAt(view: DataView, at: number, count: number, kind: (typeof kinds)[string], little: boolean): Values {
  const values = new kind.as(count);
  for (let i = 0; i < count; i += 1) values[i] = kind.read(view, at + i * kind.size, little);
  return values;
}

/** The arrays of a `.npz` by name, in its order. */
export function readNpz(bytes: Uint8Array): Map<string, NumpyArray> {
  const arrays = new Map<string, NumpyArray>();
  for (const [name, member] of Object.entries(unzipped(bytes))) {
    if (name.endsWith(".npy")) arrays.set(name.slice(0, -4), readNpy(member));
  }
  return arrays;
}

/** A `.npz` of float32 arrays, as `np.savez` writes them. */
export function writeNpz(
  arrays: { name: string; data: Float32Array; shape: readonly number[] }[],
): Uint8Array<ArrayBuffer> {
  return zipped(Object.fromEntries(arrays.map(({ name, data, shape }) => [`${name}.npy`, writeNpy(data, shape)])));
}

/** A `.npy` of float32, little-endian, row by row: version 1.0 of NumPy's format. */
export function writeNpy(data: Float32Array, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const told = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`;
  // Ends with a line feed, and the numbers begin at a multiple of 64.
  const start = Math.ceil((10 + told.length + 1) / 64) * 64;
  const file = new Uint8Array(start + data.length * 4);
  const view = new DataView(file.buffer);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  view.setUint16(8, start - 10, true);
  file.set(new TextEncoder().encode(`${told.padEnd(start - 11)}\n`), 10);
  data.forEach((value, i) => {
    view.setFloat32(start + i * 4, value, true);
  });
  return file;
}
