import { LitElement } from "lit";
import { layersOf } from "../../engine/classifier/models.ts";
import { Session } from "../../engine/classifier/session.ts";
import { permutation, readyWithAllOps } from "../../engine/core.ts";
import type { Layer } from "../../engine/network/layers.ts";
import { type Planned, planned } from "../../engine/network/plan.ts";
import { LatestQueue, Overtaken } from "../../engine/queue.ts";
import { builtinSet } from "../../engine/sets/builtin.ts";
import type { DataSet } from "../../engine/sets/set.ts";
import { DataTrouble } from "../../engine/sets/trouble.ts";
import { type Lang, languageOf, learn, speaks } from "../../i18n/index.ts";
import { training } from "../../i18n/training.ts";
import { onLanguage } from "../lab/language.ts";
import { scriptsOfPage } from "../lab/page-scripts.ts";
import * as fields from "../lab/schema.ts";
import { sentenceOf } from "./sentence.ts";
import { schema, shuffleSeed, steeringOf, type TrainingState, watched } from "./state.ts";

/** The training lab without what it draws: its state, its data, and the session that follows from them. */
export abstract class TrainingCore extends LitElement {
  static override properties = { theme: { reflect: true }, controls: {}, trouble: { state: true } };
  declare theme: string | null;
  declare controls: string | null;
  declare protected trouble: unknown;

  static override get observedAttributes() {
    // biome-ignore lint/complexity/noThisInStatic: Lit finalises the class that asks, so it must be this one
    return [...super.observedAttributes, ...Object.keys(schema), "lang"];
  }
  static readonly schema = schema;

  protected current: TrainingState = fields.initialState(schema);
  protected set: DataSet | null = null;
  /** The learner's own data, once there is some. */
  protected ownSet: DataSet | null = null;
  protected layers: Layer[] = [];
  protected plans: Planned[] = [];
  protected session: Session | null = null;
  protected live = "";
  /** How many values the last layer gives, where it should give another number. */
  protected wrongUnits: number | null = null;
  #queue = new LatestQueue();
  #settled: Promise<unknown> = Promise.resolve();
  #running: Promise<unknown> = Promise.resolve();
  #ready = false;
  #stopLanguage: (() => void) | undefined;

  constructor() {
    super();
    this.theme = null;
    this.controls = null;
    this.trouble = null;
  }

  // The scriptable surface ------------------------------------------------------------------------------------------

  /** Resolves when the data is there, the network is laid, and a run that was started is over. */
  get ready(): Promise<void> {
    return this.#rest();
  }

  async #rest() {
    let seen: unknown;
    do {
      seen = this.#settled;
      await this.#settled;
      await this.#running;
      await this.updateComplete;
    } while (seen !== this.#settled);
  }

  get state(): TrainingState {
    return { ...this.current };
  }

  set state(patch: Partial<TrainingState>) {
    this.change(patch as Record<string, unknown>, false);
  }

  /** Learns for as many epochs as the state says. */
  play(): void {
    this.live = this.words.began;
    const { epochs, pace } = this.current;
    this.run((session) => session.run(epochs, pace === "watch" ? watched : undefined));
  }

  pause(): void {
    this.session?.pause();
  }

  /** Learns for so many steps. */
  async step(count = 1): Promise<void> {
    await this.run((session) => session.step(count));
  }

  /** Begins anew, with the same first weights. */
  async reset(): Promise<void> {
    this.trouble = null;
    this.live = this.words.wasReset;
    await this.run((session) => session.reset());
  }

  /** What was learned so far: the step, and how well the test part was answered there. */
  get result(): { step: number; loss: number; accuracy: number } | null {
    return this.session?.test.at(-1) ?? null;
  }

  protected run(act: (session: Session) => Promise<void>): Promise<void> {
    const { session } = this;
    if (!session) return Promise.resolve();
    // What a closed session is asked stays without an answer.
    const acting = Promise.race([act(session), session.closed]).catch((error) => this.fail(error));
    this.#running = acting;
    return acting.then(() => this.requestUpdate());
  }

  // From the state to the session -----------------------------------------------------------------------------------

