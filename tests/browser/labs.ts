/** What the tests ask of a page: open it, find its labs, read what they hold, give them files. */
import { readFileSync } from "node:fs";
import { test as base, expect, type FrameLocator, type Locator, type Page } from "@playwright/test";
import { type Lang, languages, learn, type Messages, messages } from "../../www/i18n/index.ts";

await Promise.all(languages.map(learn));

export { labNames } from "../../www/i18n/labs.ts";
export { expect, type FrameLocator, type Lang, type Locator, type Messages, messages, type Page };

export interface Tensor {
  data: Float32Array;
  shape: number[];
}

/** The scriptable surface of a lab. */
export interface LabElement extends HTMLElement {
  readonly ready: Promise<void>;
  state: Record<string, unknown>;
  readonly cell: { y: number; x: number };
  readonly input: Tensor | null;
  readonly output: Tensor | null;
  readonly backend: { backend: "gpu" | "cpu"; reason: string };
  setImage(source: Blob | string): Promise<void>;
  play(): void;
  pause(): void;
  step(n?: number): Promise<void>;
  goTo(y: number, x: number): void;
}

/** A file as a test gives it. */
export interface GivenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/**
 * Every test also holds that the page neither complains nor asks anything of another origin. A test that provokes a
 * complaint names it in `expected`.
 */
