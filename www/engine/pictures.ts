/** From what a person gives (a file, an address, a sample's name) to a picture that the studio holds. */
import { Trouble } from "./errors.ts";
import { pixelLimit, rgbOf } from "./rgb.ts";
import { isPhoto, photoUrl } from "./samples.ts";
import { studio } from "./studio-client.ts";
import { gridPicture } from "./textbook-grid.ts";
import type { Picture } from "./types.ts";

export async function openPicture(source: Blob | string): Promise<Picture> {
  if (typeof source !== "string") return openBlob(source);
  if (source === "grid") return openGrid();
  if (isPhoto(source)) return openSample(source, photoUrl(source));
  return openBlob(await fetchBlob(source));
}

async function openGrid(): Promise<Picture> {
  const { data, shape } = gridPicture();
  const [height, width] = shape;
  return (await studio()).adopt(data, height, width, [height, width]);
}

/** Samples are lossless WebP: the browser's own decoder gives the exact pixels, and the big decoders stay unloaded. */
async function openSample(id: string, url: string): Promise<Picture> {
  const [blob, worker] = await Promise.all([fetchBlob(url, id), studio()]);
  try {
    return await worker.openWithBrowser(blob, pixelLimit);
  } catch {
    return worker.open(new Uint8Array(await blob.arrayBuffer()));
  }
}

async function openBlob(blob: Blob): Promise<Picture> {
  const worker = await studio();
  try {
    return await worker.open(new Uint8Array(await blob.arrayBuffer()));
  } catch (error) {
    if ((error as { code?: string }).code !== "unknownPicture") throw error;
    // AVIF, HEIC, SVG: perhaps the browser knows them.
    const picture = await worker.openWithBrowser(blob, pixelLimit).catch(() => openWithElement(blob));
    if (picture) return picture;
    throw error;
  }
}

/** SVG is decoded by an `<img>` alone. Gives nothing when that fails too. */
async function openWithElement(blob: Blob): Promise<Picture | undefined> {
  const image = new Image();
  const url = URL.createObjectURL(blob);
  try {
    image.src = url;
    await image.decode();
    const bitmap = await createImageBitmap(image, sizeOf(image));
    const original: [number, number] = [bitmap.height, bitmap.width];
    const { rgb, height, width } = rgbOf(bitmap, document.createElement("canvas"), pixelLimit);
    bitmap.close();
    return await (await studio()).adopt(rgb, height, width, original);
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** An SVG without a size of its own is drawn 512 pixels wide. */
function sizeOf({ naturalHeight, naturalWidth }: HTMLImageElement): ImageBitmapOptions {
  return naturalHeight && naturalWidth ? {} : { resizeWidth: 512, resizeHeight: 512 };
}

async function fetchBlob(url: string, name = url): Promise<Blob> {
  const answer = await fetch(url).catch(() => undefined);
  if (!answer?.ok) throw new Trouble("notFound", { name });
  return answer.blob();
}
