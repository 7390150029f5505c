/** A folder of pictures, one folder in it for each class. */
import { openPicture } from "../pictures.ts";
import { studio } from "../studio-client.ts";
import { type Found, limits } from "./arranged.ts";
import type { GivenFile } from "./given.ts";
import { DataTrouble } from "./trouble.ts";

/** What every picture becomes: this many pixels high and wide. */
export const folderSide = 28;
/** A phone decodes them one after the other. */
const mostPictures = 3000;

export async function foundInFolder(pictures: GivenFile[]): Promise<Found> {
  const classOf = ({ path }: GivenFile) => path.split("/").at(-2) ?? "";
  const classes = [...new Set(pictures.map(classOf))].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  if (classes.length < limits.classes.min) throw new DataTrouble("oneFolder", { name: classes[0] ?? "" });
  if (pictures.length > mostPictures) {
    throw new DataTrouble("manyPictures", { count: String(pictures.length), most: String(mostPictures) });
  }
  const size = folderSide * folderSide;
  const values = new Uint8Array(pictures.length * size);
  for (const [at, file] of pictures.entries()) values.set(await greyOf(file), at * size);
  return {
    x: { shape: [pictures.length, folderSide, folderSide], values },
    y: { shape: [pictures.length], values: Int32Array.from(pictures, (file) => classes.indexOf(classOf(file))) },
    classes,
  };
}

/** Decoded and made grey by the core, then scaled: whole, in the middle, on the grey of its own corner. */
async function greyOf({ path, blob }: GivenFile): Promise<Uint8Array> {
  const client = await studio();
  const picture = await openPicture(blob).catch(() => {
    throw new DataTrouble("notPicture", { name: path });
  });
  const plane = await client.grey(picture.id, "rec601");
  await client.release([picture.id, plane.id]);
  return scaled(plane.tensor.data, picture.height, picture.width);
}

/** Every pixel the mean of what it covers. */
export function scaled(grey: ArrayLike<number>, height: number, width: number): Uint8Array {
  const step = Math.max(height, width) / folderSide;
  const [top, left] = [(folderSide * step - height) / 2, (folderSide * step - width) / 2];
  const corner = grey[0];
  const pixels = new Uint8Array(folderSide * folderSide);
  for (let y = 0; y < folderSide; y += 1) {
    for (let x = 0; x < folderSide; x += 1) {
      const [y0, x0] = [y * step - top, x * step - left];
      let [sum, area] = [0, 0];
      for (let row = Math.max(0, Math.floor(y0)); row < Math.min(height, y0 + step); row += 1) {
        for (let column = Math.max(0, Math.floor(x0)); column < Math.min(width, x0 + step); column += 1) {
          const share = overlap(row, y0, step) * overlap(column, x0, step);
          sum += share * grey[row * width + column];
          area += share;
        }
      }
      pixels[y * folderSide + x] = Math.round((sum + corner * (step * step - area)) / (step * step));
    }
  }
  return pixels;
}

/** How much of one source pixel lies between `from` and `from + step`. */
const overlap = (at: number, from: number, step: number) =>
  Math.max(0, Math.min(at + 1, from + step) - Math.max(at, from));
