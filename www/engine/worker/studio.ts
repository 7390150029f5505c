import init, {
  decodeImage,
  Engine,
  type EngineBackend,
  type EngineHandle,
  type EnginePictureHandle,
  greyscale,
  preview,
  previewPicture,
  range,
  type Tensor,
} from "convscope";
import type { Chained, ChainRequest, TraceStep } from "../network/types.ts";
import { rgbOf } from "../rgb.ts";
import type { Applied, Backend, GreyMethod, Picture, Pixels, Plane, Preview, Request, View } from "../types.ts";
import type { Chain } from "./chain.ts";

type PoolOptions = Parameters<Engine["maxPool2d"]>[1];

/** The longest side of what is drawn: enough for a column on a dense display. */
const previewSide = 1400;

interface Rgb {
  data: Uint8Array;
  shape: [number, number, 3];
}

/** What stays where ops run, so that a changed filter moves no picture. */
interface HeldPicture {
  handle: EnginePictureHandle;
  /** The value that is drawn white. */
  white: number;
}

interface HeldPlane {
  handle: EngineHandle;
  range: [number, number] | null;
}

/**
 * Holds pictures and planes and does the heavy work. It runs in a worker, or, where a frame forbids workers, on the
 * page's own thread; it knows neither.
 */
export class Studio {
  readonly #pictures = new Map<number, HeldPicture>();
  readonly #chains = new Map<number, Chain>();
  readonly #planes = new Map<number, HeldPlane>();
  #next = 1;
  #engine!: Engine;

  #started: Promise<void> | undefined;

