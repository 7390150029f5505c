/** The app: its manifests and icons, and the service worker, which knows every file of the site. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { build, type Plugin } from "vite";
import { type Lang, languages } from "../i18n/index.ts";
import type { SiteFile } from "../offline/files.ts";
import { manifest } from "./manifest.ts";

const icons = ["icon-192.png", "icon-512.png", "maskable-512.png", "apple-touch-180.png"];
const worker = "sw.js";

export function offline(www: string): Plugin {
  return {
    name: "convscope-offline",
    apply: "build",
    generateBundle() {
      for (const icon of icons) {
        this.emitFile({
          type: "asset",
          fileName: `icons/${icon}`,
          source: readFileSync(resolve(www, "data/icons", icon)),
        });
      }
      for (const lang of languages) {
        this.emitFile({
          type: "asset",
          fileName: `${lang}.webmanifest`,
          source: JSON.stringify(manifest(lang as Lang)),
        });
      }
    },
    async writeBundle({ dir }) {
      if (!dir) throw new Error("the site has no folder");
      const files = listFiles(dir);
      const version = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 12);
      writeFileSync(resolve(dir, worker), await bundleWorker(www, JSON.stringify({ version, files })));
    },
  };
}

function listFiles(site: string): SiteFile[] {
  const entries = readdirSync(site, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => {
    const file = resolve(entry.parentPath, entry.name);
    const content = readFileSync(file);
    const path = relative(site, file).split(sep).join("/");
    return {
      // Some servers give a page at its folder's address alone.
      path: path.replace(/(^|\/)index\.html$/, "$1"),
      hash: `sha256-${createHash("sha256").update(content).digest("base64")}`,
      bytes: content.length,
    };
  });
  // Previews are for other sites, which are not there without a network.
  const kept = files.filter(({ path }) => path !== worker && !path.startsWith("previews/"));
  return kept.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** One classic script: not every browser of the last three years takes a module for a service worker. */
async function bundleWorker(www: string, site: string): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: "warn",
    root: www,
    define: { SITE: site },
    build: {
      write: false,
      target: ["chrome110", "firefox115", "safari16.4"],
      lib: { entry: resolve(www, "offline/worker.ts"), formats: ["iife"], name: "convscope" },
    },
  });
  const [{ output }] = made as { output: { code: string }[] }[];
  return output[0].code;
}
