import { html, LitElement, nothing } from "lit";
import { backendOfPage } from "../../engine/backend.ts";
import { isReady, outputShape, ready, valuesIn } from "../../engine/core.ts";
import { Trouble } from "../../engine/errors.ts";
import { type Race, startRace } from "../../engine/race/track.ts";
import {
  depths,
  type News,
  type Result,
  type Runner,
  runners,
  shapesOf,
  sizes,
  type Workload,
} from "../../engine/race/workload.ts";
import { sentence } from "../../engine/sentence.ts";
import { backends } from "../../i18n/backends.ts";
import { type Lang, languageOf, learn, messages, speaks } from "../../i18n/index.ts";
import { shared, tokens } from "../../styles/shared.ts";
import { formatMany, formatMs, formatNs, formatTimes } from "../lab/amounts.ts";
import { formatCount, formatNumber, formatShape } from "../lab/format.ts";
import { labStyles } from "../lab/lab.styles.ts";
import { onLanguage } from "../lab/language.ts";
import { labelOfReason } from "../lab/reason.ts";
import * as fields from "../lab/schema.ts";
import { useButton } from "../use/button.ts";
import { backendsStyles } from "./backends.styles.ts";

export interface BackendsState extends Workload {
  scale: "linear" | "log";
}

const schema: fields.Schema<BackendsState> = {
  size: fields.choice(sizes, "photo"),
  channels: fields.choice(depths, "1"),
  scale: fields.choice(["linear", "log"], "linear"),
};

/** What is known of one runner. */
interface Lane {
  result?: Result;
  /** Why it could not be measured. */
  absent?: string;
  progress?: { done: number; all: number };
}

const noLanes = (): Record<Runner, Lane> => ({ naive: {}, simd: {}, gpu: {} });

/**
 * The speed lab: the same convolution by definition, with SIMD and on the GPU, measured on this device when asked.
 *
 * ```html
 * <convscope-backends size="photo" channels="1" scale="log"></convscope-backends>
 * ```
 *
 * @attr size - `small` (32×32), `photo` (427×640) or `large` (3000×4000)
 * @attr channels - `1` or `64`, in and out
 * @attr scale - of the bars: `linear` or `log`
 * @attr lang - `ko` or `en`; the page's language when absent
 * @attr theme - `light` or `dark`; the reader's preference when absent
 * @attr controls - which to show: `size channels scale use`; all when absent
 * @fires convscope-change - somebody changed something; `detail` is the state
 * @fires convscope-step - a runner has its result; `detail` is `{runner, result}`
 * @fires convscope-error - `detail` is `{message}`
 * @prop ready - a promise: nothing is left to do
 * @prop state - the whole state as plain JSON; setting some keys leaves the others
 * @prop results - what was measured, by runner
 * @prop backend - whether the GPU took part, `{backend, reason}`
 * @method play() - measures, from the start
 * @method pause() - stops measuring
 */
export class Backends extends LitElement {
  static override properties = {
    theme: { reflect: true },
    controls: {},
    trouble: { state: true },
    lanes: { state: true },
    least: { state: true },
    race: { state: true },
  };
  declare theme: string | null;
  declare controls: string | null;
  declare private trouble: unknown;
  declare private lanes: Record<Runner, Lane>;
  /** What the smallest work costs on the GPU, in milliseconds. */
  declare private least: number | null;
  declare private race: Race | null;

  static override styles = [tokens, shared, labStyles, backendsStyles];
  static override get observedAttributes() {
    // biome-ignore lint/complexity/noThisInStatic: Lit finalises the class that asks, so it must be this one
    return [...super.observedAttributes, ...Object.keys(schema), "lang"];
  }
  static readonly schema = schema;

  #state = fields.initialState(schema);
  #loaded: Promise<void> = Promise.resolve();
  #live = "";
  #stopLanguage: (() => void) | undefined;

  constructor() {
    super();
    this.theme = null;
    this.controls = null;
    this.trouble = null;
    this.lanes = noLanes();
    this.least = null;
    this.race = null;
  }

  // The scriptable surface ------------------------------------------------------------------------------------------

  /** Resolves when nothing is left to do: the core is there, and a race that was started is over. */
  get ready(): Promise<void> {
    return this.#loaded.then(() => this.race?.ended.catch(() => undefined)).then(() => this.updateComplete.then());
  }

