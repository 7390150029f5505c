/** A lab's state: plain JSON, valid by its schema. Attributes, links and `el.state` all go through these fields. */
import { Trouble } from "../../engine/errors.ts";

/** One key of the state: how it is read from a link, an attribute or JSON, and how a link spells it. */
export interface Field<T> {
  initial: T;
  read(value: unknown, name: string): T;
  write(value: T): string;
}

export type Pair = [number, number];
export type PaddingState = "valid" | "same" | [Pair, Pair];
export type Schema<S> = { [K in keyof S]: Field<S[K]> };

export interface Limits {
  min: number;
  max: number;
}

/** The core's table says the limits, and it is asked only when it is there. */
export type LimitsOf = () => Limits;

function readNumber(value: unknown, name: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  // 1/9 is how people write the weights of a blur; U+2212 is how this page prints a minus.
  const text = String(value).trim().replace("\u2212", "-");
  const [over, under, ...rest] = text.split("/");
  const number = under === undefined ? Number(text) : Number(over) / Number(under);
  if (text === "" || rest.length > 0 || !Number.isFinite(number)) throw new Trouble("badNumber", { name, value: text });
  return number;
}

export function readWithin(value: unknown, name: string, { min, max }: Limits): number {
  const number = readNumber(value, name);
  if (number < min || number > max) {
    throw new Trouble("outOfRange", { name, value: String(number), min: String(min), max: String(max) });
  }
  return number;
}

function readWhole(value: unknown, name: string, limits: Limits): number {
  const number = readWithin(value, name, limits);
  if (!Number.isInteger(number)) throw new Trouble("wrongType", { name, expected: "a whole number" });
  return number;
}

const words = (value: unknown): unknown[] =>
  Array.isArray(value)
    ? value.flat()
    : String(value)
        .trim()
        .split(/[\s,;]+/);

export function text(initial: string): Field<string> {
  return { initial, read: (value) => String(value), write: (value) => value };
}

export function choice<const T extends string>(choices: readonly T[], initial: T): Field<T> {
  const read = (value: unknown, name: string) => {
    const found = choices.find((one) => one === value);
    if (!found) throw new Trouble("unknownChoice", { name, value: String(value), choices: choices.join(", ") });
    return found;
  };
  return { initial, read, write: (value) => value };
}

export function flag(initial: boolean): Field<boolean> {
  // As HTML has it, the attribute's mere presence means true.
  const read = (value: unknown) => value === true || (typeof value === "string" && value !== "false" && value !== "0");
  return { initial, read, write: String };
}

export function number(initial: number, limits: LimitsOf): Field<number> {
  return { initial, read: (value, name) => readWithin(value, name, limits()), write: String };
}

/** `[y, x]`; a single number stands for both. */
export function pair(initial: Pair, limits: LimitsOf): Field<Pair> {
  const read = (value: unknown, name: string): Pair => {
    const parts = words(value);
    if (parts.length > 2) throw new Trouble("wrongType", { name, expected: "two numbers, y then x" });
    const [y, x] = parts.map((part) => readWhole(part, name, limits()));
    return [y, x ?? y];
  };
  return { initial, read, write: (value) => value.join(" ") };
}

/** The current cell `[y, x]`, or null for wherever the lab starts. */
export function cell(): Field<Pair | null> {
  const whole = pair([0, 0], () => ({ min: 0, max: Number.MAX_SAFE_INTEGER }));
  return {
    initial: null,
    read: (value, name) => (value === null || value === "" ? null : whole.read(value, name)),
    write: (value) => value?.join(" ") ?? "",
  };
}

/** `valid`, `same`, or four numbers: top, bottom, left, right. */
export function padding(limits: LimitsOf): Field<PaddingState> {
  const read = (value: unknown, name: string): PaddingState => {
    if (value === "valid" || value === "same") return value;
    const parts = words(value).map((part) => readWhole(part, name, limits()));
    if (parts.length !== 4) {
      throw new Trouble("wrongType", { name, expected: "valid, same, or four numbers: top bottom left right" });
    }
    return [
      [parts[0], parts[1]],
      [parts[2], parts[3]],
    ];
  };
  const write = (value: PaddingState) => (typeof value === "string" ? value : value.flat().join(" "));
  return { initial: "valid", read, write };
}

/** Rows of weights: `-1 0 1, -1 0 1, -1 0 1`. */
export function matrix(initial: number[][], limits: LimitsOf, weights: Limits): Field<number[][]> {
  const read = (value: unknown, name: string) => {
    const given = Array.isArray(value)
      ? (value as unknown[])
      : String(value)
          .trim()
          .split(/\s*[,;]\s*/);
    const rows = given.map((row) => words(row).map((part) => Math.fround(readWithin(part, name, weights))));
    readWhole(rows.length, `${name} rows`, limits());
    readWhole(rows[0].length, `${name} columns`, limits());
    if (rows.some((row) => row.length !== rows[0].length)) {
      throw new Trouble("wrongType", { name, expected: "rows of equal length" });
    }
    return rows;
  };
  return { initial, read, write: (rows) => rows.map((row) => row.map(shortest).join(" ")).join(", ") };
}

/** The shortest text that reads back as the same 32-bit float. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(Number(value.toPrecision(9)));
}

/** The initial state of a schema. */
export function initialState<S extends object>(schema: Schema<S>): S {
  return Object.fromEntries(Object.keys(schema).map((key) => [key, schema[key as keyof S].initial])) as S;
}

/** What of a state differs from the initial one, as a link spells it. */
export function stateToLink<S extends object>(schema: Schema<S>, state: S): [string, string][] {
  return (Object.keys(schema) as (keyof S & string)[])
    .map((key): [string, string, string] => [
      key,
      schema[key].write(state[key]),
      schema[key].write(schema[key].initial),
    ])
    .filter(([, written, initial]) => written !== initial)
    .map(([key, written]) => [key, written]);
}

/** A state with `patch` read into it: which keys were taken, which of them became other
 *  values, and the last value that was refused. */
export function readPatch<S extends object>(schema: Schema<S>, state: S, patch: Record<string, unknown>) {
  const next = { ...state } as Record<string, unknown>;
  const [taken, changed]: [string[], string[]] = [[], []];
  let trouble: unknown = null;
  for (const [key, value] of Object.entries(patch)) {
    const field = schema[key as keyof S];
    if (!field) continue;
    try {
      const read = field.read(value, key);
      if (JSON.stringify(read) !== JSON.stringify(next[key])) changed.push(key);
      next[key] = read;
      taken.push(key);
    } catch (error) {
      trouble = error;
    }
  }
  return { state: next as S, taken, changed, trouble };
}
