import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";
import { type Lang, languages, learn, type Messages, messages } from "../i18n/index.ts";
import { type LabName, labNames, labs } from "../i18n/labs.ts";
import { receipts } from "../i18n/receipts.ts";
import { firstScript, preloads } from "./chunks.ts";
import { renderEntry } from "./lessons/contents.ts";
import { lessonPages } from "./lessons/pages.ts";
import { opPages } from "./ops.ts";
import { escaped, previewTags } from "./previews.ts";
import { teacherPages } from "./teachers.ts";

await Promise.all(languages.map(learn));

/** What a page made from Markdown fills its template with. */
export interface Document {
  title: string;
  summary: string;
  script: string;
  /** HTML. */
  body: string;
}

/** A page of the site: which template makes it, in which language, at which address. */
interface Page {
  address: string;
  template: string;
  lang: Lang;
  /** How a link climbs from the page to the root of the site. */
  up: string;
  /** Its address below its language's folder. */
  here: string;
  /** The lab that it is about. */
  lab?: LabName;
  /** Made anew at every request, so that what is being written shows. */
  document?: () => Promise<Document>;
}

/** A page made from Markdown, by its address below the languages' folders. */
export interface DocumentPage {
  lang: Lang;
  here: string;
  make: () => Promise<Document>;
}

/** Pages that stand once in each language, by their address below it. */
const bilingual = { "": "home.html", "receipts/": "receipts.html" };

const upFrom = (here: string) => "../".repeat(here.split("/").length);

function listPages(root: string): Page[] {
  const documents = [
    ...lessonPages(root, Object.keys(bilingual)),
    ...opPages(root, Object.keys(bilingual)),
    ...teacherPages(root),
  ];
  return [
    { address: "index.html", template: "home.html", lang: "ko", up: "./", here: "" },
    ...languages.flatMap((lang) =>
      Object.entries(bilingual).map(
        ([here, template]): Page => ({ address: `${lang}/${here}index.html`, template, lang, up: upFrom(here), here }),
      ),
    ),
    ...labNames.map(
      (lab): Page => ({
        address: `embed/${lab}/index.html`,
        template: "embed.html",
        lang: "ko",
        up: "../../",
        here: "",
        lab,
      }),
    ),
    ...languages.flatMap((lang) =>
      labNames.map((lab): Page => {
        const here = `labs/${lab}/`;
        return { address: `${lang}/${here}index.html`, template: "lab.html", lang, up: upFrom(here), here, lab };
      }),
    ),
    ...documents.map(
      ({ lang, here, make }): Page => ({
        address: `${lang}/${here}index.html`,
        template: "document.html",
        lang,
        up: upFrom(here),
        here,
        document: make,
      }),
    ),
  ];
}

/**
 * Makes every page from its template: `{{home.title}}` is a message in the page's language, `{{up}}` the way to the
 * root, `{{here}}` the page below its language's folder, `{{lab}}` the lab it is about, `{{lab.name}}` its name, `{{> header}}` a part
 * that pages share, `{{course}}` the entry to the course, `{{document.body}}` what Markdown gave.
 */
export function pages(root: string): Plugin {
  const byFile = new Map(listPages(root).map((page) => [resolve(root, page.address), page]));
  const scripts = ["pages/elements.ts", "pages/embed.ts", firstScript].map((name) => resolve(root, name));
  const render = async (page: Page) => {
    const read = (name: string) => readFileSync(resolve(root, "pages", name), "utf8");
    const document = await page.document?.();
    const template = read(page.template).replace(/\{\{> (\w+)\}\}\n/g, (_, part: string) => read(`parts/${part}.html`));
    const whole = template.replace("{{course}}", () => renderEntry(root, page.up, page.lang));
    const html = whole.replace(/\{\{([\w.]+)\}\}/g, (_, key: string) => fill(key, page, document));
    const [title = "", text = ""] = [/<title[^>]*>([^<]*)/, /<meta name="description" content="([^"]*)/].map((what) =>
      unescaped(what.exec(html)?.[1] ?? ""),
    );
    return html.replace("  </head>", `${previewTags(root, page, title.replace(/ · Convscope$/, ""), text)}  </head>`);
  };
  return {
    name: "convscope-pages",
    config: () => ({ build: { rolldownOptions: { input: [...byFile.keys(), ...scripts] } } }),
    resolveId: (id) => (byFile.has(resolve(root, id)) ? resolve(root, id) : undefined),
    load(id) {
      const page = byFile.get(id);
      return page && render(page);
    },
    transformIndexHtml: {
      order: "post",
      handler(_, { filename, bundle }) {
        const page = byFile.get(filename);
        if (!page || !bundle || !(page.lab || page.template === "home.html")) return [];
        const { address, template, lang, lab = null } = page;
        return preloads(root, { address, lang: template === "embed.html" ? null : lang, lab }, bundle);
      },
    },
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const path = (request.url ?? "/")
          .split("?")[0]
          .replace(/^\//, "")
          .replace(/(^|\/)$/, "$1index.html");
        const page = byFile.get(resolve(root, path));
        if (!page) return next();
        response.setHeader("Content-Type", "text/html");
        response.end(await server.transformIndexHtml(request.url ?? "/", await render(page)));
      });
    },
  };
}

const unescaped = (html: string) =>
  html
    .replace(/&lt;/g, "<")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");

function fill(key: string, page: Page, document: Document | undefined): string {
  if (key === "up") return page.up;
  if (key === "lang" || key === "here") return page[key];
  if (key === "home") return page.address === "index.html" ? page.up : `${page.up}${page.lang}/`;
  if (key === "page") return page.address === "index.html" ? "" : page.lang;
  if (key === "lab") return page.lab ?? "";
  const [group, name] = key.split(".");
  if (group === "document" && document) {
    const text = document[name as keyof Document];
    return name === "body" ? text : escaped(text);
  }
  if (group === "lab" && page.lab) return escaped(labs[page.lang][page.lab][name as "name" | "says"]);
  if (group === "receipts") return escaped(String(receipts[page.lang][name as keyof typeof receipts.ko]));
  let found: unknown = messages(page.lang) satisfies Messages;
  for (const part of key.split(".")) found = (found as Record<string, unknown>)?.[part];
  if (typeof found !== "string") throw new Error(`${page.template} asks for {{${key}}}, which is no message`);
  return escaped(found);
}