  /** Loads the core, once. The CPU answers until `openBackend` has found a GPU that can be trusted. */
  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  async #start(): Promise<void> {
    await init(undefined, { network: false });
    this.#engine = await Engine.create({ backend: "cpu" });
  }

  /** Chooses where ops run from now on. */
  async openBackend(wanted: EngineBackend): Promise<Backend> {
    this.#engine = await Engine.create({ backend: wanted });
    return this.#backend();
  }

  /** Decodes a picture file with the core's decoders. */
  async open(bytes: Uint8Array): Promise<Picture> {
    const { data, shape, originalShape } = await decodeImage(bytes);
    return this.#hold({ data, shape }, [originalShape[0], originalShape[1]]);
  }

  /** Takes a picture that somebody else decoded, as RGB bytes. */
  async adopt(data: Uint8Array, height: number, width: number, original: [number, number]): Promise<Picture> {
    return this.#hold({ data, shape: [height, width, 3] }, original);
  }

  /** Decodes with the browser's own decoder what the core's cannot read. Pixels above the limit are scaled away. */
  async openWithBrowser(blob: Blob, limit: number): Promise<Picture> {
    const bitmap = await createImageBitmap(blob, { premultiplyAlpha: "none", colorSpaceConversion: "none" });
    const original: [number, number] = [bitmap.height, bitmap.width];
    const { rgb, height, width } = rgbOf(bitmap, new OffscreenCanvas(1, 1), limit);
    bitmap.close();
    return this.#hold({ data: rgb, shape: [height, width, 3] }, original);
  }

  async #hold(picture: Rgb, original: [number, number]): Promise<Picture> {
    const handle = await this.#engine.hold(picture);
    const id = this.#next++;
    this.#pictures.set(id, { handle, white: whiteOf(picture) });
    const [height, width] = picture.shape;
    return { id, height, width, original, preview: shown(picture) };
  }

  #picture(id: number): HeldPicture {
    const held = this.#pictures.get(id);
    if (!held) throw new Error(`picture ${id} was released`);
    return held;
  }

  /** A picture's bytes for the page; with `maxSide` those of a small copy, each pixel the mean of a block. */
  async pixels(picture: number, maxSide?: number): Promise<Pixels> {
    const { handle } = this.#picture(picture);
    const own =
      maxSide === undefined ? await handle.read() : reduced(await this.#engine.previewPicture(handle, maxSide));
    return { ...own, white: whiteOf(own), preview: shown(own) };
  }

  /** A picture in shades of one channel or one grey, no side longer than `maxSide`. */
  async shades(picture: number, method: GreyMethod, view: View, maxSide: number): Promise<Preview> {
    const { handle, white } = this.#picture(picture);
    const grey = await this.#engine.greyscale(handle, method);
    const small = await this.#engine.preview(grey, maxSide, view, [0, white]);
    grey.release();
    return drawn(small);
  }

  /** One channel of a picture, as the input of an op. */
  async grey(picture: number, method: GreyMethod): Promise<Plane> {
    const { handle } = this.#picture(picture);
    const grey = await this.#engine.greyscale(handle, method);
    // Pictures are drawn with their own grey, not stretched; a grid of zeros and ones is black and white.
    const tensor = await grey.read();
    const [, brightest] = range(tensor);
    return this.#plane(grey, tensor, [0, brightest > 1 ? 255 : 1], "gray");
  }

  /** A picture's colours as an input of three channels, `[1, h, w, 3]`. It stays here, for `apply`. */
  async colours(picture: number): Promise<number> {
    const { data, shape } = await this.#picture(picture).handle.read();
    const handle = await this.#engine.hold({ data: new Float32Array(data), shape: [1, ...shape] });
    const id = this.#next++;
    this.#planes.set(id, { handle, range: null });
    return id;
  }

  /** Takes values that were made elsewhere, `[1, h, w, 1]`, as the input of an op. */
  async lay(tensor: Tensor, view: View): Promise<Plane> {
    return this.#plane(await this.#engine.hold(tensor), tensor, null, view);
  }

  /** Runs an op on a plane and keeps the result as a new one. */
  async apply({ plane, op, filter, options, view }: Request): Promise<Applied> {
    const { handle } = this.#heldPlane(plane);
    const begin = performance.now();
    const map =
      op === "conv2d" && filter
        ? await this.#engine.conv2d(handle, filter, options)
        : await this.#engine[op as "maxPool2d" | "avgPool2d"](handle, options as PoolOptions);
    const tensor = await map.read();
    const ms = performance.now() - begin;
    return { ...(await this.#plane(map, tensor, null, view)), ...this.#backend(), ms };
  }

  #heldPlane(id: number): HeldPlane {
    const held = this.#planes.get(id);
    if (!held) throw new Error(`plane ${id} was released`);
    return held;
  }

  /** The same plane in other colours. */
  async recolour(plane: number, view: View): Promise<Preview> {
    const { handle, range } = this.#heldPlane(plane);
    return drawn(await this.#engine.preview(handle, previewSide, view, range));
  }

  /** Runs a network on a small copy of a picture and keeps every activation. */
  async chain({ picture, colour, side, layers, seed, view }: ChainRequest): Promise<Chained> {
    const [small] = await Promise.all([this.pixels(picture, side), init(undefined, { codegen: false })]);
    const input = inputOf(small, colour);
    // Only a network needs this: the first lab does without its bytes.
    const { Chain } = await import("./chain.ts");
    const chain = new Chain(input);
    const begin = performance.now();
    await chain.run(this.#engine, layers, seed);
    const ms = performance.now() - begin;
    const id = this.#next++;
    this.#chains.set(id, chain);
    const colours = colour === "rgb" ? small.preview : drawn(preview(input, previewSide, "gray", [0, small.white]));
    const stages = chain.stages(view, colours);
    // What is given to the page is taken from here: the chain keeps its own.
    const copied = ({ data, shape }: Tensor) => ({ data: data.slice(), shape });
    return { id, input: copied(input), output: copied(chain.output), stages, ms, ...this.#backend() };
  }

  /** The way of one value of a network back to the picture. */
  async traceChain(id: number, layer: number, cell: number[], choices: Record<number, number>): Promise<TraceStep[]> {
    const chain = this.#chains.get(id);
    if (!chain) throw new Error(`network ${id} was released`);
    return chain.trace(layer, cell, choices);
  }

  async release(ids: number[]): Promise<void> {
    for (const id of ids) {
      this.#chains.delete(id);
      this.#pictures.get(id)?.handle.release();
      this.#planes.get(id)?.handle.release();
      this.#pictures.delete(id);
      this.#planes.delete(id);
    }
  }

  #backend(): Backend {
    return { backend: this.#engine.backend, reason: this.#engine.reason };
  }

  /** Keeps a plane for the next op; `tensor` is the page's copy of its values. */
  async #plane(handle: EngineHandle, tensor: Tensor, fixed: [number, number] | null, view: View): Promise<Plane> {
    // From a GPU the page's copy has been read back already; the core would have to copy it in.
    const source = this.#engine.backend === "gpu" ? tensor : handle;
    const small = await this.#engine.preview(source, previewSide, view, fixed);
    const id = this.#next++;
    this.#planes.set(id, { handle, range: fixed });
    const { min, max } = small;
    return { id, tensor, min, max, range: fixed ?? [min, max], view, preview: drawn(small) };
  }
}

/** What a network sees of a picture. */
function inputOf({ data, shape }: Pixels, colour: ChainRequest["colour"]): Tensor {
  const [height, width] = shape;
  if (colour === "rgb") return { data: Float32Array.from(data), shape: [1, height, width, 3] };
  return { data: Float32Array.from(greyscale({ data, shape }).data), shape: [1, height, width, 1] };
}

/** The value that is drawn white: a grid of zeros and ones is black and white. */
function whiteOf({ data }: Rgb): number {
  return data.length <= 3 * 64 * 64 && data.every((value) => value <= 1) ? 1 : 255;
}

function shown(picture: Rgb): Preview {
  const bright = whiteOf(picture) === 1;
  const seen = bright ? { ...picture, data: picture.data.map((value) => value * 255) } : picture;
  return drawn(previewPicture(seen, previewSide));
}

/** The core's small copy, its alpha left away. */
function reduced({ data, shape }: ReturnType<typeof previewPicture>): Rgb {
  return { data: Uint8Array.from(data.filter((_, i) => i % 4 !== 3)), shape: [shape[0], shape[1], 3] };
}

function drawn(small: ReturnType<typeof previewPicture>): Preview {
  return { data: small.data, height: small.shape[0], width: small.shape[1], factor: small.factor };
}
