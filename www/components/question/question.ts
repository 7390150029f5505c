import { css, html, nothing, type PropertyDeclarations, type PropertyValues } from "lit";
import { type QuestionKind, readAnswer, sameAnswer, writeAnswer } from "../../engine/exercise/answers.ts";
import { rightAnswer } from "../../engine/exercise/choosing.ts";
import type { Spec } from "../../engine/exercise/reading.ts";
import { shared } from "../../styles/shared.ts";
import { Exercise, exerciseStyles } from "../exercise/exercise.ts";
import { formatNumber } from "../lab/format.ts";
import { drawQuestion } from "./drawing.ts";

interface Option {
  spec: Spec;
  /** The weights to draw, where the options are filters. */
  rows?: number[][];
}

/** Which reply is shown: the right one, the one for a known wrong answer, or the one for all others. */
type Reply = "right" | "else" | number;

/**
 * Predict, then reveal. The prompt, the options and the replies are slots; the right answer and the known wrong ones come
 * from the core, when the site is built.
 *
 * @attr kind - `number`, `shape`, `coordinate`, `choice` or `filter`
 * @attr tolerance - how far a number may be off
 * @attr done - solved
 * @fires convscope-done - `detail` is `{id}`
 */
export class Question extends Exercise {
  static override properties: PropertyDeclarations = {
    kind: {},
    tolerance: { type: Number },
    reply: { state: true },
    unreadable: { state: true },
    revealed: { state: true },
    chosen: { state: true },
    broken: { state: true },
  };
  declare kind: QuestionKind;
  declare tolerance: number;
  declare private reply: Reply | null;
  declare private unreadable: boolean;
  declare private revealed: boolean;
  declare private chosen: number;
  declare private broken: boolean;
  #missed = 0;

  static override styles = [
    shared,
    exerciseStyles,
    css`
      .answer { width: min(220px, 100%); min-height: 44px; padding: 6px 14px; border: 1px solid var(--line-strong); border-radius: 12px; background: var(--paper); font: 600 16px/1.4 var(--mono); }
      fieldset { display: grid; gap: 8px; margin: 14px 0 0; padding: 0; border: 0; }
      .option { display: flex; gap: 12px; align-items: center; min-height: 48px; padding: 8px 16px; border: 1px solid var(--line); border-radius: 12px; cursor: pointer; }
      .option:hover { border-color: var(--line-strong); }
      .option:has(:checked) { border-color: var(--ink); box-shadow: inset 0 0 0 1px var(--ink); }
      .option:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
      .option input { width: 18px; height: 18px; flex: none; accent-color: var(--ink); }
      :host([kind="filter"]) fieldset { grid-template-columns: repeat(auto-fill, minmax(min(100%, 176px), 1fr)); }
      .weights { display: grid; gap: 2px; font: 600 12px/1 var(--mono); }
      .weights span { display: grid; place-items: center; min-width: 34px; height: 26px; padding: 0 3px; border-radius: 5px; white-space: nowrap; font-variant-numeric: tabular-nums; background: var(--sunken); color: var(--muted); }
      .weights [data-sign="1"] { background: var(--positive-soft); color: var(--positive); }
      .weights [data-sign="-1"] { background: var(--negative-soft); color: var(--negative); }
      .pictures { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px; margin-top: 14px; max-width: 560px; }
      figure { margin: 0; }
      figcaption { margin-top: 4px; font-size: 13px; color: var(--muted); }
      canvas { display: block; width: 100%; border-radius: 6px; background: var(--sunken); }
      canvas[data-small] { image-rendering: pixelated; }
    `,
  ];

  constructor() {
    super();
    this.kind = "number";
    this.tolerance = 0.005;
    this.reply = null;
    this.unreadable = false;
    this.revealed = false;
    this.chosen = -1;
    this.broken = false;
  }

  /** The right answer that the build wrote: numbers, or the number of an option. */
  get right(): number[] {
    return JSON.parse(this.dataset.right ?? "[]");
  }

