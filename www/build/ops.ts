/** The pages of the ops: their READMEs, definitions and kernels, as they lie in src/ops. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { course as messages } from "../i18n/course.ts";
import { type Lang, languages } from "../i18n/index.ts";
import { highlighted, openHighlighter } from "./lessons/highlight.ts";
import { markdown } from "./lessons/markdown.ts";
import { linkIn, readCourse } from "./lessons/source.ts";
import { escapeHtml } from "./lessons/tags.ts";
import type { Document, DocumentPage } from "./pages.ts";

const folderOf = (www: string) => resolve(www, "../src/ops");

export const opNames = (www: string) =>
  readdirSync(folderOf(www), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(resolve(folderOf(www), entry.name, "README.md")))
    .map(({ name }) => name)
    .sort();

export function opPages(www: string, pages: readonly string[]): DocumentPage[] {
  return languages.flatMap((lang) => [
    { lang, here: "ops/", make: async () => renderIndex(www, lang) },
    ...opNames(www).map((op) => ({ lang, here: `ops/${op}/`, make: () => renderOp(www, lang, op, pages) })),
  ]);
}

function readmeOf(www: string, lang: Lang, op: string): string {
  const own = resolve(folderOf(www), op, lang === "ko" ? "README.ko.md" : "README.md");
  return readFileSync(existsSync(own) ? own : resolve(folderOf(www), op, "README.md"), "utf8");
}

/** The first paragraph, without Markdown: what the index and search engines show. */
function summaryOf(readme: string): string {
  const [, first = ""] = /^# .*\n+([^\n#`|][\s\S]*?)(?:\n\n|:?\n```|$)/.exec(readme) ?? [];
  return first
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*`]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function renderIndex(www: string, lang: Lang): Document {
  const { ops } = messages[lang];
  const items = opNames(www).map(
    (op) =>
      `<li><a href="${op}/"><span class="words"><b class="mono">${op}</b><span class="summary">${escapeHtml(summaryOf(readmeOf(www, lang, op)))}</span></span></a></li>`,
  );
  const body = `<div class="intro"><h1>${ops.heading}</h1><p>${ops.lead}</p></div>\n<ul class="contents">${items.join("\n")}</ul>`;
  return { title: ops.title, summary: ops.lead, script: "document", body };
}

async function renderOp(www: string, lang: Lang, op: string, pages: readonly string[]): Promise<Document> {
  await openHighlighter();
  const { ops } = messages[lang];
  const readme = readmeOf(www, lang, op);
  // Rust is what a fence without a language holds in a README that is documentation, too.
  const source = readme.replace(
    /^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm,
    (_, lang, code) => `\`\`\`${lang || "rust"}\n${code}\`\`\``,
  );
  const linkOf = linkIn(readCourse(www, lang), null, pages);
  const text = markdown(source, (target) => rustLink(www, target) ?? linkOf(target));
  const read = (file: string) => readFileSync(resolve(folderOf(www), op, file), "utf8");
  const sources = (["naive.rs", "kernel.wgsl", "tiled.wgsl"] as const)
    .filter((file) => existsSync(resolve(folderOf(www), op, file)))
    .map((file) => {
      const [name, language] = file.split(".");
      const code = highlighted(read(file), language === "rs" ? "rust" : "wgsl");
      return `<details><summary>${ops[name as "naive" | "kernel" | "tiled"]}</summary>${code}</details>`;
    });
  const body = `<article class="lesson">
${text}
${sources.join("\n")}
<nav class="neighbours"><a href="../">${ops.title}</a><a href="../../receipts/">${ops.proof}</a></nav>
</article>`;
  return { title: op, summary: summaryOf(readme), script: "document", body };
}

/** Rust's documentation links ops by their type, `crate::MaxPool2d`; here each has a page. */
function rustLink(www: string, target: string): string | null {
  const [, type] = /^crate::(\w+)$/.exec(target) ?? [];
  if (!type) return null;
  const op = type.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  if (!opNames(www).includes(op)) throw new Error(`there is no op for the link "${target}"`);
  return `../${op}/`;
}
