/** PNG without a canvas: a browser that guards against fingerprinting changes what a canvas reads back. */

const signature = [137, 80, 78, 71, 13, 10, 26, 10];
/** Colour types of the format, by channels. */
const types: Record<number, number> = { 3: 2, 4: 6 };

/** The picture's exact bytes, RGB or RGBA, as a file. */
export async function pngOf(data: Uint8Array | Uint8ClampedArray, height: number, width: number): Promise<Blob> {
  const channels = data.length / (height * width);
  const line = width * channels;
  const rows = new Uint8Array((line + 1) * height);
  for (let y = 0; y < height; y += 1) {
    const [from, to] = [y * line, y * (line + 1)];
    // Each byte less the one of the pixel before: photos pack better so.
    rows[to] = 1;
    for (let i = 0; i < line; i += 1)
      rows[to + 1 + i] = data[from + i] - (i < channels ? 0 : data[from + i - channels]);
  }
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, types[channels]);
  const parts = [
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("IDAT", await packed(rows)),
    chunk("IEND", new Uint8Array()),
  ];
  return new Blob([Uint8Array.from(signature), ...parts], { type: "image/png" });
}

async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof CompressionStream !== "function") return stored(bytes);
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** zlib's frame without compression, for browsers that have none. */
function stored(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const most = 0xffff;
  const blocks = Math.max(1, Math.ceil(bytes.length / most));
  const out = new Uint8Array(2 + blocks * 5 + bytes.length + 4);
  const view = new DataView(out.buffer);
  view.setUint16(0, 0x7801);
  let at = 2;
  for (let block = 0; block < blocks; block += 1) {
    const part = bytes.subarray(block * most, (block + 1) * most);
    view.setUint8(at, block === blocks - 1 ? 1 : 0);
    view.setUint16(at + 1, part.length, true);
    view.setUint16(at + 3, ~part.length & most, true);
    out.set(part, at + 5);
    at += 5 + part.length;
  }
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  view.setUint32(at, high * 65536 + low);
  return out;
}

const crcs = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function chunk(name: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(new TextEncoder().encode(name), 4);
  out.set(data, 8);
  let crc = 0xffffffff;
  for (let i = 4; i < 8 + data.length; i += 1) crc = crcs[(crc ^ out[i]) & 255] ^ (crc >>> 8);
  view.setUint32(8 + data.length, (crc ^ 0xffffffff) >>> 0);
  return out;
}
