/**
 * The benchmark's driver: one Chromium, one page a workload. `cargo xtask bench` calls it with CONVSCOPE_CHROMIUM set;
 * README.md says how times are taken. It writes target/bench/bench.json and bench.md, and fails when a result is wrong.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { gzipSync } from "node:zlib";

import { measureFelt } from "./felt.mjs";
import { workloads } from "./page/workloads.mjs";
import { failuresOf, report, subjects } from "./report.mjs";
import { fileOf, serve } from "./serve.mjs";
import { openTorch } from "./torch.mjs";

const require = createRequire(new URL("../../www/package.json", import.meta.url));
const { chromium } = require("@playwright/test");

const modules = subjects.filter(({ only }) => !only).map(({ module }) => module);
const isQuick = process.argv.includes("--quick");
/** One workload, and nothing of cold starts and what a person feels; undefined: all of it. */
const only = process.argv.slice(2).find((word) => word !== "--quick");
if (only && !workloads[only]) throw new Error(`${only} is no workload: there are ${Object.keys(workloads).join(", ")}`);
const rounds = isQuick ? 5 : 21;
/** A subject that hangs is not waited for for ever. */
const pageMinutes = 10;
const coldRounds = isQuick ? 3 : 7;

/** matplotlib's table, from the core's source. */
function viridis() {
  const source = readFileSync(new URL("../../src/pixels/viridis.rs", import.meta.url), "utf8");
  const colors = [...source.matchAll(/\[(\d+), (\d+), (\d+)\]/g)].flatMap((match) => match.slice(1, 4).map(Number));
  if (colors.length !== 256 * 3) throw new Error(`src/pixels/viridis.rs holds ${colors.length / 3} colours, not 256`);
  return colors;
}

/** roofline.wat as bytes. */
async function roofline() {
  const { default: binaryen } = await import(require.resolve("binaryen"));
  const text = readFileSync(new URL("page/roofline.wat", import.meta.url), "utf8");
  const module = binaryen.parseText(text);
  module.setFeatures(binaryen.Features.SIMD128);
  if (!module.validate()) throw new Error("roofline.wat is not valid");
  return [...module.emitBinary()];
}

/** `flags`: what this browser is to be told besides. */
async function launch(flags = []) {
  const executablePath = process.env.CONVSCOPE_CHROMIUM;
  if (!executablePath) throw new Error("CONVSCOPE_CHROMIUM must name a Chromium; `cargo xtask bench` finds one");
  const quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath, args: ["--no-sandbox", ...quiet, ...flags, "--js-flags=--expose-gc"] });
}

/** The site in a browser as people have it: without a graphics card it offers no WebGPU. */
async function felt(origin) {
  const browser = await launch();
  try {
    return await measureFelt(browser, origin, coldRounds);
  } finally {
    await browser.close();
  }
}

/** A page of its own for `work`, closed again. */
async function inPage(browser, origin, work, torch) {
  const context = await browser.newContext();
  const page = await context.newPage();
  if (torch) await page.exposeFunction("torch", torch.ask);
  let latest = "";
  page.on("console", (message) => {
    if (message.type() === "info") latest = message.text();
  });
  const ends = new Promise((_, reject) => {
    page.on("crash", () => reject(new Error(`the page crashed while ${latest}`)));
    setTimeout(
      () => reject(new Error(`the page was still ${latest} after ${pageMinutes} minutes`)),
      pageMinutes * 60_000,
    ).unref();
  });
  const works = async () => {
    await page.goto(`${origin}/bench/bench.html`);
    await page.waitForFunction(() => globalThis.bench !== undefined);
    return work(page);
  };
  try {
    return await Promise.race([works(), ends]);
  } finally {
    await context.close();
  }
}

