/** The teacher's page: the workbench, where to paste what, and the reference of every element. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Lang, languages } from "../i18n/index.ts";
import { type LabName, labNames, labs } from "../i18n/labs.ts";
import { attributesKo, controlsKo, eventsKo, membersKo } from "../i18n/reference.ts";
import { teachers } from "../i18n/teachers.ts";
import { highlighted, openHighlighter } from "./lessons/highlight.ts";
import { escapeHtml } from "./lessons/tags.ts";
import type { Document, DocumentPage } from "./pages.ts";
import { type Entry, type Reference, referenceOf } from "./reference.ts";

export function teacherPages(root: string): DocumentPage[] {
  return languages.map((lang) => ({ lang, here: "teachers/", make: () => render(root, lang) }));
}

/** Text with `code` in it. */
const prose = (text: string) => escapeHtml(text).replace(/`([^`]*)`/g, "<code>$1</code>");

/** The words for a name in the page's language; English ones are the docblock's own, and stand in where no others are. */
function wordsFor(lang: Lang, lab: LabName, { name, text }: Entry, korean: Record<string, string>): string {
  if (lang === "en") return prose(text);
  const found = korean[`${lab}.${name}`] ?? korean[name];
  return found ? prose(found) : `<span lang="en">${prose(text)}</span>`;
}

/** A table of names and, as HTML, what they mean. */
function table(head: string, meaning: string, rows: [string, string][]): string {
  if (rows.length === 0) return "";
  const body = rows.map(([name, text]) => `<tr><td><code>${escapeHtml(name)}</code></td><td>${text}</td></tr>`);
  return `<div class="table" tabindex="0"><table><thead><tr><th>${head}</th><th>${meaning}</th></tr></thead><tbody>${body.join("\n")}</tbody></table></div>`;
}

function renderLab(lang: Lang, lab: LabName, reference: Reference): string {
  const words = teachers[lang];
  const rows = (entries: Entry[], korean: Record<string, string>) =>
    entries.map((entry): [string, string] => [entry.name, wordsFor(lang, lab, entry, korean)]);
  const attributes = reference.attributes.map((entry): [string, string] =>
    entry.name === "controls" && lang === "ko"
      ? [entry.name, prose(controlsKo(reference.controls.join(" ")))]
      : [entry.name, wordsFor(lang, lab, entry, attributesKo)],
  );
  const members = [...reference.properties, ...reference.methods];
  return `<details class="reference" id="convscope-${lab}"><summary><code>&lt;convscope-${lab}&gt;</code> ${escapeHtml(labs[lang][lab].name)}</summary>
<p>${escapeHtml(labs[lang][lab].says)}</p>
${highlighted(reference.example, "html")}
${table(words.attribute, words.meaning, attributes)}
${table(words.event, words.meaning, rows(reference.events, eventsKo))}
${table(words.member, words.meaning, rows(members, membersKo))}
</details>`;
}

const driven = `<script type="module">
  import { load } from "…/embed.js";

  await load("convscope-convolution");
  const lab = document.querySelector("convscope-convolution");
  lab.state = { image: "chelsea", strides: [2, 2] };
  await lab.ready;
  lab.goTo(10, 20);
  console.log(lab.output.shape, lab.cell);
  lab.addEventListener("convscope-step", ({ detail }) => console.log(detail.y, detail.x, detail.value));
</script>`;

async function render(root: string, lang: Lang): Promise<Document> {
  await openHighlighter();
  const words = teachers[lang];
  const references = labNames.map((lab) => [lab, referenceOf(root, lab)] as const);
  const controls = Object.fromEntries(references.map(([lab, reference]) => [lab, reference.controls]));
  const { version } = JSON.parse(readFileSync(resolve(root, "../pkg/package.json"), "utf8"));
  const hosts = words.hosts.map(([name, text]) => `<li><b>${escapeHtml(name)}</b> ${escapeHtml(text)}</li>`);
  const body = `<article class="lesson teachers">
<div class="intro"><h1>${words.heading}</h1><p>${words.lead}</p></div>
<cs-builder data-controls="${escapeHtml(JSON.stringify(controls))}"></cs-builder>
<h2 id="where">${words.where}</h2>
<ul>${hosts.join("\n")}</ul>
<h2 id="versions">${words.versions}</h2>
<p>${words.versionsText(`embed-${version}.js`)}</p>
<h2 id="script">${words.script}</h2>
<p>${words.scriptText}</p>
<div data-site-script>${highlighted(driven, "html")}</div>
<h2 id="reference">${words.reference}</h2>
${references.map(([lab, reference]) => renderLab(lang, lab, reference)).join("\n")}
</article>`;
  return { title: words.title, summary: words.summary, script: "teachers", body };
}
