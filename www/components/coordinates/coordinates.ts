import { css, html, nothing } from "lit";
import { cartesian, permutation, sliced } from "../../engine/core.ts";
import type { StudioClient } from "../../engine/studio-client.ts";
import type { Picture } from "../../engine/types.ts";
import { coordinates } from "../../i18n/coordinates.ts";
import { shared, tokens } from "../../styles/shared.ts";
import { type Box, formatShape } from "../lab/format.ts";
import { labStyles } from "../lab/lab.styles.ts";
import { formatPixel } from "../lab/pixel-format.ts";
import { PixelLab, type PixelState } from "../lab/pixel-lab.ts";
import { placed, placedCell } from "../lab/placed.ts";
import * as fields from "../lab/schema.ts";
import { numberField, paneHeader } from "../lab/view.ts";
import { judge } from "./find.ts";
import type { TablePixel } from "./pixel-table.ts";
import { type Slice, slice } from "./slice-field.ts";
import { renderSlice } from "./slice-view.ts";

/** The whole state of the lab. Pairs are `[y, x]`. */
export interface CoordinatesState extends PixelState {
  cartesian: boolean;
  find: fields.Pair | null;
  slice: Slice | null;
}

const schema: fields.Schema<CoordinatesState> = {
  image: fields.text("china"),
  cell: fields.cell(),
  cartesian: fields.flag(false),
  find: fields.cell(),
  slice: slice(),
};

/** How far the loupe looks to each side. */
const reach = 2;

/**
 * The coordinates lab: a picture as an array, whose origin is at the top left and whose y comes first and grows
 * downwards, beside the (x, y) of graph paper.
 *
 * ```html
 * <convscope-coordinates image="chelsea" find="12 40"></convscope-coordinates>
 * ```
 *
 * @attr image - a sample's id (`china`, `chelsea`, `astronaut`, `coffee`, `rocket`, `grid`) or an address
 * @attr cell - the current cell, `y x`
 * @attr cartesian - shows the same pixel on graph paper, too
 * @attr find - a pixel to find, `y x`
 * @attr slice - a box of pixels, `y0:y1, x0:x1` as NumPy has it: an end may be left out or negative
 * @attr controls - which to show: `source cartesian slice find use`; all when absent
 * @fires convscope-change - somebody changed something; `detail` is the state
 * @fires convscope-step - another pixel is current; `detail` is `{y, x, value}`, the value its `[r, g, b]`
 * @fires convscope-error - `detail` is `{message}`
 */
export class Coordinates extends PixelLab<CoordinatesState> {
  static override properties = { hovered: { state: true } };
  /** The pixel under the mouse, which is shown as long as it is there. */
  declare protected hovered: { y: number; x: number } | null;

  static override styles = [
    tokens,
    shared,
    labStyles,
    css`
      .foot { padding: 16px 20px 20px; border-top: 1px solid var(--line); }
      .words { flex-basis: 100%; color: var(--muted); font-size: 0.87em; }
      input[type="checkbox"] { accent-color: var(--ink); }
      .reading { display: flex; flex-direction: column; gap: 14px; }
      .code { font: 600 17px/1.4 var(--mono); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
      .sum { align-items: center; }
      .sum b { font-size: 22px; white-space: pre; }
      .swatch { flex: none; width: 40px; height: 40px; border-radius: 10px; border: 1px solid var(--line-strong); }
      .contrast { width: 100%; border-collapse: collapse; font-size: 14px; }
      .contrast th { text-align: start; font-weight: 400; color: var(--muted); padding: 5px 10px 5px 0; }
      .contrast td { padding: 5px 10px 5px 0; }
      .contrast .muted { margin-inline-start: 10px; color: var(--muted); font-size: 12px; white-space: nowrap; }
      .contrast thead th { color: var(--ink); font-weight: 650; }
      .contrast tr + tr > *, .contrast tbody tr > * { border-top: 1px solid var(--line); }
      .find { display: flex; flex-wrap: wrap; gap: 6px 16px; align-items: center; padding: 14px 20px; border-bottom: 1px solid var(--line); }
      .find b { font-weight: 650; }
      .find p { flex: 1 1 280px; min-width: 0; }
      .find .answer[data-found] { color: var(--positive); font-weight: 650; }
      .crop { display: grid; place-items: center; min-height: 120px; padding: 10px; border-radius: 12px; background: var(--sunken); }
      .crop canvas { max-width: 100%; max-height: 200px; border-radius: 3px; image-rendering: pixelated; }
      .crop p { color: var(--muted); font: 600 14px/1.4 var(--mono); }
      .ends { display: grid; grid-template-columns: repeat(2, max-content); gap: 8px 16px; }
      .ends label { display: flex; align-items: center; gap: 8px; font-size: 13px; color: var(--muted); }
      .ends .field { width: 74px; }
      .switch { display: inline-flex; gap: 8px; align-items: center; min-height: 34px; font-size: 14px; cursor: pointer; }
      @media (pointer: coarse) { .switch { min-height: 44px; } }
      @container (min-width: 880px) {
        .foot { padding-inline: 22px; }
        .panes:first-of-type .middle { border-start-end-radius: 17px; }
        .panes { grid-template-columns: minmax(0, 1.75fr) minmax(300px, 1fr); }
        .panes.both { grid-template-columns: minmax(0, 1.2fr) minmax(0, 1.2fr) minmax(290px, 0.95fr); grid-template-rows: auto 1fr; }
        .panes.both .compared { grid-area: 2 / 1 / 3 / 3; border-inline-start: 0; border-top: 1px solid var(--line); }
        .panes.both .middle { grid-area: 1 / 3 / 3 / 4; }
        .find { padding-inline: 22px; }
      }
    `,
  ];
  static override get observedAttributes() {
    // biome-ignore lint/complexity/noThisInStatic: Lit finalises the class that asks, so it must be this one
    return [...super.observedAttributes, ...Object.keys(schema), "lang"];
  }