async function runWorkload(browser, origin, id, table) {
  const options = { rounds, viridis: table, subjects: subjects.filter((subject) => (subject.only ?? id) === id) };
  const torch = options.subjects.some(({ isNative }) => isNative) ? openTorch() : undefined;
  const work = (page) => page.evaluate(([id, options]) => globalThis.bench.runWorkload(id, options), [id, options]);
  try {
    return await inPage(browser, origin, work, torch);
  } finally {
    torch?.close();
  }
}

async function runRoofline(browser, origin, wasm) {
  return inPage(browser, origin, (page) =>
    page.evaluate(([wasm, rounds]) => globalThis.bench.measureRoofline(wasm, rounds), [wasm, rounds]),
  );
}

/** The faster of two measurements, at the beginning and at the end: a roofline is what the machine can do. */
function best(a, b) {
  return {
    flopsPerMs: Math.max(a.flopsPerMs, b.flopsPerMs),
    keptMsPerByte: Math.min(a.keptMsPerByte, b.keptMsPerByte),
    freshMsPerByte: Math.min(a.freshMsPerByte, b.freshMsPerByte),
  };
}

/** A first visit, nothing cached: milliseconds to the first result of W1, and what was transferred for it, gzipped. */
async function coldStart(browser, { origin, asked }, subject) {
  asked.length = 0;
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${origin}/bench/cold.html?subject=${subject}`);
    const ms = await page.evaluate(() => globalThis.coldMs);
    // The benchmark's own files are no part of a subject, but for the loops, which are one.
    const files = asked.filter((path) => !path.startsWith("/bench/") || path.endsWith("/loops.mjs"));
    return { ms, files };
  } finally {
    await context.close();
  }
}

async function coldStarts(browser, server) {
  const cold = {};
  for (let round = 0; round < coldRounds; round++) {
    for (let place = 0; place < modules.length; place++) {
      const subject = modules[(place + round) % modules.length];
      const { ms, files } = await coldStart(browser, server, subject);
      cold[subject] ??= { times: [], files };
      cold[subject].times.push(ms);
    }
  }
  return Object.fromEntries(
    Object.entries(cold).map(([subject, { times, files }]) => {
      const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(fileOf(file)), { level: 9 }).length, 0);
      return [subject, { ms: times.toSorted((a, b) => a - b)[times.length >> 1], gzipBytes: bytes, files }];
    }),
  );
}

async function main() {
  const server = await serve();
  // A real graphics card answers too where Chromium would not offer it by itself.
  const browser = await launch(["--enable-unsafe-webgpu"]);
  const measured = { isQuick, rounds, date: new Date().toISOString().slice(0, 10), workloads: [] };
  measured.machine = { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, chromium: browser.version() };
  try {
    const [wasm, table] = [await roofline(), viridis()];
    console.log("   roofline");
    const before = await runRoofline(browser, server.origin, wasm);
    for (const [id, { title }] of Object.entries(workloads)) {
      if (only && id !== only) continue;
      console.log(`   ${id}: ${title}`);
      measured.workloads.push(await runWorkload(browser, server.origin, id, table));
    }
    if (!only) await measureVisits(measured, browser, server);
    measured.roofline = best(before, await runRoofline(browser, server.origin, wasm));
  } finally {
    await browser.close();
    server.close();
  }
  write(measured);
}

async function measureVisits(measured, browser, server) {
  console.log("   cold starts");
  measured.cold = await coldStarts(browser, server);
  console.log("   a photo dropped on the site, a changed weight, a first visit");
  measured.felt = await felt(server.origin);
}

function write(measured) {
  const folder = new URL("../../target/bench/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const { markdown, summary } = report(measured);
  writeFileSync(new URL("bench.json", folder), `${JSON.stringify({ ...measured, summary }, null, 1)}\n`);
  writeFileSync(new URL("bench.md", folder), markdown);
  console.log(`\n${markdown}\n   written to target/bench/bench.md and bench.json`);
  const failures = failuresOf(measured);
  for (const failure of failures) console.log(`   ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}

await main();
