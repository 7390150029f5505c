/** Code that has run: the three programs of a block side by side, with what they printed. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { CourseMessages } from "../../i18n/course.ts";
import { highlighted } from "./highlight.ts";
import type { Lesson } from "./source.ts";
import { escapeHtml, openingTag, type Tag } from "./tags.ts";

export const libraries = { numpy: "NumPy", tensorflow: "TensorFlow", pytorch: "PyTorch" } as const;

/** What `cargo xtask oracle` committed beside the programs. */
export interface CodeResult {
  output: number[];
  shape: number[];
  generator: { sources: string[]; sha256: string };
  programs: Record<keyof typeof libraries, { version: string; stdout: string }>;
}

export function renderCode(tag: Tag, lesson: Lesson, www: string, text: string, words: CourseMessages): string {
  const { id } = tag.attributes;
  if (!id) throw new Error("<convscope-code> needs an id");
  const folder = resolve(www, "lessons/code", lesson.name, id);
  const result = readResult(folder, www, id);
  const panels = Object.entries(libraries).map(([name, title]) => {
    const source = readFileSync(resolve(folder, `${name}.py`), "utf8");
    const run = result.programs[name as keyof typeof libraries];
    return `<div slot="${name}" class="program"><p class="library">${title}</p>
${highlighted(source, "python")}<p class="printed">${words.tabs.printed}</p>
${highlighted(run.stdout, "text")}<p class="note">${escapeHtml(words.tabs.made(`${title} ${run.version}`))}</p></div>`;
  });
  return `<section class="code-block"><p class="kicker">${words.code}</p>${text}${openingTag("convscope-code", { id })}
${panels.join("\n")}</convscope-code></section>\n`;
}

/** What the programs gave; only if they are still those that ran. */
function readResult(folder: string, www: string, id: string): CodeResult {
  const path = resolve(folder, "output.json");
  const advice = "run `cargo xtask oracle`";
  if (!existsSync(path)) throw new Error(`code ${id}: its programs have not run yet: ${advice}`);
  const result: CodeResult = JSON.parse(readFileSync(path, "utf8"));
  const hash = createHash("sha256");
  for (const source of result.generator.sources) hash.update(readFileSync(resolve(www, "..", source)));
  if (hash.digest("hex") !== result.generator.sha256) {
    throw new Error(`code ${id}: a program was changed and has not run since: ${advice}`);
  }
  return result;
}
