import { html, nothing } from "lit";
import { type Explanation, limitsOf, type Options, type Tap } from "../../engine/core.ts";
import { shared, tokens } from "../../styles/shared.ts";
import { chunked, formatCell, formatNumber } from "../lab/format.ts";
import { labStyles } from "../lab/lab.styles.ts";
import { LabFrame } from "../lab/lab-frame.ts";
import * as fields from "../lab/schema.ts";
import { fromTo, paddingChoice, pairFields, strideChoice, viewChoice } from "../lab/view.ts";
import type { WindowState } from "../lab/window-lab.ts";
import type { GridCell } from "../number-grid/number-grid.ts";
import { speeds } from "../playback/playback.ts";

/** The whole state of the lab. Pairs are `[y, x]`. */
export interface PoolingState extends WindowState {
  size: fields.Pair;
  "ceil-mode": boolean;
}

const limits = (name: string) => () => limitsOf("maxPool2d", name);

const schema: fields.Schema<PoolingState> = {
  image: fields.text("china"),
  grey: fields.choice(["mean", "rec601", "rec709", "r", "g", "b"], "mean"),
  size: fields.pair([3, 3], limits("size")),
  strides: fields.pair([3, 3], limits("strides")),
  padding: fields.padding(limits("padding")),
  dilations: fields.pair([1, 1], limits("dilations")),
  "ceil-mode": fields.flag(false),
  view: fields.choice(["gray", "viridis"], "gray"),
  cell: fields.cell(),
  speed: fields.choice(speeds, "ten"),
};

/**
 * The pooling lab: a window crosses a map, y first, then x, and keeps the largest value it sees.
 *
 * ```html
 * <convscope-pooling image="chelsea" size="2 2" strides="2 2"></convscope-pooling>
 * ```
 *
 * @attr from - id of a convolution lab whose map is pooled, in place of a picture
 * @attr image - a sample's id (`china`, `chelsea`, `astronaut`, `coffee`, `rocket`, `grid`) or an address
 * @attr grey - `mean`, `rec601`, `rec709`, `r`, `g`, `b`
 * @attr size, strides, dilations - `y x`
 * @attr padding - `valid`, `same`, or `top bottom left right`
 * @attr ceil-mode, view (`gray`, `viridis`), cell (`y x`), speed (`one`, `ten`, `row`, `all`), lang, theme
 * @attr controls - which to show: `source play grey size strides padding view more backend`; all when absent
 * @fires convscope-change - somebody changed something; `detail` is the state
 * @fires convscope-step - the window came to another cell; `detail` is `{y, x, value}`
 * @fires convscope-error - `detail` is `{message}`
 */
export class Pooling extends LabFrame<PoolingState> {
  static override styles = [tokens, shared, labStyles];
  static override get observedAttributes() {
    // biome-ignore lint/complexity/noThisInStatic: Lit finalises the class that asks, so it must be this one
    return [...super.observedAttributes, ...Object.keys(schema), "lang"];
  }

  protected override readonly op = "maxPool2d";
  protected override readonly schema = schema;
  static readonly schema = schema;

  constructor() {
    super();
    this.begin();
  }

  protected override request(state: PoolingState) {
    const { size, strides, padding, dilations } = state;
    const options: Options = { size, strides, padding, dilations, ceilMode: state["ceil-mode"] };
    return { filter: null, options };
  }

  protected override titles() {
    const { text } = this;
    return {
      lab: text.lab.pooling,
      cell: text.lab.maxTitle,
      cellShape: text.lab.poolWindow(...this.current.size),
      output: text.lab.pooled,
    };
  }

  protected override renderCell(told: Explanation) {
    const { text } = this;
    const width = this.good?.geometry.x.kernel ?? 1;
    const cells = told.taps.map((tap) => this.#cell(tap));
    const rows = chunked(cells, width);
    const done = Math.max(1, Math.round(this.walker.share * told.taps.length));
    const lit = this.visited >= 0 ? this.visited : this.walker.share < 1 ? done - 1 : -1;
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
      <p class="running">
        <span class="visually-hidden">${text.lab.runningMax}: </span>${told.partial
          .slice(0, done)
          .map(
            (value, i) => html`${i > 0 ? " → " : nothing}<span ?data-lit=${i === lit}>${formatNumber(value)}</span>`,
          )}
      </p>
      <div class="sum" data-place="sum"><span>${text.lab.max}</span><b>${formatNumber(told.partial[done - 1])}</b></div>
      <p class="note">${fromTo(text, this.cell, this.window() as NonNullable<ReturnType<typeof this.window>>)}</p>`;
  }

  #cell({ value, inside, y, x, weight }: Tap): GridCell {
    const name = formatCell(y, x);
    if (!inside) return { text: "", name, outside: true };
    const [low, high] = this.good?.input.range ?? [0, 255];
    const paint = high > low ? Math.round(((value - low) / (high - low)) * 255) : 0;
    return { text: formatNumber(value), name, paint, picked: weight === 1 };
  }

  protected override tell(told: Explanation): string {
    const { tell } = this.text;
    const outside = told.taps.filter((tap) => !tap.inside).length;
    const picked = told.taps.find((tap) => tap.weight === 1);
    const words = picked ? tell.picked(formatCell(picked.y, picked.x)) : "";
    return outside > 0 ? `${words} ${tell.paddingMax(outside)}` : words;
  }

  protected override renderControls() {
    const { text, current } = this;
    const set = (key: keyof PoolingState) => (value: unknown) => this.change({ [key]: value });
    return html`<div class="controls">
        ${this.shows("size") ? pairFields(text, text.controls.poolSize, current.size, limits("size")(), set("size")) : nothing}
        ${this.shows("strides") ? strideChoice(text, current.strides, set("strides")) : nothing}
        ${this.shows("padding") ? paddingChoice(text, current.padding, limits("padding")(), set("padding")) : nothing}
        ${this.shows("view") ? viewChoice(text, current.view, set("view")) : nothing}
      </div>
      ${this.shows("more") ? this.#renderMore(set) : nothing}`;
  }

  #renderMore(set: (key: keyof PoolingState) => (value: unknown) => void) {
    const { text, current } = this;
    return html`<details class="more">
      <summary>${text.lab.more}</summary>
      <div class="controls">
        ${pairFields(text, text.controls.stride, current.strides, limits("strides")(), set("strides"))}
        ${pairFields(text, text.controls.dilation, current.dilations, limits("dilations")(), set("dilations"))}
        <div class="fields">
          <label
            ><input
              type="checkbox"
              .checked=${current["ceil-mode"]}
              @change=${(event: Event) => set("ceil-mode")((event.target as HTMLInputElement).checked)}
            />
            ${text.controls.ceilMode}</label
          >
        </div>
      </div>
    </details>`;
  }
}
