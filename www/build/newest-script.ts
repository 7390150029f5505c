import type { Plugin } from "vite";

/** `embed.js` is the newest version under a name that stays; the version itself has a name of its own. */
export function newestScript(versioned: string): Plugin {
  return {
    name: "convscope-newest-script",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "embed.js", source: `export * from "./${versioned}";\n` });
    },
  };
}
