import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { isReady, ready } from "../../engine/core.ts";
import { Trouble } from "../../engine/errors.ts";
import { Overtaken } from "../../engine/queue.ts";
import { sentence } from "../../engine/sentence.ts";
import type { Picture } from "../../engine/types.ts";
import { type Lang, languageOf, learn, type Messages, messages, speaks } from "../../i18n/index.ts";
import type { Predicted, Prediction } from "../predict/predict.ts";
import { useButton } from "../use/button.ts";
import { onLanguage } from "./language.ts";
import { scriptsOfPage } from "./page-scripts.ts";
import { initialState, readPatch, type Schema } from "./schema.ts";

/** What every lab with a picture keeps. */
export interface PictureState {
  /** A sample's id, an address, or `own` for a file that was given. */
  image: string;
}

/**
 * What every lab with a picture shares: its state and attributes, the learner's own picture by file, drop or paste, what
 * it is busy with, what went wrong, and the surface around all that. What is made of the picture is the subclass's.
 *
 * @attr lang - `ko` or `en`; the page's language when absent
 * @attr theme - `light` or `dark`; the reader's preference when absent
 * @prop ready - a promise: everything is on the screen, and nothing is left to do
 * @prop state - the whole state as plain JSON; setting some keys leaves the others
 * @method setImage(source) - takes a `Blob`, an address or a sample's id; the promise fails with a sentence when it is no picture
 */
export abstract class PictureLab<S extends PictureState> extends LitElement {
  static override properties: PropertyDeclarations = {
    theme: { reflect: true },
    controls: {},
    predict: {},
    hasResult: { state: true },
    trouble: { state: true },
    busy: { state: true },
    dropping: { state: true },
  };
  /** `light`, `dark`, or nothing for the reader's preference. */
  declare theme: string | null;
  /** Which controls to show, by name; all when the attribute is absent. */
  declare controls: string | null;
  /** `value` or `shape`: what a learner has to predict before the result is shown. */
  declare predict: string | null;
  /** The result may be seen: nothing was asked, or it has been predicted. */
  declare private hasResult: boolean;
  declare protected trouble: unknown;
  declare protected busy: boolean;
  declare protected dropping: boolean;

  protected abstract readonly schema: Schema<S>;
  /** The picture that the lab holds. */
  abstract get picture(): Picture | null;
  /** Opens what `source` gives, and makes everything of it again. */
  protected abstract reopen(): void;
  /** Takes over keys of the state: those that were named, and those of them that became other values. */
  protected abstract redo(changed: string[], taken: string[]): void;
  /** What was followed has been done: shows it. */
  protected abstract shown(): void;
  /** Keeps the last good state after a failure; with `reopens`, the next run opens the picture again. */
  protected abstract settle(reopens?: boolean): void;
  /** Hands back what it holds: the element has left the page. */
  protected abstract close(): void;
  /** Stops whatever moves. */
  abstract pause(): void;

  #state!: S;
  #given: Blob | null = null;
  #early: Record<string, unknown> | null = null;
  #refused: unknown = null;
  #settled: Promise<void> = Promise.resolve();
  #job: Promise<void> = Promise.resolve();
  #stopLanguage: (() => void) | undefined;

  constructor() {
    super();
    this.theme = null;
    this.controls = null;
    this.predict = null;
    this.hasResult = false;
    this.trouble = null;
    this.busy = true;
    this.dropping = false;
  }

  /** Builds the state from the schema; the subclass calls it once its schema exists. */
  protected begin() {
    this.#state = initialState(this.schema);
  }

  // The scriptable surface ------------------------------------------------------------------------------------------

