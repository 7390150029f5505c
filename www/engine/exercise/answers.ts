/** Answers: how they are written, read from what a learner types, and compared. */

export type QuestionKind = "number" | "shape" | "coordinate" | "choice" | "filter";

const minus = "\u2212";

/** What a learner typed, as numbers; null when it is no answer of this kind. */
export function readAnswer(kind: QuestionKind, text: string): number[] | null {
  const plain = text.replaceAll(minus, "-").trim();
  if (kind === "number") {
    const found = /^([-+]?\d*\.?\d+)(?:\s*\/\s*(\d*\.?\d+))?\s*%?$/.exec(plain.replace(/(\d),(\d{3})/g, "$1$2"));
    return found && [Number(found[1]) / Number(found[2] ?? 1)];
  }
  if (!/^[[(]?\s*-?\d+(\s*[\s,×x*]\s*-?\d+)*\s*,?\s*[\])]?$/i.test(plain)) return null;
  const numbers = (plain.match(/-?\d+/g) ?? []).map(Number);
  return kind === "coordinate" && numbers.length !== 2 ? null : numbers;
}

/** Whether two answers are one. Numbers may be rounded to two decimals. */
export function sameAnswer(got: readonly number[], want: readonly number[], tolerance = 0.005): boolean {
  return got.length === want.length && got.every((value, at) => Math.abs(value - want[at]) <= tolerance + 1e-9);
}

/** An answer as the page writes it: a number, or a tuple as NumPy prints it. */
export function writeAnswer(kind: QuestionKind, answer: readonly number[]): string {
  const number = (value: number) =>
    (Number.isInteger(value) ? String(value) : String(Number(value.toFixed(2)))).replace("-", minus);
  if (kind === "number" && answer.length === 1) return number(answer[0]);
  return tuple(answer.map(number));
}

/** As NumPy prints it: one number keeps its comma. */
const tuple = (parts: (string | number)[]): string => (parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(", ")})`);

export const formatShape = (shape: readonly number[]): string => tuple([...shape]);
