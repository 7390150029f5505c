import { resolve } from "node:path";
import { defineConfig } from "vite";
import { publicAddress } from "./build/address.ts";
import { offline } from "./build/offline.ts";
import { pages } from "./build/pages.ts";

const root = import.meta.dirname;

export default defineConfig({
  root,
  // Relative, so that the site works from any folder of any static server.
  base: "./",
  publicDir: "public",
  plugins: [pages(root), offline(root)],
  // Where the site will stand, for what needs whole addresses: `CONVSCOPE_ADDRESS=https://example.org/convscope/`.
  define: { __ADDRESS__: JSON.stringify(publicAddress()) },
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
      output: {
        // Teachers' pages name this one; the others are found through it or through a page.
        entryFileNames: ({ name }) => (name === "elements" ? "elements.js" : "assets/[name]-[hash].js"),
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
});
