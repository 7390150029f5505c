import { html, nothing } from "lit";
import { type Explanation, limitsOf, type Options, type Tap, type Tensor } from "../../engine/core.ts";
import { presetNames, presetOf, presets, resized } from "../../engine/presets.ts";
import { shared, tokens } from "../../styles/shared.ts";
import { chunked, formatCell, formatNumber, formatShape } from "../lab/format.ts";
import { labStyles } from "../lab/lab.styles.ts";
import { LabFrame } from "../lab/lab-frame.ts";
import * as fields from "../lab/schema.ts";
import { fromTo, numberField, paddingChoice, pairFields, strideChoice, viewChoice } from "../lab/view.ts";
import type { WindowState } from "../lab/window-lab.ts";
import type { GridCell } from "../number-grid/number-grid.ts";
import { speeds } from "../playback/playback.ts";

/** The whole state of the lab. Pairs are `[y, x]`. */
export interface ConvolutionState extends WindowState {
  filter: number[][];
  bias: number;
  flip: boolean;
}

const limits = (name: string) => () => limitsOf("conv2d", name);
const weights = { min: -1e6, max: 1e6 };

const schema: fields.Schema<ConvolutionState> = {
  image: fields.text("china"),
  grey: fields.choice(["mean", "rec601", "rec709", "r", "g", "b"], "mean"),
  filter: fields.matrix(presets["vertical-edge"], limits("size"), weights),
  strides: fields.pair([1, 1], limits("strides")),
  padding: fields.padding(limits("padding")),
  dilations: fields.pair([1, 1], limits("dilations")),
  bias: fields.number(0, limits("bias")),
  flip: fields.flag(false),
  view: fields.choice(["gray", "viridis"], "gray"),
  cell: fields.cell(),
  speed: fields.choice(speeds, "ten"),
};

const sign = (value: number) => Math.sign(value) as -1 | 0 | 1;

/**
 * The convolution lab: a filter slides over a picture, y first, then x, with every product and the sum on view.
 *
 * ```html
 * <convscope-convolution image="chelsea" filter="-1 0 1, -1 0 1, -1 0 1" strides="1 1" padding="valid"></convscope-convolution>
 * ```
 *
 * @attr image - a sample's id (`china`, `chelsea`, `astronaut`, `coffee`, `rocket`, `grid`) or an address
 * @attr grey - how the picture becomes grey: `mean`, `rec601`, `rec709`, `r`, `g`, `b`
 * @attr filter - rows of weights, 1×1 to 11×11: `-1 0 1, -1 0 1, -1 0 1`; a weight may be a fraction, `1/9`
 * @attr strides - how far the window goes at a time, `y x`
 * @attr padding - `valid`, `same`, or `top bottom left right`
 * @attr dilations - how far apart the cells under the window are, `y x`
 * @attr bias - a number that is added to every sum
 * @attr flip - turns the filter round first, as mathematics does
 * @attr view - how a map is coloured: `gray` or `viridis`
 * @attr cell - the current cell, `y x`
 * @attr speed - how fast it plays: `one`, `ten` cells a second, a `row` or `all` at a time
 * @attr controls - which to show: `source play grey filter strides padding view more backend use`; all when absent
 * @fires convscope-change - somebody changed something; `detail` is the state
 * @fires convscope-step - the window came to another cell; `detail` is `{y, x, value}`
 * @fires convscope-error - `detail` is `{message}`
 */
export class Convolution extends LabFrame<ConvolutionState> {
  static override styles = [tokens, shared, labStyles];
  static override get observedAttributes() {
    // biome-ignore lint/complexity/noThisInStatic: Lit finalises the class that asks, so it must be this one
    return [...super.observedAttributes, ...Object.keys(schema), "lang"];
  }

  protected override readonly op = "conv2d";
  protected override readonly schema = schema;
  static readonly schema = schema;

  constructor() {
    super();
    this.begin();
  }

  protected override request({ filter, strides, padding, dilations, bias, flip }: ConvolutionState) {
    const shape = [filter.length, filter[0].length, 1, 1];
    const tensor: Tensor = { data: Float32Array.from(filter.flat()), shape };
    const options: Options = { strides, padding, dilations, flip, ...(bias && { bias: Float32Array.of(bias) }) };
    return { filter: tensor, options };
  }

