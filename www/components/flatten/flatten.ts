import { css, html, nothing } from "lit";
import {
  cellOfIndex,
  dense,
  flatIndex,
  outputShape,
  permutation,
  randomWeights,
  readyWithAllOps,
  flatten as rowOf,
  type Tensor,
} from "../../engine/core.ts";
import type { StudioClient } from "../../engine/studio-client.ts";
import type { Picture, Pixels } from "../../engine/types.ts";
import { flatten } from "../../i18n/flatten.ts";
import { shared, tokens } from "../../styles/shared.ts";
import { formatCell, formatCount, formatNumber, formatShape } from "../lab/format.ts";
import { labStyles } from "../lab/lab.styles.ts";
import { formatPixel } from "../lab/pixel-format.ts";
import { PixelLab, type PixelState } from "../lab/pixel-lab.ts";
import { placed, placedCell } from "../lab/placed.ts";
import * as fields from "../lab/schema.ts";
import { numberField, paneHeader } from "../lab/view.ts";
import { noMargins } from "../picture-pane/picture-pane.ts";
import { type Speed, speeds } from "../playback/playback.ts";
import type { RowPixel } from "./pixel-row.ts";
import { gathered, shuffledPixels } from "./shuffled.ts";

/** The whole state of the lab. */
export interface FlattenState extends PixelState {
  side: number;
  shuffle: boolean;
  seed: number;
  speed: Speed;
}

const sides = { min: 4, max: 32 };
const seeds = { min: 0, max: 9999 };

const schema: fields.Schema<FlattenState> = {
  image: fields.text("china"),
  side: fields.number(32, () => sides),
  shuffle: fields.flag(false),
  seed: fields.number(1, () => seeds),
  cell: fields.cell(),
  speed: fields.choice(speeds, "ten"),
};

/** How many pixels of the row are enlarged on each side of the current one. */
const reach = 3;
/** A set of pictures, to see what becomes of its four axes. */
const many = 1000;
/** The seed of the neuron's weights. */
const weightSeed = 7;

/** The pixels in another order, and what one neuron makes of both. */
interface Shuffled {
  pixels: Pixels;
  /** The pixel that stands at each place now. */
  from: number[];
  before: number;
  after: number;
}

/**
 * The flatten lab: a small picture as a grid and as a row, the same pixel lit in both; and all pixels shuffled, which
 * costs the picture everything and a dense network nothing.
 *
 * ```html
 * <convscope-flatten image="chelsea" shuffle></convscope-flatten>
 * ```
 *
 * @attr image - a sample's id (`china`, `chelsea`, `astronaut`, `coffee`, `rocket`, `grid`) or an address
 * @attr side - the longest side of the small picture, 4 to 32
 * @attr shuffle - shows the pixels shuffled
 * @attr seed - which order they are shuffled into
 * @attr cell - the current cell, `y x`
 * @attr speed - how fast it plays: `one`, `ten` cells a second, a `row` or `all` at a time
 * @attr controls - which to show: `source play shuffle use`; all when absent
 * @fires convscope-change - somebody changed something; `detail` is the state
 * @fires convscope-step - another pixel is current; `detail` is `{y, x, value}`, the value its `[r, g, b]`
 * @fires convscope-error - `detail` is `{message}`
 * @prop output - the row that a dense network gets, `[1, h·w·3]`
 */
export class Flatten extends PixelLab<FlattenState> {
  static override styles = [
    tokens,
    shared,
    labStyles,
    css`
      .code { font: 600 16px/1.6 var(--mono); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
      .code > span { color: var(--muted); font-weight: 400; }
      .sum { align-items: center; }
      .sum b { font-size: 22px; white-space: pre; }
      .worked { font: 14px/1.8 var(--mono); font-variant-numeric: tabular-nums; }
      .worked .formula { color: var(--muted); }
      .shapes { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; margin: 0; font-size: 14px; align-items: baseline; }
      .shapes dt { color: var(--muted); }
      .shapes dd { margin: 0; font: 600 14px/1.6 var(--mono); font-variant-numeric: tabular-nums; }
      .row { padding: 20px; border-top: 1px solid var(--line); display: grid; gap: 8px; min-width: 0; }
      .foot { padding: 16px 20px 20px; border-top: 1px solid var(--line); }
      .row header { justify-content: flex-start; }
      .mix { display: grid; gap: 12px; padding-top: 16px; border-top: 1px solid var(--line); }
      .mix .fields { gap: 12px 18px; }
      .neuron { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px; }
      .neuron div { padding: 10px 14px; border-radius: 12px; background: var(--surface); border: 1px solid var(--line); }
      .neuron span { display: block; font-size: 13px; color: var(--muted); }
      .neuron b { font: 650 20px/1.3 var(--mono); font-variant-numeric: tabular-nums; }
      @container (min-width: 880px) {
        .panes { grid-template-columns: minmax(0, 1.6fr) minmax(300px, 1fr); }
        .row, .foot { padding-inline: 22px; }
        .row { grid-area: 2 / 1 / 3 / 3; }
        .panes .middle { grid-area: 1 / 2; border-top: 0; border-inline-start: 1px solid var(--line); }
        .middle { border-start-end-radius: 17px; }
      }
    `,
  ];
  static override get observedAttributes() {
    // biome-ignore lint/complexity/noThisInStatic: Lit finalises the class that asks, so it must be this one
    return [...super.observedAttributes, ...Object.keys(schema), "lang"];
  }

