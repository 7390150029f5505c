import { backendOfPage, onBackend, settleBackend } from "../../engine/backend.ts";
import {
  cellOfStep,
  type Explanation,
  explain,
  outputsOf,
  stepOfCell,
  type Tensor,
  windowAt,
} from "../../engine/core.ts";
import type { GreyMethod, OpName, Plane, View } from "../../engine/types.ts";
import type { Speed } from "../playback/playback.ts";
import type { Prediction } from "../predict/predict.ts";
import { type Box, boundsOf, formatNumber } from "./format.ts";
import { PictureLab, type PictureState } from "./picture-lab.ts";
import { type Good, Pipeline, Stage, stageOf, type Wish } from "./pipeline.ts";
import type { PaddingState, Pair } from "./schema.ts";
import { Walker } from "./walker.ts";

/** What every lab with a sliding window keeps. */
export interface WindowState extends PictureState {
  grey: GreyMethod;
  strides: Pair;
  padding: PaddingState;
  dilations: Pair;
  view: View;
  cell: Pair | null;
  speed: Speed;
}

/** An input cell that was pointed at, and the output cells that read it. */
export interface Picked {
  y: number;
  x: number;
  count: number;
  area: Box | null;
}

/**
 * What the convolution and the pooling lab share: the picture's way to the map, the walk of the window, the scriptable
 * surface. It draws nothing and computes nothing: the core does the numbers, the subclass the picture.
 *
 * @attr from - id of a convolution lab whose map is worked on, in place of a picture
 * @attr predict - `value` or `shape`: what a learner has to predict before the result is shown
 * @fires convscope-predict - somebody predicted; `detail` is `{kind, given, right}`
 * @prop cell - the current cell, `{y, x}`
 * @method play() - starts the walk, y first, then x
 * @method pause() - stops it
 * @method step(n) - `n` cells forward, or back for a negative number; a promise
 * @method goTo(y, x) - goes to a cell
 * @method code(target) - the state as code that ends with `output`: `numpy`, `tensorflow`, `keras`, `pytorch`, `notebook`; a promise
 * @prop input - what the window slides over, `{data, shape}` with shape `[1, h, w, 1]`
 * @prop output - the map, `[1, h, w, 1]`
 * @prop backend - where it was computed, `{backend, reason}`
 */
export abstract class WindowLab<S extends WindowState> extends PictureLab<S> {
  static override properties = { from: {}, visited: { state: true } };
  /** The id of a lab whose map this one works on, in place of a picture. */
  declare from: string | null;
  /** Index of the tap under the pointer or the focus; -1 for none. */
  declare protected visited: number;

  protected abstract readonly op: OpName;
  /** Filter and options of the op, from the state. */
  protected abstract request(state: S): Pick<Wish, "filter" | "options" | "beside">;

