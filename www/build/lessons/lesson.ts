/** One lesson as the inside of its page. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { writeAnswer } from "../../engine/exercise/answers.ts";
import type { World } from "../../engine/exercise/laying.ts";
import { readFilter, type Spec } from "../../engine/exercise/reading.ts";
import { compute } from "../../engine/exercise/taking.ts";
import { course as messages } from "../../i18n/course.ts";
import { checkResult, readResult, renderCode } from "./code.ts";
import { type Context, renderQuestion, renderTask, writeRows } from "./exercises.ts";
import { type LinkOf, markdown, markdownInline } from "./markdown.ts";
import { type Course, type Lesson, linkIn } from "./source.ts";
import { escapeHtml, isTag, type Node, openingTag, readAttributes, type Tag } from "./tags.ts";
import { renderTeacher } from "./teacher.ts";

const labOps: Record<string, string> = { "convscope-convolution": "conv2d", "convscope-pooling": "maxPool2d" };
/** What a lab has when its tag does not say it. */
const labDefaults: Record<string, Spec> = {
  "convscope-convolution": { input: "china", filter: "vertical-edge" },
  "convscope-pooling": { input: "china", size: "3 3", strides: "3 3" },
};
/** Attributes of a lab that do not change what it computes. */
const looks = ["id", "image", "controls", "view", "speed", "theme", "lang", "cell", "name", "compare"];

/** The computation that a lab's tag describes. */
function specOfLab({ name, attributes }: Tag): Spec {
  const spec: Spec = { ...labDefaults[name] };
  for (const [key, value] of Object.entries(attributes)) if (!looks.includes(key)) spec[key] = value;
  if (attributes.image) spec.input = attributes.image;
  if (labOps[name]) spec.op = attributes.op === "avg" ? "avgPool2d" : labOps[name];
  return spec;
}

/** The names in the table of elements; read as text, for the elements themselves need a browser. */
function elementNames(www: string): string[] {
  const table = readFileSync(resolve(www, "components/elements-table.ts"), "utf8");
  return [...table.matchAll(/^ {2}"(convscope-[a-z-]+)":/gm)].map(([, name]) => name);
}

class Rendering {
  readonly #context: Context;
  readonly #labs: Map<string, Tag>;
  readonly linkOf: LinkOf;