  protected override readonly schema = schema;
  static readonly schema = schema;
  #shuffled: Shuffled | null = null;
  #live = "";

  constructor() {
    super();
    this.begin();
  }

  /** The row that a dense network gets, `[1, h·w·3]`; null until `ready`. */
  get output(): Tensor | null {
    return this.input && rowOf(this.input);
  }

  protected get words() {
    return flatten[this.language];
  }

  /** The pixels as they stand now: in their places, or shuffled. */
  protected override get onScreen(): Pixels | null {
    return this.current.shuffle ? (this.#shuffled?.pixels ?? null) : this.pixels;
  }

  protected override loadCore() {
    return readyWithAllOps();
  }

  protected override load({ id }: Picture, studio: StudioClient) {
    return studio.pixels(id, Math.round(this.current.side));
  }

  protected override async derive(_picture: Picture, pixels: Pixels) {
    const { seed } = this.current;
    const [height, width, channels] = pixels.shape;
    const [, count] = outputShape("flatten", [1, height, width, 1], null);
    const from = permutation(count, Math.round(seed));
    const mixed = shuffledPixels(pixels, from);
    const weights = randomWeights([pixels.data.length, 1], weightSeed);
    const moved = { ...weights, data: gathered(weights.data, from, channels) };
    const fires = (of: Pixels, kernel: Tensor) => {
      const row: Tensor = { data: Float32Array.from(of.data), shape: [1, of.data.length] };
      return dense(row, kernel).data[0];
    };
    const made = { pixels: mixed, from, before: fires(pixels, weights), after: fires(mixed, moved) };
    return () => {
      this.#shuffled = made;
    };
  }

  protected override changed(keys: string[]) {
    if (keys.includes("side")) this.reopen();
    else if (keys.includes("seed")) this.rework();
    else if (this.onScreen) this.moved();
  }

  protected override close() {
    this.#shuffled = null;
    super.close();
  }

  protected override valueHere() {
    return this.colourAt(this.walker.y, this.walker.x);
  }

  protected override moved() {
    const { y, x } = this.cell;
    const first = this.pixels ? String(flatIndex(this.pixels.shape, [y, x, 0])) : "";
    this.#live = this.words.live(y, x, first, ...this.colourAt(y, x));
  }

  override render() {
    const { words, onScreen, text } = this;
    const body = onScreen
      ? html`<div class="panes">
            <div class="pane">${this.#renderPicture(onScreen)}</div>
            ${this.#renderRow(onScreen)}
            <div class="pane middle">${this.#renderPixel(onScreen)}</div>
          </div>
          ${this.shows("play") ? this.bar(this.#renderNow()) : nothing} ${this.foot()}`
      : html`<div class="pane">
          ${paneHeader(words.picture, null)}
          <div class="placeholder">${this.trouble ? nothing : text.lab.waiting}</div>
          ${this.sourceTile()}
        </div>`;
    return this.surface(words.title, body, this.walker.playing ? nothing : this.#live);
  }

  #renderPicture(pixels: Pixels) {
    const { words, picture, current } = this;
    const { y, x } = this.cell;
    const [height, width] = pixels.shape;
    const reduced = picture && picture.height !== height;
    return html`${paneHeader(current.shuffle ? words.shuffled : words.picture, pixels.shape)}
      <cs-picture-pane
        .preview=${pixels.preview}
        .size=${[height, width]}
        .margins=${noMargins}
        .box=${{ y0: y, x0: x, y1: y + 1, x1: x + 1 }}
        .area=${this.pointedLine}
        .theme=${this.theme}
        label=${words.pane(formatShape(pixels.shape))}
        hint=${words.paneKeys}
        @pick=${this.onPick}
        @move=${this.onMove}
        @toggle=${this.toggle}
      ></cs-picture-pane>
      ${
        reduced
          ? html`<p class="note">${words.small(`${picture.height} × ${picture.width}`, `${height} × ${width}`)}</p>`
          : nothing
      }`;
  }

  #renderPixel(pixels: Pixels) {
    const { words, current } = this;
    const { y, x } = this.cell;
    const rgb = this.colourAt(y, x);
    const indices = this.#indices(y, x);
    const [height, width, channels] = pixels.shape;
    const came = current.shuffle ? this.#cameFrom(y, x) : null;
    const set = (shape: number[]) => formatShape(outputShape("flatten", shape, null));
    return html`${paneHeader(words.pixel, null)}
      <p class="code">picture<b class="accent">${placedCell(y, x)}</b> <span>→</span> row[0, <b class="accent" data-place="place">${indices[0]}</b>]</p>
      <div class="sum"><b>${formatPixel(rgb)}</b></div>
      <div class="worked">
        <div class="formula">${words.formula}</div>
        ${indices.map(
          (index, c) =>
            html`<div>(${placed("y", y)} × ${placed("width", width)} + ${placed("x", x)}) × ${placed("channels", channels)} + ${placed("channel", c)} = <b class="accent" data-place="place">${index}</b></div>`,
        )}
      </div>
      ${came ? html`<p class="note">${words.came(came)}</p>` : nothing}
      <div>
              <span class="label">${words.shapes}</span>
              <dl class="shapes">
                <dt>${words.one}</dt>
                <dd>${formatShape(pixels.shape)} → ${set([1, height, width, channels])}</dd>
                <dt>${words.many(formatCount(many, this.language))}</dt>
                <dd>${formatShape([many, height, width, channels])} → ${set([many, height, width, channels])}</dd>
              </dl>
            </div>
      ${this.#renderMix()}`;
  }

