import { html, nothing } from "lit";
import type { Tensor } from "../../engine/core.ts";
import { materialOf, pictureSide } from "../../engine/filter-learning/material.ts";
import { FilterSearch, type Maps } from "../../engine/filter-learning/search.ts";
import { LatestQueue } from "../../engine/queue.ts";
import { studio } from "../../engine/studio-client.ts";
import type { Pixels, Preview } from "../../engine/types.ts";
import { filterLearning } from "../../i18n/filter-learning.ts";
import { shared, tokens } from "../../styles/shared.ts";
import { formatSmall } from "../lab/amounts.ts";
import { type Box, formatCell, formatCount, formatNumber, formatShape } from "../lab/format.ts";
import { HeldPicture } from "../lab/held-picture.ts";
import { labStyles } from "../lab/lab.styles.ts";
import { PictureLab } from "../lab/picture-lab.ts";
import type { Pair } from "../lab/schema.ts";
import { paneHeader } from "../lab/view.ts";
import { noMargins } from "../picture-pane/picture-pane.ts";
import { renderControls } from "./controls.ts";
import { filterLearningStyles } from "./filter-learning.styles.ts";
import { gridOf } from "./nine.ts";
import { renderResult } from "./result.ts";
import { signedPaletteOf, signedPreview } from "./signed.ts";
import { decimals, type FilterLearningState, fresh, type Pace, paces, schema, steeringOf } from "./state.ts";

/**
 * The filter learning lab: a hidden 3×3 filter has made a map of the picture, and gradient descent finds it.
 *
 * ```html
 * <convscope-filter-learning image="chelsea" filter="-1 0 1, -1 0 1, -1 0 1" covered></convscope-filter-learning>
 * ```
 *
 * @attr image - a sample's id (`china`, `chelsea`, `astronaut`, `coffee`, `rocket`, `grid`) or an address
 * @attr filter - the hidden filter, three rows of three weights
 * @attr covered - hides it from the learner as well
 * @attr pixels - `standard` (mean 0, standard deviation 1), `unit` (0 to 1), `raw` (0 to 255)
 * @attr learning-rate - how far one step goes
 * @attr batch - patches a step: `1`, `4`, `16`, `64`
 * @attr momentum - `0`, `0.5`, `0.9`
 * @attr seed - of the first weights, the patches and their order
 * @attr pace - `slow` (4 steps a second), `watch` (30), `full`
 * @attr weight - the weight whose gradient is opened, `y x`
 * @attr axis - of the losses: `linear` or `log`
 * @attr cell - the current cell, `y x`
 * @attr controls - which to show: `source play filter learning-rate batch momentum pixels gradient use`; all when absent
 * @fires convscope-change - somebody changed something; `detail` is the state
 * @fires convscope-step - it has learned; `detail` is `{step, loss, found}`
 * @fires convscope-error - `detail` is `{message}`
 * @prop cell - the current cell, `{y, x}`
 * @prop input - the picture as it is learned from, `[1, h, w, 1]`
 * @prop output - what the learned filter makes of it
 * @prop target - what the hidden filter makes of it
 * @prop weights - the nine values so far, row by row
 * @prop losses - the loss of each step so far
 * @prop found - every value is within 0.01 of the hidden filter
 * @prop learning - it is learning right now
 * @method play() - learns until the filter is found, it runs away, or `pause()`; a promise
 * @method pause() - stops it
 * @method step(n) - `n` steps of learning; a promise
 * @method goTo(y, x) - goes to a cell
 * @method reset(keeps) - the same random values again; with `keeps` the losses so far stay on the curve; a promise
 */
export class FilterLearning extends PictureLab<FilterLearningState> {
  static override styles = [tokens, shared, labStyles, filterLearningStyles];
  static override get observedAttributes() {
    // biome-ignore lint/complexity/noThisInStatic: Lit finalises the class that asks, so it must be this one
    return [...super.observedAttributes, ...Object.keys(schema), "lang"];
  }
  protected override readonly schema = schema;
  static readonly schema = schema;

