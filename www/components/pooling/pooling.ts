import { css, html, nothing } from "lit";
import { type Explanation, explain, limitsOf, type Options, type Tap } from "../../engine/core.ts";
import type { OpName } from "../../engine/types.ts";
import { pooling } from "../../i18n/pooling.ts";
import { shared, tokens } from "../../styles/shared.ts";
import { chunked, formatCell, formatCount, formatNumber } from "../lab/format.ts";
import { labStyles } from "../lab/lab.styles.ts";
import { LabFrame } from "../lab/lab-frame.ts";
import * as fields from "../lab/schema.ts";
import { fromTo, paddingChoice, pairFields, paneHeader, strideChoice, viewChoice } from "../lab/view.ts";
import type { WindowState } from "../lab/window-lab.ts";
import type { GridCell } from "../number-grid/number-grid.ts";
import { noMargins } from "../picture-pane/picture-pane.ts";
import { speeds } from "../playback/playback.ts";

/** The whole state of the lab. Pairs are `[y, x]`. */
export interface PoolingState extends WindowState {
  op: Kept;
  size: fields.Pair;
  "ceil-mode": boolean;
  "count-include-pad": boolean;
  compare: boolean;
}

/** What is kept of a window. */
type Kept = "max" | "avg";
const kinds = ["max", "avg"] as const;
const opOf = (kept: Kept): OpName => (kept === "max" ? "maxPool2d" : "avgPool2d");

const limits = (name: string) => () => limitsOf("maxPool2d", name);

const schema: fields.Schema<PoolingState> = {
  image: fields.text("china"),
  grey: fields.choice(["mean", "rec601", "rec709", "r", "g", "b"], "mean"),
  op: fields.choice(kinds, "max"),
  size: fields.pair([3, 3], limits("size")),
  strides: fields.pair([3, 3], limits("strides")),
  padding: fields.padding(limits("padding")),
  dilations: fields.pair([1, 1], limits("dilations")),
  "ceil-mode": fields.flag(false),
  "count-include-pad": fields.flag(false),
  compare: fields.flag(false),
  view: fields.choice(["gray", "viridis"], "gray"),
  cell: fields.cell(),
  speed: fields.choice(speeds, "ten"),
};

/**
 * The pooling lab: a window crosses a map, y first, then x, and keeps the largest value it sees, or the mean.
 *
 * ```html
 * <convscope-pooling image="chelsea" size="2 2" strides="2 2"></convscope-pooling>
 * ```
 *
 * @attr from - id of a convolution lab whose map is pooled, in place of a picture
 * @attr image - a sample's id (`china`, `chelsea`, `astronaut`, `coffee`, `rocket`, `grid`) or an address
 * @attr grey - how the picture becomes grey: `mean`, `rec601`, `rec709`, `r`, `g`, `b`
 * @attr op - `max` or `avg`
 * @attr compare - shows the other one's map, too
 * @attr size - the window, `y x`
 * @attr strides - how far the window goes at a time, `y x`
 * @attr padding - `valid`, `same`, or `top bottom left right`
 * @attr dilations - how far apart the cells under the window are, `y x`
 * @attr ceil-mode - the last window may overhang
 * @attr count-include-pad - the mean divides by padded cells, too
 * @attr view - how a map is coloured: `gray` or `viridis`
 * @attr cell - the current cell, `y x`
 * @attr speed - how fast it plays: `one`, `ten` cells a second, a `row` or `all` at a time
 * @attr controls - which to show: `source play grey op size strides padding view more backend use`; all when absent
 * @fires convscope-change - somebody changed something; `detail` is the state
 * @fires convscope-step - the window came to another cell; `detail` is `{y, x, value}`
 * @fires convscope-error - `detail` is `{message}`
 */
export class Pooling extends LabFrame<PoolingState> {
  static override styles = [
    tokens,
    shared,
    labStyles,
    css`
      .division { font-size: 14px; }
      @container (min-width: 880px) {
        .controls.pooling { display: flex; flex-wrap: wrap; gap: 18px 44px; }
      }
    `,
  ];
  static override get observedAttributes() {
    // biome-ignore lint/complexity/noThisInStatic: Lit finalises the class that asks, so it must be this one
    return [...super.observedAttributes, ...Object.keys(schema), "lang"];
  }

  protected override get op(): OpName {
    return opOf(this.current.op);
  }

  protected override readonly schema = schema;
  static readonly schema = schema;

  constructor() {
    super();
    this.begin();
  }

  protected override request(state: PoolingState) {
    const { op, size, strides, padding, dilations, compare } = state;
    const common: Options = { size, strides, padding, dilations, ceilMode: state["ceil-mode"] };
    const options = (kept: Kept): Options =>
      kept === "avg" ? { ...common, countIncludePad: state["count-include-pad"] } : common;
    const other = op === "max" ? "avg" : "max";
    const beside = compare ? { op: opOf(other), options: options(other) } : null;
    return { filter: null, options: options(op), beside };
  }

