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

/** What the page's first script needs, what fetches words, and the bundler's own, by which anything is loaded later. */
const start = "engine/worker-start.ts";
const words = "i18n/index.ts";
const loader = "vite/preload-helper";
/** What defines the first page's elements: that has to stay apart, or every lab's page would define them. */
const defining = /\/components\/(story\/|(convolution|pooling)\/define\.ts)/;

/**
 * Which modules stand together: `page` holds what every page imports, `lab` the first page's labs and
 * what most other labs share with them. What a group imports joins it, unless a group of higher priority has it.
 */
export function chunkGroups(root: string): Rolldown.CodeSplittingGroup[] {
  const lists = new Map<string, Set<string>>();
  const isOf = (page: string, id: string, graph: Graph) => {
    const known = lists.get(page) ?? importsOf(resolve(root, `pages/${page}.ts`), graph);
    lists.set(page, known);
    return known.has(id);
  };
  const group = (name: string, priority: number, has: (id: string, graph: Graph) => boolean) => ({
    name: (id: string, graph: Graph) => (has(id, graph) ? name : null),
    priority,
  });
  return [
    group("start", 4, (id) => id === resolve(root, start)),
    group("page", 3, (id, graph) => id.includes(loader) || isOf("document", id, graph)),
    group("words", 2, (id) => id === resolve(root, words)),
    group("lab", 1, (id, graph) => isOf("home", id, graph) && !defining.test(id)),
  ];
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
