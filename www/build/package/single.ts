/** One HTML file for a lab: script, style, wasm and pictures inside it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "rolldown";
import { languages, learn, messages } from "../../i18n/index.ts";

await Promise.all(languages.map(learn));

/** Puts the one script of the bundle into the page. */
export function singlePage(www: string, lab: string): Plugin {
  return {
    name: "convscope-single-page",
    generateBundle(_, bundle) {
      const [[name, chunk], ...more] = Object.entries(bundle);
      if (chunk.type !== "chunk" || more.length > 0) throw new Error(`${lab} is more than one script`);
      // A script ends at the first closing tag, wherever it stands.
      const script = chunk.code.replaceAll("</script", "<\\/script");
      delete bundle[name];
      this.emitFile({ type: "asset", fileName: `${lab}.html`, source: render(www, lab, script) });
    },
  };
}

/** A script that makes the lab's element and opens it. */
export function singleEntry(www: string, lab: string): Plugin {
  const entry = `single:${lab}`;
  return {
    name: "convscope-single-entry",
    resolveId: (id) => (id === entry ? entry : null),
    load: (id) =>
      id === entry
        ? `import ${JSON.stringify(resolve(www, `components/${lab}/define.ts`))};
import { openSingle } from ${JSON.stringify(resolve(www, "pages/single.ts"))};
openSingle();`
        : null,
  };
}

function render(www: string, lab: string, script: string): string {
  const read = (file: string) => readFileSync(resolve(www, file), "utf8");
  const style = `${read("styles/tokens.css")}\n${read("styles/site.css").replace('@import "./tokens.css";', "")}`;
  const both = (pick: (words: ReturnType<typeof messages>) => string) =>
    languages.map((lang) => pick(messages(lang))).join(" · ");
  const filled: Record<string, string> = {
    lab,
    script,
    style,
    policy: policyFor(script, style),
    mark: Buffer.from(read("data/mark.svg")).toString("base64"),
    old: both(({ site }) => site.old),
    scriptless: both(({ site }) => site.scriptless),
  };
  return read("pages/single.html").replace(/\{\{(\w+)\}\}/g, (_, key: string) => filled[key]);
}

/** This script and this style, and nothing from anywhere: what a page from a disk or a course may do. */
function policyFor(script: string, style: string): string {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "img-src blob: data:",
    "connect-src blob: data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
