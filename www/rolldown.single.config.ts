/** Each lab as one HTML file, in target/dist/labs/. */
import { resolve } from "node:path";
import { defineConfig } from "rolldown";
import { publicAddress } from "./build/address.ts";
import { inside, styleTexts } from "./build/package/addresses.ts";
import { singleEntry, singlePage } from "./build/package/single.ts";
import { labNames } from "./i18n/labs.ts";

const www = import.meta.dirname;

export default defineConfig(
  labNames.map((lab) => ({
    cwd: www,
    input: `single:${lab}`,
    plugins: [singleEntry(www, lab), styleTexts(), inside(), singlePage(www, lab)],
    resolve: { alias: { convscope: resolve(www, "../pkg/convscope.js") } },
    tsconfig: false,
    transform: {
      target: ["chrome110", "firefox115", "safari16.4"],
      define: {
        __ADDRESS__: JSON.stringify(publicAddress()),
        "import.meta.env.DEV": "false",
        // A classic script has no address of its own.
        "import.meta.url": '"about:blank"',
      },
    },
    output: {
      dir: resolve(www, "../target/dist/labs"),
      format: "iife" as const,
      codeSplitting: false,
      minify: true,
      entryFileNames: `${lab}.js`,
    },
  })),
);
