/** Serves target/site/ from two folders (as GitHub Pages and a course might), and a few pages that embed it. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const root = new URL("../../", import.meta.url).pathname;
const roots = {
  "/site/": join(root, "target/site"),
  "/pages/": join(root, "tests/browser/pages"),
  "/hosts/": join(root, "target/hosts"),
  "/pkg/": join(root, "pkg"),
  "/ops/": join(root, "src/ops"),
  "/course/unit-1/convscope/": join(root, "target/site"),
};
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".webmanifest": "application/manifest+json",
  ".png": "image/png",
};

createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  const prefix = Object.keys(roots).find((start) => path.startsWith(start));
  let file = prefix && join(roots[prefix], path.slice(prefix.length));
  if (file && existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
  if (!file || !existsSync(file)) {
    response.writeHead(404).end("not found");
    return;
  }
  response.writeHead(200, {
    "Content-Type": types[extname(file)] ?? "application/octet-stream",
    "Access-Control-Allow-Origin": "*",
  });
  createReadStream(file).pipe(response);
}).listen(Number(process.env.PORT ?? 4877), "127.0.0.1");