  protected override titles() {
    const { text } = this;
    const shape = this.good?.filter?.shape ?? [3, 3, 1, 1];
    return {
      lab: text.lab.convolution,
      cell: text.lab.sumTitle,
      cellShape: `${text.lab.filter} ${formatShape(shape)}`,
      output: text.lab.output,
    };
  }

  protected override renderCell(told: Explanation) {
    const { text, good } = this;
    const width = good?.filter?.shape[1] ?? 1;
    const done = Math.round(this.walker.share * told.taps.length);
    const lit = this.visited >= 0 ? this.visited : this.walker.share < 1 ? done - 1 : -1;
    const grid = (place: string, label: string, cells: GridCell[], editable = false) =>
      html`<div data-place=${place} data-result=${place === "products" ? "value" : nothing}>
        <span class="label">${label}</span>
        <cs-number-grid
          .rows=${chunked(cells, width)}
          label=${label}
          .lit=${lit}
          ?editable=${editable}
          @visit=${this.#onVisit}
          @edit=${this.#onEdit}
        ></cs-number-grid>
      </div>`;
    const partial = this.walker.share < 1 && done < told.taps.length;
    const sum = partial ? (told.partial[done - 1] ?? 0) : told.result;
    return html`<div class="operands ${width > 4 ? "stacked" : ""}">
        ${grid(
          "window",
          text.lab.window,
          told.taps.map((tap) => this.#picture(tap)),
        )}
        <span aria-hidden="true">×</span>
        ${grid("filter", text.lab.filter, this.#weights(told.taps, width), this.shows("filter"))}
      </div>
      ${grid("products", text.lab.products, told.taps.map(product))}
      <p class="running" data-result="value"><span class="visually-hidden">${text.lab.runningSum}: </span>${this.#running(told, lit, done)}</p>
      <div class="sum" data-place="sum" data-result="value"><span>${text.lab.sum}</span><b>${formatNumber(sum)}</b></div>
      <p class="note">${fromTo(text, this.cell, this.window() as NonNullable<ReturnType<typeof this.window>>)}</p>`;
  }

