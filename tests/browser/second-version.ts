/** A second version of the site: the same sources with one sentence changed, built by the same bundler. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const root = new URL("../../", import.meta.url).pathname;
const folder = join(root, "target/second-version");

/** Builds it with `after` for the heading `before` of the English course. Gives its folder. */
export function buildSecondVersion(before: string, after: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const www = join(folder, "www");
  cpSync(join(root, "www"), www, { recursive: true, filter: (path) => basename(path) !== "node_modules" });
  for (const linked of ["pkg", "src", "tests", "www/node_modules"])
    symlinkSync(join(root, linked), join(folder, linked));
  const words = join(www, "i18n/course.ts");
  const text = readFileSync(words, "utf8");
  if (!text.includes(before)) throw new Error(`the course does not say "${before}"`);
  writeFileSync(words, text.replace(before, after));
  execFileSync("node", [join(root, "www/node_modules/vite/bin/vite.js"), "build", "--logLevel", "error"], {
    cwd: www,
    stdio: "pipe",
  });
  return join(folder, "target/site");
}
