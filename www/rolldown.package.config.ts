/** The labs as elements of the npm package: pkg/elements/, scripts that any bundler takes, or none. */
import { resolve } from "node:path";
import { defineConfig } from "rolldown";
import { publicAddress } from "./build/address.ts";
import { beside, styleTexts } from "./build/package/addresses.ts";
import { labNames } from "./i18n/labs.ts";

const www = import.meta.dirname;

export default defineConfig({
  cwd: www,
  input: {
    index: resolve(www, "pages/elements.ts"),
    ...Object.fromEntries(labNames.map((lab) => [lab, resolve(www, `components/${lab}/define.ts`)])),
  },
  external: ["convscope"],
  plugins: [styleTexts(), beside()],
  tsconfig: false,
  transform: {
    target: ["chrome110", "firefox115", "safari16.4"],
    define: { __ADDRESS__: JSON.stringify(publicAddress()), "import.meta.env.DEV": "false" },
  },
  output: {
    dir: resolve(www, "../pkg/elements"),
    cleanDir: true,
    format: "es",
    entryFileNames: "[name].js",
    chunkFileNames: "part-[name]-[hash].js",
    paths: { convscope: "../convscope.js" },
  },
});