  get state(): BackendsState {
    return { ...this.#state };
  }

  set state(patch: Partial<BackendsState>) {
    this.#change(patch, false);
  }

  /** Measures, from the start. */
  play(): void {
    if (this.race || this.#refusal) return;
    this.trouble = null;
    this.lanes = noLanes();
    this.least = null;
    this.#live = "";
    const race = startRace(this.#state, (news) => this.#hear(news));
    this.race = race;
    race.ended
      .catch((error) => this.#fail(error))
      .finally(() => {
        if (this.race === race) this.race = null;
      });
  }

  /** Stops measuring; what is measured stays. */
  pause(): void {
    if (!this.race) return;
    this.race.stop();
    this.race = null;
    this.lanes = Object.fromEntries(
      runners.map((runner) => [runner, { ...this.lanes[runner], progress: undefined }]),
    ) as Record<Runner, Lane>;
    this.#live = this.#words.stopped;
  }

  /** What was measured, by runner; nothing for one that was not. */
  get results(): Partial<Record<Runner, Result>> {
    return Object.fromEntries(runners.map((runner) => [runner, this.lanes[runner].result]).filter(([, had]) => had));
  }

  /** Whether the GPU took part, and why not. */
  get backend(): { backend: "gpu" | "cpu"; reason: string } {
    const { absent, result } = this.lanes.gpu;
    if (result) return { backend: "gpu", reason: "" };
    return absent === undefined ? backendOfPage() : { backend: "cpu", reason: absent };
  }

  // Changes ---------------------------------------------------------------------------------------------------------

  #change(patch: object, byUser = true) {
    const { state, changed, trouble } = fields.readPatch(schema, this.#state, patch as Record<string, unknown>);
    this.#state = state;
    this.trouble = null;
    if (trouble) this.#fail(trouble);
    if (changed.some((key) => key !== "scale")) {
      this.pause();
      this.lanes = noLanes();
      this.least = null;
      this.#live = "";
    }
    this.requestUpdate();
    if (byUser && !trouble) this.#tell("convscope-change", this.state);
  }

  #hear(news: News) {
    if (news.kind === "least") this.least = news.ms;
    else if (news.kind === "done") this.#live = this.#words.done;
    else {
      const lane: Lane = { ...this.lanes[news.runner] };
      if (news.kind === "progress") lane.progress = { done: news.done, all: news.all };
      if (news.kind === "absent") lane.absent = news.reason;
      if (news.kind === "result") {
        lane.result = news.result;
        lane.progress = undefined;
        this.#live = this.#words.live(this.#words.runners[news.runner].name, this.#ms(news.result.ms));
        this.#tell("convscope-step", { runner: news.runner, result: news.result });
      }
      this.lanes = { ...this.lanes, [news.runner]: lane };
    }
  }

  #fail(error: unknown) {
    this.trouble = error;
    this.lanes = Object.fromEntries(
      runners.map((runner) => [runner, { ...this.lanes[runner], progress: undefined }]),
    ) as Record<Runner, Lane>;
    this.#tell("convscope-error", { message: sentence(error, this.#language) });
  }

  #tell(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  get #language(): Lang {
    return languageOf(this.lang || this.closest("[lang]")?.getAttribute("lang") || navigator.language);
  }

  get #words() {
    return backends[this.#language];
  }

  #ms(ms: number): string {
    return formatMs(ms, this.#words.seconds);
  }

  #shows(control: string): boolean {
    return this.controls === null || this.controls.split(/[\s,]+/).includes(control);
  }

  /** What the core says against the shapes; null where they fit into its memory. */
  get #refusal(): unknown {
    const { input, filter } = shapesOf(this.#state);
    try {
      return isReady && valuesIn(outputShape("conv2d", input, filter)) > 0 ? null : new Trouble("notReady");
    } catch (error) {
      return error;
    }
  }

  // Drawing ---------------------------------------------------------------------------------------------------------