  /** Resolves when the picture and what is made of it are on the screen and nothing is left to do. */
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
    return structuredClone(this.snapshot());
  }

  set state(patch: Partial<S>) {
    this.change(patch as Record<string, unknown>, false);
  }

  /** Takes a file, an address or the id of a sample. Rejects with a sentence when it is no picture. */
  async setImage(source: Blob | string): Promise<void> {
    const before = { image: this.#state.image, given: this.#given, picture: this.picture };
    const [image, given] = source instanceof Blob ? ["own", source] : [source, this.#given];
    this.#given = given;
    this.#state = { ...this.#state, image };
    if (this.#early) delete this.#early.image;
    this.pause();
    this.#refused = null;
    this.reopen();
    const error = await this.#outcome();
    if (!error || this.#state.image !== image || this.#given !== given) return;
    this.#state = { ...this.#state, image: before.image };
    this.#given = before.given;
    // The picture itself was good, but nothing could be made of it: the next run opens the one before again.
    if (this.picture !== before.picture) this.settle(true);
    throw new Error(sentence(error, this.language));
  }

  /** The file that was given, where the lab shows one; a page may carry it to the next lab. */
  get ownPicture(): Blob | null {
    return this.#state.image === "own" ? this.#given : null;
  }

  /** The state as code that ends with a variable `output`: `numpy`, `tensorflow`, `keras`, `pytorch` or `notebook`. */
  async code(target: string): Promise<string> {
    const { codeOf } = await import("../code-export/code-of.ts");
    return codeOf(this, target, this.language).catch((error) => {
      throw new Error(sentence(error, this.language));
    });
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

  // Language and words ----------------------------------------------------------------------------------------------

  protected get language(): Lang {
    const tag = this.lang || this.closest("[lang]")?.getAttribute("lang") || navigator.language;
    return languageOf(tag);
  }

  protected get text(): Messages {
    return messages(this.language);
  }

  protected shows(control: string): boolean {
    return this.controls === null || this.controls.split(/[\s,]+/).includes(control);
  }

  // What the subclass works with ------------------------------------------------------------------------------------

  protected get current(): S {
    return this.#state;
  }

  /** The state as a link keeps it. */
  protected snapshot(): S {
    return this.#state;
  }

  /** What is right, as the core has it; null where the lab asks nothing of the kind, or does not know yet. */
  protected predictable(_kind: Prediction): number[] | null {
    return null;
  }

  /** Which predictions the lab can ask for. */
  static readonly predictions: readonly Prediction[] = [];

  /** What is asked now; null when nothing is. */
  protected get asked(): Prediction | null {
    const { predictions } = this.constructor as typeof PictureLab;
    return predictions.find((one) => one === this.predict) ?? null;
  }

  /** What is kept from the reader until it is predicted. */
  protected get hides(): Prediction | null {
    return this.hasResult ? null : this.asked;
  }

  /** Whether there is something to show. */
  protected get isOpen(): boolean {
    return this.picture !== null;
  }

  /** Whether a learner may give a picture. */
  protected get takesPictures(): boolean {
    return this.shows("source");
  }

  /** What `image` stands for: the file that was given, an address, or a sample's id. */
  protected source(): Blob | string {
    const { image } = this.#state;
    if (image !== "own") return image;
    if (!this.#given) throw new Trouble("noPicture");
    return this.#given;
  }

  /** Reads `patch` by the schema. What is wrong becomes a sentence; the rest is taken over. */
  protected change(patch: Record<string, unknown>, byUser = true) {
    if (!isReady || this.#early) {
      // The limits come with the core: until then what is asked for waits, the newest on top.
      this.#early = { ...this.#early, ...patch };
      return;
    }
    const { state, taken, changed, trouble } = readPatch(this.schema, this.#state, patch);
    this.#state = state;
    this.trouble = null;
    this.#refused = trouble;
    if (trouble) this.fail(trouble);
    this.redo(changed, taken);
    this.requestUpdate();
    if (byUser && !trouble) this.tellChange();
  }

  protected tellChange() {
    this.#tell("convscope-change", this.state);
  }

  /** The lab came to another cell. */
  protected tellStep(y: number, x: number, value: number | number[]) {
    this.#tell("convscope-step", { y, x, value });
  }

  #tell(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  protected fail(error: unknown) {
    this.trouble = error;
    this.#tell("convscope-error", { message: sentence(error, this.language) });
  }

  /** Is busy until `job` is done, and says what went wrong; `ready` waits for it, and for what comes `after` it. */
  protected follow(job: Promise<void>, after: () => Promise<void> | void = () => undefined) {
    this.busy = true;
    this.#job = job.then(
      () => {
        this.busy = false;
        this.trouble = this.#refused;
        this.shown();
      },
      (error) => {
        if (!(error instanceof Overtaken)) {
          this.settle();
          this.busy = false;
          this.fail(error);
        }
        throw error;
      },
    );
    this.#settled = this.#job.catch(() => undefined).then(after);
  }

  // The learner's own picture ---------------------------------------------------------------------------------------

  /** A user's own picture: says what is wrong with it instead of throwing. */
  protected async take(source: Blob | string) {
    await this.setImage(source).then(
      () => this.tellChange(),
      () => undefined,
    );
  }

  #onDrag = (event: DragEvent) => {
    if (!this.takesPictures || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const into = event.relatedTarget as Node | null;
    this.dropping = event.type === "dragover" || (into !== null && this.renderRoot.contains(into));
  };

  #onDrop = (event: DragEvent) => {
    if (!this.takesPictures) return;
    event.preventDefault();
    this.takeDrop(event);
  };

  #onPaste = (event: ClipboardEvent) => {
    this.takePaste(event);
  };

  /** Takes a picture from the clipboard; gives whether there was one. */
  takePaste(event: ClipboardEvent): boolean {
    const file = [...(event.clipboardData?.files ?? [])].find((one) => one.type.startsWith("image/"));
    if (!file || !this.takesPictures) return false;
    event.preventDefault();
    this.take(file);
    return true;
  }

  /** Takes a picture that was dropped on the lab, or beside it on the page. */
  takeDrop(event: DragEvent) {
    this.dropping = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    // A picture first; without one the decoder says what the file is.
    const file = files.find((one) => one.type.startsWith("image/")) ?? files[0];
    if (file) this.take(file);
    else this.fail(new Trouble("noPicture"));
  }

  // The surface -----------------------------------------------------------------------------------------------------

  /** The lab's surface around `body`; `live` is what a screen reader is told. */
  protected surface(title: string, body: unknown, live: unknown): TemplateResult {
    const { text, asked, hides } = this;
    return html`<section
      class="lab"
      data-hides=${hides ?? nothing}
      role="group"
      aria-label=${title}
      aria-busy=${this.busy}
      @dragover=${this.#onDrag}
      @dragleave=${this.#onDrag}
      @drop=${this.#onDrop}
      @paste=${this.#onPaste}
    >
      <h2 class="visually-hidden">${title}</h2>
      ${this.dropping ? html`<div class="veil">${text.source.dropNow}</div>` : nothing}
      ${this.busy && this.isOpen ? html`<div class="busy" role="progressbar" aria-label=${text.lab.computing}></div>` : nothing}
      ${this.trouble ? html`<p class="trouble" role="alert">${sentence(this.trouble, this.language)}</p>` : nothing}
      ${asked ? this.#renderPrediction(asked) : nothing} ${body} ${this.shows("use") ? useButton(this, text.lab.use, (error) => this.fail(error)) : nothing}
      <p class="visually-hidden" role="status" aria-live="polite">${hides ? nothing : live}</p>
    </section>`;
  }

  #renderPrediction(kind: Prediction) {
    import("../predict/define.ts").catch((error) => this.fail(error));
    return html`<cs-predict
      kind=${kind}
      language=${this.language}
      .right=${this.busy ? null : this.predictable(kind)}
      .cell=${(this as unknown as { cell?: object }).cell ?? { y: 0, x: 0 }}
      @predicted=${(event: CustomEvent<Predicted>) => this.#tell("convscope-predict", event.detail)}
      @reveal=${() => {
        this.hasResult = true;
      }}
    ></cs-predict>`;
  }

  /** Where pictures come from, where they may be given. */
  protected sourceTile() {
    if (!this.takesPictures) return nothing;
    return html`<cs-picture-source
      .chosen=${this.current.image}
      .language=${this.language}
      ?dropping=${this.dropping}
      @choose=${(event: CustomEvent) => this.take(event.detail)}
    ></cs-picture-source>`;
  }

  // Life ------------------------------------------------------------------------------------------------------------

  override connectedCallback() {
    super.connectedCallback();
    this.#stopLanguage = onLanguage(() => this.requestUpdate());
    if (this.isOpen && !this.#early) return;
    this.#settled = Promise.all([this.loadCore(), scriptsOfPage(), learn(this.language)])
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
    await this.open();
  }

  /** Loads what the lab asks of the core. */
  protected loadCore(): Promise<void> {
    return ready();
  }

  /** Begins, once the core is there and the page's own scripts have said what to show. */
  protected open(): Promise<void> | void {
    this.reopen();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopLanguage?.();
    this.pause();
    // Moving an element disconnects it for a moment only.
    queueMicrotask(() => {
      if (!this.isConnected) this.close();
    });
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null) {
    super.attributeChangedCallback(name, before, value);
    if (name === "lang") this.requestUpdate();
    if (!(name in this.schema) || before === value) return;
    const field = this.schema[name as keyof S];
    this.change({ [name]: value ?? (typeof field.initial === "boolean" ? false : field.initial) }, false);
  }

  /** In a language that the page has not spoken yet, nothing is drawn before there are words for it. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (speaks(this.language)) return super.scheduleUpdate();
    return learn(this.language).then(() => super.scheduleUpdate());
  }

  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    this.toggleAttribute("data-busy", this.busy);
  }
}