  #picture({ value, inside, y, x }: Tap): GridCell {
    const name = formatCell(y, x);
    if (!inside) return { text: "0", name, outside: true };
    const [low, high] = this.good?.input.range ?? [0, 255];
    return { text: formatNumber(value), name, paint: Math.round(((value - low) / (high - low)) * 255) };
  }

  /** The weights as they are applied: flipped, they stand mirrored. */
  #weights(taps: Tap[], width: number): GridCell[] {
    return taps.map(({ weight }, i) => {
      const name = formatCell(Math.floor(i / width), i % width);
      return { text: formatNumber(weight), sign: sign(weight), name };
    });
  }

  /** The sum, term by term: all of it for small filters, from row to row for large ones. */
  #running(told: Explanation, lit: number, done: number) {
    const width = this.good?.filter?.shape[1] ?? 1;
    const every = told.taps.length > 25 ? width : 1;
    const shown = told.partial.map((sum, i) => ({ sum, i })).filter(({ i }) => (i + 1) % every === 0 && i < done);
    const terms = shown.map(
      ({ sum, i }, at) => html`${at > 0 ? " → " : nothing}<span ?data-lit=${i === lit}>${formatNumber(sum)}</span>`,
    );
    const { bias } = told;
    return html`0 → ${terms}${
      bias ? html` → ${formatNumber(told.result)} <span>(${this.text.lab.bias} ${formatNumber(bias)})</span>` : nothing
    }`;
  }

  #onVisit = (event: CustomEvent) => {
    this.visited = event.detail;
  };

  #onEdit = (event: CustomEvent) => {
    const { row, column, text } = event.detail;
    const shown = this.good?.filter;
    if (!shown) return;
    // What stands in the grid, which is the last filter that fitted, with what was typed since and is still being worked on.
    const { filter: newest } = this.current;
    const fits = newest.length === shown.shape[0] && newest[0].length === shown.shape[1];
    const filter: unknown[][] = fits ? newest.map((line) => [...line]) : chunked([...shown.data], shown.shape[1]);
    const mirrored = (at: number, count: number) => (this.good?.options.flip ? count - 1 - at : at);
    filter[mirrored(row, filter.length)][mirrored(column, filter[0].length)] = text;
    this.change({ filter });
  };

  protected override tell(told: Explanation): string {
    const { tell } = this.text;
    const outside = told.taps.filter((tap) => !tap.inside).length;
    const padding = outside > 0 ? ` ${tell.padding(outside)}` : "";
    const preset = presetOf(this.current.filter);
    const weight = told.taps.reduce((sum, tap) => sum + Math.abs(tap.product), 0);
    if ((preset === "vertical-edge" || preset === "horizontal-edge") && !this.current.flip) {
      if (Math.abs(told.result) < 0.1 * weight || weight === 0) return tell.edge.flat + padding;
      return tell.edge[told.result > 0 ? "positive" : "negative"][preset] + padding;
    }
    return (told.result > 0 ? tell.positive : told.result < 0 ? tell.negative : tell.zero) + padding;
  }

  protected override renderControls() {
    const { text, current } = this;
    const set = (key: keyof ConvolutionState) => (value: unknown) => this.change({ [key]: value });
    const preset = presetOf(current.filter);
    return html`<div class="controls">
        ${this.shows("filter") ? this.#renderPresets(preset) : nothing}
        ${this.shows("strides") ? strideChoice(text, current.strides, set("strides")) : nothing}
        ${this.shows("padding") ? paddingChoice(text, current.padding, limits("padding")(), set("padding")) : nothing}
        ${this.shows("view") ? viewChoice(text, current.view, set("view")) : nothing}
      </div>
      ${this.shows("more") ? this.#renderMore(set) : nothing}`;
  }

  #renderPresets(preset: ReturnType<typeof presetOf>) {
    const { text } = this;
    return html`<div class="wide">
      <span class="label">${text.controls.filter}</span>
      <div class="chips" role="group" aria-label=${text.controls.filter}>
        ${presetNames.map(
          (name) => html`<button
            class="chip"
            aria-pressed=${name === preset}
            @click=${() => this.change({ filter: presets[name] })}
          >${text.presets[name].name}</button>`,
        )}
        ${preset === "custom" ? html`<button class="chip" aria-pressed="true">${text.presets.custom.name}</button>` : nothing}
      </div>
      <p class="says">${text.presets[preset].says}</p>
    </div>`;
  }

  #renderMore(set: (key: keyof ConvolutionState) => (value: unknown) => void) {
    const { text, current } = this;
    const { filter, strides, dilations, bias, flip } = current;
    const size: fields.Pair = [filter.length, filter[0].length];
    const resize = ([y, x]: unknown[]) => {
      // Through the field, so that a size out of range gets its sentence.
      const { min, max } = limits("size")();
      try {
        const [height, width] = [y, x].map((value) => fields.readWithin(value, "size", { min, max }));
        set("filter")(resized(filter, Math.trunc(height), Math.trunc(width)));
      } catch (error) {
        this.fail(error);
      }
    };
    return html`<details class="more">
      <summary>${text.lab.more}</summary>
      <div class="controls">
        ${pairFields(text, text.controls.size, size, limits("size")(), resize)}
        ${pairFields(text, text.controls.stride, strides, limits("strides")(), set("strides"))}
        ${pairFields(text, text.controls.dilation, dilations, limits("dilations")(), set("dilations"))}
        <div>
          <div class="fields">${numberField(text.controls.bias, bias, limits("bias")(), "any", set("bias"))}</div>
        </div>
        <div class="fields">
          <label><input type="checkbox" .checked=${flip} @change=${(event: Event) => set("flip")((event.target as HTMLInputElement).checked)} /> ${text.controls.flip}</label>
        </div>
      </div>
    </details>`;
  }
}

function product({ product: value, inside, y, x }: Tap): GridCell {
  return { text: formatNumber(value), sign: sign(value), name: formatCell(y, x), outside: !inside };
}
