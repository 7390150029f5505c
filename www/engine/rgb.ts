/** RGB bytes of what the browser's own decoder gave. */

/** Pictures with more pixels are scaled down once, on entry. */
export const pixelLimit = 24_000_000;

/** What a page's and a worker's canvas have in common. */
interface Canvas {
  width: number;
  height: number;
  getContext(kind: "2d", options: { willReadFrequently: boolean }): Context | null;
}

type Context = Pick<OffscreenCanvasRenderingContext2D, "fillStyle" | "fillRect" | "getImageData"> & {
  drawImage(bitmap: ImageBitmap, x: number, y: number, width: number, height: number): void;
};

/** Draws `bitmap` over white on `canvas`, scaled down evenly to at most `limit` pixels, and reads it back. */
export function rgbOf(bitmap: ImageBitmap, canvas: Canvas, limit: number) {
  const scale = Math.min(1, Math.sqrt(limit / (bitmap.width * bitmap.height)));
  const width = Math.max(1, Math.floor(bitmap.width * scale));
  const height = Math.max(1, Math.floor(bitmap.height * scale));
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this browser gives no canvas");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  const rgba = context.getImageData(0, 0, width, height).data;
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from];
    rgb[to + 1] = rgba[from + 1];
    rgb[to + 2] = rgba[from + 2];
  }
  return { rgb, height, width };
}
