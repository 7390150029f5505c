/** The course as it lies in www/lessons: which lessons there are, their heads, their tags and their anchors. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import type { Lang } from "../../i18n/index.ts";
import { isTag, type Node, readTags, type Tag } from "./tags.ts";

/** All lessons that there will be; a link to one that is not written yet stays text. */
export const lessonNames = [
  "01-why-cnn",
  "02-coordinates",
  "03-colour",
  "04-convolution",
  "05-padding",
  "06-filters",
  "07-pooling",
  "08-network",
  "09-learning",
  "10-faster",
  "11-in-practice",
] as const;

export interface Head {
  title: string;
  summary: string;
  minutes: number;
  objectives: string[];
  discussion: string[];
}

export interface Lesson {
  name: string;
  number: number;
  lang: Lang;
  head: Head;
  nodes: Node[];
  /** Every id that a link may name. */
  anchors: Set<string>;
}

const headKeys: Record<keyof Head, (value: unknown) => boolean> = {
  title: (value) => typeof value === "string",
  summary: (value) => typeof value === "string",
  minutes: (value) => typeof value === "number",
  objectives: (value) => isTexts(value),
  discussion: (value) => isTexts(value),
};

const isTexts = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string");

/** The names of the lessons that are written in a language, in order. */
export function writtenLessons(www: string, lang: Lang): string[] {
  const files = readdirSync(resolve(www, "lessons", lang)).filter((file) => file.endsWith(".md"));
  return files.map((file) => file.replace(/\.md$/, "")).sort();
}

export function readLesson(www: string, lang: Lang, name: string): Lesson {
  const path = resolve(www, "lessons", lang, `${name}.md`);
  const found = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(path, "utf8"));
  if (!found) throw new Error("the head between two lines of --- is missing");
  if (!(lessonNames as readonly string[]).includes(name)) throw new Error("the file's name is none of the course's");
  const head = readHead(parse(found[1]));
  const nodes = readTags(found[2]);
  return { name, number: Number(name.slice(0, 2)), lang, head, nodes, anchors: anchorsOf(nodes) };
}

function readHead(given: Record<string, unknown>): Head {
  for (const key of Object.keys(given)) if (!(key in headKeys)) throw new Error(`the head has no key "${key}"`);
  for (const [key, isGood] of Object.entries(headKeys)) {
    if (!isGood(given[key])) throw new Error(`the head's "${key}" is missing or of the wrong kind`);
  }
  return given as unknown as Head;
}

export const everyTag = (nodes: Node[]): Tag[] =>
  nodes.filter((node) => isTag(node)).flatMap((tag) => [tag, ...everyTag(tag.children)]);

function anchorsOf(nodes: Node[]): Set<string> {
  const anchors = new Set<string>();
  const add = (id: string) => {
    if (anchors.has(id)) throw new Error(`the id "${id}" stands twice`);
    anchors.add(id);
  };
  for (const { attributes } of everyTag(nodes)) if (attributes.id) add(attributes.id);
  for (const node of nodes) {
    if (isTag(node)) continue;
    for (const [, id] of node.matchAll(/^#{2,3} .*\{#([\w-]+)\}\s*$/gm)) add(id);
    const bare = /^#{1,6} (?!.*\{#[\w-]+\}\s*$).*$/m.exec(node.replace(/^(```|~~~)[\s\S]*?^\1/gm, ""));
    if (bare) throw new Error(`the heading "${bare[0]}" has no {#id}`);
  }
  return anchors;
}

/** All lessons of one language, and whether a file of the site can be linked. */
export interface Course {
  www: string;
  lang: Lang;
  lessons: Lesson[];
}

export function readCourse(www: string, lang: Lang): Course {
  const lessons = writtenLessons(www, lang).map((name) => {
    try {
      return readLesson(www, lang, name);
    } catch (error) {
      throw new Error(`lessons/${lang}/${name}.md: ${(error as Error).message}`);
    }
  });
  return { www, lang, lessons };
}

/** From a link in a lesson to an address; `here` is the lesson, or null on a page of an op. */
export function linkIn({ www, lessons }: Course, here: Lesson | null, pages: readonly string[]) {
  return (target: string): string | null => {
    const [, kind, rest] = /^(?:(op|page):)?(.*)$/.exec(target) as RegExpExecArray;
    if (/^https?:/.test(target)) return target;
    if (kind === "op") {
      if (!existsSync(resolve(www, "../src/ops", rest, "README.md"))) throw new Error(`there is no op "${rest}"`);
      return `../../ops/${rest}/`;
    }
    if (kind === "page") {
      if (!pages.includes(`${rest}/`)) throw new Error(`there is no page "${rest}"`);
      return `../../${rest}/`;
    }
    const [name, anchor] = rest.split("#");
    const goal = name === "" ? here : lessons.find((lesson) => lesson.name === name);
    if (!goal && (lessonNames as readonly string[]).includes(name)) return null;
    if (!goal) throw new Error(`the link "${target}" leads nowhere`);
    if (anchor && !goal.anchors.has(anchor)) throw new Error(`the link "${target}" leads to no place`);
    return `${name === "" ? "" : `../${here ? "" : "lessons/"}${name}/`}${anchor ? `#${anchor}` : ""}`;
  };
}