  /** What the maps on the screen keep. */
  get #kept(): Kept {
    return (this.good?.op ?? this.op) === "avgPool2d" ? "avg" : "max";
  }

  get #words() {
    return pooling[this.language];
  }

  protected override titles() {
    const { text } = this;
    const mean = this.#kept === "avg";
    return {
      lab: mean ? this.#words.avg : text.lab.pooling,
      cell: mean ? this.#words.avgTitle : text.lab.maxTitle,
      cellShape: text.lab.poolWindow(...this.current.size),
      output: text.lab.pooled,
    };
  }

  protected override renderCell(told: Explanation) {
    const { text } = this;
    const mean = this.#kept === "avg";
    const width = this.good?.geometry.x.kernel ?? 1;
    const rows = chunked(
      told.taps.map((tap) => this.#cell(tap)),
      width,
    );
    const done = Math.max(1, Math.round(this.walker.share * told.taps.length));
    const lit = this.visited >= 0 ? this.visited : this.walker.share < 1 ? done - 1 : -1;
    const running = mean ? this.#sums(told) : told.partial;
    return html`<div data-place="window">
        <span class="label">${this.upstream ? text.lab.windowMap : text.lab.window}</span>
        <cs-number-grid
          .rows=${rows}
          label=${this.upstream ? text.lab.windowMap : text.lab.window}
          .lit=${lit}
          @visit=${(event: CustomEvent) => {
            this.visited = event.detail;
          }}
        ></cs-number-grid>
      </div>
      <p class="running" data-result="value">
        <span class="visually-hidden">${mean ? text.lab.runningSum : text.lab.runningMax}: </span>${running
          .slice(0, done)
          .map(
            (value, i) => html`${i > 0 ? " → " : nothing}<span ?data-lit=${i === lit}>${formatNumber(value)}</span>`,
          )}
      </p>
      ${mean && done === told.taps.length ? this.#renderDivision(told, running) : nothing}
      <div class="sum" data-place="sum" data-result="value">
        <span>${mean ? this.#words.mean : text.lab.max}</span><b>${formatNumber(told.partial[done - 1])}</b>
      </div>
      <p class="note">${fromTo(text, this.cell, this.window() as NonNullable<ReturnType<typeof this.window>>)}</p>`;
  }

  #renderDivision(told: Explanation, sums: number[]) {
    const [sum, mean] = [sums[sums.length - 1], told.result].map((value) => formatNumber(value));
    return html`<p class="mono division" data-result="value">${this.#words.meanOf(sum, String(divisorOf(told)), mean)}</p>`;
  }

  /** The window's running sums: the core's convolution with a filter of ones. */
  #sums(told: Explanation): number[] {
    const { input, options, geometry } = this.good as NonNullable<typeof this.good>;
    const { y, x } = geometry;
    const ones = { data: new Float32Array(told.taps.length).fill(1), shape: [y.kernel, x.kernel, 1, 1] };
    const { strides, dilations } = options as PoolingState;
    // As wide as drawn: the last window of a ceil mode may overhang the padding.
    const padding: Options["padding"] = [
      [y.before, y.drawnAfter],
      [x.before, x.drawnAfter],
    ];
    const cell: [number, number, number, number] = [0, this.cell.y, this.cell.x, 0];
    return explain("conv2d", input.tensor, ones, { strides, dilations, padding }, cell).partial;
  }

  #cell({ value, inside, y, x, weight }: Tap): GridCell {
    const name = formatCell(y, x);
    const mean = this.#kept === "avg";
    if (!inside) return { text: mean && this.#counts ? "0" : "", name, outside: true };
    const [low, high] = this.good?.input.range ?? [0, 255];
    const paint = high > low ? Math.round(((value - low) / (high - low)) * 255) : 0;
    return { text: formatNumber(value), name, paint, picked: !mean && weight === 1 && this.hides !== "value" };
  }

  /** Whether the padding counts in the divisor, in the map on the screen. */
  get #counts(): boolean {
    const options: { countIncludePad?: boolean } = this.good?.options ?? {};
    return options.countIncludePad === true;
  }

  protected override tell(told: Explanation): string {
    const { tell } = this.text;
    const outside = told.taps.filter((tap) => !tap.inside).length;
    if (this.#kept === "avg") {
      const words = this.#words.tellMean(divisorOf(told));
      const padding = this.#counts ? this.#words.padCounted : this.#words.padSkipped;
      return outside > 0 ? `${words} ${padding(outside)}` : words;
    }
    const picked = told.taps.find((tap) => tap.weight === 1);
    const words = picked ? tell.picked(formatCell(picked.y, picked.x)) : "";
    return outside > 0 ? `${words} ${tell.paddingMax(outside)}` : words;
  }

  protected override renderBelow(filled: { y: number; x: number } | null) {
    return html`<p class="note" data-place="stays">${this.#stays()}</p>
      ${this.#renderBeside(filled)}`;
  }

  /** How much data there was, and how much is left. */
  #stays(): string {
    const { input, output } = this.good as NonNullable<typeof this.good>;
    const [before, after] = [input.tensor.data.length, output.tensor.data.length];
    const counts = [before, after].map((count) => formatCount(count, this.language)) as [string, string];
    if (after >= before) return this.#words.allStays(...counts);
    const percent = formatNumber((after / before) * 100, 1);
    return this.#words.stays(...counts, percent, Math.round(before / after));
  }

  /** The other pooling's map, with the same cell on it. */
  #renderBeside(filled: { y: number; x: number } | null) {
    const { good, walker } = this;
    const beside = good?.beside;
    if (!good || !beside) return nothing;
    const [, height, width] = beside.tensor.shape;
    const title = this.#words.other[beside.op === "avgPool2d" ? "avg" : "max"];
    const cell = { y0: walker.y, x0: walker.x, y1: walker.y + 1, x1: walker.x + 1 };
    const value = formatNumber(beside.tensor.data[walker.step]);
    return html`${paneHeader(title, beside.tensor.shape)}
      <cs-picture-pane
        .preview=${beside.preview}
        .size=${[height, width]}
        .values=${beside.tensor.data}
        .margins=${noMargins}
        .box=${cell}
        .filled=${filled}
        ?glide=${this.glides}
        .theme=${this.theme}
        label=${title}
        hint=${this.text.lab.paneKeys}
        @pick=${(event: CustomEvent) => this.pickOutput(event.detail.y, event.detail.x)}
        @move=${this.onMoveOutput}
        @toggle=${this.toggle}
      ></cs-picture-pane>
      <p class="note">
        ${this.#words.same} <span class="mono accent">${formatCell(walker.y, walker.x)}</span> =
        <span class="mono accent">${walker.share < 1 ? "…" : value}</span>
        <span class="mono">${this.text.lab.minMax(formatNumber(beside.min), formatNumber(beside.max))}</span>
      </p>`;
  }

  protected override renderControls() {
    const { text, current } = this;
    const set = (key: keyof PoolingState) => (value: unknown) => this.change({ [key]: value });
    return html`<div class="controls pooling">
        ${this.shows("op") ? this.#renderOp(set) : nothing}
        ${
          this.shows("size")
            ? html`<div data-place="size">${pairFields(text, text.controls.poolSize, current.size, limits("size")(), set("size"))}</div>`
            : nothing
        }
        ${this.shows("strides") ? strideChoice(text, current.strides, set("strides")) : nothing}
        ${this.shows("padding") ? paddingChoice(text, current.padding, limits("padding")(), set("padding")) : nothing}
        ${this.shows("view") ? viewChoice(text, current.view, set("view")) : nothing}
      </div>
      ${this.shows("more") ? this.#renderMore(set) : nothing}`;
  }

  #renderOp(set: (key: keyof PoolingState) => (value: unknown) => void) {
    const words = this.#words;
    return html`<div>
      <span class="label">${words.op}</span>
      <cs-segmented
        label=${words.op}
        .choices=${kinds.map((value) => ({ value, text: words.ops[value] }))}
        .value=${this.current.op}
        @choose=${(event: CustomEvent) => set("op")(event.detail)}
      ></cs-segmented>
      <div class="fields below">${this.#box(words.compare, "compare", set)}</div>
    </div>`;
  }

  #box(
    name: string,
    key: "compare" | "ceil-mode" | "count-include-pad",
    set: (key: keyof PoolingState) => (value: unknown) => void,
  ) {
    return html`<label
      ><input
        type="checkbox"
        .checked=${this.current[key]}
        @change=${(event: Event) => set(key)((event.target as HTMLInputElement).checked)}
      />
      ${name}</label
    >`;
  }

  #renderMore(set: (key: keyof PoolingState) => (value: unknown) => void) {
    const { text, current } = this;
    return html`<details class="more">
      <summary>${text.lab.more}</summary>
      <div class="controls">
        ${pairFields(text, text.controls.stride, current.strides, limits("strides")(), set("strides"))}
        ${pairFields(text, text.controls.dilation, current.dilations, limits("dilations")(), set("dilations"))}
        <div class="fields">
          ${this.#box(text.controls.ceilMode, "ceil-mode", set)}
          ${this.current.op === "avg" || current.compare ? this.#box(this.#words.countPad, "count-include-pad", set) : nothing}
        </div>
      </div>
    </details>`;
  }
}

/** What the sum of a window is divided by: each of its places weighs one divided by that. */
const divisorOf = ({ taps }: Explanation): number => Math.round(1 / taps[0].weight);
