/** Tensors as files: CSV for a spreadsheet, .npy for NumPy. */
import type { Tensor } from "../../engine/core.ts";

/** Row by row; the maps of several channels stand below one another, each with its number in the first column. */
export function csvFile({ data, shape }: Tensor): Blob {
  const [height, width, channels] = shape.length === 4 ? shape.slice(1) : [1, data.length, 1];
  const lines: string[] = [];
  for (let c = 0; c < channels; c += 1) {
    for (let y = 0; y < height; y += 1) {
      const row = Array.from({ length: width }, (_, x) => shortest(data[(y * width + x) * channels + c]));
      lines.push((channels > 1 ? [String(c), ...row] : row).join(","));
    }
  }
  return new Blob([`${lines.join("\n")}\n`], { type: "text/csv" });
}

/** The shortest text that reads back as the same float32. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}

/** Version 1.0 of NumPy's format: float32, little-endian, row-major. */
export function npyFile({ data, shape }: Tensor): Blob {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const told = `{'descr': '<f4', 'fortran_order': False, 'shape': (${axes}), }`;
  const start = 10;
  // The data begins at a multiple of 64.
  const padded = Math.ceil((start + told.length + 1) / 64) * 64 - start;
  const head = new Uint8Array(start + padded);
  head.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, padded & 255, padded >> 8]);
  head.set(new TextEncoder().encode(`${told.padEnd(padded - 1)}\n`), start);
  const body = new DataView(new ArrayBuffer(data.length * 4));
  data.forEach((value, i) => {
    body.setFloat32(i * 4, value, true);
  });
  return new Blob([head, body.buffer], { type: "application/octet-stream" });
}
