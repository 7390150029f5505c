/**
 * What becomes of the files that scripts name by `new URL("…", import.meta.url)`: in the npm package they lie beside the
 * scripts, in a file of its own they are inside it. Both need no bundler's help to be found.
 */
import { readFileSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "rolldown";

const named = /new URL\(\s*"(\.{1,2}\/[^"]+)",\s*import\.meta\.url,?\s*\)/g;
const worker = /new Worker\(\s*new URL\(\s*"\.{1,2}\/[^"]+\.ts",\s*import\.meta\.url,?\s*\)/g;
const mediaTypes: Record<string, string> = {
  ".webp": "image/webp",
  ".json": "application/json",
  ".npz": "application/zip",
};

/** Each file beside the scripts, in their one folder; a worker becomes a script of its own. */
export function beside(): Plugin {
  return {
    name: "convscope-beside",
    transform(code, id) {
      if (!code.includes("import.meta.url")) return null;
      const asked = [...code.matchAll(named)].map(([, path]) => resolve(dirname(id), path));
      for (const file of asked) {
        const fileName = outputName(file);
        if (extname(file) === ".ts") this.emitFile({ type: "chunk", id: file, fileName });
        else this.emitFile({ type: "asset", fileName, source: readFileSync(file) });
      }
      return code.replace(named, (_, path: string) => `new URL("./${outputName(path)}", import.meta.url)`);
    },
  };
}

const outputName = (path: string) => basename(path).replace(/\.ts$/, ".js");

/** Everything inside: wasm as packed bytes, pictures as data: addresses. A worker is a second file, so there is none. */
export function inside(): Plugin {
  return {
    name: "convscope-inside",
    transform(code, id) {
      if (!code.includes("import.meta.url")) return null;
      const alone = code.replace(worker, 'workerInside("one file"');
      const filled = alone.replace(named, (_, path: string) => contentOf(resolve(dirname(id), path)));
      return filled === code ? null : `${filled}\n${helpers}`;
    },
  };
}

/** Stands in every script that needs it; those that do not lose it again. */
const helpers = `function workerInside() { throw new Error("a file of its own has no worker"); }
function wasmInside(text) {
  const packed = new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]);
  return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}`;

function contentOf(file: string): string {
  const content = readFileSync(file);
  if (extname(file) === ".wasm") return `wasmInside("${gzipSync(content, { level: 9 }).toString("base64")}")`;
  const type = mediaTypes[extname(file)];
  if (!type) throw new Error(`${file} has an ending that no file of its own may hold`);
  return `new URL("data:${type};base64,${content.toString("base64")}")`;
}

/** A style sheet asked for as text: `./tokens.css?inline`. */
export function styleTexts(): Plugin {
  const mark = "?inline";
  return {
    name: "convscope-style-texts",
    resolveId: (id, importer) => (id.endsWith(mark) && importer ? resolve(dirname(importer), id) : null),
    load: (id) =>
      id.endsWith(mark) ? `export default ${JSON.stringify(readFileSync(id.slice(0, -mark.length), "utf8"))}` : null,
  };
}
