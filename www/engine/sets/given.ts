/** A data set from files: IDX as MNIST has it, `.npz`, `.npy`, each packed or not, or a folder of pictures. */
import { arranged, type Found } from "./arranged.ts";
import { isIdx, readIdx } from "./idx.ts";
import { isNpy, type NumpyArray, readNpy, readNpz } from "./npy.ts";
import { isGzip, isZip, unpacked } from "./packed.ts";
import type { DataSet } from "./set.ts";
import { DataTrouble } from "./trouble.ts";

/** A file with its path below the folder that was given. */
export interface GivenFile {
  path: string;
  blob: Blob;
}

const isPictureFile = ({ path }: GivenFile): boolean => /\.(png|jpe?g|webp|gif|bmp|avif)$/i.test(path);

export async function setFromFiles(files: GivenFile[]): Promise<DataSet> {
  const shown = files.filter(({ path }) => !path.split("/").some((part) => part.startsWith(".")));
  if (shown.length === 0) throw new DataTrouble("none");
  if (shown.some(isPictureFile)) {
    const { foundInFolder } = await import("./folder.ts");
    return arranged(await foundInFolder(shown.filter(isPictureFile)));
  }
  const named = new Map<string, NumpyArray>();
  for (const { path, blob } of shown) {
    const name = (path.split("/").at(-1) as string).replace(/\.(gz|npy)$/g, "");
    for (const [key, array] of arraysIn(new Uint8Array(await blob.arrayBuffer()), name)) named.set(key, array);
  }
  return arranged(paired(named));
}

function arraysIn(packed: Uint8Array, name: string): Map<string, NumpyArray> {
  const bytes = isGzip(packed) ? unpacked(packed) : packed;
  if (isZip(bytes)) return readNpz(bytes);
  if (isNpy(bytes)) return new Map([[name, readNpy(bytes)]]);
  if (isIdx(bytes)) return new Map([[name, readIdx(bytes)]]);
  throw new DataTrouble("unknown", { name });
}

const isTest = (name: string) => /test|t10k|valid/i.test(name);

/** Which array is what: by its name the part, by its number of axes pictures or labels. */
function paired(named: Map<string, NumpyArray>): Found {
  const part = (test: boolean) => {
    const own = [...named].filter(([name]) => isTest(name) === test).map(([, array]) => array);
    const x = own.find(({ shape }) => shape.length > 2);
    const y = own.find(({ shape }) => shape.length < 3);
    return x && y ? { x, y } : null;
  };
  const [train, test] = [part(false), part(true)];
  if (train) return { ...train, test: test ?? undefined };
  if (test) return test;
  const list = [...named].map(([name, { shape }]) => `${name} (${shape.join(", ")})`).join("; ");
  throw new DataTrouble("noPair", { list: list || "–" });
}