  protected pipeline = new Pipeline();
  protected readonly walker = new Walker({ moved: () => this.#moved(), changed: () => this.requestUpdate() });
  protected picked: Picked | null = null;
  #upstream: Plane | null = null;
  #chosen = false;
  #pendingCell: Pair | null = null;
  #stopFollowing: (() => void) | undefined;
  #stopBackend: (() => void) | undefined;
  #live = "";

  constructor() {
    super();
    this.from = null;
    this.visited = -1;
  }

  // The scriptable surface ------------------------------------------------------------------------------------------

  /** Makes the window walk. */
  play(): void {
    this.walker.speed = this.current.speed;
    // Who has not chosen a cell sees the walk from its beginning.
    if (!this.#chosen) this.walker.seek(0);
    this.#chosen = true;
    this.picked = null;
    this.walker.play();
  }

  pause(): void {
    this.walker.pause();
  }

  /** `n` cells forward (or back, for a negative number). Resolves when the screen shows it. */
  async step(n = 1): Promise<void> {
    this.walker.pause();
    this.#chosen = true;
    this.picked = null;
    this.walker.stepBy(n);
    await this.updateComplete;
  }

  /** Moves the window to an output cell. */
  goTo(y: number, x: number): void {
    const cell: Pair = [Math.trunc(y) || 0, Math.trunc(x) || 0];
    if (!this.good) {
      this.#pendingCell = cell;
      return;
    }
    this.#chosen = true;
    this.picked = null;
    this.walker.goTo(...cell);
  }

  /** The current output cell. */
  get cell(): { y: number; x: number } {
    return { y: this.walker.y, x: this.walker.x };
  }

  /** What the window slides over, `[1, h, w, 1]`; null until `ready`. */
  get input(): Tensor | null {
    return this.good?.input.tensor ?? null;
  }

  /** The map, `[1, h, w, 1]`; null until `ready`. */
  get output(): Tensor | null {
    return this.pipeline.good?.output.tensor ?? null;
  }

  /** Where the map was computed, and why not on the GPU. */
  get backend(): { backend: "gpu" | "cpu"; reason: string } {
    const { backend, reason } = this.pipeline.good?.output ?? backendOfPage();
    return { backend, reason };
  }

  /** The map as the studio holds it, for a lab that goes on from here. */
  get plane(): Plane | null {
    return this.pipeline.good?.output ?? null;
  }

  /** The picture, the input and the map, for a page that shows the whole way. */
  get stages() {
    const { picture, input, good } = this.pipeline;
    return { picture, input, filter: good?.filter ?? null, output: good?.output ?? null };
  }

  /** Another lab's output as this one's input, in place of a picture; null goes back to the picture. */
  set upstream(plane: Plane | null) {
    if (plane === this.#upstream) return;
    this.#upstream = plane;
    this.#refresh(plane ? Stage.Input : Stage.Picture);
  }

  get upstream(): Plane | null {
    return this.#upstream;
  }

  // What the subclass draws from ------------------------------------------------------------------------------------

  /** What the map on the screen was made of, and how; it is drawn from, and exported. */
  get good(): Good | null {
    return this.pipeline.good;
  }

  /** What the live region says. */
  protected get live(): string {
    return this.#live;
  }

  /** The current output cell, opened up. */
  protected explanation(): Explanation | null {
    if (!this.good) return null;
    const { op, input, filter, options } = this.good;
    return explain(op, input.tensor, filter, options, [0, this.walker.y, this.walker.x, 0]);
  }

  /** The input cells under the window. */
  protected window(): Box | null {
    if (!this.good) return null;
    const { op, input, filter, options } = this.good;
    return windowAt(op, input.tensor.shape, filter?.shape ?? null, options, [this.walker.y, this.walker.x]);
  }

  static override readonly predictions = ["value", "shape"] as const;

  protected override predictable(kind: Prediction): number[] | null {
    const { output } = this;
    return output && (kind === "value" ? [this.valueHere()] : output.shape);
  }

  protected valueHere(): number {
    return this.good?.output.tensor.data[this.walker.step] ?? Number.NaN;
  }

  // Changes ---------------------------------------------------------------------------------------------------------

  protected override snapshot(): S {
    return { ...this.current, cell: [this.walker.y, this.walker.x] };
  }

  override get picture() {
    return this.pipeline.picture;
  }

  protected override get isOpen() {
    return this.good !== null;
  }

  protected override get takesPictures() {
    return this.#upstream === null && this.shows("source");
  }

  protected override reopen() {
    this.#refresh(Stage.Picture);
  }

  protected override redo(changed: string[], taken: string[]) {
    if (taken.includes("cell")) this.#pendingCell = this.current.cell ?? this.#pendingCell;
    this.walker.speed = this.current.speed;
    const stage = this.from && !this.#upstream ? Stage.Done : Math.min(Stage.Done, ...changed.map(stageOf));
    if (stage < Stage.Done) this.#refresh(stage);
    else this.#takeCell();
  }

  #refresh(stage: Stage) {
    this.follow(
      this.pipeline.run(stage, () => this.#wish()),
      settleBackend,
    );
  }

  protected override settle(reopens = false) {
    this.pipeline.settle(reopens ? Stage.Picture : Stage.Done);
  }

  #wish() {
    const { image, grey, view } = this.current;
    const source = this.#upstream ? image : this.source();
    return { source, grey, view, op: this.op, input: this.#upstream, ...this.request(this.current) };
  }

  protected override shown() {
    const { op, geometry, input, filter, options } = this.good as Good;
    const [, height, width] = geometry.output;
    const laid = [op, input.tensor.shape, filter?.shape ?? null, options] as const;
    this.walker.resize({
      height,
      width,
      cellOf: (step) => cellOfStep(...laid, step),
      stepOf: (y, x) => stepOfCell(...laid, [y, x]),
    });
    this.picked = null;
    this.#takeCell();
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("convscope-output", { bubbles: true, composed: true }));
    this.pipeline.sweep();
  }

  /** Goes to the cell that a link or an attribute named, or where the lab likes to start. */
  #takeCell() {
    if (!this.good) return;
    const cell = this.#pendingCell;
    this.#pendingCell = null;
    if (cell) this.goTo(...cell);
    else if (!this.#chosen) this.#goToStart();
  }

  /** A cell away from the edges, where a picture has something to show. */
  #goToStart() {
    const { height, width } = this.walker.walk;
    this.walker.goTo(Math.floor(height * 0.55), Math.floor(width * 0.45));
  }

  #moved() {
    const { y, x } = this.cell;
    this.#live = this.text.lab.live(y, x, formatNumber(this.valueHere()));
    this.visited = -1;
    this.requestUpdate();
    if (this.good) this.tellStep(y, x, this.valueHere());
  }

  /** An input cell was pointed at: show where it goes to, and move the window over it. */
  protected pickInput(y: number, x: number) {
    const { good } = this.pipeline;
    if (!good) return;
    const { input } = good;
    const uses = outputsOf(good.op, input.tensor.shape, good.filter?.shape ?? null, good.options, [y, x]);
    this.walker.pause();
    this.#chosen = true;
    if (uses.length > 0) this.walker.goTo(...uses[Math.floor(uses.length / 2)]);
    this.picked = { y, x, count: uses.length, area: boundsOf(uses) };
    const value = formatNumber(input.tensor.data[y * input.tensor.shape[2] + x]);
    this.#live = this.text.lab.liveInput(y, x, value, uses.length);
    this.requestUpdate();
    this.tellChange();
  }

  protected pickOutput(y: number, x: number) {
    this.walker.pause();
    this.goTo(y, x);
    this.tellChange();
  }

  // Life ------------------------------------------------------------------------------------------------------------

  override connectedCallback() {
    super.connectedCallback();
    this.#stopBackend = onBackend(() => {
      if (!this.good) return;
      if (this.pipeline.learn(backendOfPage())) this.requestUpdate();
      else this.#refresh(Stage.Output);
    });
  }

  protected override async open() {
    if (this.from) await this.#follow(this.from);
    else this.reopen();
  }

  /** Takes the output of the lab with that id as the input, now and whenever it changes. */
  async #follow(id: string) {
    const source = (this.getRootNode() as Document).getElementById(id);
    if (!(source instanceof WindowLab)) throw new Error(`there is no lab with the id ${id}`);
    const take = () => {
      if (this.isConnected && source.plane) this.upstream = source.plane;
    };
    this.#stopFollowing?.();
    source.addEventListener("convscope-output", take);
    this.#stopFollowing = () => source.removeEventListener("convscope-output", take);
    await source.ready;
    take();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopBackend?.();
  }

  protected override close() {
    this.#stopFollowing?.();
    this.#upstream = null;
    this.pipeline.close().catch(() => undefined);
    this.pipeline = new Pipeline();
  }
}
