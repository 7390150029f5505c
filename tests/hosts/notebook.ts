/** A notebook in a real JupyterLab, driven by a browser: cells run one by one, and what they print is read. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";

const root = new URL("../../", import.meta.url).pathname;
const programs = join(root, "target/hosts/venv/bin");

export class Notebook {
  readonly #page: Page;
  readonly #server: ChildProcess;

  private constructor(page: Page, server: ChildProcess) {
    this.#page = page;
    this.#server = server;
  }

  /** Opens a notebook of these cells in a JupyterLab of its own, below target/hosts/. */
  static async open(page: Page, name: string, cells: string[]): Promise<Notebook> {
    const folder = join(root, "target/hosts", name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const code = (source: string, at: number) => ({
      cell_type: "code",
      id: `cell-${at}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    });
    const kernelspec = { name: "python3", display_name: "Python 3", language: "python" };
    const content = { cells: cells.map(code), metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
    writeFileSync(join(folder, "unit-1.ipynb"), JSON.stringify(content));
    const port = await freePort();
    const options = ["--no-browser", "--allow-root", "--ServerApp.token=", "--ServerApp.password="];
    const server = spawn(join(programs, "jupyter-lab"), [...options, `--port=${port}`, `--notebook-dir=${folder}`], {
      stdio: "ignore",
      env: { ...process.env, PATH: `${programs}:${process.env.PATH}`, JUPYTER_CONFIG_DIR: folder },
    });
    const address = `http://127.0.0.1:${port}/lab/tree/unit-1.ipynb`;
    const answers = () =>
      fetch(address).then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(answers).toBe(true);
    await page.goto(address);
    const notebook = new Notebook(page, server);
    await notebook.cell(0).locator(".cm-content").click();
    // The kernel has to be there before a cell can run.
    await expect(page.locator(".jp-Notebook-ExecutionIndicator")).toHaveAttribute("data-status", "idle");
    return notebook;
  }

  cell(at: number): Locator {
    return this.#page.locator(".jp-CodeCell").nth(at);
  }

  /** Runs a cell; gives the place of its output once it has ended. */
  async run(at: number): Promise<Locator> {
    await this.cell(at).locator(".cm-content").click();
    await this.#page.keyboard.press("Control+Enter");
    await expect(this.cell(at).locator(".jp-InputPrompt")).toHaveText(/^\[\d+\]:?$/);
    return this.cell(at).locator(".jp-OutputArea").first();
  }

  /** Runs a cell and gives what it printed. */
  async printed(at: number): Promise<string> {
    const output = await this.run(at);
    const text = output.locator("pre").first();
    await expect(text).toHaveText(/\S/);
    return (await text.innerText()).trim();
  }

  close() {
    this.#server.kill();
  }
}

/** A port that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