  constructor(
    readonly lesson: Lesson,
    readonly course: Course,
    readonly world: World,
    pages: readonly string[],
  ) {
    const known = elementNames(course.www);
    const labs = lesson.nodes.filter((node): node is Tag => isTag(node) && isLab(node));
    const stranger = labs.find(({ name }) => !known.includes(name));
    if (stranger) throw new Error(`<${stranger.name}> is no element of the site`);
    this.#labs = new Map(labs.map((lab) => [lab.attributes.id, lab]));
    this.linkOf = linkIn(course, lesson, pages);
    this.#context = {
      world,
      text: (nodes) => this.#text(nodes),
      spec: (attributes) => this.#spec(attributes),
    };
  }

  get words() {
    return messages[this.lesson.lang];
  }

  #spec({ of, ...own }: Spec): Spec {
    if (!of) return own;
    const lab = this.#labs.get(of);
    if (!lab) throw new Error(`of="${of}" names no lab of the page`);
    return { ...specOfLab(lab), ...own };
  }

  /** Markdown with its computed numbers filled in. */
  async #text(nodes: Node[]): Promise<string> {
    const parts = await Promise.all(
      nodes.map(async (node) => {
        if (isTag(node)) throw new Error(`<${node.name}> may not stand inside another tag`);
        return markdown(await this.#fill(node), this.linkOf);
      }),
    );
    return parts.join("");
  }

  /** `<value …/>` becomes the number that the core gives. */
  async #fill(text: string): Promise<string> {
    let filled = "";
    let from = 0;
    for (const found of text.matchAll(/<value\b((?:[^<>"]|"[^"]*")*)\/>/g)) {
      const spec = this.#spec(readAttributes(found[1]));
      const value = await compute(spec, this.world);
      const written = writeAnswer(spec.take === "shape" ? "shape" : "number", value);
      filled += text.slice(from, found.index) + (/^\d{5,}$/.test(written) ? grouped(written) : written);
      from = found.index + found[0].length;
    }
    return filled + text.slice(from);
  }

  async body(): Promise<string> {
    let html = "";
    const { nodes } = this.lesson;
    for (let at = 0; at < nodes.length; at += 1) {
      const node = nodes[at];
      if (!isTag(node)) html += await this.#text([node]);
      else if (node.name === "misunderstanding") {
        const run = nodes.slice(at).findIndex((next) => !isTag(next, "misunderstanding"));
        const together = nodes.slice(at, run < 0 ? undefined : at + run) as Tag[];
        html += await this.#misunderstandings(together);
        at += together.length - 1;
      } else html += await this.#tag(node);
    }
    return html;
  }

  async #tag(tag: Tag): Promise<string> {
    if (isLab(tag)) return this.#lab(tag);
    switch (tag.name) {
      case "convscope-question":
        return renderQuestion(tag, this.#context);
      case "convscope-task":
        return renderTask(tag, this.#context, this.#labs);
      case "convscope-code":
        return this.#code(tag);
      case "try":
        return `<aside class="try"><p class="kicker">${this.words.tryIt}</p>${await this.#text(tag.children)}</aside>\n`;
      case "caption":
        return `<div class="caption">${await this.#text(tag.children)}</div>\n`;
      default:
        throw new Error(`<${tag.name}> may not stand here`);
    }
  }

  async #code(tag: Tag): Promise<string> {
    const { id, tolerance = "1e-5", ...given } = tag.attributes;
    if (!id) throw new Error("<convscope-code> needs an id");
    const folder = resolve(this.course.www, "lessons/code", this.lesson.name, id);
    try {
      const result = readResult(folder, this.course.www);
      checkResult(result, await compute(this.#spec(given), this.world), Number(tolerance));
      return renderCode(id, folder, result, await this.#text(tag.children), this.words);
    } catch (error) {
      throw new Error(`code ${id}: ${(error as Error).message}`);
    }
  }

  #lab({ name, attributes, children }: Tag): string {
    if (children.length > 0) throw new Error(`<${name}> holds no text; a caption comes after it`);
    if (!attributes.id) throw new Error(`<${name}> needs an id`);
    // A lab whose picture the text speaks about keeps it; the others show the learner's.
    const marks = { "data-lab": "", "data-fixed": attributes.image ? "" : undefined };
    return `${openingTag(name, { ...plainAttributes(attributes), ...marks })}</${name}>\n`;
  }

  async #misunderstandings(tags: Tag[]): Promise<string> {
    const items = await Promise.all(
      tags.map(async ({ attributes, children }) => {
        if (!attributes.says) throw new Error("<misunderstanding> needs says");
        return `<div class="misunderstanding"><p class="says">${escapeHtml(attributes.says)}</p>${await this.#text(children)}</div>`;
      }),
    );
    const { misunderstandings } = this.words;
    return `<section class="misunderstandings"><h2 id="misunderstandings">${misunderstandings}</h2>${items.join("\n")}</section>\n`;
  }

  /** What a teacher pastes: each lab of the page, once. */
  get tags(): string[] {
    return [...this.#labs.values()].map(
      ({ name, attributes: { id: _, ...rest } }) => `${openingTag(name, plainAttributes(rest))}</${name}>`,
    );
  }
}

const ownTags = ["convscope-question", "convscope-task", "convscope-code"];

const isLab = ({ name }: Tag): boolean => name.startsWith("convscope-") && !ownTags.includes(name);

/** A lab's attributes as the element knows them: a preset's name becomes its weights. */
function plainAttributes(attributes: Spec): Spec {
  const { filter } = attributes;
  return filter && /^[a-z-]+$/.test(filter) ? { ...attributes, filter: writeRows(readFilter(filter)[0]) } : attributes;
}

/** The inside of a lesson's page. */
export async function renderLesson(
  lesson: Lesson,
  course: Course,
  world: World,
  pages: readonly string[],
): Promise<string> {
  try {
    const rendering = new Rendering(lesson, course, world, pages);
    const words = messages[lesson.lang];
    const { head, name, number } = lesson;
    const teacher = renderTeacher(head, rendering.tags, words, (text) => markdownInline(text, rendering.linkOf));
    return `<article class="lesson" data-lesson="${name}">
<header class="intro">
<p class="kicker">${words.lesson(number)} · ${words.minutes(head.minutes)}</p>
<h1>${escapeHtml(head.title)}</h1>
<p>${escapeHtml(head.summary)}</p>
<p class="progress" data-progress hidden></p>
</header>
${await rendering.body()}
${teacher}
${renderNeighbours(lesson, course)}
</article>`;
  } catch (error) {
    throw new Error(`lessons/${lesson.lang}/${lesson.name}.md: ${(error as Error).message}`);
  }
}

function renderNeighbours(lesson: Lesson, { lessons, lang }: Course): string {
  const words = messages[lang];
  const at = lessons.findIndex(({ name }) => name === lesson.name);
  const link = (to: Lesson | undefined, rel: string, label: string) =>
    to
      ? `<a rel="${rel}" href="../${to.name}/"><span>${label}</span> <b>${to.number}. ${escapeHtml(to.head.title)}</b></a>`
      : "<span></span>";
  return `<nav class="neighbours" aria-label="${words.title}">
${link(lessons[at - 1], "prev", words.previous)}
<a class="contents" href="../">${words.contents}</a>
${link(lessons[at + 1], "next", words.next)}
</nav>`;
}

/** A long number as both languages write it: 9,995,673,600. */
function grouped(digits: string): string {
  return Number(digits).toLocaleString("en");
}