  change = (patch: Record<string, unknown>, byUser = true): void => {
    const { state, changed, trouble } = fields.readPatch(schema, this.current, patch);
    this.current = state;
    this.trouble = null;
    if (trouble) this.fail(trouble);
    if (changed.some((key) => ["data", "layers", "seed", "order"].includes(key))) this.rebuild();
    else if (changed.some((key) => ["optimizer", "learning-rate", "momentum", "batch"].includes(key))) {
      this.session?.steer(steeringOf(state));
    }
    this.requestUpdate();
    if (byUser && !trouble) this.tell("convscope-change", this.state);
  };

  /** Lays the network anew, and begins at its first weights. */
  protected rebuild(): void {
    if (!this.#ready) return;
    this.#settled = this.#queue
      .run((check) => this.#build(check))
      .catch((error) => {
        if (!(error instanceof Overtaken)) this.fail(error);
      })
      .then(() => this.requestUpdate());
  }

  async #build(check: () => void): Promise<void> {
    this.session?.close();
    this.session = null;
    const { data, seed, order } = this.current;
    if (data === "own" && !this.ownSet) throw new DataTrouble("gone");
    const set = data === "own" ? (this.ownSet as DataSet) : await builtinSet(data);
    check();
    if (this.set !== set) this.setChanged(set);
    this.set = set;
    this.layers = layersOf(this.current.layers, set);
    this.plans = planned(this.layers, [1, set.height, set.width, 1]);
    if (!this.#fits(set)) return;
    const size = set.height * set.width;
    const shuffle = order === "shuffled" ? permutation(size, shuffleSeed) : null;
    const plan = { set, layers: this.layers, seed, order: shuffle, steering: steeringOf(this.current) };
    const session = await Session.open(plan, () => this.heard());
    try {
      check();
    } catch (error) {
      session.close();
      throw error;
    }
    this.session = session;
    // What was chosen while it was being opened.
    session.steer(steeringOf(this.current)).catch((error) => this.fail(error));
    this.heard();
  }

  /** Whether there is a value for each class at the end. Why a layer does not fit, the list of layers says. */
  #fits(set: DataSet): boolean {
    const output = this.plans.at(-1)?.output;
    const units = output?.length === 2 ? output[1] : null;
    this.wrongUnits = units !== null && units !== set.classes.length ? units : null;
    return units === set.classes.length;
  }

  /** The session has news. */
  protected abstract heard(): void;
  /** Other pictures are there. */
  protected abstract setChanged(set: DataSet): void;

  // Words -----------------------------------------------------------------------------------------------------------

  protected get language(): Lang {
    return languageOf(this.lang || this.closest("[lang]")?.getAttribute("lang") || navigator.language);
  }

  protected get words() {
    return training[this.language];
  }

  protected shows = (control: string): boolean =>
    this.controls === null || this.controls.split(/[\s,]+/).includes(control);

  protected fail(error: unknown) {
    this.trouble = error;
    this.requestUpdate();
    this.tell("convscope-error", { message: sentenceOf(error, this.language) });
  }

  protected tell(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  // Life ------------------------------------------------------------------------------------------------------------

  /** In a language that the page has not spoken yet, nothing is drawn before there are words for it. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (speaks(this.language)) return super.scheduleUpdate();
    return learn(this.language).then(() => super.scheduleUpdate());
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#stopLanguage = onLanguage(() => this.requestUpdate());
    if (this.#ready) return;
    this.#settled = Promise.all([readyWithAllOps(), scriptsOfPage(), learn(this.language)])
      .then(() => {
        if (!this.isConnected) return;
        this.#ready = true;
        this.rebuild();
      })
      .catch((error) => this.fail(error));
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopLanguage?.();
    // Moving an element disconnects it for a moment only.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#queue.abort();
      this.session?.close();
      this.session = null;
      this.#ready = false;
    });
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null) {
    super.attributeChangedCallback(name, before, value);
    if (name === "lang") this.requestUpdate();
    if (!(name in schema) || before === value) return;
    this.change({ [name]: value ?? schema[name as keyof TrainingState].initial }, false);
  }
}
