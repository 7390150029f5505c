/** Tensors as files: CSV for a spreadsheet, .npy for NumPy. */
import type { Tensor } from "../../engine/core.ts";
import { writeNpy } from "../../engine/sets/npy.ts";

/**
 * Row by row; the maps of several channels stand below one another, each with its number in the first column. A filter's
 * shape begins with its rows, and what it has for each channel and each map counts as one channel.
 */
export function csvFile({ data, shape }: Tensor, isFilter = false): Blob {
  const [height, width, ...deep] = isFilter ? shape : shape.length === 4 ? shape.slice(1) : [1, data.length];
  const channels = deep.reduce((product, count) => product * count, 1);
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

/** An array for `np.load`. */
export function npyFile({ data, shape }: Tensor): Blob {
  return new Blob([writeNpy(data, shape)], { type: "application/octet-stream" });
}
