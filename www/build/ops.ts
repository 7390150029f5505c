/** The pages of the ops: their READMEs, definitions and kernels, as they lie in src/ops. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { AnyOpName } from "convscope";
import { formatNumber } from "../components/lab/format.ts";
import { course as messages } from "../i18n/course.ts";
import { type Lang, languages } from "../i18n/index.ts";
import { highlighted, openHighlighter } from "./lessons/highlight.ts";
import { markdown } from "./lessons/markdown.ts";
import { linkIn, readCourse } from "./lessons/source.ts";
import { escapeHtml } from "./lessons/tags.ts";
import { openWorld } from "./lessons/world.ts";
import type { Document, DocumentPage } from "./pages.ts";

const folderOf = (www: string) => resolve(www, "../src/ops");

const opNames = (www: string) =>
  readdirSync(folderOf(www), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(resolve(folderOf(www), entry.name, "README.md")))
    .map(({ name }) => name)
    .sort();

/** As JavaScript writes it: `max_pool2d` is `maxPool2d` there. */
const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

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
  const { core } = await openWorld(www);
  const { ops } = messages[lang];
  const readme = readmeOf(www, lang, op);
  // Rust is what a fence without a language holds in a README that is documentation, too.
  const source = readme.replace(
    /^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm,
    (_, lang, code) => `\`\`\`${lang || "rust"}\n${code}\`\`\``,
  );
  const linkOf = linkIn(readCourse(www, lang), null, pages);
  // A link into Rust's own documentation has no place here.
  const text = markdown(source, (target) => (/::|^(?!https?:|op:|page:)[A-Z]/.test(target) ? null : linkOf(target)));
  const read = (file: string) => readFileSync(resolve(folderOf(www), op, file), "utf8");
  const body = `<article class="lesson">
${text}
${renderParams(core.params(camel(op) as AnyOpName), ops)}
<details><summary>${ops.naive}</summary>${highlighted(read("naive.rs"), "rust")}</details>
<details><summary>${ops.kernel}</summary>${highlighted(read("kernel.wgsl"), "wgsl")}</details>
<nav class="neighbours"><a href="../">${ops.title}</a><a href="../../receipts/">${ops.proof}</a></nav>
</article>`;
  return { title: op, summary: summaryOf(readme), script: "document", body };
}

type Params = { name: string; min: number; max: number; default: number }[];

function renderParams(params: Params, ops: (typeof messages)["ko"]["ops"]): string {
  if (params.length === 0) return "";
  const rows = params.map(
    ({ name, min, max, default: initial }) =>
      `<tr><th scope="row" class="mono">${name}</th><td class="mono">${formatNumber(min)} … ${formatNumber(max)}</td><td class="mono">${formatNumber(initial, 3)}</td></tr>`,
  );
  return `<h2>${ops.parameters}</h2>
<div class="table" tabindex="0"><table><thead><tr><th scope="col">${ops.name}</th><th scope="col">${ops.range}</th><th scope="col">${ops.initial}</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>`;
}
