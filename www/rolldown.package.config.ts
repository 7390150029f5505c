/** The labs as elements of the npm package: pkg/elements/, scripts that any bundler takes, or none. */
import { resolve } from "node:path";
import { defineConfig, type Plugin } from "rolldown";
import { publicAddress } from "./build/address.ts";
import { beside, styleTexts } from "./build/package/addresses.ts";
import { labNames } from "./i18n/labs.ts";

const www = import.meta.dirname;

const define = (lab: string) => resolve(www, `components/${lab}/define.ts`);

/** A script that defines all of them. */
const everyLab: Plugin = {
  name: "convscope-every-lab",
  resolveId: (id) => (id === "every-lab" ? id : null),
  load: (id) =>
    id === "every-lab" ? labNames.map((lab) => `import ${JSON.stringify(define(lab))};`).join("\n") : null,
};

export default defineConfig({
  cwd: www,
  input: {
    index: "every-lab",
    ...Object.fromEntries(labNames.map((lab) => [lab, define(lab)])),
  },
  external: ["convscope"],
  plugins: [everyLab, styleTexts(), beside()],
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
