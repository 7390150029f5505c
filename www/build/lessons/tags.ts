/** The tags of a lesson's text: `<convscope-…>`, and those that only the build knows. */

import type { Spec } from "../../engine/exercise/reading.ts";

export interface Tag {
  name: string;
  attributes: Spec;
  children: Node[];
}

/** Markdown between tags, or a tag. */
export type Node = string | Tag;

const known = "convscope-[a-z-]+|reply|option|solution|try|caption|misunderstanding";
const tagPattern = new RegExp(`<(/?)(${known})\\b((?:[^<>"']|"[^"]*"|'[^']*')*)>`, "g");
const attributePattern = /([a-z][a-z-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g;

/** Code stands aside while tags are sought in the text: what looks like a tag in there is none. */
export class Aside {
  #kept: string[] = [];

  take(text: string): string {
    return text.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[ \t]*$|(`+)(?!`)[^`][\s\S]*?\2/gm, (code) => {
      this.#kept.push(code);
      return `\uE000${this.#kept.length - 1}\uE001`;
    });
  }

  giveBack(text: string): string {
    return text.replace(/\uE000(\d+)\uE001/g, (_, at) => this.#kept[Number(at)]);
  }
}

export function readAttributes(text: string): Spec {
  return Object.fromEntries(
    [...text.matchAll(attributePattern)].map(([, name, double, single]) => [name, double ?? single ?? ""]),
  );
}

/** Reads the tags of a text. Throws a sentence when one is not closed or is not known. */
export function readTags(source: string): Node[] {
  const aside = new Aside();
  const text = aside.take(source.replace(/<!--[\s\S]*?-->/g, ""));
  const top: Tag = { name: "", attributes: {}, children: [] };
  const open = [top];
  let from = 0;
  const addText = (until: number) => {
    const piece = aside.giveBack(text.slice(from, until));
    const stray = /<\/?([a-z][\w-]*)/.exec(text.slice(from, until).replace(/<value\b[^>]*\/>/g, ""));
    if (stray) throw new Error(`<${stray[1]}> is no tag of a lesson`);
    if (piece.trim()) open[open.length - 1].children.push(piece);
  };
  for (const found of text.matchAll(tagPattern)) {
    addText(found.index);
    from = found.index + found[0].length;
    const [, closing, name, attributes] = found;
    if (closing) {
      const last = open.pop();
      if (last?.name !== name) throw new Error(`</${name}> closes <${last?.name}>`);
    } else {
      const tag: Tag = { name, attributes: readAttributes(attributes), children: [] };
      open[open.length - 1].children.push(tag);
      open.push(tag);
    }
  }
  addText(text.length);
  if (open.length > 1) throw new Error(`<${open[open.length - 1].name}> is not closed`);
  return top.children;
}

export const isTag = (node: Node, name?: string): node is Tag =>
  typeof node !== "string" && (name === undefined || node.name === name);

export const tagsOf = (nodes: Node[], name: string): Tag[] => nodes.filter((node): node is Tag => isTag(node, name));

export const escapeHtml = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** An opening tag with its attributes; those without a value are left out, empty ones stand alone. */
export function openingTag(name: string, attributes: Record<string, string | undefined>): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => (value === "" ? ` ${key}` : ` ${key}="${escapeHtml(value as string)}"`));
  return `<${name}${written.join("")}>`;
}