  protected override readonly schema = schema;
  static readonly schema = schema;
  #live = "";
  #tasks = 0;
  /** Whether the pixel to find has been looked for. */
  #tried = false;

  constructor() {
    super();
    this.hovered = null;
    this.begin();
  }

  protected get words() {
    return coordinates[this.language];
  }

  protected override load({ id }: Picture, studio: StudioClient) {
    return studio.pixels(id);
  }

  protected override valueHere() {
    return this.colourAt(this.walker.y, this.walker.x);
  }

  protected override moved() {
    const { y, x } = this.cell;
    this.#live = this.words.live(y, x, ...this.colourAt(y, x));
    this.hovered = null;
  }

  protected override changed(keys: string[]) {
    if (keys.includes("find")) this.#tried = false;
  }

  override render() {
    const { words, current } = this;
    const both = current.cartesian && this.pixels;
    const body = html`${this.#renderFind()}
      <div class="panes ${both ? "both" : ""}">
        <div class="pane">${this.#renderPicture()}</div>
        ${
          both
            ? html`<div class="pane">${this.#renderPaper()}</div>
                <div class="pane compared">${this.#renderContrast()}</div>`
            : nothing
        }
        <div class="pane middle">${this.pixels ? this.#renderReading() : nothing}</div>
      </div>
      ${this.foot()}`;
    return this.surface(words.title, body, this.#spoken());
  }

  get #here() {
    return this.hovered ?? this.cell;
  }

  #renderPicture() {
    const { words, pixels, text, current } = this;
    if (!pixels) {
      return html`${paneHeader(words.picture, null)}
        <div class="placeholder">${this.trouble ? nothing : text.lab.waiting}</div>`;
    }
    const { y, x } = this.#here;
    const drawing = current.slice !== null;
    const { picture } = this;
    return html`${paneHeader(words.picture, pixels.shape, this.#renderSwitch())}
      <cs-coordinate-pane
        .preview=${pixels.preview}
        .size=${pixels.shape.slice(0, 2)}
        .box=${drawing ? this.#box() : { y0: y, x0: x, y1: y + 1, x1: x + 1 }}
        .guide=${drawing ? null : { y, x, down: String(y), along: String(x) }}
        .area=${drawing ? null : this.pointedLine}
        ?drawing=${drawing}
        .theme=${this.theme}
        label=${words.pane(formatShape(pixels.shape))}
        hint=${drawing ? words.paneKeysSlice : words.paneKeys}
        @pick=${(event: CustomEvent) => drawing || this.#pickAt(event.detail)}
        @hover=${(event: CustomEvent) => {
          this.hovered = drawing ? null : event.detail;
        }}
        @move=${(event: CustomEvent) => (drawing ? this.#moveBox(event) : this.#step(event))}
        @draw=${this.#onDraw}
      ></cs-coordinate-pane>
      ${
        picture && picture.original[0] !== picture.height
          ? html`<p class="note">${text.lab.scaled(`${picture.original[0]} × ${picture.original[1]}`, `${picture.height} × ${picture.width}`)}</p>`
          : nothing
      }`;
  }

  /** The same picture, counted from the bottom left. */
  #renderPaper() {
    const { words, pixels } = this;
    if (!pixels) return nothing;
    const { y, x } = this.#here;
    const [along, up] = cartesian(pixels.shape, [y, x]);
    return html`<header><h3>${words.paper}</h3><span class="words">${words.paperWords}</span></header>
      <cs-coordinate-pane
        paper
        .preview=${pixels.preview}
        .size=${pixels.shape.slice(0, 2)}
        .box=${{ y0: y, x0: x, y1: y + 1, x1: x + 1 }}
        .guide=${{ y, x, down: String(up), along: String(along) }}
        .theme=${this.theme}
        label=${words.paperPane}
        hint=${words.paneKeys}
        @pick=${(event: CustomEvent) => this.#pickAt(event.detail)}
        @hover=${(event: CustomEvent) => {
          this.hovered = event.detail;
        }}
        @move=${this.#step}
      ></cs-coordinate-pane>`;
  }

  #renderContrast() {
    const { words, pixels } = this;
    if (!pixels) return nothing;
    const { y, x } = this.#here;
    const [along, up] = cartesian(pixels.shape, [y, x]);
    const [height] = pixels.shape;
    const { contrast } = words;
    const row = (name: string, ...both: unknown[]) =>
      html`<tr><th scope="row">${name}</th>${both.map((one) => html`<td>${one}</td>`)}</tr>`;
    return html`<p>${words.both(String(y), String(x), String(up))}</p>
      <table class="contrast" aria-label=${contrast.label}>
        <thead><tr><td></td><th scope="col">${contrast.array}</th><th scope="col">${contrast.plane}</th></tr></thead>
        <tbody>
          ${row(
            contrast.here,
            html`<span class="mono accent">${placedCell(y, x)}</span>`,
            html`<span class="mono accent">(${placed("along", along)}, ${placed("up", up)})</span>
              <span class="mono muted">${placed("height", height)} − 1 − ${placed("y", y)} = ${up}</span>`,
          )}
          ${row(contrast.order, html`<span class="mono">[y, x]</span>`, html`<span class="mono">(x, y)</span>`)}
          ${row(contrast.origin, ...contrast.origins)} ${row(contrast.grows, ...contrast.growing)}
        </tbody>
      </table>`;
  }

  #renderReading() {
    const { words, current, pixels } = this;
    if (!pixels) return nothing;
    if (current.slice) {
      return html`<header>${this.#renderMode()}</header>
        ${renderSlice(words, pixels, current.slice, (given) => this.change({ slice: given }))}`;
    }
    const { y, x } = this.#here;
    const rgb = this.colourAt(y, x);
    const [height, width] = pixels.shape;
    const swatch = `background: rgb(${rgb.map((value) => (value * 255) / pixels.white).join(" ")})`;
    const set = (cell: [unknown, unknown]) => {
      this.#tried = true;
      this.change({ cell });
    };
    return html`<header>${this.#renderMode()}</header>
      <div class="reading">
        <p class="code">picture<span class="accent">${placedCell(y, x)}</span></p>
        <div class="sum"><span class="swatch" .style=${swatch}></span><b>${formatPixel(rgb)}</b></div>
        <div class="fields" role="group" aria-label="y, x">
          ${numberField(words.y, this.cell.y, { min: 0, max: height - 1 }, 1, (typed) => set([typed, this.cell.x]))}
          ${numberField(words.x, this.cell.x, { min: 0, max: width - 1 }, 1, (typed) => set([this.cell.y, typed]))}
        </div>
        <cs-pixel-table
          .rows=${this.#around(y, x)}
          .y=${y}
          .x=${x}
          .white=${pixels.white}
          label=${words.loupe}
          @pick=${(event: CustomEvent) => this.#pickAt(event.detail)}
        ></cs-pixel-table>
        <p class="note">${words.place(String(y), String(x))}</p>
      </div>`;
  }

  #around(y: number, x: number): TablePixel[][] {
    const [height, width] = this.pixels?.shape ?? [0, 0];
    const near = (at: number) => Array.from({ length: 2 * reach + 1 }, (_, i) => at - reach + i);
    return near(y).map((row) =>
      near(x).map((column) => {
        const inside = row >= 0 && row < height && column >= 0 && column < width;
        return { y: row, x: column, rgb: inside ? this.colourAt(row, column) : null };
      }),
    );
  }

  #renderFind() {
    const { words, current } = this;
    const { find } = current;
    if (!find || !this.pixels) return nothing;
    const [y, x] = find.map(String);
    const verdict = this.#verdict();
    return html`<div class="find" role="group" aria-label=${words.findTitle}>
      <p><b>${words.find(y, x)}</b></p>
      <p class="answer" ?data-found=${verdict?.found}>${verdict?.says ?? nothing}</p>
      ${this.shows("find") ? html`<button class="chip" @click=${this.#onAnother}>${words.another}</button>` : nothing}
    </div>`;
  }

  #verdict() {
    const { current, pixels } = this;
    if (!current.find || !pixels) return null;
    return judge(this.words, pixels.shape, current.find, this.#tried ? this.cell : null);
  }

  #spoken() {
    return this.#tried ? [this.#live, this.#verdict()?.says].filter(Boolean).join(". ") : this.#live;
  }

  /** One pixel or a slice: what the reading is about. */
  #renderMode() {
    const { words, current } = this;
    if (!this.shows("slice")) return html`<h3>${current.slice ? words.slice : words.pixel}</h3>`;
    return html`<h3 class="visually-hidden">${current.slice ? words.slice : words.pixel}</h3>
      <cs-segmented
        label=${words.mode}
        .choices=${Object.entries(words.modes).map(([value, name]) => ({ value, text: name }))}
        .value=${current.slice ? "slice" : "pixel"}
        @choose=${(event: CustomEvent) => this.change({ slice: event.detail === "slice" ? this.#firstSlice() : null })}
      ></cs-segmented>`;
  }

  #renderSwitch() {
    if (!this.shows("cartesian")) return nothing;
    return html`<label class="grow switch"
      ><input
        type="checkbox"
        .checked=${this.current.cartesian}
        @change=${(event: Event) => this.change({ cartesian: (event.target as HTMLInputElement).checked })}
      />
      ${this.words.cartesian}</label
    >`;
  }

  /** A box to begin with, around the current pixel. */
  #firstSlice(): Slice {
    const [height, width] = this.pixels?.shape ?? [1, 1];
    const half = Math.max(1, Math.floor(Math.min(height, width) / 6));
    const ends = (at: number, size: number): [number, number] => [Math.max(0, at - half), Math.min(size, at + half)];
    return [ends(this.cell.y, height), ends(this.cell.x, width)];
  }

  /** The slice as the core cuts it; nothing for an empty one. */
  #box(): Box | null {
    const { slice: given } = this.current;
    if (!given || !this.pixels) return null;
    const { start, stop, shape } = sliced(this.pixels.shape, given);
    return shape.includes(0) ? null : { y0: start[0], x0: start[1], y1: stop[0], x1: stop[1] };
  }

  #moveBox(event: CustomEvent<{ to?: string; y: number; x: number }>) {
    const { to, y, x } = event.detail;
    const box = this.#box();
    if (!box || !this.pixels) return;
    const [height, width] = this.pixels.shape;
    const way = (from: number, size: number, wish: number) =>
      Math.max(0, Math.min(size - from, to === "first" ? 0 : to === "last" ? size : wish));
    const [tall, wide] = [box.y1 - box.y0, box.x1 - box.x0];
    const [top, left] = [way(tall, height, box.y0 + y), way(wide, width, box.x0 + x)];
    if (top === box.y0 && left === box.x0) event.preventDefault();
    this.change({
      slice: [
        [top, top + tall],
        [left, left + wide],
      ],
    });
  }

  #onDraw = (event: CustomEvent) => {
    const { from, to } = event.detail;
    const ends = (key: "y" | "x") => [Math.min(from[key], to[key]), Math.max(from[key], to[key]) + 1];
    this.change({ slice: [ends("y"), ends("x")] });
  };

  #onAnother = () => {
    const [height, width] = this.pixels?.shape ?? [1, 1];
    this.#tasks += 1;
    this.change({ find: [permutation(height, this.#tasks)[0], permutation(width, this.#tasks + 1)[0]] });
  };

  #pickAt({ y, x }: { y: number; x: number }) {
    this.#tried = true;
    this.pick(y, x);
  }

  #step = (event: CustomEvent) => {
    this.#tried = true;
    this.hovered = null;
    this.onMove(event);
  };
}
