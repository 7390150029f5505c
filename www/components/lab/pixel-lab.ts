import { html, nothing, type PropertyDeclarations } from "lit";
import { cellOfIndex, flatIndex, type Tensor } from "../../engine/core.ts";
import { LatestQueue } from "../../engine/queue.ts";
import { type StudioClient, studio } from "../../engine/studio-client.ts";
import type { Picture, Pixels } from "../../engine/types.ts";
import type { Speed } from "../playback/playback.ts";
import type { Box } from "./format.ts";
import { HeldPicture } from "./held-picture.ts";
import { PictureLab, type PictureState } from "./picture-lab.ts";
import type { Pair } from "./schema.ts";
import { type Walk, Walker } from "./walker.ts";

/** What every lab about the pixels themselves keeps. */
export interface PixelState extends PictureState {
  cell: Pair | null;
  speed?: Speed;
}

/** Three bytes of one pixel. */
export type Rgb = [r: number, g: number, b: number];

/**
 * A lab about a picture's own pixels: it holds their bytes, walks over them y first, then x, and reads one. What it makes
 * of them besides is the subclass's.
 *
 * @attr highlight - what a text points at: `y`, `x`, `height`, `width`, or a place of the lab
 * @prop cell - the current cell, `{y, x}`
 * @method play() - starts the walk, y first, then x
 * @method pause() - stops it
 * @method step(n) - `n` cells forward, or back for a negative number; a promise
 * @method goTo(y, x) - goes to a cell
 * @prop input - the pixels, `{data, shape}` with shape `[1, h, w, 3]`
 */
export abstract class PixelLab<S extends PixelState> extends PictureLab<S> {
  static override properties: PropertyDeclarations = { highlight: {} };
  /** What the page's text points at, by name; the page sets it. */
  declare highlight: string | null;

