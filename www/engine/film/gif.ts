/** Pictures one after another as a GIF. */
import { applyPalette, GIFEncoder, quantize } from "gifenc";

export interface Film {
  /** Adds the canvas as it is drawn now. */
  add(pixels: () => Uint8ClampedArray): Promise<void>;
  finish(): Promise<Blob>;
  cancel(): Promise<void>;
}

/**
 * `model` has every colour that the film will have: one palette for all pictures. Its last place stands for "as before", so
 * that a picture costs little more than what has changed since the one before.
 */
export function gifFilm(model: Uint8ClampedArray, width: number, height: number, perSecond: number): Film {
  const encoder = GIFEncoder();
  const palette = quantize(model, 255);
  const same = palette.length;
  palette.push([0, 0, 0]);
  const options = { palette, delay: 1000 / perSecond, dispose: 1 };
  let before: Uint8Array | null = null;
  return {
    async add(pixels) {
      const now = applyPalette(pixels(), palette.slice(0, same));
      const old = before;
      const shown = old ? now.map((index, i) => (index === old[i] ? same : index)) : now;
      encoder.writeFrame(shown, width, height, { ...options, transparent: old !== null, transparentIndex: same });
      before = now;
    },
    async finish() {
      encoder.finish();
      return new Blob([encoder.bytes() as Uint8Array<ArrayBuffer>], { type: "image/gif" });
    },
    async cancel() {
      encoder.reset();
    },
  };
}
