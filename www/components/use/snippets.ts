/** What is copied, as text: each snippet reproduces what is on the screen. */
import { siteRoot } from "./place.ts";
import { addressOf, type Subject } from "./subject.ts";

const escaped = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** Below the lab the frame's page has a line that leads to the site, as tall as a finger needs. */
const heightOf = ({ height }: Subject) => height + 48;

/**
 * Only what every host keeps or ignores: Docusaurus fails on a `style` that is text, Canvas strips `allow` and `loading`,
 * MyST keeps `src` and `width`. An `&` before a name and `=` stays as it is: HTML reads it so, and a reader can, too.
 */
export function frame(subject: Subject): string {
  const src = addressOf(subject, "embed");
  const size = `width="100%" height="${heightOf(subject)}"`;
  return `<iframe src="${src}" ${size} title="${escaped(subject.title)}" loading="lazy" allow="fullscreen; clipboard-write" allowfullscreen></iframe>`;
}

/** The one script that a page of somebody else's needs. */
export function script(): string {
  return `<script type="module" src="${siteRoot()}embed.js"></script>`;
}

/** The element as HTML; before it the lab that it follows, which gets the id that this one names. */
export function element({ lab, lang, attributes, source }: Subject, id?: string): string {
  const before = source ? `${element(source, source.lab)}\n` : "";
  const named: [string, string][] = id ? [["id", id]] : [];
  const from: [string, string][] = source ? [["from", source.lab]] : [];
  const all: [string, string][] = [...named, ...from, ...attributes, ["lang", lang]];
  const text = all.map(([name, value]) => ` ${name}="${escaped(value)}"`).join("");
  return `${before}<convscope-${lab}${text}></convscope-${lab}>`;
}

/** MyST-Parser lets HTML through by this directive. */
export function sphinx(subject: Subject): string {
  return `\`\`\`{raw} html\n${frame(subject)}\n\`\`\``;
}

/** mystmd has a directive of its own for frames. */
export function mystmd(subject: Subject): string {
  return `\`\`\`{iframe} ${addressOf(subject, "embed")}\n:width: 100%\n:title: ${subject.title}\n\`\`\``;
}

export function jupyter(subject: Subject): string {
  const src = addressOf(subject, "embed");
  return `from IPython.display import IFrame\n\nIFrame("${src}", width="100%", height=${heightOf(subject)})`;
}
