/** The packed npm package as somebody else's project has it: installed from the file, bundled by Vite, or plain in Node.js. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { labNames } from "../../www/i18n/labs.ts";
import { FolderServer } from "./folder-server.ts";
import { expect, type LabElement, pictureFile, test } from "./labs.ts";

const root = new URL("../../", import.meta.url).pathname;
const folder = join(root, "target/consumer");
const tools = join(root, "www/node_modules");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

interface Packed {
  filename: string;
  files: { path: string; size: number }[];
}

let packed: Packed;

/** The README's examples of a kind, as they stand there. */
const examples = (kind: string) =>
  [...readFileSync(join(root, "pkg/README.md"), "utf8").matchAll(/^```js (\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === kind)
    .map(([, , code]) => code);

/** What an example says that it prints. */
const promised = (code: string) => [...code.matchAll(/console\.log\(.*\);\s*\/\/ (.+)$/gm)].map(([, text]) => text);

test.beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const told = execFileSync(npm, ["pack", "--json", "--pack-destination", folder], { cwd: join(root, "pkg") });
  const [first] = Object.values(JSON.parse(String(told))) as Packed[];
  packed = first;
  cpSync(join(root, "tests/consumer/vite"), folder, { recursive: true });
  const install = ["install", "--offline", "--no-audit", "--no-fund", `./${packed.filename}`];
  execFileSync(npm, install, { cwd: folder, stdio: "pipe" });
});

test.use({ expected: /a request to http:\/\/127\.0\.0\.1:\d+\/app\// });

test("the package holds what it needs and nothing else", () => {
  const paths = packed.files.map(({ path }) => path);
  const wanted = [
    "package.json",
    "README.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "convscope.js",
    "convscope.d.ts",
    "convscope_bg.wasm",
    "convscope_gpu_bg.wasm",
    "convscope_decode_bg.wasm",
    "convscope_network_bg.wasm",
    "convscope_code_bg.wasm",
    "elements.d.ts",
    "elements/index.js",
    "elements/convolution.js",
    "elements/worker.js",
    "elements/chelsea.webp",
  ];
  expect(wanted.filter((path) => !paths.includes(path))).toEqual([]);
  expect(
    paths.filter(
      (path) => !/^[\w-]+(\.d)?\.(js|ts|wasm|json|md)$|^LICENSE-\w+$|^elements\/[\w-]+\.(js|webp|json|npz)$/.test(path),
    ),
  ).toEqual([]);
  const own = JSON.parse(readFileSync(join(folder, "node_modules/convscope/package.json"), "utf8"));
  expect(own).toMatchObject({ license: "MIT OR Apache-2.0", type: "module" });
  expect(own.dependencies).toBeUndefined();
  const types = readFileSync(join(folder, "node_modules/convscope/elements.d.ts"), "utf8");
  expect(
    labNames.filter((lab) => !paths.includes(`elements/${lab}.js`) || !types.includes(`"convscope-${lab}"`)),
  ).toEqual([]);
});

test("the README's examples print in Node.js what they promise", () => {
  const found = examples("node");
  expect(found.length).toBeGreaterThan(1);
  for (const [at, code] of found.entries()) {
    const file = join(folder, `readme-${at}.mjs`);
    writeFileSync(file, code);
    const lines = execFileSync("node", [file], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, FORCE_COLOR: "0" },
    }).split("\n");
    expect(promised(code).length).toBeGreaterThan(0);
    for (const line of promised(code)) expect(lines).toContain(line);
  }
});

test("TypeScript finds the types of the core and of the elements", () => {
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"];
  const tsc = join(tools, "typescript/bin/tsc");
  execFileSync("node", [tsc, ...options, "--skipLibCheck", "false", "types.ts"], { cwd: folder, stdio: "inherit" });
});

test("the README's examples run in a page that Vite has built", async ({ page }) => {
  test.setTimeout(120_000);
  for (const kind of ["page", "elements"]) {
    const [code, ...more] = examples(kind);
    expect(more).toEqual([]);
    writeFileSync(join(folder, `readme-${kind}.js`), code);
  }
  const options = ["build", "--base", "./", "--target", "es2022", "--logLevel", "warn"];
  execFileSync("node", [join(tools, "vite/bin/vite.js"), ...options], { cwd: folder, stdio: "pipe" });
  const server = await FolderServer.start(join(folder, "dist"), "/app/");
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  const workers: string[] = [];
  page.on("worker", (worker) => workers.push(worker.url()));
  await page.goto(server.root);
  await page.locator("input").setInputFiles(pictureFile("rgb.png"));
  const run = (name: string) =>
    page.evaluate((one) => (globalThis as unknown as { run(name: string): unknown }).run(one), name);
  await run("page");
  expect(said.at(-1)).toBe("10 15");
  await run("elements");
  const lab = page.locator("convscope-convolution");
  expect(said.at(-1)).toBe("[1, 3, 3, 1]");
  expect(said.some((line) => /^0 1 -?\d+$/.test(line))).toBe(true);
  await lab.evaluate((el: LabElement) => el.setImage("chelsea"));
  await expect(lab.locator(".sum b")).toBeVisible();
  // The worker came along through the bundler: nothing computes on the page's own thread.
  expect(workers).toHaveLength(1);
  await server.stop();
});
