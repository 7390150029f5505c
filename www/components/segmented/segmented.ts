import { css, html, LitElement } from "lit";
import { shared } from "../../styles/shared.ts";

export interface Choice {
  value: string;
  text: string;
  /** What a screen reader says, where the text is too short to tell. */
  name?: string;
}

/**
 * A few choices side by side, one of them chosen: a radio group.
 *
 * @fires choose - `detail` is the chosen value.
 */
export class Segmented extends LitElement {
  static override properties = {
    choices: { attribute: false },
    value: {},
    label: {},
    mono: { type: Boolean },
  };
  declare choices: Choice[];
  declare value: string;
  declare label: string;
  declare mono: boolean;

  static override styles = [
    shared,
    css`
      :host { display: inline-block; max-width: 100%; }
      [role="radiogroup"] {
        display: inline-flex; flex-wrap: wrap; border: 1px solid var(--line); border-radius: 11px; overflow: hidden; background: var(--surface);
      }
      button { border: 0; background: none; padding: 4px 13px; min-height: 34px; min-width: 36px; font-size: 14px; transition: background 150ms; }
      :host([mono]) button { font-family: var(--mono); font-size: 13px; }
      button:hover { background: var(--sunken); }
      button[aria-checked="true"] { background: var(--ink); color: var(--surface); }
      button:focus-visible { outline-offset: -3px; border-radius: 10px; }
      button[aria-checked="true"]:focus-visible { outline-color: var(--surface); }
      @media (pointer: coarse) { button { min-height: 44px; min-width: 44px; padding-inline: 9px; } }
      @media (forced-colors: active) {
        button[aria-checked="true"] { forced-color-adjust: none; background: Highlight; color: HighlightText; }
      }
    `,
  ];

  constructor() {
    super();
    this.choices = [];
    this.value = "";
    this.label = "";
    this.mono = false;
  }

  override render() {
    const chosen = this.choices.some((choice) => choice.value === this.value);
    return html`<div role="radiogroup" aria-label=${this.label} @keydown=${this.#onKey}>
      ${this.choices.map(
        (choice, i) => html`<button
          role="radio"
          aria-checked=${choice.value === this.value}
          aria-label=${choice.name ?? choice.text}
          tabindex=${choice.value === this.value || (!chosen && i === 0) ? 0 : -1}
          @click=${() => this.#choose(choice.value)}
        >${choice.text}</button>`,
      )}
    </div>`;
  }

  #choose(value: string) {
    this.value = value;
    this.dispatchEvent(new CustomEvent("choose", { detail: value }));
  }

  #onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = this.choices.findIndex((choice) => choice.value === this.value);
    const next = (at + step + this.choices.length) % this.choices.length;
    this.#choose(this.choices[next].value);
    this.renderRoot.querySelectorAll("button")[next].focus();
  };
}
