/** Packed files: gzip, and the zip archives that `.npz` files are. */
import { gunzipSync, unzipSync, zipSync } from "fflate";
import { DataTrouble } from "./trouble.ts";

/** Whether bytes begin as a gzip file does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

export const unpacked = (bytes: Uint8Array): Uint8Array => orTrouble(() => gunzipSync(bytes));

/** The members of an archive by name, in its order. */
export const unzipped = (bytes: Uint8Array): Record<string, Uint8Array> => orTrouble(() => unzipSync(bytes));

/** An archive of members as they are, dated 1980 so that the same members are the same bytes. */
export function zipped(members: Record<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  return zipSync(members, { level: 0, mtime: new Date(1980, 0, 1) }) as Uint8Array<ArrayBuffer>;
}

function orTrouble<T>(unpack: () => T): T {
  try {
    return unpack();
  } catch {
    throw new DataTrouble("packed");
  }
}
