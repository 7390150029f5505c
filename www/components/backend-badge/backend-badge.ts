import { css, html, LitElement, nothing } from "lit";
import { type Lang, type Messages, messages } from "../../i18n/index.ts";
import { shared } from "../../styles/shared.ts";
import { formatNumber } from "../lab/format.ts";

/** Where the map was computed and how long it took; opened, why. */
export class BackendBadge extends LitElement {
  static override properties = {
    backend: {},
    reason: {},
    ms: { type: Number },
    settled: { type: Boolean },
    language: {},
  };
  declare backend: "gpu" | "cpu" | "";
  /** The engine's reason for not using the GPU. */
  declare reason: string;
  declare ms: number;
  /** Whether the GPU has been looked for. */
  declare settled: boolean;
  declare language: Lang;

  static override styles = [
    shared,
    css`
      details { position: relative; display: inline-block; }
      summary {
        list-style: none; cursor: pointer; display: inline-flex; align-items: center; gap: 8px; min-height: 34px; padding: 3px 13px;
        border: 1px solid var(--line); border-radius: 999px; font: 13px/1.3 var(--mono); color: var(--muted); background: var(--surface); white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      summary::-webkit-details-marker { display: none; }
      .dot { width: 8px; height: 8px; border-radius: 50%; border: 2px solid var(--muted); }
      :host([backend="gpu"]) .dot { background: var(--muted); }
      .panel {
        position: absolute; right: 0; top: calc(100% + 6px); z-index: 5; width: min(320px, 78vw); padding: 12px 16px; font-size: 14px;
        border: 1px solid var(--line); border-radius: 14px; background: var(--surface); box-shadow: 0 6px 24px rgb(0 0 0 / 12%); white-space: normal;
      }
      .panel p + p { margin-top: 6px; color: var(--muted); }
      @media (pointer: coarse) { summary { min-height: 44px; } }
    `,
  ];

  constructor() {
    super();
    this.backend = "";
    this.reason = "";
    this.ms = 0;
    this.settled = false;
    this.language = "en";
  }

  override render() {
    const text = messages(this.language).badge;
    if (!this.backend) return nothing;
    const name = this.backend.toUpperCase();
    const ms = text.ms(formatNumber(this.ms, this.ms < 10 ? 1 : 0));
    return html`<details @keydown=${this.#onKey} @focusout=${this.#onLeave}>
      <summary aria-label=${`${text.label}: ${name}, ${ms}`}><span class="dot"></span>${name} · ${ms}</summary>
      <div class="panel">
        <p>${this.backend === "gpu" ? text.gpu : text.cpu}</p>
        ${this.#why(text)}
      </div>
    </details>`;
  }

  #why(text: Messages["badge"]) {
    if (this.backend === "gpu") return nothing;
    if (!this.settled) return html`<p>${text.checking}</p>`;
    return this.reason ? html`<p>${text.why(this.reason)}</p>` : nothing;
  }

  #onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") this.#close();
  };

  #onLeave = (event: FocusEvent) => {
    if (!this.renderRoot.contains(event.relatedTarget as Node | null)) this.#close();
  };

  #close() {
    this.renderRoot.querySelector("details")?.removeAttribute("open");
  }
}
