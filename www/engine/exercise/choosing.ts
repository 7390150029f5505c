/** The right answer of a question, as the core gives it: a value, or the number of the right option. */
import { sameAnswer } from "./answers.ts";
import type { World } from "./laying.ts";
import { readNumbers, type Spec } from "./reading.ts";
import { compute } from "./taking.ts";

export interface Asked {
  spec: Spec;
  /** What each option changes, or its value `to`; null where there are no options. */
  options: Spec[] | null;
  /** `equal` (to the question's own value), `largest` or `smallest`. */
  pick: string;
  tolerance: number;
}

export async function rightAnswer(asked: Asked, world: World): Promise<number[]> {
  const { spec, options } = asked;
  if (!options) return compute(spec, world);
  const values = await Promise.all(options.map((option) => answerOf(option, spec, world)));
  const good = await goodOptions(values, asked, world);
  if (good.length !== 1) {
    const written = values.map((value) => value.slice(0, 4).join(" ")).join("; ");
    throw new Error(`${good.length} of its options are right (their values: ${written})`);
  }
  return good;
}

async function goodOptions(values: number[][], { spec, pick, tolerance }: Asked, world: World): Promise<number[]> {
  const at = values.map((_, index) => index);
  if (pick === "equal") {
    const right = await compute(spec, world);
    return at.filter((index) => sameAnswer(values[index], right, tolerance));
  }
  if (pick !== "largest" && pick !== "smallest")
    throw new Error(`pick is "${pick}"; it must be equal, largest or smallest`);
  const best = Math[pick === "largest" ? "max" : "min"](...values.map(([value]) => value));
  return at.filter((index) => values[index][0] === best);
}

/** What the question's computation gives with some attributes changed, or a value that is simply said. */
export async function answerOf(change: Spec, spec: Spec, world: World): Promise<number[]> {
  return "to" in change ? readNumbers(change.to) : compute({ ...spec, ...change }, world);
}
