/** The data sets that come with the site; each is loaded when it is chosen. */
import { Trouble } from "../errors.ts";
import { readNpz } from "./npy.ts";
import { type DataSet, type Part, usualInk } from "./set.ts";

// Address by address: this form every bundler understands, and a page without one.
const files = {
  digits: new URL("../../data/sets/digits.npz", import.meta.url).href,
  numerals: new URL("../../data/sets/numerals.npz", import.meta.url).href,
  jamo: new URL("../../data/sets/jamo.npz", import.meta.url).href,
};

export const builtinIds = ["digits", "numerals", "jamo"] as const;
export type BuiltinId = (typeof builtinIds)[number];

const digits = [..."0123456789"];
const shapes: Record<BuiltinId, Omit<DataSet, "train" | "test" | "notes">> = {
  // Each of its pixels counts, 0 to 16, the dark ones of a 4 × 4 block of a picture that its digit fills from top to bottom.
  digits: { height: 8, width: 8, white: 16, classes: digits, ink: { fills: 0.98, pen: 0.1, dark: false } },
  numerals: { height: 28, width: 28, white: 255, classes: digits, ink: usualInk },
  jamo: { height: 28, width: 28, white: 255, classes: [..."ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎㅏㅓㅗㅜㅡㅣ"], ink: usualInk },
};

const loaded = new Map<BuiltinId, Promise<DataSet>>();

/** Loads a set once a page. A failed load may be tried again. */
export function builtinSet(id: BuiltinId): Promise<DataSet> {
  const known = loaded.get(id) ?? load(id);
  loaded.set(id, known);
  known.catch(() => loaded.delete(id));
  return known;
}

async function load(id: BuiltinId): Promise<DataSet> {
  const answer = await fetch(files[id]).catch(() => undefined);
  if (!answer?.ok) throw new Trouble("notFound", { name: `${id}.npz` });
  return builtinFrom(id, new Uint8Array(await answer.arrayBuffer()));
}

/** A set from its file's bytes. */
function builtinFrom(id: BuiltinId, bytes: Uint8Array): DataSet {
  const arrays = readNpz(bytes);
  const part = (name: string): Part => {
    const [x, y] = [arrays.get(`x_${name}`), arrays.get(`y_${name}`)];
    if (!x || !y) throw new Error(`${id}.npz has no ${name} part`);
    return { values: x.values, labels: Uint32Array.from(y.values) };
  };
  return { ...shapes[id], train: part("train"), test: part("test"), notes: [] };
}
