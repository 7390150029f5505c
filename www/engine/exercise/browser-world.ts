/** The core and the pictures, on a page: what draws a question's picture and checks a task. */
import { readyWithAllOps } from "../core.ts";
import { pixelLimit, rgbOf } from "../rgb.ts";
import { isPhoto, photoUrl } from "../samples.ts";
import { gridPicture } from "../textbook-grid.ts";
import * as core from "./core.ts";
import type { Rgb, World } from "./laying.ts";

export async function browserWorld(): Promise<World> {
  await readyWithAllOps();
  return { core, picture };
}

async function picture(name: string): Promise<Rgb> {
  if (name === "grid") return gridPicture();
  if (!isPhoto(name)) throw new Error(`there is no sample "${name}"`);
  const blob = await (await fetch(photoUrl(name))).blob();
  const bitmap = await createImageBitmap(blob, { premultiplyAlpha: "none", colorSpaceConversion: "none" });
  const { rgb, height, width } = rgbOf(bitmap, document.createElement("canvas"), pixelLimit);
  bitmap.close();
  return { data: rgb, shape: [height, width, 3] };
}
