import { css, html, LitElement, nothing } from "lit";
import { readAnswer, sameAnswer, writeAnswer } from "../../engine/exercise/answers.ts";
import type { Lang } from "../../i18n/index.ts";
import { predict } from "../../i18n/predict.ts";
import { shared } from "../../styles/shared.ts";
import { formatCell } from "../lab/format.ts";

/** What can be predicted: the value at the current cell, or the shape of the whole result. */
export type Prediction = "value" | "shape";

/** What a prediction was, and whether it was right. */
export interface Predicted {
  kind: Prediction;
  given: number[];
  right: boolean;
}

/**
 * The card of a lab that asks before it shows. The lab says what is right, which the core has computed; the card fires
 * `predicted` for each try and `reveal` once the result may be seen.
 */
export class PredictCard extends LitElement {
  static override properties = {
    kind: {},
    right: { attribute: false },
    cell: { attribute: false },
    language: {},
    verdict: { state: true },
  };
  declare kind: Prediction;
  declare right: number[] | null;
  declare cell: { y: number; x: number };
  declare language: Lang;
  declare private verdict: "" | "unreadable" | "wrong" | "right" | "revealed";
  #missed = 0;
  /** What was right when the result was revealed: a lab goes on. */
  #settled = "";

  static override styles = [
    shared,
    css`
      :host { display: block; }
      .card { padding: 18px 20px; border-bottom: 1px solid var(--line); background: color-mix(in srgb, var(--sunken) 42%, var(--surface)); border-radius: 17px 17px 0 0; }
      .kicker { font-size: 13px; font-weight: 650; color: var(--muted); }
      .ask { font-size: 17px; font-weight: 650; margin: 2px 0; }
      form { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; margin-top: 12px; }
      input { width: min(220px, 100%); min-height: 44px; padding: 6px 14px; border: 1px solid var(--line-strong); border-radius: 12px; background: var(--surface); font: 600 16px/1.4 var(--mono); }
      .button { min-height: 44px; padding: 6px 20px; border: 1px solid var(--ink); border-radius: 999px; background: var(--ink); color: var(--surface); font-weight: 650; }
      .button.plain { background: none; color: var(--ink); border-color: var(--line-strong); font-weight: 500; }
      .verdict { margin-top: 10px; }
      .verdict[data-right] { color: var(--positive); font-weight: 650; }
      .verdict[data-right]::before { content: "✓ "; }
      [role="status"]:empty { display: none; }
    `,
  ];

  constructor() {
    super();
    this.kind = "value";
    this.right = null;
    this.cell = { y: 0, x: 0 };
    this.language = "en";
    this.verdict = "";
  }

  override render() {
    const words = predict[this.language];
    const over = this.verdict === "right" || this.verdict === "revealed";
    return html`<div class="card">
      <p class="kicker">${words.kicker}</p>
      ${over ? nothing : this.#renderForm()}
      <div role="status" aria-live="polite">${this.#renderVerdict()}</div>
    </div>`;
  }

  #renderForm() {
    const { kind, cell } = this;
    const words = predict[this.language];
    return html`<p class="ask" id="ask">${kind === "value" ? words.value(formatCell(cell.y, cell.x)) : words.shape}</p>
      <p class="muted">${words.after}</p>
      <form novalidate @submit=${this.#onSubmit}>
        <input
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-label=${words.answer}
          aria-describedby="ask"
          aria-invalid=${this.verdict === "unreadable"}
          placeholder=${words.placeholder[kind]}
        />
        <button class="button" ?disabled=${this.right === null}>${words.check}</button>
        ${
          this.#missed > 1
            ? html`<button type="button" class="button plain" @click=${() => this.#end("revealed")}>${words.reveal}</button>`
            : nothing
        }
      </form>`;
  }

  #renderVerdict() {
    const words = predict[this.language];
    switch (this.verdict) {
      case "unreadable":
        return html`<p class="verdict">${words.unreadable[this.kind]}</p>`;
      case "wrong":
        return html`<p class="verdict">${words.wrong}</p>`;
      case "right":
        return html`<p class="verdict" data-right>${words.right(this.#settled)}</p>`;
      case "revealed":
        return html`<p class="verdict">${words.revealed(this.#settled)}</p>`;
      default:
        return nothing;
    }
  }

  #onSubmit = (event: Event) => {
    event.preventDefault();
    const { kind, right } = this;
    const field = this.renderRoot.querySelector("input") as HTMLInputElement;
    const given = readAnswer(kind === "value" ? "number" : "shape", field.value);
    if (!given || !right) {
      this.verdict = "unreadable";
      return;
    }
    // As closely as the page itself writes the number.
    const tolerance = kind === "value" ? Math.max(0.005, Math.abs(right[0]) * 0.001) : 0;
    const good = sameAnswer(given, right, tolerance);
    this.dispatchEvent(new CustomEvent<Predicted>("predicted", { detail: { kind, given, right: good } }));
    if (good) return this.#end("right");
    this.#missed += 1;
    this.verdict = "wrong";
    this.requestUpdate();
  };

  #end(verdict: "right" | "revealed") {
    this.#settled = writeAnswer(this.kind === "value" ? "number" : "shape", this.right ?? []);
    this.verdict = verdict;
    this.dispatchEvent(new CustomEvent("reveal"));
  }
}
