/** What other sites show of a link: built once with a public address, read as they would read it. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const site = join(root, "target/site-with-address");
const address = "https://example.org/convscope/";

before(() => {
  const vite = join(root, "www/node_modules/vite/bin/vite.js");
  const options = ["build", "--outDir", site, "--emptyOutDir", "--logLevel", "error"];
  execFileSync("node", [vite, ...options], {
    cwd: join(root, "www"),
    env: { ...process.env, CONVSCOPE_ADDRESS: address.slice(0, -1) },
  });
});

const read = (path) => readFileSync(join(site, path), "utf8");
const meta = (html, name) => new RegExp(`<meta property="og:${name}" content="([^"]*)"`).exec(html)?.[1];

/** Labs by their folders, in both languages. */
const pages = ["ko", "en"].flatMap((lang) =>
  ["coordinates", "convolution", "pooling", "pipeline"].map((lab) => [lang, lab]),
);

test("every lab's page says what it is, with a picture that exists", () => {
  for (const [lang, lab] of pages) {
    const html = read(`${lang}/labs/${lab}/index.html`);
    assert.equal(meta(html, "url"), `${address}${lang}/labs/${lab}/`);
    assert.equal(meta(html, "image"), `${address}previews/${lab}.${lang}.jpg`);
    assert.ok(existsSync(join(site, `previews/${lab}.${lang}.jpg`)));
    assert.ok((meta(html, "title") ?? "").length > 3);
    assert.ok((meta(html, "description") ?? "").length > 10);
  }
  for (const page of ["index.html", "en/lessons/04-convolution/index.html", "ko/teachers/index.html"]) {
    const html = read(page);
    assert.match(meta(html, "image"), /^https:\/\/example\.org\/convscope\/previews\/site\.(ko|en)\.jpg$/);
    assert.ok(meta(html, "title") && meta(html, "description"), page);
  }
});

test("a lab's oEmbed answer is found from its page and frames it", () => {
  for (const [lang, lab] of pages) {
    const html = read(`${lang}/labs/${lab}/index.html`);
    const [, href] = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(html) ?? [];
    assert.ok(href?.startsWith(address), `${lang}/${lab} names no oEmbed answer`);
    const answer = JSON.parse(read(href.slice(address.length)));
    assert.equal(answer.version, "1.0");
    assert.equal(answer.type, "rich");
    assert.equal(answer.title, meta(html, "title"));
    assert.ok(answer.width > 0 && answer.height > 0);
    const [, src] = /^<iframe src="([^"]+)"/.exec(answer.html) ?? [];
    assert.equal(src, `${address}embed/${lab}/?lang=${lang}`);
    assert.ok(existsSync(join(site, `embed/${lab}/index.html`)));
    assert.ok(existsSync(join(site, answer.thumbnail_url.slice(address.length))));
  }
});

test("a build without an address promises no oEmbed answer", () => {
  const html = readFileSync(join(root, "target/site/en/labs/convolution/index.html"), "utf8");
  assert.doesNotMatch(html, /oembed/);
  assert.equal(meta(html, "image"), "../../../previews/convolution.en.jpg");
});
