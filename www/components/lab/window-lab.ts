import { LitElement, type PropertyValues } from "lit";
import { backendOfPage, onBackend, settleBackend } from "../../engine/backend.ts";
import {
  cellOfStep,
  type Explanation,
  explain,
  isReady,
  type Options,
  outputsOf,
  ready,
  stepOfCell,
  type Tensor,
  windowAt,
} from "../../engine/core.ts";
import { sentence, Trouble } from "../../engine/errors.ts";
import { Overtaken } from "../../engine/queue.ts";
import type { GreyMethod, OpName, Plane, View } from "../../engine/types.ts";
import { type Lang, languageOf, type Messages, messages } from "../../i18n/index.ts";
import type { Speed } from "../playback/playback.ts";
import { type Box, boundsOf, formatNumber } from "./format.ts";
import { scriptsOfPage } from "./page-scripts.ts";
import { type Good, Pipeline, Stage, stageOf } from "./pipeline.ts";
import { initialState, type PaddingState, type Pair, readPatch, type Schema } from "./schema.ts";
import { Walker } from "./walker.ts";

/** What every lab with a sliding window keeps. */
export interface WindowState {
  image: string;
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
 * What the convolution and the pooling lab share: the state, the picture's way to the map, the walk of the window, the
 * scriptable surface. It draws nothing and computes nothing: the core does the numbers, the subclass the picture.
 */
export abstract class WindowLab<S extends WindowState> extends LitElement {
  static override properties = {
    theme: { reflect: true },
    controls: {},
    from: {},
    trouble: { state: true },
    busy: { state: true },
    dropping: { state: true },
    visited: { state: true },
  };
  /** `light`, `dark`, or nothing for the reader's preference. */
  declare theme: string | null;
  /** Which controls to show, by name; all when the attribute is absent. */
  declare controls: string | null;
  /** The id of a lab whose map this one works on, in place of a picture. */
  declare from: string | null;
  declare protected trouble: unknown;
  declare protected busy: boolean;
  declare protected dropping: boolean;
  /** Index of the tap under the pointer or the focus; -1 for none. */
  declare protected visited: number;

  protected abstract readonly op: OpName;
  protected abstract readonly schema: Schema<S>;
  /** Filter and options of the op, from the state. */
  protected abstract request(state: S): { filter: Tensor | null; options: Options };