export const test = base.extend<{ expected: RegExp | null; innocence: undefined }>({
  expected: [null, { option: true }],
  innocence: [
    async ({ context, expected, baseURL }, use) => {
      const said: string[] = [];
      const origin = new URL(baseURL as string).origin;
      const note = (text: string) => {
        if (!expected?.test(text)) said.push(text);
      };
      context.on("console", (message) => {
        if (message.type() === "error") note(message.text());
      });
      context.on("weberror", (error) => note(String(error.error())));
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (url.origin !== origin && !["blob:", "data:", "file:"].includes(url.protocol)) note(`a request to ${url}`);
      });
      await use(undefined);
      expect(said, "what the pages complained about").toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens a page of the site and waits until its labs show their maps. */
export async function open(page: Page, address: string) {
  await page.goto(address);
  await settle(page);
}

/** Waits until every lab of the page has nothing left to do. */
export async function settle(page: Page) {
  await page.evaluate(async () => {
    const labs = [...document.querySelectorAll<LabElement>("*")].filter((el) => el.localName.startsWith("convscope-"));
    for (const lab of labs) {
      await customElements.whenDefined(lab.localName);
      await lab.ready;
    }
  });
}

export const convolution = (page: Page) => page.locator("convscope-convolution");
export const pooling = (page: Page) => page.locator("convscope-pooling");

/** The lab's surface: what files are dropped on. */
export const surface = (lab: Locator) => lab.locator("section.lab");

/** Picture and map of a lab, as they are drawn. */
export const inputCanvas = (lab: Locator) => lab.getByRole("application").first();
export const outputCanvas = (lab: Locator) => lab.getByRole("application").last();

/** The sentence in which a lab says what it could not do. */
export const trouble = (lab: Locator) => lab.getByRole("alert");

export const stateOf = (lab: Locator) => lab.evaluate((el: LabElement) => el.state);
export const cellOf = (lab: Locator) => lab.evaluate((el: LabElement) => el.cell);
export const shapesOf = (lab: Locator) =>
  lab.evaluate((el: LabElement) => [el.input?.shape ?? null, el.output?.shape ?? null]);
export const outputOf = async (lab: Locator) =>
  lab.evaluate((el: LabElement) => el.ready.then(() => (el.output as Tensor).data));
export const inputOf = async (lab: Locator) =>
  lab.evaluate((el: LabElement) => el.ready.then(() => (el.input as Tensor).data));

/** Sets keys of the state and waits for the map. */
export async function setState(lab: Locator, patch: Record<string, unknown>) {
  await lab.evaluate(async (el: LabElement, given) => {
    el.state = given;
    await el.ready;
  }, patch);
}

export async function goTo(lab: Locator, y: number, x: number) {
  await lab.evaluate(
    async (el: LabElement, [row, column]) => {
      el.goTo(row, column);
      await el.ready;
    },
    [y, x],
  );
}

/** The value of the map at the current cell. */
export const valueHere = (lab: Locator) =>
  lab.evaluate((el: LabElement) => {
    const { data, shape } = el.output as Tensor;
    return data[el.cell.y * shape[2] + el.cell.x];
  });

/** A number as the page prints it, read back. */
export const numberOf = (text: string | null) => Number((text ?? "").trim().replace("\u2212", "-"));

/** The number in a lab's panel: the sum, or the maximum. */
export const valueInPanel = async (lab: Locator) => numberOf(await lab.locator(".sum b").textContent());

/** What a grid of numbers shows, row by row. */
export const numbersIn = (grid: Locator) =>
  grid.evaluate((el) =>
    [...el.querySelectorAll('[role="gridcell"]')].map((cell) => {
      const text = cell.querySelector("input")?.value ?? cell.textContent ?? "";
      return Number(text.trim().replace("\u2212", "-"));
    }),
  );

/** How many different colours a canvas shows; a blank one has one, or two with an outline. */
export const coloursOf = (canvas: Locator) =>
  canvas.evaluate((el: HTMLCanvasElement) => {
    const { data } = (el.getContext("2d") as CanvasRenderingContext2D).getImageData(0, 0, el.width, el.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });

/** A file of tests/pictures. */
export function pictureFile(name: string): GivenFile {
  const kinds: Record<string, string> = { jpg: "jpeg" };
  const ending = name.split(".").at(-1) as string;
  const buffer = readFileSync(new URL(`../pictures/${name}`, import.meta.url));
  return { name, mimeType: `image/${kinds[ending] ?? ending}`, buffer };
}

/** A grey picture in the simplest format there is, each value its own pixel. */
export function bitmap(rows: number[][]): GivenFile {
  const [height, width] = [rows.length, rows[0].length];
  const stride = Math.ceil((width * 3) / 4) * 4;
  const buffer = Buffer.alloc(54 + stride * height);
  buffer.write("BM");
  buffer.writeUInt32LE(buffer.length, 2);
  buffer.writeUInt32LE(54, 10);
  buffer.writeUInt32LE(40, 14);
  buffer.writeInt32LE(width, 18);
  buffer.writeInt32LE(height, 22);
  buffer.writeUInt16LE(1, 26);
  buffer.writeUInt16LE(24, 28);
  rows.forEach((row, y) => {
    row.forEach((value, x) => {
      buffer.fill(value, 54 + (height - 1 - y) * stride + x * 3, 54 + (height - 1 - y) * stride + x * 3 + 3);
    });
  });
  return { name: "grey.bmp", mimeType: "image/bmp", buffer };
}

/** Drops files, as a hand would: first over the place, then let go. */
export async function drop(on: Locator, files: GivenFile[]) {
  const dataTransfer = await transferOf(on.page(), files);
  await on.dispatchEvent("dragover", { dataTransfer });
  await on.dispatchEvent("drop", { dataTransfer });
  await settle(on.page());
}

/** What a hand carries that drags files, or what a clipboard holds. */
export function transferOf(page: Page, files: GivenFile[]) {
  const plain = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString("base64") }));
  return page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type: mimeType }));
    }
    return transfer;
  }, plain);
}

export interface Step {
  y: number;
  x: number;
  value: number;
}

/** Writes down every step of a lab from now on; gives a way to read them. */
export async function recordSteps(lab: Locator): Promise<() => Promise<Step[]>> {
  await lab.evaluate((el) => {
    const steps: unknown[] = [];
    Object.assign(el, { recorded: steps });
    el.addEventListener("convscope-step", (event) => steps.push((event as CustomEvent).detail));
  });
  return () => lab.evaluate((el) => (el as unknown as { recorded: Step[] }).recorded);
}
