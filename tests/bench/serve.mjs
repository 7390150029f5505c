/** Serves the pages of the benchmark, the package and the peers on 127.0.0.1, and remembers what was asked for. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const roots = {
  "/bench/": join(here, "page"),
  "/peers/": join(here, "node_modules"),
  "/burn/": join(here, "../../target/bench/burn/bound"),
  "/pkg/": join(here, "../../pkg"),
  "/site/": join(here, "../../target/site"),
};
const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
};

/** The file of a path, if it is one of ours. */
export function fileOf(path) {
  const clean = normalize(decodeURIComponent(path));
  const prefix = Object.keys(roots).find((start) => clean.startsWith(start));
  return prefix && join(roots[prefix], clean.slice(prefix.length));
}

/** No Cross-Origin-Opener-Policy: without it a page has no shared memory, and every subject has one thread. */
export async function serve() {
  const asked = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const file = fileOf(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    if (!file || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end("not found");
      return;
    }
    asked.push(pathname);
    response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, asked, close: () => server.close() };
}