  get #options(): Option[] | null {
    return this.dataset.options ? JSON.parse(this.dataset.options) : null;
  }

  get #spec(): Spec {
    return JSON.parse(this.dataset.spec ?? "{}");
  }

  /** The right answer as the core gives it here and now. */
  async computed(): Promise<number[]> {
    const { browserWorld } = await import("../../engine/exercise/browser-world.ts");
    const options = this.#options?.map(({ spec }) => spec) ?? null;
    const asked = { spec: this.#spec, options, pick: this.dataset.pick ?? "equal", tolerance: this.tolerance };
    return rightAnswer(asked, await browserWorld());
  }

  override render() {
    const { question: text, ask } = this.text;
    const options = this.#options;
    return html`<section class="card" role="group" aria-labelledby="ask">
      <p class="kicker"><span id="ask">${ask}</span>${this.done ? html`<span class="mark">✓ ${text.right}</span>` : nothing}</p>
      <slot name="prompt"></slot>
      ${this.kind === "filter" ? this.#renderPictures() : nothing}
      <form @submit=${this.#onSubmit} novalidate>
        ${options ? this.#renderOptions(options) : nothing}
        <div class="row">
          ${options ? nothing : this.#renderField()}
          <button class="button">${text.check}</button>
          ${
            this.#missed > 1 && !this.revealed && this.reply !== "right"
              ? html`<button type="button" class="button plain" @click=${this.#reveal}>${text.reveal}</button>`
              : nothing
          }
        </div>
      </form>
      <div role="status" aria-live="polite">${this.#renderVerdict()}</div>
    </section>`;
  }

  #renderField() {
    const { question: text } = this.text;
    const kind = this.kind as keyof typeof text.placeholder;
    return html`<input
      class="answer"
      type="text"
      inputmode="text"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      aria-label=${text.answer}
      aria-invalid=${this.unreadable}
      placeholder=${text.placeholder[kind]}
    />`;
  }

  #renderOptions(options: Option[]) {
    const { question: text } = this.text;
    return html`<fieldset>
      <legend class="visually-hidden">${text.answer}</legend>
      ${options.map(
        ({ rows }, at) => html`<label class="option">
          <input type="radio" name="option" .value=${String(at)} @change=${() => this.#choose(at)} />
          <span>${rows ? this.#renderWeights(rows) : nothing}<slot name=${`option-${at}`}></slot></span>
        </label>`,
      )}
    </fieldset>`;
  }

  #renderWeights(rows: number[][]) {
    const style = `grid-template-columns: repeat(${rows[0].length}, auto)`;
    const cells = rows.flat().map((value) => html`<span data-sign=${Math.sign(value)}>${formatNumber(value)}</span>`);
    return html`<span class="weights" .style=${style}>${cells}</span>`;
  }

  #renderPictures() {
    const { question: text } = this.text;
    if (this.broken) return html`<p role="alert">${text.broken}</p>`;
    return html`<div class="pictures">
      <figure><canvas class="input" role="img" aria-label=${text.picture}></canvas><figcaption>${text.picture}</figcaption></figure>
      <figure><canvas class="map" role="img" aria-label=${text.map}></canvas><figcaption>${text.map}</figcaption></figure>
    </div>`;
  }

  #renderVerdict() {
    const { question: text } = this.text;
    if (this.unreadable) {
      const kind = this.kind as keyof typeof text.unreadable;
      return html`<p class="verdict">${this.#options ? text.choose : text.unreadable[kind]}</p>`;
    }
    if (this.revealed) {
      return html`<div class="verdict"><b>${text.revealed(this.#written)}</b><slot name="reply-right"></slot></div>`;
    }
    if (this.reply === null) return nothing;
    const good = this.reply === "right";
    return html`<div class="verdict" data-good=${good}>
      <b>${good ? text.right : text.wrong}</b><slot name=${`reply-${this.reply}`}></slot>
    </div>`;
  }

  get #written(): string {
    return this.#options ? this.text.question.option(this.right[0] + 1) : writeAnswer(this.kind, this.right);
  }

  protected override firstUpdated() {
    if (this.kind === "filter") this.#draw();
  }

  protected override willUpdate(changed: PropertyValues) {
    // Solved on an earlier visit: what was learnt stands there again.
    if (changed.has("done") && this.done && this.reply === null) this.reply = "right";
  }

  async #draw() {
    const [input, map] = this.renderRoot.querySelectorAll("canvas");
    await drawQuestion(this.#spec, input, map).catch(() => {
      this.broken = true;
    });
  }

  #choose(at: number) {
    this.chosen = at;
    this.unreadable = false;
  }

  #onSubmit = (event: Event) => {
    event.preventDefault();
    const given = this.#options ? (this.chosen < 0 ? null : [this.chosen]) : readAnswer(this.kind, this.#field.value);
    this.unreadable = given === null;
    this.revealed = false;
    if (given) this.#answer(given);
  };

  #answer(given: number[]) {
    const replies: number[][] = JSON.parse(this.dataset.replies ?? "[]");
    const tolerance = this.#options ? 0 : this.tolerance;
    if (sameAnswer(given, this.right, tolerance)) {
      this.reply = "right";
      this.finish();
      return;
    }
    const known = replies.findIndex((reply) => sameAnswer(given, reply, tolerance));
    this.#missed += 1;
    this.reply = known < 0 ? "else" : known;
    this.requestUpdate();
  }

  #reveal() {
    this.revealed = true;
    this.updateComplete.then(() => (this.renderRoot.querySelector(".answer, input") as HTMLElement | null)?.focus());
  }

  get #field(): HTMLInputElement {
    return this.renderRoot.querySelector(".answer") as HTMLInputElement;
  }
}
