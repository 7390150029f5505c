import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vite";
import { publicAddress } from "./build/address.ts";
import { chunkGroups } from "./build/chunks.ts";
import { exercisesByLesson } from "./build/lessons/contents.ts";
import { newestScript } from "./build/newest-script.ts";
import { offline } from "./build/offline.ts";
import { pages } from "./build/pages.ts";
import { previews } from "./build/previews.ts";

const root = import.meta.dirname;
const { version } = JSON.parse(readFileSync(resolve(root, "../pkg/package.json"), "utf8"));

/** Teachers' pages name these two; everything else is found through them or through a page. */
const scripts: Record<string, string> = { elements: "elements.js", embed: `embed-${version}.js` };

export default defineConfig({
  root,
  // Relative, so that the site works from any folder of any static server.
  base: "./",
  publicDir: "public",
  plugins: [pages(root), newestScript(scripts.embed), previews(root), offline(root)],
  // Where the site will stand, for what needs whole addresses: `CONVSCOPE_ADDRESS=https://example.org/convscope/`.
  define: {
    __SITE__: "true",
    __ADDRESS__: JSON.stringify(publicAddress()),
    __VERSION__: JSON.stringify(version),
    __EXERCISES__: JSON.stringify(exercisesByLesson(root)),
  },
  resolve: { alias: { convscope: resolve(root, "../pkg/convscope.js") } },
  worker: { format: "es" },
  build: {
    target: ["chrome110", "firefox115", "safari16.4"],
    outDir: resolve(root, "../target/site"),
    emptyOutDir: true,
    // An inlined asset would be a data: address, which the content security policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // What embed.js offers to other people's scripts stays.
      preserveEntrySignatures: "exports-only",
      output: {
        entryFileNames: ({ name }) => scripts[name] ?? "assets/[name]-[hash].js",
        codeSplitting: { groups: chunkGroups(root) },
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
});