  override render() {
    const words = this.#words;
    return html`<section class="lab" role="group" aria-label=${words.title} aria-busy=${this.race !== null}>
      <h2 class="visually-hidden">${words.title}</h2>
      ${this.trouble ? html`<p class="trouble" role="alert">${sentence(this.trouble, this.#language)}</p>` : nothing}
      <div class="top">
        <h3>${words.lead}</h3>
        ${this.#renderChoices()} ${isReady ? this.#renderWork() : nothing}
      </div>
      <ol class="ways" aria-label=${words.ways}>${runners.map((runner) => this.#renderLane(runner))}</ol>
      ${this.#renderScale()} ${this.#renderTold()}
      ${this.#shows("use") ? useButton(this, messages(this.#language).lab.use, (error) => this.#fail(error)) : nothing}
      <p class="visually-hidden" role="status" aria-live="polite">${this.#live}</p>
    </section>`;
  }

  #renderChoices() {
    const words = this.#words;
    const { size, channels } = this.#state;
    return html`<div class="choices">
      ${
        this.#shows("size")
          ? this.#choice(
              "size",
              words.size,
              sizes.map((value) => ({ value, text: words.sizes[value] })),
              size,
            )
          : nothing
      }
      ${
        this.#shows("channels")
          ? this.#choice(
              "channels",
              words.channels,
              depths.map((value) => ({ value, text: words.channelNames[value] })),
              channels,
            )
          : nothing
      }
    </div>`;
  }

  #choice(key: keyof BackendsState, label: string, choices: { value: string; text: string }[], value: string) {
    return html`<div>
      <span class="label">${label}</span>
      <cs-segmented
        label=${label}
        .choices=${choices}
        .value=${value}
        @choose=${(event: CustomEvent) => this.#change({ [key]: event.detail })}
      ></cs-segmented>
    </div>`;
  }

  /** What is to be computed, and the button. */
  #renderWork() {
    const words = this.#words;
    const { input, filter } = shapesOf(this.#state);
    const count = (value: number) => formatCount(value, this.#language);
    const refusal = this.#refusal;
    if (refusal) return html`<p>${sentence(refusal, this.#language)} ${words.smaller}</p>`;
    const output = outputShape("conv2d", input, filter);
    const [outputs, taps] = [valuesIn(output), valuesIn(filter) / filter[3]];
    const shapes = words.shapes(formatShape(input), formatShape(filter), formatShape(output));
    const started = Object.values(this.lanes).some((lane) => lane.result);
    return html`<p class="work">
        <span class="mono">${shapes}</span>
        ${words.work(count(outputs), count(taps), formatMany(outputs * taps, this.#language))}
      </p>
      <div class="start">
        <button class="go" @click=${() => (this.race ? this.pause() : this.play())}>
          ${this.race ? words.stop : started ? words.again : words.start}
        </button>
      </div>`;
  }

  #renderLane(runner: Runner) {
    const words = this.#words;
    const { result, absent, progress } = this.lanes[runner];
    const { name, says } = words.runners[runner];
    return html`<li data-runner=${runner}>
      <div>
        <h4>${name}</h4>
        <p class="note">${says}</p>
      </div>
      <div class="race">
        ${
          result
            ? this.#renderResult(result)
            : absent !== undefined
              ? html`<p class="absent">${words.absent} ${labelOfReason(absent, messages(this.#language))}</p>`
              : this.#renderWaiting(progress, name)
        }
      </div>
    </li>`;
  }

  #renderWaiting(progress: Lane["progress"], name: string) {
    const words = this.#words;
    const done = progress ? progress.done / progress.all : 0;
    const says = !progress ? words.waiting : progress.done ? words.round(progress.done, progress.all) : words.preparing;
    return html`<div class="lane">
        <div
          class="track running"
          role=${progress ? "progressbar" : "presentation"}
          aria-label=${progress ? name : nothing}
          aria-valuenow=${progress ? Math.round(done * 100) : nothing}
        >
          ${progress ? html`<div class="fill" .style=${`width: ${done * 100}%`}></div>` : nothing}
        </div>
      </div>
      <p class="note">${says}</p>`;
  }

  #renderResult(result: Result) {
    const words = this.#words;
    const { ms, perValue, perSecond, rows, of, rounds } = result;
    const count = (value: number) => formatCount(value, this.#language);
    const times = this.#times(result);
    return html`<div class="lane">
        <div class="track"><div class="fill" .style=${`width: ${this.#length(times) * 100}%`}></div></div>
        <b>${words.speed(formatTimes(times, 2))}</b>
      </div>
      <dl>
        <div>
          <dt>${words.time}</dt>
          <dd>${rows < of ? "≈ " : ""}${this.#ms(ms)}</dd>
        </div>
        <div>
          <dt>${words.perValue}</dt>
          <dd>${formatNs(perValue)}</dd>
        </div>
        <div>
          <dt>${words.perSecond}</dt>
          <dd>${words.times(formatMany(perSecond, this.#language))}</dd>
        </div>
      </dl>
      <p class="note">${words.median(rounds)} ${rows < of ? words.banded(count(rows), count(of)) : nothing}</p>`;
  }

  /** How often as fast as the slowest. */
  #times({ ms }: Result): number {
    return Math.max(...Object.values(this.results).map((other) => other.ms)) / ms;
  }

  /** A bar's share of the track; on the logarithmic scale the slowest keeps a tenth. */
  #length(times: number): number {
    const most = Math.max(...Object.values(this.results).map((other) => this.#times(other)));
    if (this.#state.scale === "linear") return times / most;
    return most === 1 ? 1 : 0.1 + (0.9 * Math.log(times)) / Math.log(most);
  }

  #renderScale() {
    const words = this.#words;
    const measured = Object.keys(this.results).length > 0;
    if (!measured || !this.#shows("scale")) return nothing;
    return html`<div class="scale">
      <span class="label">${words.scale}</span>
      <cs-segmented
        label=${words.scale}
        .choices=${(["linear", "log"] as const).map((value) => ({ value, text: words.scales[value] }))}
        .value=${this.#state.scale}
        @choose=${(event: CustomEvent) => this.#change({ scale: event.detail })}
      ></cs-segmented>
      <span class="note">${words.base}</span>
    </div>`;
  }

  #renderTold() {
    const words = this.#words;
    const { naive, simd, gpu } = this.results;
    const sentences: string[] = [];
    if (naive && simd) sentences.push(words.simdWins(formatTimes(naive.ms / simd.ms, 2)));
    if (simd && gpu) {
      sentences.push(
        gpu.ms < simd.ms
          ? words.gpuWins(formatTimes(simd.ms / gpu.ms, 2))
          : words.gpuLoses(formatTimes(gpu.ms / simd.ms, 2)),
      );
    }
    if (gpu && this.least !== null) {
      const share = Math.min(100, Math.round((this.least / gpu.ms) * 100));
      sentences.push(words.least(this.#ms(this.least), String(share)));
    }
    if (sentences.length > 0) sentences.push(words.counting);
    const checks = (
      [
        ["simd", simd],
        ["gpu", gpu],
      ] as const
    ).flatMap(([runner, result]) => {
      if (!result?.difference) return [];
      const { largest, among } = result.difference;
      const { name } = words.runners[runner];
      const count = formatCount(among, this.#language);
      return [largest === 0 ? words.same(name, count) : words.differs(name, count, formatNumber(largest, 6))];
    });
    return html`<div class="told">
      ${sentences.length > 0 ? told(words.meaning, sentences) : nothing}
      ${checks.length > 0 ? told(words.checks, checks) : nothing}
      <div>
        <h4>${words.whyTitle}</h4>
        <ul>${words.why.map((why) => html`<li>${why}</li>`)}</ul>
      </div>
      ${this.lanes.gpu.absent === undefined ? nothing : told(words.absent, [words.absentWhy, words.where])}
    </div>`;
  }

  // Life ------------------------------------------------------------------------------------------------------------

  override connectedCallback() {
    super.connectedCallback();
    this.#stopLanguage = onLanguage(() => this.requestUpdate());
    this.#loaded = Promise.all([ready(), learn(this.#language)]).then(
      () => this.requestUpdate(),
      (error) => this.#fail(error),
    );
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopLanguage?.();
    // Moving an element disconnects it for a moment only.
    queueMicrotask(() => {
      if (!this.isConnected) this.pause();
    });
  }

  /** In a language that the page has not spoken yet, nothing is drawn before there are words for it. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (speaks(this.#language)) return super.scheduleUpdate();
    return learn(this.#language).then(() => super.scheduleUpdate());
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null) {
    super.attributeChangedCallback(name, before, value);
    if (name === "lang") this.requestUpdate();
    if (!(name in schema) || before === value) return;
    this.#change({ [name]: value ?? schema[name as keyof BackendsState].initial }, false);
  }
}

const told = (title: string, sentences: string[]) =>
  html`<div>
    <h4>${title}</h4>
    ${sentences.map((one) => html`<p>${one}</p>`)}
  </div>`;
