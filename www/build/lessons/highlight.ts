/** Code in colours: classes, not inline styles, which the content security policy forbids. */
import { createCssVariablesTheme, createHighlighter, type Highlighter } from "shiki";
import { escapeHtml } from "./tags.ts";

export const codeLanguages = ["python", "rust", "wgsl", "js", "ts", "html", "sh", "text"] as const;

let highlighter: Highlighter | undefined;
let opening: Promise<Highlighter> | undefined;

/** Loads the grammars; once, before anything is highlighted, however many pages are made at a time. */
export async function openHighlighter(): Promise<void> {
  const theme = createCssVariablesTheme({ name: "convscope", variablePrefix: "--" });
  const langs = codeLanguages.filter((lang) => lang !== "text");
  opening ??= createHighlighter({ themes: [theme], langs: [...langs] });
  highlighter = await opening;
}

/** A `<pre>` whose tokens carry classes such as `code-keyword`. It can be scrolled, so it can be focused. */
export function highlighted(code: string, language: string): string {
  if (!highlighter) throw new Error("the highlighter is not open");
  const lang = language || "text";
  if (!(codeLanguages as readonly string[]).includes(lang)) throw new Error(`no colours for code in "${language}"`);
  const { tokens } = highlighter.codeToTokens(code.replace(/\n$/, ""), { lang: lang as "python", theme: "convscope" });
  const lines = tokens.map((line) =>
    line
      .map(({ content, color }) => {
        const kind = /--token-([\w-]+)/.exec(color ?? "")?.[1];
        return kind ? `<span class="code-${kind}">${escapeHtml(content)}</span>` : escapeHtml(content);
      })
      .join(""),
  );
  return `<pre class="code" tabindex="0" data-language="${lang}"><code>${lines.join("\n")}</code></pre>\n`;
}
