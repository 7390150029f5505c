/** The core and the pictures, on a page: what draws a question's picture and checks a task. */
import {
  avgPool2d,
  cellOfStep,
  conv2d,
  explain,
  flatten,
  geometry,
  globalAvgPool2d,
  greyPixel,
  greyscale,
  maxPool2d,
  outputShape,
  outputsOf,
  preview,
  range,
  relu,
  softmax,
  windowAt,
} from "convscope";
import { ready } from "../core.ts";
import { rgbOf } from "../rgb.ts";
import { isSample, photoUrl } from "../samples.ts";
import { textbookGrid } from "../textbook-grid.ts";
import type { Rgb, World } from "./laying.ts";

/** Name by name: of a whole namespace a bundler would ship what no exercise asks for. */
const core: World["core"] = {
  avgPool2d,
  cellOfStep,
  conv2d,
  explain,
  flatten,
  geometry,
  globalAvgPool2d,
  greyPixel,
  greyscale,
  maxPool2d,
  outputShape,
  outputsOf,
  preview,
  range,
  relu,
  softmax,
  windowAt,
};

const pixelLimit = 24_000_000;

export async function browserWorld(): Promise<World> {
  await ready();
  return { core, picture };
}

async function picture(name: string): Promise<Rgb> {
  if (name === "grid") {
    const data = Uint8Array.from(textbookGrid.flat().flatMap((value) => [value, value, value]));
    return { data, shape: [textbookGrid.length, textbookGrid[0].length, 3] };
  }
  if (!isSample(name)) throw new Error(`there is no sample "${name}"`);
  const blob = await (await fetch(photoUrl(name))).blob();
  const bitmap = await createImageBitmap(blob, { premultiplyAlpha: "none", colorSpaceConversion: "none" });
  const { rgb, height, width } = rgbOf(bitmap, document.createElement("canvas"), pixelLimit);
  bitmap.close();
  return { data: rgb, shape: [height, width, 3] };
}