  protected readonly walker = new Walker({ moved: () => this.#moved(), changed: () => this.requestUpdate() });
  /** The picture's pixels. */
  protected pixels: Pixels | null = null;
  readonly #held = new HeldPicture();
  #queue = new LatestQueue();
  #chosen = false;
  #pendingCell: Pair | null = null;
  #input: { of: Pixels; tensor: Tensor } | null = null;

  /** Fetches the pixels of a picture that was just opened. */
  protected abstract load(picture: Picture, studio: StudioClient): Promise<Pixels>;
  /** Makes what else the lab shows of the picture; what it gives keeps that, when nothing newer has come. */
  protected async derive(_picture: Picture, _pixels: Pixels, _studio: StudioClient): Promise<() => void> {
    return () => undefined;
  }
  /** What the lab says of the current pixel: R, G and B, or a grey. */
  protected abstract valueHere(): number | number[];
  /** Another pixel or another picture is current. */
  protected moved(): void {}
  /** Keys of the state besides `image`, `cell` and `speed` became other values. */
  protected changed(_keys: string[]): void {}

  // The scriptable surface ------------------------------------------------------------------------------------------

  /** The current pixel. */
  get cell(): { y: number; x: number } {
    return { y: this.walker.y, x: this.walker.x };
  }

  /** Moves to a pixel, or to the nearest one that exists. */
  goTo(y: number, x: number): void {
    const cell: Pair = [Math.trunc(y) || 0, Math.trunc(x) || 0];
    if (!this.pixels) {
      this.#pendingCell = cell;
      return;
    }
    this.#chosen = true;
    this.walker.goTo(...cell);
  }

  /** `n` pixels forward, y first, then x (or back, for a negative number). Resolves when the screen shows it. */
  async step(n = 1): Promise<void> {
    this.walker.pause();
    this.#chosen = true;
    this.walker.stepBy(n);
    await this.updateComplete;
  }

  /** Makes the pixel walk. */
  play(): void {
    this.walker.speed = this.current.speed ?? "ten";
    // Who has not chosen a pixel sees the walk from its beginning.
    if (!this.#chosen) this.walker.seek(0);
    this.#chosen = true;
    this.walker.play();
  }

  override pause(): void {
    this.walker.pause();
  }

  /** The pixels as a batch of one picture, `[1, h, w, 3]`; null until `ready`. */
  get input(): Tensor | null {
    const { onScreen } = this;
    if (onScreen && this.#input?.of !== onScreen) {
      const { data, shape } = onScreen;
      this.#input = { of: onScreen, tensor: { data: new Float32Array(data), shape: [1, ...shape] } };
    }
    return onScreen && (this.#input?.tensor ?? null);
  }

  // What the subclass draws from ------------------------------------------------------------------------------------

  /** The pixels as they stand on the screen. */
  protected get onScreen(): Pixels | null {
    return this.pixels;
  }

  /** The row or the column that the page's text points at. */
  protected get pointedLine(): Box | null {
    const { highlight, onScreen } = this;
    const { y, x } = this.cell;
    const [height, width] = onScreen?.shape ?? [0, 0];
    if (highlight === "y" || highlight === "width") return { y0: y, x0: 0, y1: y + 1, x1: width };
    return highlight === "x" || highlight === "height" ? { y0: 0, x0: x, y1: height, x1: x + 1 } : null;
  }

  /** Bytes of a pixel. */
  protected colourAt(y: number, x: number): Rgb {
    const { data, shape } = this.onScreen as Pixels;
    const at = flatIndex(shape, [y, x, 0]);
    return [data[at], data[at + 1], data[at + 2]];
  }

  override get picture(): Picture | null {
    return this.#held.current;
  }

  protected override snapshot(): S {
    return { ...this.current, cell: [this.walker.y, this.walker.x] };
  }

  /** Somebody pointed at a pixel. */
  protected pick(y: number, x: number) {
    this.walker.pause();
    this.goTo(y, x);
    this.tellChange();
  }

  protected onPick = (event: CustomEvent) => this.pick(event.detail.y, event.detail.x);

  /** An arrow key, or Home and End. */
  protected onMove = (event: CustomEvent) => {
    const { to, y, x } = event.detail;
    const { height, width } = this.walker.walk;
    const { step } = this.walker;
    if (to) this.pick(to === "first" ? 0 : height - 1, to === "first" ? 0 : width - 1);
    else this.pick(this.walker.y + y, this.walker.x + x);
    if (this.walker.step === step) event.preventDefault();
  };

  protected toggle = () => {
    if (this.walker.playing) this.pause();
    else this.play();
    this.tellChange();
  };

  // Changes ---------------------------------------------------------------------------------------------------------

  protected override reopen() {
    this.#held.reopen();
    this.rework();
  }

  /** Derives again what the lab shows of its picture. */
  protected rework() {
    this.follow(this.#queue.run((check) => this.#work(check)));
  }

  #work(check: () => void): Promise<void> {
    return this.#held.use(
      () => this.source(),
      check,
      async (picture, isNew) => {
        const client = await studio();
        const pixels = isNew ? await this.load(picture, client) : (this.pixels as Pixels);
        check();
        const keep = await this.derive(picture, pixels, client);
        check();
        this.pixels = pixels;
        keep();
      },
    );
  }

  protected override shown() {
    this.walker.resize(this.walk());
    this.#takeCell();
    this.moved();
    this.requestUpdate();
  }

  /** The cells that are walked over: the picture's pixels, unless the subclass walks over what it makes of them. */
  protected walk(): Walk {
    const [height, width] = (this.pixels as Pixels).shape;
    return {
      height,
      width,
      cellOf: (step) => cellOfIndex([height, width], step) as [number, number],
      stepOf: (y, x) => flatIndex([height, width], [y, x]),
    };
  }

  protected override redo(changed: string[], taken: string[]) {
    if (taken.includes("cell")) this.#pendingCell = this.current.cell ?? this.#pendingCell;
    this.walker.speed = this.current.speed ?? "ten";
    if (changed.includes("image")) this.reopen();
    else this.#takeCell();
    const own = changed.filter((key) => !["image", "cell", "speed"].includes(key));
    if (own.length > 0) this.changed(own);
  }

  /** Goes to the pixel that a link or an attribute named, or to one away from the edges. */
  #takeCell() {
    if (!this.pixels) return;
    const cell = this.#pendingCell;
    this.#pendingCell = null;
    const { height, width } = this.walker.walk;
    if (cell) this.goTo(...cell);
    else if (!this.#chosen) this.walker.goTo(Math.floor(height * 0.55), Math.floor(width * 0.45));
  }

  #moved() {
    if (this.pixels) {
      this.moved();
      this.tellStep(this.walker.y, this.walker.x, this.valueHere());
    }
    this.requestUpdate();
  }

  /** The last good picture stays: a failed run has changed nothing. */
  protected override settle() {
    this.#held.keep();
  }

  /** Where pictures come from, below everything else: on a phone the picture and its reading stay together. */
  protected foot() {
    return this.takesPictures ? html`<div class="foot">${this.sourceTile()}</div>` : nothing;
  }

  /** Play, pause, step, scrub; `now` is what a phone shows above it. */
  protected bar(now: unknown) {
    const { walker } = this;
    return html`<div class="bar" data-result="shape">
      <div class="now" aria-hidden="true">${now}</div>
      <cs-playback
        .step=${walker.step}
        .steps=${walker.steps}
        .y=${walker.y}
        .x=${walker.x}
        .playing=${walker.playing}
        .speed=${this.current.speed ?? "ten"}
        .language=${this.language}
        @play=${this.toggle}
        @step=${(event: CustomEvent) => this.step(event.detail).then(() => this.tellChange())}
        @seek=${(event: CustomEvent) => this.pick(...walker.walk.cellOf(event.detail))}
        @speed=${(event: CustomEvent) => this.change({ speed: event.detail })}
      ></cs-playback>
    </div>`;
  }

  protected override close() {
    const held = this.#held.take();
    this.pixels = null;
    this.#input = null;
    this.#queue.abort().then(async () => {
      if (held) await (await studio()).release([held.id]);
    });
  }
}
