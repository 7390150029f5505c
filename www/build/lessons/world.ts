/** The core and the sample pictures, in Node.js: what the build asks for every answer. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Rgb, World } from "../../engine/exercise/laying.ts";
import { gridPicture } from "../../engine/textbook-grid.ts";

let opening: Promise<World> | undefined;

/** Loads the core of pkg/; once. */
export function openWorld(www: string): Promise<World> {
  opening ??= open(www);
  return opening;
}

async function open(www: string): Promise<World> {
  // At run time, so that the bundler of this configuration leaves the wasm beside its module.
  const core = (await import(pathToFileURL(resolve(www, "../pkg/convscope.js")).href)) as typeof import("convscope");
  await core.default();
  const pictures = new Map<string, Promise<Rgb>>([["grid", Promise.resolve(gridPicture())]]);
  const decode = async (name: string) =>
    core.decodeImage(new Uint8Array(await readFile(resolve(www, `data/samples/${name}.webp`))));
  return {
    core,
    picture(name) {
      const known = pictures.get(name) ?? decode(name);
      pictures.set(name, known);
      return known;
    },
  };
}