  protected pipeline = new Pipeline();
  protected readonly walker = new Walker({ moved: () => this.#moved(), changed: () => this.requestUpdate() });
  protected picked: Picked | null = null;
  #state!: S;
  #given: Blob | null = null;
  #upstream: Plane | null = null;
  #settled: Promise<void> = Promise.resolve();
  #job: Promise<void> = Promise.resolve();
  #stopFollowing: (() => void) | undefined;
  #stopBackend: (() => void) | undefined;
  #live = "";

  constructor() {
    super();
    this.theme = null;
    this.controls = null;
    this.from = null;
    this.trouble = null;
    this.busy = true;
    this.dropping = false;
    this.visited = -1;
  }

  /** Builds the state from the schema; the subclass calls it once its schema exists. */
  protected begin() {
    this.#state = initialState(this.schema);
  }

  // The scriptable surface ------------------------------------------------------------------------------------------

  /** Resolves when the picture and its map are on the screen and nothing is left to do. */
  get ready(): Promise<void> {
    return this.#rest();
  }

  async #rest() {
    let seen: Promise<void>;
    do {
      seen = this.#settled;
      await seen;
      await this.updateComplete;
    } while (seen !== this.#settled);
  }

  /** The whole state as plain JSON. Setting it changes the keys that are given and leaves the others. */
  get state(): S {
    return structuredClone({ ...this.#state, cell: [this.walker.y, this.walker.x] });
  }

  set state(patch: Partial<S>) {
    this.change(patch as Record<string, unknown>, false);
  }

  /** Takes a file, an address or the id of a sample. Rejects with a sentence when it is no picture. */
  async setImage(source: Blob | string): Promise<void> {
    const before = { image: this.#state.image, given: this.#given, picture: this.pipeline.picture };
    const [image, given] = source instanceof Blob ? ["own", source] : [source, this.#given];
    this.#given = given;
    this.#state = { ...this.#state, image };
    if (this.#early) delete this.#early.image;
    this.walker.pause();
    this.#refused = null;
    this.refresh(Stage.Picture).catch(() => undefined);
    const error = await this.#outcome();
    if (!error || this.#state.image !== image || this.#given !== given) return;
    this.#state = { ...this.#state, image: before.image };
    this.#given = before.given;
    // The picture itself was good, but nothing could be made of it: the next run opens the one before again.
    if (this.pipeline.picture !== before.picture) this.pipeline.settle(Stage.Picture);
    throw new Error(sentence(error, this.language));
  }

  /** How the newest run ended, when it has overtaken those before it: its error, or nothing. */
  async #outcome(): Promise<unknown> {
    for (;;) {
      const job = this.#job;
      const error = await job.then(
        () => undefined,
        (reason) => reason,
      );
      if (!(error instanceof Overtaken)) return error;
      if (job === this.#job) return undefined;
    }
  }

  /** Makes the window walk. */
  play(): void {
    this.walker.speed = this.#state.speed;
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
    this.refresh(plane ? Stage.Input : Stage.Picture).catch(() => undefined);
  }

  get upstream(): Plane | null {
    return this.#upstream;
  }

  // Language and words ----------------------------------------------------------------------------------------------

  protected get language(): Lang {
    const tag = this.lang || this.closest("[lang]")?.getAttribute("lang") || navigator.language;
    return languageOf(tag);
  }

  protected get text(): Messages {
    return messages(this.language);
  }

  /** What the live region says. */
  protected get live(): string {
    return this.#live;
  }

  protected shows(control: string): boolean {
    return this.controls === null || this.controls.split(/[\s,]+/).includes(control);
  }

  // What the subclass draws from ------------------------------------------------------------------------------------

  protected get good(): Good | null {
    return this.pipeline.good;
  }

  protected get current(): S {
    return this.#state;
  }

  /** The current output cell, opened up. */
  protected explanation(): Explanation | null {
    if (!this.good) return null;
    const { input, filter, options } = this.good;
    return explain(this.op, input.tensor, filter, options, [0, this.walker.y, this.walker.x, 0]);
  }

  /** The input cells under the window. */
  protected window(): Box | null {
    if (!this.good) return null;
    const { input, filter, options } = this.good;
    return windowAt(this.op, input.tensor.shape, filter?.shape ?? null, options, [this.walker.y, this.walker.x]);
  }

  protected valueHere(): number {
    return this.good?.output.tensor.data[this.walker.step] ?? Number.NaN;
  }

  // Changes ---------------------------------------------------------------------------------------------------------

  /** Reads `patch` by the schema. What is wrong becomes a sentence; the rest is taken over. */
  protected change(patch: Record<string, unknown>, byUser = true) {
    if (!isReady || this.#early) {
      // The limits come with the core: until then what is asked for waits, the newest on top.
      this.#early = { ...this.#early, ...patch };
      return;
    }
    const { state, taken, changed, trouble } = readPatch(this.schema, this.#state, patch);
    let stage = Math.min(Stage.Done, ...changed.map(stageOf));
    this.#state = state;
    if (taken.includes("cell")) this.#pendingCell = state.cell ?? this.#pendingCell;
    this.walker.speed = this.#state.speed;
    this.trouble = null;
    this.#refused = trouble;
    if (trouble) this.fail(trouble);
    if (this.from && !this.#upstream) stage = Stage.Done;
    if (stage < Stage.Done) this.refresh(stage).catch(() => undefined);
    else this.#takeCell();
    this.requestUpdate();
    if (byUser && !trouble) this.tellChange();
  }

  protected tellChange() {
    this.dispatchEvent(new CustomEvent("convscope-change", { detail: this.state, bubbles: true, composed: true }));
  }

  /** A user's own picture: says what is wrong with it instead of throwing. */
  protected async take(source: Blob | string) {
    await this.setImage(source).then(
      () => this.tellChange(),
      () => undefined,
    );
  }

  protected fail(error: unknown) {
    this.trouble = error;
    const message = sentence(error, this.language);
    this.dispatchEvent(new CustomEvent("convscope-error", { detail: { message }, bubbles: true, composed: true }));
  }

  protected refresh(stage: Stage): Promise<void> {
    this.busy = true;
    const job = this.pipeline
      .run(stage, () => this.#wish())
      .then(
        () => this.#shown(),
        (error) => {
          if (!(error instanceof Overtaken)) {
            this.pipeline.settle();
            this.busy = false;
            this.fail(error);
          }
          throw error;
        },
      );
    this.#job = job;
    this.#settled = job.catch(() => undefined).then(() => settleBackend());
    return job;
  }

  #early: Record<string, unknown> | null = null;
  #chosen = false;
  #refused: unknown = null;
  #pendingCell: Pair | null = null;

  #wish() {
    const { image, grey, view } = this.#state;
    if (image === "own" && !this.#given && !this.#upstream) throw new Trouble("noPicture");
    const source = image === "own" && this.#given ? this.#given : image;
    return { source, grey, view, op: this.op, input: this.#upstream, ...this.request(this.#state) };
  }

  #shown() {
    const { geometry, input, filter, options } = this.good as Good;
    const [, height, width] = geometry.output;
    const laid = [this.op, input.tensor.shape, filter?.shape ?? null, options] as const;
    this.walker.resize({
      height,
      width,
      cellOf: (step) => cellOfStep(...laid, step),
      stepOf: (y, x) => stepOfCell(...laid, [y, x]),
    });
    this.picked = null;
    this.busy = false;
    this.trouble = this.#refused;
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
    if (!this.good) return;
    const detail = { y, x, value: this.valueHere() };
    this.dispatchEvent(new CustomEvent("convscope-step", { detail, bubbles: true, composed: true }));
  }

  /** An input cell was pointed at: show where it goes to, and move the window over it. */
  protected pickInput(y: number, x: number) {
    const { good } = this.pipeline;
    if (!good) return;
    const { input } = good;
    const uses = outputsOf(this.op, input.tensor.shape, good.filter?.shape ?? null, good.options, [y, x]);
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
      if (this.good) this.refresh(Stage.Output).catch(() => undefined);
    });
    if (this.good && !this.#early) return;
    this.#settled = Promise.all([ready(), scriptsOfPage()])
      .then(() => this.#open())
      .catch((error) => {
        this.busy = false;
        this.fail(error);
      });
  }

  async #open() {
    if (!this.isConnected) return;
    const early = this.#early;
    this.#early = null;
    if (early) this.change(early, false);
    if (this.from) await this.#follow(this.from);
    else this.refresh(Stage.Picture).catch(() => undefined);
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
    this.walker.pause();
    // Moving an element disconnects it for a moment only.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#stopFollowing?.();
      this.#upstream = null;
      this.pipeline.close().catch(() => undefined);
      this.pipeline = new Pipeline();
    });
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null) {
    super.attributeChangedCallback(name, before, value);
    if (name === "lang") this.requestUpdate();
    if (!(name in this.schema) || before === value) return;
    const field = this.schema[name as keyof S];
    this.change({ [name]: value ?? (typeof field.initial === "boolean" ? false : field.initial) }, false);
  }

  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    this.toggleAttribute("data-busy", this.busy);
  }
}
