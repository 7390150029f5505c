/** Code that has run: the three programs of a block side by side, with what they printed. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { CourseMessages } from "../../i18n/course.ts";
import { highlighted } from "./highlight.ts";
import { escapeHtml, openingTag } from "./tags.ts";

export const libraries = { numpy: "NumPy", tensorflow: "TensorFlow", pytorch: "PyTorch" } as const;

/** What `cargo xtask oracle` committed beside the programs. */
export interface CodeResult {
  output: number[];
  shape: number[];
  generator: { sources: string[]; sha256: string };
  programs: Record<keyof typeof libraries, { version: string; stdout: string }>;
}

/** What the programs gave; only if they are still those that ran. */
export function readResult(folder: string, www: string): CodeResult {
  const path = resolve(folder, "output.json");
  const advice = "run `cargo xtask oracle`";
  if (!existsSync(path)) throw new Error(`its programs have not run yet: ${advice}`);
  const result: CodeResult = JSON.parse(readFileSync(path, "utf8"));
  const hash = createHash("sha256");
  for (const source of result.generator.sources) hash.update(readFileSync(resolve(www, "..", source)));
  if (hash.digest("hex") !== result.generator.sha256) {
    throw new Error(`a program was changed and has not run since: ${advice}`);
  }
  return result;
}

/** Stops unless the core computes what the programs gave. */
export function checkResult({ output }: CodeResult, computed: number[], tolerance: number): void {
  const same = (value: number, at: number) =>
    Math.abs(value - computed[at]) <= tolerance * Math.max(1, Math.abs(computed[at]));
  if (output.length === computed.length && output.every(same)) return;
  const written = (values: number[]) => `${values.length} values (${values.slice(0, 4).join(", ")}, …)`;
  throw new Error(`its programs gave ${written(output)}, but the core computes ${written(computed)}`);
}

export function renderCode(
  id: string,
  folder: string,
  result: CodeResult,
  text: string,
  words: CourseMessages,
): string {
  const panels = Object.entries(libraries).map(([name, title]) => {
    const source = readFileSync(resolve(folder, `${name}.py`), "utf8");
    const run = result.programs[name as keyof typeof libraries];
    return `<div slot="${name}" class="program"><p class="framework">${title}</p>
${highlighted(source, "python")}<p class="printed">${words.tabs.printed}</p>
${highlighted(run.stdout, "text")}<p class="note">${escapeHtml(words.tabs.made(`${title} ${run.version}`))}</p></div>`;
  });
  return `<section class="code-block"><p class="kicker">${words.code}</p>${text}${openingTag("convscope-code", { id })}
${panels.join("\n")}</convscope-code></section>\n`;
}
