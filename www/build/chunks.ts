/** Which modules stand in one file, and which files a page fetches at once: a first visit pays for each that it waits for. */
import { dirname, relative, resolve } from "node:path";
import type { HtmlTagDescriptor, Rolldown } from "vite";
import type { Lang } from "../i18n/languages.ts";

/** What the bundler tells of its modules. */
interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/** What `entry` imports, itself left out, however far away; not what is imported when needed. */
function importsOf(entry: string, graph: Graph): Set<string> {
  const found = new Set<string>();
  const visit = (id: string) => {
    for (const next of graph.getModuleInfo(id)?.importedIds ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(entry);
  return found;
}

/** Modules with files of their own: what the page's first script needs, and what fetches words. */
const alone: Record<string, string> = { "engine/worker-start.ts": "start", "i18n/index.ts": "words" };
/** The bundler's own, which everything that loads something later needs. */
const loader = "vite/preload-helper";

/**
 * Names the file of a module: `page` holds what every page imports, `lab` what the first page's labs do besides, and most
 * other labs too. A function for the bundler; null leaves the choice to it.
 */
export function chunkOf(root: string) {
  let lists: [string, Set<string>][] | undefined;
  return (id: string, graph: Graph): string | null => {
    lists ??= ["document", "home"].map((page, i) => [
      ["page", "lab"][i],
      importsOf(resolve(root, `pages/${page}.ts`), graph),
    ]);
    if (id.includes(loader)) return "page";
    return alone[relative(root, id)] ?? lists.find(([, ids]) => ids.has(id))?.[0] ?? null;
  };
}

/** The script that runs before all others of a page. */
export const firstScript = "pages/early.ts";

/** What a page will ask for only once its scripts run: the worker, the core, its language's words, its lab. */
export interface Wanted {
  /** Its file. */
  address: string;
  /** None where the visitor's language decides. */
  lang: Lang | null;
  lab: string | null;
}

/** Runs as soon as it has come, in no order. */
function asScript({ attrs }: HtmlTagDescriptor): HtmlTagDescriptor {
  const { href, ...others } = attrs ?? {};
  return { tag: "script", attrs: { type: "module", async: true, ...others, src: href }, injectTo: "head-prepend" };
}

/** What fetches it at once. */
export function preloads(root: string, { address, lang, lab }: Wanted, bundle: Rolldown.OutputBundle) {
  const files = Object.values(bundle);
  const chunkWith = (module: string) =>
    files.find((file) => file.type === "chunk" && file.moduleIds.includes(resolve(root, module))) as
      | Rolldown.OutputChunk
      | undefined;
  const scripts = new Set<string>();
  const add = (chunk: Rolldown.OutputChunk | undefined) => {
    if (!chunk || scripts.has(chunk.fileName)) return;
    scripts.add(chunk.fileName);
    for (const name of chunk.imports) add(bundle[name] as Rolldown.OutputChunk);
  };
  if (lang) add(chunkWith(`i18n/${lang}.ts`));
  if (lab) add(chunkWith(`components/${lab}/define.ts`));
  const core = files.find(({ fileName }) => /convscope_bg-[^/]*\.wasm$/.test(fileName));
  const link = (file: string, attrs: Record<string, string>): HtmlTagDescriptor => {
    const href = relative(dirname(address), file);
    const attributes = { ...attrs, crossorigin: true, href: href.startsWith(".") ? href : `./${href}` };
    return { tag: "link", attrs: attributes, injectTo: "head" };
  };
  const early = chunkWith(firstScript);
  const script = early && link(early.fileName, {});
  // The lab of backends has a worker of another kind.
  const starts = script && lab !== "backends" ? [asScript(script)] : [];
  return [
    ...starts,
    ...(core ? [link(core.fileName, { rel: "preload", as: "fetch" })] : []),
    ...[...scripts].map((file) => link(file, { rel: "modulepreload" })),
  ];
}
