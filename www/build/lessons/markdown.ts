/** Markdown as lessons and READMEs use it: CommonMark with tables, formulas, named symbols, heading ids and checked links. */
import MarkdownIt from "markdown-it";
import { formula } from "./formula.ts";
import { highlighted } from "./highlight.ts";
import { Aside, escapeHtml } from "./tags.ts";

/** Where a link in the text leads to; throws a sentence when nothing is there. Null leaves plain text. */
export type LinkOf = (target: string) => string | null;

const md = new MarkdownIt({ html: true, highlight: (code, language) => highlighted(code, language.split(/[\s,]/)[0]) });

/** Korean puts no blank between a word and its particle: `**"(y, x)"**를` ends an emphasis all the same. */
const hangul = /[\uAC00-\uD7A3]/;
const State = md.inline.State;
const scan = State.prototype.scanDelims;
State.prototype.scanDelims = function (start: number, canSplitWord: boolean) {
  const found = scan.call(this, start, canSplitWord);
  const [before, after] = [this.src[start - 1] ?? " ", this.src[start + found.length] ?? " "];
  if (hangul.test(after) && !/\s/.test(before)) found.can_close = true;
  if (hangul.test(before) && !/\s/.test(after)) found.can_open = true;
  return found;
};

md.renderer.rules.fence = (tokens, at, options) => {
  const { content, info } = tokens[at];
  return options.highlight?.(content, info.trim(), "") ?? "";
};

// A wide table is scrolled by itself, so that the page is not.
md.renderer.rules.table_open = () => '<div class="table" tabindex="0"><table>\n';
// A corner without a title is no heading.
const withoutEmptyHeads = (html: string) => html.replace(/<th><\/th>/g, "<td></td>");
md.renderer.rules.table_close = () => "</table></div>\n";

/** Headings with `{#id}`; a heading of a lesson must have one. */
function nameHeadings(html: string): string {
  return html.replace(/<h([23])>([\s\S]*?)\s*\{#([\w-]+)\}<\/h\1>/g, '<h$1 id="$3">$2</h$1>');
}

function followLinks(html: string, linkOf: LinkOf): string {
  return html.replace(/<a href="([^"]*)">([\s\S]*?)<\/a>/g, (_, target: string, text: string) => {
    const href = linkOf(decodeURIComponent(target));
    return href === null ? text : `<a href="${escapeHtml(href)}">${text}</a>`;
  });
}

/** Formulas stand aside while Markdown is read: an underscore in one is no emphasis. */
function withFormulas(source: string, render: (text: string) => string): string {
  const code = new Aside();
  const made: string[] = [];
  const keep = (html: string) => `\uE002${made.push(html) - 1}\uE003`;
  const text = code
    .take(source)
    .replace(/\$\$([\s\S]+?)\$\$/g, (_, tex: string) =>
      keep(`<div class="formula" tabindex="0">${formula(tex, true)}</div>`),
    )
    .replace(/\$([^\s$](?:[^$\n]*[^\s$])?)\$/g, (_, tex: string) => keep(formula(tex, false)));
  return render(code.giveBack(text))
    .replace(/<p>\s*\uE002(\d+)\uE003\s*<\/p>/g, "\uE002$1\uE003")
    .replace(/\uE002(\d+)\uE003/g, (_, at) => made[Number(at)]);
}

/** `[[stride|two cells]]`. A button element could not break across lines. */
const nameSymbols = (text: string) =>
  text.replace(
    /\[\[([\w-]+)\|([^\]]+)\]\]/g,
    (_, name: string, words: string) =>
      `<span class="symbol" role="button" tabindex="0" data-symbol="${name}">${words}</span>`,
  );

/** A text as blocks. */
export function markdown(source: string, linkOf: LinkOf): string {
  return withFormulas(source, (text) => {
    const code = new Aside();
    return followLinks(nameHeadings(withoutEmptyHeads(md.render(code.giveBack(nameSymbols(code.take(text)))))), linkOf);
  });
}

/** A text without its paragraph, for a place inside a line. */
export function markdownInline(source: string, linkOf: LinkOf): string {
  const html = markdown(source, linkOf).trim();
  return html.startsWith("<p>") && html.lastIndexOf("<p>") === 0 ? html.slice(3, -4) : html;
}
