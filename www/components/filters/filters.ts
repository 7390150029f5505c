import { html, nothing } from "lit";
import { backendOfPage, onBackend, settleBackend } from "../../engine/backend.ts";
import { colourFilterOf } from "../../engine/colour-filters.ts";
import {
  cellOfStep,
  type Explanation,
  explain,
  type Options,
  outputsOf,
  stepOfCell,
  type Tensor,
  windowAt,
} from "../../engine/core.ts";
import { type StudioClient, studio } from "../../engine/studio-client.ts";
import type { Picture, Pixels } from "../../engine/types.ts";
import { filters } from "../../i18n/filters.ts";
import { shared, tokens } from "../../styles/shared.ts";
import { type Box, boundsOf, formatBox, formatCell, formatNumber, formatShape } from "../lab/format.ts";
import { labStyles } from "../lab/lab.styles.ts";
import { PixelLab } from "../lab/pixel-lab.ts";
import { backendBadge, fromTo, loupeBeside, marginsOf, paneHeader } from "../lab/view.ts";
import type { Walk } from "../lab/walker.ts";
import type { Picked } from "../lab/window-lab.ts";
import { noMargins } from "../picture-pane/picture-pane.ts";
import type { Prediction } from "../predict/predict.ts";
import { edited, type FilterState, stackedFilters, tensorOf } from "./bank.ts";
import { type Part, renderPart, renderTotal } from "./cell.ts";
import { renderControls } from "./controls.ts";
import { FilterMaps, type Made, stacked } from "./filter-maps.ts";
import { filtersStyles } from "./filters.styles.ts";
import { renderGrowth } from "./growth.ts";
import { type FiltersState, schema } from "./state.ts";
import type { Tile } from "./tile-strip.ts";

/** Cells of a picture from which on the loupe is needed. */
const loupeFrom = 24;

/**
 * The lab of many filters: each filter has a plane of weights for every channel of the picture and makes a map of its own;
 * the window crosses the picture y first, then x, and a value drops into every map at once.
 *
 * ```html
 * <convscope-filters image="coffee" filters="vertical-edge; red-cyan; random 7" map="1"></convscope-filters>
 * ```
 *
 * @attr image - a sample's id (`china`, `chelsea`, `astronaut`, `coffee`, `rocket`, `grid`) or an address
 * @attr filters - one to eight, between semicolons: `vertical-edge`, `horizontal-edge`, `outline`, `blur`, `red-cyan`,
 *   `green-magenta`, `blue-yellow`, `red-edge`, `random 7` (with a seed), or rows of weights, one plane for all channels or
 *   three between bars (`0 0 0, 0 1 0, 0 0 0 | …`); `bias 10` may follow
 * @attr map - the chosen map, counted from 0
 * @attr strides - how far the window goes at a time, `y x`
 * @attr padding - `valid`, `same`, or `top bottom left right`
 * @attr view - how a map is coloured: `gray` or `viridis`
 * @attr cell - the current cell, `y x`
 * @attr speed - how fast it plays: `one`, `ten` cells a second, a `row` or `all` at a time
 * @attr controls - which to show: `source play filters size strides padding view growth backend use`; all when absent
 * @attr predict - `value` or `shape`: what a learner has to predict before the result is shown
 * @method code(target) - the state as code that ends with `output`: `numpy`, `tensorflow`, `keras`, `pytorch`, `notebook`; a promise
 * @fires convscope-change - somebody changed something; `detail` is the state
 * @fires convscope-step - the window came to another cell; `detail` is `{y, x, value}`, a value for each map
 * @fires convscope-error - `detail` is `{message}`
 * @fires convscope-predict - somebody predicted; `detail` is `{kind, given, right}`
 * @prop output - the maps, `[1, h, w, filters]`
 * @prop filter - all filters as one tensor, HWIO
 * @prop backend - where the chosen map was computed, `{backend, reason}`
 */
export class Filters extends PixelLab<FiltersState> {
  static override properties = { visited: { state: true } };
  /** Index of the tap under the pointer or the focus, and its channel; -1 for none. */
  declare protected visited: [index: number, channel: number];

