import { css, html, LitElement, nothing } from "lit";
import { acceptNewer, keepOffline, type OfflineState } from "../../engine/offline.ts";
import { languageOf } from "../../i18n/index.ts";
import { offline } from "../../i18n/offline.ts";
import { shared } from "../../styles/shared.ts";
import { onLanguage } from "../lab/language.ts";

/** Bytes as a person reads them. */
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Says in the footer how far the copy is that opens without a network, and offers a new version when one has come. */
export class OfflineNotice extends LitElement {
  static override properties = { root: { attribute: false }, state: { state: true }, hushed: { state: true } };
  /** Address of the site's root, with a slash at its end. */
  declare root: string;
  declare private state: OfflineState;
  /** The reader has put the new version off, for this page. */
  declare private hushed: boolean;

  static override styles = [
    shared,
    css`
      :host { display: block; font-size: 14px; color: var(--muted); }
      .offer {
        position: fixed; z-index: 20; inset: auto 16px calc(16px + env(safe-area-inset-bottom)) auto; width: min(380px, 100vw - 32px); padding: 16px 18px;
        border: 1px solid var(--line-strong); border-radius: 16px; background: var(--surface); color: var(--ink); box-shadow: 0 10px 34px rgb(0 0 0 / 18%);
      }
      .offer b { font-weight: 650; font-size: 15px; }
      .offer p { margin: 4px 0 12px; color: var(--muted); }
      .choices { display: flex; flex-wrap: wrap; gap: 8px; }
      .primary { background: var(--ink); color: var(--surface); border-color: var(--ink); }
    `,
  ];

  #stopLanguage: (() => void) | undefined;

  constructor() {
    super();
    this.root = "";
    this.state = { stage: "none", done: 0, total: 0, newer: false };
    this.hushed = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#stopLanguage = onLanguage(() => this.requestUpdate());
    // A browser that forbids the copy says so in its own place; the site goes on with its network.
    keepOffline(this.root, (news) => {
      this.state = { ...this.state, ...news };
    }).catch(() => undefined);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopLanguage?.();
  }

  override render() {
    return html`<p data-stage=${this.state.stage}>${this.#words()}</p>
      <div role="status">${this.state.newer && !this.hushed ? this.#offer() : nothing}</div>`;
  }

  get #text() {
    return offline[languageOf(document.documentElement.lang)];
  }

  #words() {
    const { stage, done, total } = this.state;
    if (stage === "saving") return this.#text.saving(megabytes(done), megabytes(total));
    if (stage === "ready") return this.#text.ready(megabytes(total));
    return stage === "failed" ? this.#text.failed : nothing;
  }

  #offer() {
    const text = this.#text;
    const later = () => {
      this.hushed = true;
    };
    return html`<div class="offer">
      <b>${text.newer}</b>
      <p>${text.newerDetail}</p>
      <div class="choices">
        <button class="chip primary" @click=${acceptNewer}>${text.accept}</button>
        <button class="chip" @click=${later}>${text.later}</button>
      </div>
    </div>`;
  }
}
