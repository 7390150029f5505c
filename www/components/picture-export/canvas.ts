/** A scene on a canvas: what PNG, GIF and WebM are made of. */
import type { Preview } from "../../engine/types.ts";
import type { Mark, Rect, Scene } from "./marks.ts";

/** Draws scene after scene of one size. */
export class Easel {
  readonly canvas = document.createElement("canvas");
  readonly #context: CanvasRenderingContext2D;
  readonly #images = new Map<Preview, HTMLCanvasElement>();

  constructor(
    { width, height }: Scene,
    readonly scale: number,
  ) {
    // Films want even sides.
    this.canvas.width = 2 * Math.round((width * scale) / 2);
    this.canvas.height = 2 * Math.round((height * scale) / 2);
    const context = this.canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("this browser gives no canvas");
    this.#context = context;
  }

  draw(scene: Scene) {
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = scene.ground;
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    context.scale(this.scale, this.scale);
    for (const mark of scene.marks) this.#mark(mark, scene);
  }

  /** The bytes of what was drawn last, RGBA. */
  pixels(): Uint8ClampedArray {
    return this.#context.getImageData(0, 0, this.canvas.width, this.canvas.height).data;
  }

  #mark(mark: Mark, { fonts }: Scene) {
    const context = this.#context;
    context.save();
    switch (mark.kind) {
      case "image":
        this.#image(mark.preview, mark, mark.clips);
        break;
      case "rect":
        rectangle(context, mark);
        break;
      case "lines":
        context.strokeStyle = mark.stroke;
        context.lineWidth = mark.line;
        context.globalAlpha = mark.opacity;
        context.beginPath();
        for (const [x0, y0, x1, y1] of mark.ends) {
          context.moveTo(x0, y0);
          context.lineTo(x1, y1);
        }
        context.stroke();
        break;
      default:
        context.font = `${mark.bold ? "600 " : ""}${mark.size}px ${mark.mono ? fonts.mono : fonts.sans}`;
        context.textAlign = mark.align === "middle" ? "center" : (mark.align ?? "start");
        context.fillStyle = mark.fill;
        context.fillText(mark.text, mark.x, mark.y);
    }
    context.restore();
  }

  #image(preview: Preview, { x, y, width, height }: Rect, clips: Rect[] | undefined) {
    const context = this.#context;
    if (clips) {
      context.beginPath();
      for (const clip of clips) context.rect(clip.x, clip.y, clip.width, clip.height);
      context.clip();
    }
    // Cells that are drawn large stay squares.
    context.imageSmoothingEnabled = width * this.scale < preview.width;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.#canvasOf(preview), x, y, width, height);
  }

  #canvasOf(preview: Preview): HTMLCanvasElement {
    let canvas = this.#images.get(preview);
    if (!canvas) {
      canvas = document.createElement("canvas");
      Object.assign(canvas, { width: preview.width, height: preview.height });
      canvas.getContext("2d")?.putImageData(new ImageData(preview.data, preview.width, preview.height), 0, 0);
      this.#images.set(preview, canvas);
    }
    return canvas;
  }
}

function rectangle(context: CanvasRenderingContext2D, mark: Extract<Mark, { kind: "rect" }>) {
  const { x, y, width, height, fill, stroke } = mark;
  context.globalAlpha = mark.opacity ?? 1;
  if (fill) {
    context.fillStyle = fill;
    context.fillRect(x, y, width, height);
  }
  if (!stroke) return;
  if (mark.dashed) context.setLineDash([4, 3]);
  context.lineJoin = "round";
  context.strokeStyle = stroke;
  context.lineWidth = mark.line ?? 1;
  context.strokeRect(x, y, width, height);
}

export async function pngFile(scene: Scene, scale: number): Promise<Blob> {
  const easel = new Easel(scene, scale);
  easel.draw(scene);
  const file = await new Promise<Blob | null>((resolve) => easel.canvas.toBlob(resolve, "image/png"));
  if (!file) throw new Error("this browser could not make a PNG of that size");
  return file;
}
