/**
 * What other sites show of a link: OpenGraph data in every page, and static oEmbed answers for every lab. Both want whole
 * addresses, which only `CONVSCOPE_ADDRESS` can tell; without it there is no oEmbed, and the picture's address is relative.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";
import { type Lang, languages } from "../i18n/index.ts";
import { labNames, labs } from "../i18n/labs.ts";
import { publicAddress } from "./address.ts";

/** A page, as far as it is shown elsewhere. */
export interface Previewed {
  lang: Lang;
  up: string;
  address: string;
  lab?: string;
}

export const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

const locales: Record<Lang, string> = { ko: "ko_KR", en: "en_US" };

/** The tags of one page's head; `title` and `text` are what it is called and what it says of itself. */
export function previewTags(root: string, page: Previewed, title: string, text: string): string {
  const base = publicAddress();
  const picture = pictureOf(root, page);
  const tag = (name: string, content: string) => `    <meta property="og:${name}" content="${escaped(content)}" />`;
  const lines = [
    tag("site_name", "Convscope"),
    tag("type", "website"),
    tag("locale", locales[page.lang]),
    tag("title", title),
    tag("description", text),
    // Not for the bundler: other sites must find it under a name that stays.
    `    <meta property="og:image" content="${base || page.up}previews/${picture}" vite-ignore />`,
    tag("image:width", "1200"),
    tag("image:height", "630"),
    `    <meta name="twitter:card" content="summary_large_image" />`,
  ];
  if (base) {
    const here = page.address.replace(/index\.html$/, "");
    lines.push(tag("url", base + here));
    if (page.lab) {
      const answer = `${base}oembed/${page.lang}/${page.lab}.json`;
      lines.push(
        `    <link rel="alternate" type="application/json+oembed" href="${answer}" title="${escaped(title)}" />`,
      );
    }
  }
  return `${lines.join("\n")}\n`;
}

const folderOf = (root: string) => resolve(root, "data/previews");

/** The lab's picture in the page's language, or the site's. */
function pictureOf(root: string, { lang, lab }: Pick<Previewed, "lang" | "lab">): string {
  const own = `${lab}.${lang}.jpg`;
  return lab && existsSync(resolve(folderOf(root), own)) ? own : `site.${lang}.jpg`;
}

/** What an oEmbed consumer asks for: https://oembed.com, type "rich". */
function oembed(root: string, base: string, lang: Lang, lab: (typeof labNames)[number]) {
  const { name } = labs[lang][lab];
  const src = `${base}embed/${lab}/?lang=${lang}`;
  return {
    version: "1.0",
    type: "rich",
    provider_name: "Convscope",
    provider_url: base,
    title: name,
    html: `<iframe src="${src}" width="100%" height="860" title="${escaped(name)}" loading="lazy" allow="fullscreen; clipboard-write" allowfullscreen></iframe>`,
    width: 1000,
    height: 860,
    thumbnail_url: `${base}previews/${pictureOf(root, { lang, lab })}`,
    thumbnail_width: 1200,
    thumbnail_height: 630,
  };
}

/** Writes the pictures and the answers beside the pages. */
export function previews(root: string): Plugin {
  return {
    name: "convscope-previews",
    generateBundle() {
      for (const file of readdirSync(folderOf(root)).filter((name) => name.endsWith(".jpg"))) {
        const source = readFileSync(resolve(folderOf(root), file));
        this.emitFile({ type: "asset", fileName: `previews/${file}`, source });
      }
      const base = publicAddress();
      if (!base) return;
      for (const lang of languages) {
        for (const lab of labNames) {
          const source = `${JSON.stringify(oembed(root, base, lang, lab), null, 2)}\n`;
          this.emitFile({ type: "asset", fileName: `oembed/${lang}/${lab}.json`, source });
        }
      }
    },
  };
}
