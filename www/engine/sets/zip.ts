/** Zip archives, as `.npz` files are: what the browser's own inflater needs beside it. */
import { DataTrouble } from "./trouble.ts";

const [local, central, end] = [0x04034b50, 0x02014b50, 0x06054b50];

/** Whether bytes begin as a gzip file does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** Unpacks a gzip file, or a member of a zip archive (`deflate-raw`). */
export async function inflated(bytes: Uint8Array, format: "gzip" | "deflate-raw"): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream(format));
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new DataTrouble("packed");
  }
}

/** The members of an archive by name, in its order. */
export async function unzipped(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const members = new Map<string, Uint8Array>();
  try {
    let at = directoryOf(view);
    for (; view.getUint32(at, true) === central; at += 46 + lengths(view, at + 28)) {
      const [method, packed, nameLength] = [
        view.getUint16(at + 10, true),
        sizeAt(view, at),
        view.getUint16(at + 28, true),
      ];
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
      const header = view.getUint32(at + 42, true);
      const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
      const body = bytes.subarray(start, start + packed);
      members.set(name, method === 0 ? body : await inflated(body, "deflate-raw"));
    }
  } catch (error) {
    if (error instanceof DataTrouble) throw error;
    throw new DataTrouble("packed");
  }
  return members;
}

/** Name, extra field and comment stand behind one another. */
const lengths = (view: DataView, at: number): number =>
  view.getUint16(at, true) + view.getUint16(at + 2, true) + view.getUint16(at + 4, true);

/** Beyond 4 GiB the size stands elsewhere; no page could hold such a member. */
function sizeAt(view: DataView, at: number): number {
  const size = view.getUint32(at + 20, true);
  if (size === 0xffffffff) throw new DataTrouble("packed");
  return size;
}

/** Where the list of members begins; its end is looked for from behind, for a comment may follow it. */
function directoryOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0; at -= 1) {
    if (view.getUint32(at, true) === end) return view.getUint32(at + 16, true);
  }
  throw new DataTrouble("packed");
}

/** An archive of unpacked members, dated 1980 so that the same members are the same bytes. */
export function zipped(members: [name: string, bytes: Uint8Array][]): Uint8Array<ArrayBuffer> {
  const [parts, directory]: [Uint8Array[], Uint8Array[]] = [[], []];
  let offset = 0;
  for (const [name, bytes] of members) {
    const title = new TextEncoder().encode(name);
    const common = [20, 0, 0, 0, 0x21, checksum(bytes), bytes.length, bytes.length, title.length, 0];
    const sizes = [2, 2, 2, 2, 2, 4, 4, 4, 2, 2];
    parts.push(packed([local, ...common], [4, ...sizes]), title, bytes);
    const rest = [0, 0, 0, 0, offset];
    directory.push(packed([central, 20, ...common, ...rest], [4, 2, ...sizes, 2, 2, 2, 4, 4]), title);
    offset += 30 + title.length + bytes.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const count = members.length;
  return joined([
    ...parts,
    ...directory,
    packed([end, 0, 0, count, count, length, offset, 0], [4, 2, 2, 2, 2, 4, 4, 2]),
  ]);
}

/** Little-endian whole numbers, each of so many bytes. */
function packed(values: number[], sizes: number[]): Uint8Array {
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  values.forEach((value, i) => {
    if (sizes[i] === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += sizes[i];
  });
  return bytes;
}

export function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const table = Uint32Array.from({ length: 256 }, (_, start) => {
  let bits = start;
  for (let i = 0; i < 8; i += 1) bits = bits & 1 ? (bits >>> 1) ^ 0xedb88320 : bits >>> 1;
  return bits;
});

/** CRC-32, which every member carries. */
function checksum(bytes: Uint8Array): number {
  let bits = 0xffffffff;
  for (const byte of bytes) bits = table[(bits ^ byte) & 0xff] ^ (bits >>> 8);
  return (bits ^ 0xffffffff) >>> 0;
}
