/** Pixels that change places, in an order that the core gives. */
import type { Pixels } from "../../engine/types.ts";

/** `from[i]` is the pixel that comes to place `i`; `size` values make a pixel. */
export function gathered<T extends Uint8Array | Uint8ClampedArray | Float32Array>(
  values: T,
  from: readonly number[],
  size: number,
): T {
  const moved = values.slice() as T;
  from.forEach((pixel, place) => {
    moved.set(values.subarray(pixel * size, (pixel + 1) * size), place * size);
  });
  return moved;
}

export function shuffledPixels(pixels: Pixels, from: readonly number[]): Pixels {
  const { preview } = pixels;
  return {
    ...pixels,
    data: gathered(pixels.data, from, 3),
    preview: { ...preview, data: gathered(preview.data, from, 4) },
  };
}