  #queue = new LatestQueue();
  readonly #held = new HeldPicture();
  #pixels: Pixels | null = null;
  #cell: { y: number; x: number } = { y: 0, x: 0 };
  #patch = 0;
  #toldStep = 0;
  #live = "";
  #search = new FilterSearch(
    () => this.#learned(),
    (error) => this.fail(error),
  );

  constructor() {
    super();
    this.begin();
  }

  // The scriptable surface ------------------------------------------------------------------------------------------

  /** The picture as it is learned from, `[1, h, w, 1]`; null until `ready`. */
  get input(): Tensor | null {
    return this.#search.material?.input ?? null;
  }

  /** What the learned filter makes of it; null until `ready`. */
  get output(): Tensor | null {
    return this.#search.maps?.current.tensor ?? null;
  }

  /** What the hidden filter makes of it; null until `ready`. */
  get target(): Tensor | null {
    return this.#search.maps?.target.tensor ?? null;
  }

  /** The nine values that have been learned so far, row by row. */
  get weights(): Float32Array {
    return this.#search.weights.slice();
  }

  /** The loss of each step so far. */
  get losses(): number[] {
    return [...(this.#search.curve?.losses ?? [])];
  }

  /** Whether every value is within 0.01 of the hidden filter. */
  get found(): boolean {
    return this.#search.isFound;
  }

  /** Whether it is learning right now. */
  get learning(): boolean {
    return this.#search.running;
  }

  get cell(): { y: number; x: number } {
    return this.#cell;
  }

  goTo(y: number, x: number): void {
    this.#goTo(y, x);
  }

  /** Learns until the filter is found, it runs away, or `pause`; resolves then. */
  async play(): Promise<void> {
    await this.#run();
    await this.updateComplete;
  }

  override pause(): void {
    this.#search.pause();
  }

  /** So many steps; resolves when the screen shows them. */
  async step(n = 1): Promise<void> {
    await this.ready;
    await this.#run(n);
    await this.updateComplete;
  }

  /** The same random values again; with `keeps` the losses so far stay on the curve. */
  async reset(keeps = false): Promise<void> {
    this.trouble = null;
    await this.#search.again(keeps);
    this.#live = this.words.ready(String(this.current.seed));
    await this.updateComplete;
  }

  // From the state to what is learned -------------------------------------------------------------------------------

  protected get words() {
    return filterLearning[this.language];
  }

  override get picture() {
    return this.#held.current;
  }

  protected override snapshot(): FilterLearningState {
    return { ...this.current, cell: [this.#cell.y, this.#cell.x] };
  }

  protected override reopen() {
    this.#held.reopen();
    this.#rework();
  }

  protected override redo(changed: string[], taken: string[]) {
    if (changed.includes("image")) this.reopen();
    else if (changed.some((key) => fresh.includes(key))) this.#rework();
    else if (changed.some((key) => ["learning-rate", "momentum", "batch"].includes(key))) {
      this.#search.steer(steeringOf(this.current));
    }
    if (changed.includes("weight")) this.#search.open(this.current.weight);
    if (changed.includes("pace") && this.#search.running) this.#run();
    if (taken.includes("cell") && this.current.cell) this.#goTo(...this.current.cell);
  }

  #rework() {
    this.follow(this.#queue.run((check) => this.#work(check)));
  }

  #work(check: () => void): Promise<void> {
    return this.#held.use(
      () => this.source(),
      check,
      async ({ id }, isNew) => {
        const pixels = isNew ? await (await studio()).pixels(id, pictureSide) : (this.#pixels as Pixels);
        check();
        const { filter, pixels: scale, seed, weight } = this.current;
        const material = materialOf(pixels, filter, scale, seed);
        this.#search.open(weight);
        await this.#search.begin(material, seed, steeringOf(this.current));
        check();
        // What was chosen while it was being opened.
        this.#search.steer(steeringOf(this.current));
        this.#pixels = pixels;
      },
    );
  }

  protected override shown() {
    const { cell } = this.current;
    const [, height, width] = this.target?.shape ?? [0, 1, 1];
    const { y, x } = this.#cell;
    if (cell) this.#goTo(...cell);
    else if (y === 0 && x === 0) this.#goTo(height >> 1, width >> 1);
    else this.#goTo(y, x);
    this.#patch = 0;
    this.#toldStep = 0;
    this.#live = this.words.ready(String(this.current.seed));
    this.requestUpdate();
  }

  protected override settle() {
    this.#held.keep();
  }

  protected override close() {
    const held = this.#held.take();
    this.#pixels = null;
    this.#search.close();
    this.#queue.abort().then(async () => {
      if (held) await (await studio()).release([held.id]);
    });
  }

  // Learning --------------------------------------------------------------------------------------------------------

  async #run(steps?: number) {
    this.trouble = null;
    await this.#search.run(steps === undefined ? paces[this.current.pace] : null, steps);
  }

  /** There is something new to draw. */
  #learned() {
    const { running, standing, curve, end, isFound } = this.#search;
    const loss = curve?.losses.at(-1);
    if (standing.step !== this.#toldStep && loss !== undefined) {
      this.#toldStep = standing.step;
      const detail = { step: standing.step, loss, found: isFound };
      this.dispatchEvent(new CustomEvent("convscope-step", { detail, bubbles: true, composed: true }));
    }
    // A screen reader hears how it ended, not every step.
    if (!running && end) this.#live = this.#status();
    this.requestUpdate();
  }

  #status(): string {
    const { words } = this;
    const { running, standing, end, material, isFound, repeated } = this.#search;
    const step = formatCount(standing.step, this.language);
    if (material?.flat) return words.flat;
    if (end === "diverged") return words.diverged;
    if (running) return words.running;
    if (standing.step === 0) return words.ready(String(this.current.seed));
    const same = repeated ? ` ${words.repeated(formatCount(repeated, this.language))}` : "";
    if (!isFound) return words.stopped(step) + same;
    const compare = this.current.covered ? ` ${words.foundCovered}` : "";
    return words.found(step) + compare + same;
  }

  #goTo(y: number, x: number) {
    const [, height, width] = this.target?.shape ?? [0, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
    const within = (at: number, count: number) => Math.max(0, Math.min(count - 1, Math.trunc(at) || 0));
    this.#cell = { y: within(y, height), x: within(x, width) };
    this.requestUpdate();
  }

  #pick = (event: CustomEvent) => {
    this.#goTo(event.detail.y, event.detail.x);
    this.tellChange();
  };

  #move = (event: CustomEvent) => {
    const { to, y, x } = event.detail;
    const far = Number.MAX_SAFE_INTEGER;
    if (to) this.#goTo(to === "first" ? 0 : far, to === "first" ? 0 : far);
    else this.#goTo(this.#cell.y + y, this.#cell.x + x);
    this.tellChange();
  };

  #toggle = () => {
    if (this.#search.running) this.pause();
    else this.play();
  };

  // What is drawn ---------------------------------------------------------------------------------------------------

  override render() {
    const { words } = this;
    const { maps } = this.#search;
    const body = maps
      ? html`${this.#renderMaps(maps)} ${this.#renderReading(maps)} ${this.shows("play") ? this.#renderBar() : nothing}
          ${renderResult({
            words,
            language: this.language,
            state: this.current,
            search: this.#search,
            status: this.#status(),
            set: (patch) => this.change(patch),
            again: this.#again,
          })}
          ${renderControls({
            text: this.text,
            words,
            state: this.current,
            shows: (control) => this.shows(control),
            set: (patch) => this.change(patch),
          })}
          ${this.shows("gradient") ? this.#renderGradient() : nothing}`
      : html`<p class="reading">${this.text.lab.computing}</p>`;
    return this.surface(words.title, body, this.#live);
  }

  #renderMaps({ input, target, current, difference, strongest }: Maps) {
    const { words } = this;
    const { y, x } = this.#cell;
    const window: Box = { y0: y, x0: x, y1: y + 3, x1: x + 3 };
    const cell: Box = { y0: y, x0: x, y1: y + 1, x1: x + 1 };
    const [, height, width] = target.tensor.shape;
    const signed = signedPreview(difference.data, [height, width], strongest, signedPaletteOf(this));
    return html`<div class="four">
      <div class="band" data-place="input">
        ${paneHeader(words.input, input.tensor.shape)}
        ${this.#pane(input.preview, input.tensor, words.inputPane(formatShape(input.tensor.shape)), window, this.#area)} ${this.sourceTile()}
      </div>
      ${this.#band(words.target, words.targetSays, target.preview, target.tensor, cell, this.#renderHidden())}
      ${this.#band(words.current, words.currentSays, current.preview, current.tensor, cell, this.#renderLearned())}
      ${this.#band(words.difference, words.differenceSays, signed, difference, cell, this.#renderMoved())}
    </div>`;
  }

  #band(title: string, says: string, preview: Preview, tensor: Tensor, box: Box, weights: unknown) {
    return html`<div class="band">
      <header><h3>${title}</h3><span class="muted">${says}</span></header>
      ${this.#pane(preview, tensor, `${title}, ${formatShape(tensor.shape)}`, box)}
      <div class="weights">${weights}</div>
    </div>`;
  }

  /** Where the patch that is opened lies on the picture. */
  get #area(): Box | null {
    const { opened, material } = this.#search;
    const place = material?.places[opened?.batch.indices[this.#patch] ?? -1];
    if (!place || !material || !this.shows("gradient")) return null;
    const [y0, x0] = place;
    return { y0, x0, y1: y0 + material.patch[0], x1: x0 + material.patch[1] };
  }

  #pane(preview: Preview, { data, shape }: Tensor, label: string, box: Box, area: Box | null = null) {
    return html`<cs-picture-pane
      bare
      .preview=${preview}
      .size=${[shape[1], shape[2]]}
      .values=${data}
      .margins=${noMargins}
      .box=${box}
      .area=${area}
      .theme=${this.theme}
      label=${label}
      hint=${this.text.lab.paneKeys}
      @pick=${this.#pick}
      @move=${this.#move}
      @toggle=${this.#toggle}
    ></cs-picture-pane>`;
  }

  #renderHidden() {
    const { words } = this;
    const { covered, filter } = this.current;
    const button = html`<button class="link" @click=${() => this.change({ covered: !covered })}>
      ${covered ? words.uncover : words.cover}
    </button>`;
    return html`<div class="label"><span>${words.hidden}</span>${button}</div>
      ${
        covered
          ? html`<div class="veiled" role="img" aria-label=${`${words.hidden}: ${words.covered}`}>${filter.flat().map(() => html`<span>?</span>`)}</div>`
          : html`<cs-number-grid
              ?editable=${this.shows("filter")}
              .rows=${gridOf(filter.flat(), 0)}
              label=${words.hidden}
              .lit=${-1}
              @edit=${this.#onEdit}
            ></cs-number-grid>`
      }`;
  }

  #onEdit = ({ detail: { row, column, text } }: CustomEvent) => {
    const filter: unknown[][] = this.current.filter.map((line) => [...line]);
    filter[row][column] = text;
    this.change({ filter });
  };

  #renderLearned() {
    const { words } = this;
    return html`<div class="label"><span>${words.learned}</span></div>
      <cs-number-grid .rows=${gridOf(this.#search.weights, decimals)} label=${words.learned} .lit=${-1}></cs-number-grid>`;
  }

  #renderMoved() {
    const { moved, movedIn } = this.#search;
    const title = this.words.moved(movedIn);
    return html`<div class="label"><span>${title}</span></div>
      <cs-number-grid .rows=${gridOf(moved, decimals, true)} label=${title} .lit=${-1}></cs-number-grid>`;
  }

  #renderReading({ target, current, difference, strongest }: Maps) {
    const { words } = this;
    const { y, x } = this.#cell;
    const at = y * target.tensor.shape[2] + x;
    const value = ({ data }: Tensor) => formatNumber(data[at], 2);
    const here = words.here(formatCell(y, x), value(target.tensor), value(current.tensor), value(difference));
    return html`<p class="reading"><span class="mono">${here}</span> ${words.white(formatNumber(strongest, 2))}</p>`;
  }

  #renderBar() {
    const { words, current } = this;
    const { running, standing, curve } = this.#search;
    const loss = curve?.losses.at(-1);
    const begun = standing.step > 0;
    return html`<div class="bar">
      <div class="now" aria-hidden="true">
        <span>${formatCount(standing.step, this.language)} ${words.curveSteps}</span>
        <b class="mono">${words.loss} ${loss === undefined ? "" : formatSmall(loss)}</b>
      </div>
      <div class="buttons">
        <button class="go" @click=${this.#toggle}>${running ? words.pause : begun ? words.goOn : words.run}</button>
        <button class="plain" ?disabled=${running} @click=${() => this.#run(1)}>${words.step}</button>
        <button class="plain" ?disabled=${!begun && !running} @click=${() => this.reset()}>${words.reset}</button>
      </div>
      <div class="pace">
        <span class="label">${words.pace}</span>
        <cs-segmented
          mono
          label=${words.pace}
          .choices=${(Object.keys(paces) as Pace[]).map((value) => ({ value, text: words.shortPaces[value], name: words.paces[value] }))}
          .value=${current.pace}
          @choose=${(event: CustomEvent) => this.change({ pace: event.detail })}
        ></cs-segmented>
      </div>
    </div>`;
  }

  #again = async () => {
    await this.reset(true);
    this.play();
  };

  #renderGradient() {
    const { words, current } = this;
    const { opened, material } = this.#search;
    const count = opened ? formatCount(opened.told.pictures.length, this.language) : "";
    return html`<div class="gradient">
      <h3>${words.gradient}</h3>
      <p class="note">${words.gradientSays(formatCell(...(current.weight as Pair)), count)}</p>
      <cs-gradient-view
        .opened=${opened}
        .material=${material}
        .weight=${current.weight}
        .patch=${this.#patch}
        .language=${this.language}
        .theme=${this.theme}
        @weight=${(event: CustomEvent) => this.change({ weight: event.detail })}
        @patch=${(event: CustomEvent) => {
          this.#patch = event.detail;
          this.requestUpdate();
        }}
      ></cs-gradient-view>
    </div>`;
  }
}
