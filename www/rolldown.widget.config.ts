/** The notebook's widget: one module with everything inside, which is how Jupyter hands it to the page. */
import { resolve } from "node:path";
import { defineConfig } from "rolldown";
import { publicAddress } from "./build/address.ts";
import { inside, styleTexts } from "./build/package/addresses.ts";

const www = import.meta.dirname;

export default defineConfig({
  cwd: www,
  input: resolve(www, "pages/widget.ts"),
  plugins: [styleTexts(), inside()],
  resolve: { alias: { convscope: resolve(www, "../pkg/convscope.js") } },
  tsconfig: false,
  transform: {
    target: ["chrome110", "firefox115", "safari16.4"],
    define: { __ADDRESS__: JSON.stringify(publicAddress()), "import.meta.env.DEV": "false" },
  },
  output: {
    file: resolve(www, "../pkg/python/src/convscope/widget.js"),
    format: "es",
    codeSplitting: false,
    minify: true,
  },
});
