/**
 * The snippets of the "Use this" dialog on the real hosts: each is copied from the dialog, put into a page of the host,
 * built by it, and the lab in that page has to compute what was on the screen. The hosts are served as another origin.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, expect, type FrameLocator, type Locator, type Page, test } from "@playwright/test";
import { Notebook } from "./notebook.ts";

const root = new URL("../../", import.meta.url).pathname;
const hosts = join(root, "target/hosts");
const python = (program: string) => join(hosts, "venv/bin", program);

/** What is on the screen before it is taken along: a grid, a filter of one's own, a stride, a cell. */
const asked = "en/labs/convolution/?image=grid&filter=1+2,+3+-4&strides=1+2&cell=1+1";

/** What it shows there: the site's own lab says. */
let onScreen: { output: number[]; cell: [number, number] };

interface Lab extends HTMLElement {
  ready: Promise<void>;
  state: { cell: [number, number] };
  output: { data: Float32Array; shape: number[] };
}

/** The first text of a tab, as its button would copy it. */
async function snippet(browser: Browser, baseURL: string, tab: string, at = 0): Promise<string> {
  const page = await browser.newPage({ baseURL });
  await page.goto(asked);
  onScreen = await readLab(page.locator("convscope-convolution"));
  await page.getByRole("button", { name: "Use this" }).click();
  await page.getByRole("tab", { name: tab }).click();
  const text = await page.getByRole("tabpanel").getByRole("textbox").nth(at).inputValue();
  await page.close();
  return text;
}

/** A fresh copy of a host's folder, with these files in it. */
function prepare(host: string, files: Record<string, string>): string {
  const folder = join(hosts, host);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, "tests/hosts", host), folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const build = (folder: string, program: string, ...given: string[]) =>
  execFileSync(program, given, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });

const hostPage = (baseURL: string, path: string) => `http://localhost:${new URL(baseURL).port}/hosts/${path}`;

/** The lab in the frame holds what was on the screen. */
async function checkFrame(frame: FrameLocator) {
  const lab = frame.locator("convscope-convolution");
  await lab.scrollIntoViewIfNeeded();
  const found = await readLab(lab);
  expect(found.cell).toEqual([1, 1]);
  expect(found).toEqual(onScreen);
}

async function readLab(lab: Locator) {
  await expect(lab.locator(".sum b")).toBeVisible();
  return lab.evaluate(async (el: Lab) => {
    await el.ready;
    return { output: [...el.output.data], cell: el.state.cell };
  });
}

async function checkPage(page: Page, address: string) {
  await page.goto(address);
  const frame = page.locator('iframe[src*="/embed/"]');
  await frame.scrollIntoViewIfNeeded();
  expect((await frame.boundingBox())?.width).toBeGreaterThan(300);
  await checkFrame(page.frameLocator('iframe[src*="/embed/"]'));
}

test("Docusaurus 3: MDX", async ({ browser, page, baseURL }) => {
  const text = await snippet(browser, baseURL as string, "Markdown");
  const folder = prepare("docusaurus", {
    "docs/lab.mdx": `---\nslug: /\n---\n\n# Unit 1\n\n${text}\n\nAnd *on* it goes.\n`,
  });
  build(folder, join(hosts, "node_modules/.bin/docusaurus"), "build");
  await checkPage(page, hostPage(baseURL as string, "docusaurus/build/"));
});

test("MkDocs Material 9: Markdown", async ({ browser, page, baseURL }) => {
  const text = await snippet(browser, baseURL as string, "Markdown");
  const folder = prepare("mkdocs", { "docs/index.md": `# Unit 1\n\n${text}\n\nAnd *on* it goes.\n` });
  build(folder, python("mkdocs"), "build", "--quiet");
  await checkPage(page, hostPage(baseURL as string, "mkdocs/build/"));
});

test("Jupyter Book 1: MyST", async ({ browser, page, baseURL }) => {
  const text = await snippet(browser, baseURL as string, "MyST");
  const folder = prepare("jupyter-book", { "index.md": `# Unit 1\n\n${text}\n\nAnd *on* it goes.\n` });
  build(folder, python("jupyter-book"), "build", "--quiet", ".");
  await checkPage(page, hostPage(baseURL as string, "jupyter-book/_build/html/index.html"));
});

test("JupyterLab 4: a code cell shows the lab", async ({ browser, page, baseURL }) => {
  const notebook = await Notebook.open(page, "jupyterlab", [await snippet(browser, baseURL as string, "Jupyter")]);
  try {
    await notebook.run(0);
    await checkFrame(page.frameLocator('.jp-OutputArea iframe[src*="/embed/"]'));
  } finally {
    notebook.close();
  }
});