  /** The numbers of a pixel's three values in the row. */
  #indices(y: number, x: number): number[] {
    const shape = this.pixels?.shape ?? [1, 1, 3];
    return [0, 1, 2].map((c) => flatIndex(shape, [y, x, c]));
  }

  #cameFrom(y: number, x: number): string | null {
    const { pixels } = this;
    if (!pixels || !this.#shuffled) return null;
    const plane = pixels.shape.slice(0, 2);
    const [row, column] = cellOfIndex(plane, this.#shuffled.from[flatIndex(plane, [y, x])]);
    return formatCell(row, column);
  }

  #renderRow(pixels: Pixels) {
    const { words, walker } = this;
    const { y, x } = this.cell;
    const [height, width, channels] = pixels.shape;
    const plane = [height, width];
    const band = [flatIndex(plane, [y, 0]), flatIndex(plane, [y, width - 1])];
    return html`<div class="row">
      ${paneHeader(words.rowTitle, outputShape("flatten", [1, height, width, channels], null))}
      <cs-pixel-row
        data-place="place"
        .preview=${pixels.preview}
        .count=${walker.steps}
        .at=${walker.step}
        .band=${band}
        .near=${this.#near()}
        .white=${pixels.white}
        .theme=${this.theme}
        label=${words.rowPane}
        spoken=${words.rowText(String(walker.step), y, x)}
        zoom=${words.zoom}
        @pick=${(event: CustomEvent) => this.pick(...walker.walk.cellOf(event.detail))}
      ></cs-pixel-row>
      <p class="note">${words.rowWords(String(y))}</p>
    </div>`;
  }

  #near(): (RowPixel | null)[] {
    const { walker } = this;
    return Array.from({ length: 2 * reach + 1 }, (_, i) => {
      const at = walker.step - reach + i;
      if (at < 0 || at >= walker.steps) return null;
      const [y, x] = walker.walk.cellOf(at);
      return { at, cell: formatCell(y, x), rgb: this.colourAt(y, x), indices: this.#indices(y, x) };
    });
  }

  #renderNow() {
    const { y, x } = this.cell;
    return html`<span class="mono">${formatCell(y, x)} → ${this.#indices(y, x)[0]}</span
      ><b class="mono">${formatPixel(this.colourAt(y, x))}</b>`;
  }

  #renderMix() {
    const { words, current } = this;
    const shuffled = this.#shuffled;
    if (!shuffled) return nothing;
    const on = current.shuffle;
    return html`<div class="mix">
      ${
        this.shows("shuffle")
          ? html`<div class="fields">
        <button class="chip" @click=${() => this.change({ shuffle: !on })}>${on ? words.unshuffle : words.shuffle}</button>
        ${numberField(words.seed, current.seed, seeds, 1, (seed) => this.change({ seed }))}
      </div>`
          : nothing
      }
      ${this.shows("shuffle") ? html`<p class="note">${on ? words.gone : words.whole}</p>` : nothing}
      <div>
        <span class="label">${words.proof}</span>
        <div class="neuron">
          <div><span>${words.before}</span><b>${formatNumber(shuffled.before)}</b></div>
          <div><span>${words.after}</span><b>${on ? formatNumber(shuffled.after) : "…"}</b></div>
        </div>
      </div>
      <p class="note">${on && shuffled.before === shuffled.after ? words.equal : words.weights}</p>
    </div>`;
  }
}
