/** Questions and tasks as elements, their answers computed by the core. */
import { type QuestionKind, sameAnswer, writeAnswer } from "../../engine/exercise/answers.ts";
import { answerOf, rightAnswer } from "../../engine/exercise/choosing.ts";
import type { World } from "../../engine/exercise/laying.ts";
import { readFilter, type Spec } from "../../engine/exercise/reading.ts";
import { type Node, openingTag, type Tag, tagsOf } from "./tags.ts";

/** What rendering a lesson's tags needs. */
export interface Context {
  world: World;
  /** Markdown with its computed numbers, as HTML. */
  text(nodes: Node[]): Promise<string>;
  /** The attributes of a computation, with those of the lab that `of` names. */
  spec(attributes: Spec): Spec;
}

const kinds: QuestionKind[] = ["number", "shape", "coordinate", "choice", "filter"];
/** Attributes that say how a question is asked, not what is computed. */
const asking = ["id", "kind", "of", "pick", "tolerance"];

const without = (spec: Spec, names: string[]): Spec =>
  Object.fromEntries(Object.entries(spec).filter(([name]) => !names.includes(name)));

interface Question {
  kind: QuestionKind;
  spec: Spec;
  tolerance: number;
  right: number[];
}

export async function renderQuestion(tag: Tag, context: Context): Promise<string> {
  const { id, kind, pick = "equal", tolerance } = tag.attributes;
  if (!id) throw new Error("a question needs an id");
  if (!kinds.includes(kind as QuestionKind)) throw new Error(`question ${id}: kind must be one of ${kinds.join(", ")}`);
  const spec = without(context.spec(tag.attributes), asking);
  if (kind === "filter") spec.take = "output";
  const question: Question = {
    kind: kind as QuestionKind,
    spec,
    tolerance: tolerance ? Number(tolerance) : 0.005,
    right: [],
  };
  const options = tagsOf(tag.children, "option");
  try {
    const changes = options.length > 0 ? options.map(({ attributes }) => attributes) : null;
    question.right = await rightAnswer({ ...question, options: changes, pick }, context.world);
    checkKind(question, options.length);
    const replies = await renderReplies(tag, question, context);
    const attributes = {
      id,
      kind,
      "data-right": JSON.stringify(question.right),
      "data-spec": JSON.stringify(spec),
      "data-replies": JSON.stringify(replies.values),
      "data-options": options.length > 0 ? JSON.stringify(options.map((one) => optionData(one, kind))) : undefined,
      "data-pick": options.length > 0 ? pick : undefined,
      tolerance,
    };
    const prompt = tag.children.filter((node) => typeof node === "string");
    const slots = await Promise.all(
      options.map(async (one, at) => `<div slot="option-${at}">${await context.text(one.children)}</div>`),
    );
    return `${openingTag("convscope-question", attributes)}<div slot="prompt">${await context.text(prompt)}</div>
${slots.join("\n")}
${replies.html}</convscope-question>\n`;
  } catch (error) {
    throw new Error(`question ${id}: ${(error as Error).message}`);
  }
}

function optionData({ attributes }: Tag, kind: string) {
  const drawn = kind === "filter" ? { rows: readFilter(attributes.filter)[0] } : {};
  return { spec: attributes, ...drawn };
}

function checkKind({ kind, right }: Question, options: number) {
  if (["choice", "filter"].includes(kind) !== options > 0) throw new Error(`kind ${kind} with ${options} options`);
  if (options > 0) return;
  if (kind === "number" && right.length !== 1)
    throw new Error(`its answer ${writeAnswer("shape", right)} is no number`);
  if (kind === "coordinate" && right.length !== 2)
    throw new Error(`its answer ${writeAnswer("shape", right)} is no (y, x)`);
}

/** The slots of the replies, and the wrong answer that each of those in between answers. */
async function renderReplies(tag: Tag, question: Question, context: Context) {
  const replies = tagsOf(tag.children, "reply");
  const values: number[][] = [];
  const html: string[] = [];
  for (const { attributes, children } of replies) {
    const ending = "right" in attributes ? "right" : "else" in attributes ? "else" : String(values.length);
    if (/\d/.test(ending)) values.push(await wrongAnswer(attributes, question, context, values));
    html.push(`<div slot="reply-${ending}">${await context.text(children)}</div>\n`);
  }
  for (const needed of ["right", "else"]) {
    const count = html.filter((one) => one.startsWith(`<div slot="reply-${needed}"`)).length;
    if (count !== 1) throw new Error(`it has ${count} <reply ${needed}>; it must have one`);
  }
  return { values, html: html.join("") };
}

async function wrongAnswer(
  attributes: Spec,
  { kind, spec, right, tolerance }: Question,
  context: Context,
  others: number[][],
) {
  const made = Object.entries(attributes)
    .map(([name, value]) => (value ? `${name}="${value}"` : name))
    .join(" ");
  let value: number[];
  if (attributes.option) value = [Number(attributes.option) - 1];
  else if ("swapped" in attributes) value = [...right.slice(0, -2), ...right.slice(-2).reverse()];
  else value = await answerOf(attributes, spec, context.world);
  const written = writeAnswer(kind, value);
  if (sameAnswer(value, right, tolerance)) throw new Error(`<reply ${made}> answers ${written}, which is right`);
  if (others.some((other) => sameAnswer(value, other, tolerance))) {
    throw new Error(`<reply ${made}> answers ${written}, which another reply answers too`);
  }
  return value;
}

const goals = ["filter", "output", "cell", "value", "state", "learned"];

export async function renderTask(tag: Tag, context: Context, labs: Map<string, Tag>): Promise<string> {
  const { id, goal } = tag.attributes;
  if (!id) throw new Error("a task needs an id");
  const fail = (why: string) => new Error(`task ${id}: ${why}`);
  if (!goals.includes(goal)) throw fail(`goal is "${goal}"; it must be one of ${goals.join(", ")}`);
  if (!labs.has(tag.attributes.for)) throw fail(`there is no lab "${tag.attributes.for}"`);
  const [solution, ...others] = tagsOf(tag.children, "solution");
  if (!solution || others.length > 0) throw fail("it must have one <solution>");
  const [reply] = tagsOf(tag.children, "reply");
  if (!reply) throw fail("it must have a <reply right>");
  const prompt = tag.children.filter((node) => typeof node === "string");
  const attributes = { ...tag.attributes, "data-solution": JSON.stringify(solutionOf(solution)) };
  return `${openingTag("convscope-task", attributes)}<div slot="prompt">${await context.text(prompt)}</div>
<div slot="solution">${await context.text(solution.children)}</div>
<div slot="reply">${await context.text(reply.children)}</div></convscope-task>\n`;
}

/** A preset's name becomes its weights. */
function solutionOf({ attributes }: Tag): Spec {
  if (!attributes.filter) return attributes;
  return { ...attributes, filter: writeRows(readFilter(attributes.filter)[0]) };
}

export const writeRows = (rows: number[][]): string => rows.map((row) => row.join(" ")).join(", ");
