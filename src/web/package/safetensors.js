/**
 * The safetensors format, for 32-bit floats: the length of a header in eight bytes, the header in JSON, then the values.
 * Written here rather than taken from the Rust crate, which would double the wasm for a JSON parser that JavaScript has.
 */
import { failure } from "./loading.js";

/** The longest header that a reader has to accept. */
const longestHeader = 100_000_000;

/** Bytes of a file of named tensors. */
export function packed(tensors, metadata = {}) {
  const header = {
    __metadata__: Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, `${value}`])),
  };
  let end = 0;
  for (const { name, shape, data } of tensors) {
    const begin = end;
    end += data.length * 4;
    header[name] = { dtype: "F32", shape: [...shape], data_offsets: [begin, end] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // Spaces fill the header up, so that the values begin where a Float32Array may.
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + end).fill(32, 8, 8 + length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  let at = 8 + length;
  for (const { data } of tensors) {
    for (const value of data) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}

/** The tensors of a file by name, and its metadata. */
export function unpacked(bytes) {
  const { header, start } = headerOf(bytes);
  const tensors = new Map();
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const [begin, end] = Array.isArray(entry?.data_offsets) ? entry.data_offsets : [];
    const shape = Array.isArray(entry?.shape) ? entry.shape : [];
    if (entry?.dtype !== "F32") throw bad(`${name} is of type ${entry?.dtype}; only F32 is read`);
    const count = shape.reduce((product, size) => product * size, 1);
    if (!(begin >= 0) || end - begin !== count * 4 || start + end > bytes.length) {
      throw bad(`the values of ${name} do not lie in the file`);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset + start + begin, count * 4);
    tensors.set(name, { shape, data: Float32Array.from({ length: count }, (_, i) => view.getFloat32(4 * i, true)) });
  }
  return { tensors, metadata: header.__metadata__ ?? {} };
}

function headerOf(bytes) {
  if (!(bytes instanceof Uint8Array) || bytes.length < 8) throw bad("it is shorter than its first number");
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > Math.min(longestHeader, bytes.length - 8)) throw bad(`its header of ${length} bytes does not fit`);
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    if (header !== null && typeof header === "object") return { header, start: 8 + length };
  } catch {}
  throw bad("its header is no JSON object");
}

function bad(detail) {
  return failure("badFile", `this is no safetensors file that can be read: ${detail}`, { name: "safetensors", detail });
}
