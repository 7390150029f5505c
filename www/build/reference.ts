/** What an element is told and tells, as its own docblock and those of the classes it extends say. */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

export interface Entry {
  name: string;
  text: string;
}

export interface Reference {
  /** What the element is for. */
  lead: string;
  example: string;
  attributes: Entry[];
  events: Entry[];
  properties: Entry[];
  methods: Entry[];
  /** Names for the attribute `controls`. */
  controls: string[];
}

interface Block {
  text: string;
  extended: string;
}

const blocks = new Map<string, Block>();

/** Every documented class under components/, by its name. */
function readBlocks(root: string) {
  if (blocks.size > 0) return;
  for (const file of sources(resolve(root, "components"))) {
    const source = readFileSync(file, "utf8");
    const pattern = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export (?:abstract )?class (\w+)(?:<[^>]*>)? extends (\w+)/g;
    for (const [, comment, name, extended] of source.matchAll(pattern)) {
      blocks.set(name, { text: comment.replace(/^\s*\* ?/gm, ""), extended });
    }
  }
}

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => resolve(folder, file));

/** `@tag name - text`, over as many lines as it takes. */
function entriesOf(tag: string, text: string): Entry[] {
  const found = text.matchAll(new RegExp(`^@${tag} (.+?) - ([\\s\\S]*?)(?=^@|\\s*$(?![\\s\\S]))`, "gm"));
  return [...found].map(([, name, words]) => ({ name, text: words.replace(/\s+/g, " ").trim() }));
}

/** The reference of one lab; the class's own words come before those of what it extends. */
export function referenceOf(root: string, lab: string): Reference {
  readBlocks(root);
  const own = lab.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  const block = blocks.get(own);
  if (!block) throw new Error(`components/${lab}/${lab}.ts has no class ${own} with a docblock`);
  const chain: string[] = [];
  for (let at: Block | undefined = block; at; at = blocks.get(at.extended)) chain.push(at.text);
  const all = (tag: string) => {
    const entries = chain.flatMap((text) => entriesOf(tag, text));
    return entries.filter(({ name }, at) => entries.findIndex((one) => one.name === name) === at);
  };
  const attributes = all("attr");
  const [, lead = "", example = ""] = /^\s*([\s\S]*?)\s*```html\n([\s\S]*?)```/.exec(block.text) ?? [];
  const [, controls = ""] = /`([^`]*)`/.exec(attributes.find(({ name }) => name === "controls")?.text ?? "") ?? [];
  return {
    lead: lead.replace(/\s+/g, " "),
    example: example.trim(),
    attributes,
    events: all("fires"),
    properties: all("prop"),
    methods: all("method"),
    controls: controls.split(" "),
  };
}