  static override styles = [tokens, shared, labStyles, filtersStyles];
  static override get observedAttributes() {
    // biome-ignore lint/complexity/noThisInStatic: Lit finalises the class that asks, so it must be this one
    return [...super.observedAttributes, ...Object.keys(schema), "lang"];
  }

  protected override readonly schema = schema;
  static readonly schema = schema;

  readonly #work = new FilterMaps();
  #made: Made | null = null;
  #picked: Picked | null = null;
  #live = "";
  #stacked: { of: Made; tensor: Tensor } | null = null;
  #stopBackend: (() => void) | undefined;

  constructor() {
    super();
    this.visited = [-1, -1];
    this.begin();
  }

  // The scriptable surface ------------------------------------------------------------------------------------------

  /** The maps, `[1, h, w, filters]`; null until `ready`. */
  get output(): Tensor | null {
    const made = this.#made;
    if (made && this.#stacked?.of !== made) this.#stacked = { of: made, tensor: stacked(made.maps) };
    return made && (this.#stacked?.tensor ?? null);
  }

  /** All filters as one tensor, HWIO: `[k, k, 3, filters]`; null until `ready`. */
  get filter(): Tensor | null {
    return this.#made && stackedFilters(this.#made.filters);
  }

  /** Where the chosen map was computed, and why not on the GPU. */
  get backend(): { backend: "gpu" | "cpu"; reason: string } {
    const { backend, reason } = this.#made?.maps[this.#chosen] ?? backendOfPage();
    return { backend, reason };
  }

  // Work ------------------------------------------------------------------------------------------------------------

  protected override load({ id }: Picture, client: StudioClient) {
    return client.pixels(id);
  }

  protected override async derive({ id }: Picture, { shape }: Pixels, client: StudioClient) {
    const { filters: wanted, strides, padding, view } = this.current;
    const options: Options = { strides, padding };
    const made = await this.#work.make(id, [1, ...shape], { filters: wanted, options, view }, client);
    return () => {
      this.#made = made;
      this.#picked = null;
    };
  }

  protected override changed(keys: string[]) {
    if (keys.some((key) => key !== "map")) this.rework();
    else this.moved();
  }

  protected override walk(): Walk {
    const { geometry, options, filters: had } = this.#made as Made;
    const [, height, width] = geometry.output;
    const laid = ["conv2d", this.#inputShape, tensorOf(had[0]).shape, options] as const;
    return {
      height,
      width,
      cellOf: (step) => cellOfStep(...laid, step),
      stepOf: (y, x) => stepOfCell(...laid, [y, x]),
    };
  }

  get #inputShape(): number[] {
    return [1, ...(this.pixels as Pixels).shape];
  }

  /** The chosen map, among those on the screen. */
  get #chosen(): number {
    return Math.min(Math.trunc(this.current.map), (this.#made?.maps.length ?? 1) - 1);
  }

  static override readonly predictions = ["value", "shape"] as const;

  protected override predictable(kind: Prediction): number[] | null {
    if (!this.#made) return null;
    return kind === "value" ? [this.valueHere()[this.#chosen]] : (this.output?.shape ?? null);
  }

  protected override valueHere(): number[] {
    return this.#made?.maps.map(({ tensor }) => tensor.data[this.walker.step]) ?? [];
  }

  protected override moved() {
    this.visited = [-1, -1];
    const value = formatNumber(this.valueHere()[this.#chosen]);
    this.#live = `${this.text.lab.live(this.walker.y, this.walker.x, value)} (${this.#nameOf(this.#chosen)})`;
  }

  protected override pick(y: number, x: number) {
    this.#picked = null;
    super.pick(y, x);
  }

  override play() {
    this.#picked = null;
    super.play();
  }

  /** An input cell was pointed at: show where it goes to, and move the window over it. */
  #pickInput(y: number, x: number) {
    const made = this.#made;
    if (!made) return;
    const uses = outputsOf("conv2d", this.#inputShape, tensorOf(made.filters[0]).shape, made.options, [y, x]);
    this.walker.pause();
    if (uses.length > 0) this.goTo(...uses[Math.floor(uses.length / 2)]);
    this.#picked = { y, x, count: uses.length, area: boundsOf(uses) };
    this.#live = this.text.lab.liveInput(y, x, this.colourAt(y, x).join(", "), uses.length);
    this.requestUpdate();
    this.tellChange();
  }

  /** Arrow keys on the picture start from the cell under the window's middle. */
  #moveInput = (event: CustomEvent) => {
    const { to, y, x } = event.detail;
    const box = this.#window();
    const [height, width] = (this.pixels as Pixels).shape;
    const at = this.#picked ?? { y: (box.y0 + box.y1 - 1) >> 1, x: (box.x0 + box.x1 - 1) >> 1 };
    const inside = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
    if (to) this.#pickInput(to === "first" ? 0 : height - 1, to === "first" ? 0 : width - 1);
    else this.#pickInput(inside(at.y + y, height), inside(at.x + x, width));
    if (this.#picked?.y === at.y && this.#picked.x === at.x) event.preventDefault();
  };

  /** The input cells under the window. */
  #window(): Box {
    const { filters: had, options } = this.#made as Made;
    const filterShape = tensorOf(had[0]).shape;
    return windowAt("conv2d", this.#inputShape, filterShape, options, [this.walker.y, this.walker.x]);
  }

  get #words() {
    return filters[this.language];
  }

  #nameOf(index: number): string {
    const had = (this.#made?.filters ?? this.current.filters)[index];
    return this.#words.map(index + 1, this.#shortName(had));
  }

  #shortName({ planes, seed }: FilterState): string {
    const preset = colourFilterOf(planes);
    if (seed !== undefined) return this.#words.randomName(seed);
    return preset ? this.#words.presets[preset].name : this.#words.custom;
  }

  // Drawing ---------------------------------------------------------------------------------------------------------

  override render() {
    const words = this.#words;
    const { pixels } = this;
    const made = pixels && this.#made;
    const box = made && this.#window();
    const body = html`<div class="pair">
        <div class="pane" data-place="input">${this.#renderInput(made, box)}</div>
        <div class="pane" data-place="output" data-result="value shape">${this.#renderOutput(made)}</div>
        ${made ? html`<div class="pane maps" data-place="maps" data-result="value shape">${this.#renderStrip(made)}</div>` : nothing}
      </div>
      ${made && box ? this.#renderRest(made, box) : nothing}`;
    return this.surface(words.title, body, this.walker.playing ? nothing : this.#live);
  }

  #renderInput(made: Made | null, box: Box | null) {
    const { text, pixels } = this;
    const words = this.#words;
    const source = this.sourceTile();
    if (!made || !box || !pixels) {
      return html`${paneHeader(words.input, null)}
        <div class="placeholder">${this.trouble ? nothing : text.lab.waiting}</div>
        ${source}`;
    }
    const [height, width] = pixels.shape;
    const tensor = this.input as Tensor;
    const notes = this.#notes(made).map((note) => html`<span class="muted">${note} </span>`);
    return html`${paneHeader(words.input, tensor.shape)}
      <cs-picture-pane
        .preview=${pixels.preview}
        .size=${[height, width]}
        .margins=${marginsOf(made.geometry)}
        .box=${box}
        ?glide=${this.#glides}
        .theme=${this.theme}
        label=${words.inputPane(formatShape(tensor.shape))}
        hint=${text.lab.paneKeys}
        @pick=${(event: CustomEvent) => this.#pickInput(event.detail.y, event.detail.x)}
        @move=${this.#moveInput}
        @toggle=${this.toggle}
      ></cs-picture-pane>
      ${
        Math.max(height, width) < loupeFrom
          ? html`<p class="note">${notes}</p>`
          : loupeBeside(
              text,
              { tensor, range: [0, pixels.white], view: "gray", box, filled: null },
              html`${text.lab.loupe} <span class="mono accent">${formatBox(box)}</span><br />${notes}`,
            )
      }
      ${source}`;
  }

  /** What is to be said of the picture. */
  #notes({ geometry }: Made): string[] {
    const { text } = this;
    const { lab } = text;
    const notes: string[] = [];
    if (this.#picked) {
      const { y, x, count, area } = this.#picked;
      notes.push(area ? lab.usedBy(formatCell(y, x), count, formatBox(area)) : lab.usedByNone(formatCell(y, x)));
    }
    const { unusedBottom, unusedRight } = marginsOf(geometry);
    if (unusedBottom + unusedRight > 0) notes.push(lab.unusedRows(unusedBottom, unusedRight));
    const { picture } = this;
    if (picture && picture.original[0] !== picture.height) {
      notes.push(lab.scaled(picture.original.join(" × "), `${picture.height} × ${picture.width}`));
    }
    return notes;
  }

  #renderOutput(made: Made | null) {
    const { text, walker } = this;
    if (!made) return html`${paneHeader(text.lab.output, null)}<div class="placeholder"></div>`;
    const map = made.maps[this.#chosen];
    const [, height, width] = map.tensor.shape;
    const cell: Box = { y0: walker.y, x0: walker.x, y1: walker.y + 1, x1: walker.x + 1 };
    const value = walker.share < 1 ? "…" : formatNumber(map.tensor.data[walker.step]);
    const name = this.#nameOf(this.#chosen);
    const words = html`${text.lab.justFilled} <span class="mono accent">${formatCell(walker.y, walker.x)}</span> =
      <span class="mono accent">${value}</span><br /><span class="mono muted"
        >${text.lab.minMax(formatNumber(map.min), formatNumber(map.max))}</span
      ><br /><span class="muted">${this.#tell(made)}</span>
      ${
        walker.filling && !walker.playing
          ? html`<button class="link" @click=${() => walker.fill()}>${text.lab.showWhole}</button>`
          : nothing
      }`;
    return html`${paneHeader(name, map.tensor.shape, this.#renderBadge(made))}
      <cs-picture-pane
        .preview=${map.preview}
        .size=${[height, width]}
        .values=${map.tensor.data}
        .margins=${noMargins}
        .box=${cell}
        .area=${this.#picked?.area ?? null}
        .filled=${this.walker.filled}
        ?glide=${this.#glides}
        .theme=${this.theme}
        label=${this.#words.outputPane(name, formatShape(map.tensor.shape))}
        hint=${text.lab.paneKeys}
        @pick=${this.onPick}
        @move=${this.onMove}
        @toggle=${this.toggle}
      ></cs-picture-pane>
      ${
        Math.max(height, width) < loupeFrom
          ? html`<p class="note">${words}</p>`
          : loupeBeside(
              text,
              { tensor: map.tensor, range: map.range, view: made.view, box: cell, filled: this.walker.filled },
              words,
            )
      }`;
  }

  /** Why the value is what it is. */
  #tell({ maps }: Made): string {
    const { tell } = this.text;
    const { filter, options } = maps[this.#chosen];
    const { taps, result } = this.#explained(filter, options);
    const outside = taps.filter(({ inside, c }) => !inside && c === 0).length;
    const sign = result > 0 ? tell.positive : result < 0 ? tell.negative : tell.zero;
    return outside > 0 ? `${sign} ${tell.padding(outside)}` : sign;
  }

  #renderBadge(made: Made) {
    if (!this.shows("backend")) return nothing;
    return backendBadge(this.text, this.language, made.maps[this.#chosen]);
  }

  /** Everything below the two pictures. */
  #renderRest(made: Made, box: Box) {
    const words = this.#words;
    const input = this.#inputShape;
    const filterShape = [...tensorOf(made.filters[0]).shape.slice(0, 3), made.filters.length];
    const value = formatNumber(this.valueHere()[this.#chosen]);
    const now = html`<span>${fromTo(this.text, this.cell, box)}</span><b class="mono" data-result="value">${value}</b>`;
    return html`${this.#renderCell(made, box)}
      ${this.shows("play") ? this.bar(now) : nothing}
      ${renderControls({
        text: this.text,
        words,
        state: this.current,
        chosen: this.#chosen,
        shows: (control) => this.shows(control),
        set: (patch) => this.change(patch),
      })}
      ${
        this.shows("growth")
          ? renderGrowth({ input, filter: filterShape, options: made.options }, words, this.language)
          : nothing
      }`;
  }

  #renderStrip(made: Made) {
    const words = this.#words;
    const { geometry } = made;
    const tiles = made.maps.map(({ tensor, preview }, i): Tile => {
      const value = this.walker.share < 1 ? "…" : formatNumber(tensor.data[this.walker.step]);
      const name = this.#nameOf(i);
      return { name, value, label: words.value(name, value), preview };
    });
    const [batch, height, width] = geometry.output;
    return html`<div class="maps-head">
        <h3>${words.maps}</h3>
        <span class="shape mono">${formatShape([batch, height, width, made.maps.length])}</span>
        <p class="note">${words.mapsWords(made.maps.length)}</p>
      </div>
      <cs-tile-strip
        .tiles=${tiles}
        .size=${[height, width]}
        .chosen=${this.#chosen}
        .cell=${this.cell}
        .filled=${this.walker.filled}
        .theme=${this.theme}
        label=${words.maps}
        @choose=${(event: CustomEvent) => this.change({ map: event.detail })}
      ></cs-tile-strip>`;
  }

  #renderCell(made: Made, box: Box) {
    const words = this.#words;
    const { filter, options } = made.maps[this.#chosen];
    const told = this.#explained(filter, options);
    const size = filter.planes[0].length;
    const parts = words.channels.map((channel, c): Part => {
      const taps = told.taps.filter((tap) => tap.c === c);
      // The same window with the other channels' weights at 0: what this one adds, by the core.
      const { bias: _, ...plain } = options;
      return { channel, taps, sum: this.#explained(filter, plain, c).result };
    });
    // One part after another while the value is added up.
    const done = this.walker.share < 1 ? Math.floor(this.walker.share * (parts.length + 1)) : parts.length + 1;
    const { white } = this.pixels as Pixels;
    const hands = (c: number) => ({
      lit: this.visited[1] === c ? this.visited[0] : -1,
      editable: this.shows("filters"),
      visit: (index: number) => {
        this.visited = [index, c];
      },
      edit: (row: number, column: number, weight: string) => this.#edit(c, row, column, weight),
    });
    return html`<div class="row calm" data-place="cell" data-result="value">
      <div class="maps-head">
        <h3>${words.cellTitle}</h3>
        <span class="shape mono">${words.product(size, told.taps.length)}</span>
        <p class="note">${fromTo(this.text, this.cell, box)}. ${words.tell}</p>
      </div>
      <div class="planes">${parts.map((part, c) => renderPart(part, words, white, done > c, hands(c)))}</div>
      ${renderTotal(parts, told, words, done > parts.length)}
    </div>`;
  }

  #explained(filter: FilterState, options: Options, only?: number): Explanation {
    const cell: [number, number, number, number] = [0, this.walker.y, this.walker.x, 0];
    return explain("conv2d", this.input as Tensor, tensorOf(filter, only), options, cell);
  }

  #edit(c: number, y: number, x: number, weight: string) {
    const list: object[] = [...this.current.filters];
    const chosen = this.current.filters[this.#chosen];
    list[this.#chosen] = edited(chosen, c, y, x, weight);
    this.change({ filters: list });
  }

  get #glides(): boolean {
    const slow = !this.walker.playing || this.current.speed === "one";
    return slow && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  // Life ------------------------------------------------------------------------------------------------------------

  override get ready(): Promise<void> {
    // The maps are made again where the GPU was found meanwhile.
    return super.ready.then(settleBackend).then(() => super.ready);
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#stopBackend = onBackend(() => {
      this.#work.forget();
      if (this.#made) this.rework();
    });
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopBackend?.();
  }

  protected override close() {
    super.close();
    this.#made = null;
    studio()
      .then((client) => this.#work.close(client))
      .catch(() => undefined);
  }
}
