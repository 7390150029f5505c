import { css, html, LitElement, nothing } from "lit";
import type { Lang } from "../../i18n/index.ts";
import { use } from "../../i18n/use.ts";
import { shared } from "../../styles/shared.ts";
import type { Snippet } from "./tabs.ts";

/** A text to copy. Where the clipboard is forbidden, as in many frames, it is selected instead. */
export class SnippetField extends LitElement {
  static override properties = { snippet: { attribute: false }, language: {}, outcome: { state: true } };
  declare snippet: Snippet;
  declare language: Lang;
  declare private outcome: "" | "copied" | "selected";

  static override styles = [
    shared,
    css`
      :host { display: block; }
      .head { display: flex; align-items: center; justify-content: space-between; gap: 12px; margin-bottom: 6px; }
      .head h3 { margin: 0; font-weight: 650; font-size: 14px; }
      textarea {
        display: block; width: 100%; padding: 10px 12px; border: 1px solid var(--line); border-radius: 12px; background: var(--sunken); color: var(--ink);
        font: 13px/1.55 var(--mono); resize: none; overflow-wrap: anywhere; field-sizing: content; min-height: 44px; max-height: 220px;
      }
      .note { margin-top: 6px; font-size: 13px; color: var(--muted); }
      .chip { flex: none; }
    `,
  ];

  constructor() {
    super();
    this.outcome = "";
    this.language = "en";
  }

  override render() {
    const { title, text, note } = this.snippet;
    const words = use[this.language];
    return html`<div class="head">
        <h3 id="title">${title}</h3>
        <button class="chip" aria-describedby="title" @click=${this.#copy}>${this.outcome === "copied" ? words.copied : words.copy}</button>
      </div>
      <textarea readonly rows="3" spellcheck="false" aria-labelledby="title" .value=${text} @focus=${this.#select}></textarea>
      ${note ? html`<p class="note">${note}</p>` : nothing}
      <p class="note" role="status">${this.outcome === "selected" ? words.selected : nothing}</p>`;
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    if (changed.has("snippet")) this.outcome = "";
  }

  get #field() {
    return this.renderRoot.querySelector("textarea") as HTMLTextAreaElement;
  }

  #select = () => this.#field.select();

  #copy = async () => {
    try {
      await navigator.clipboard.writeText(this.snippet.text);
      this.outcome = "copied";
    } catch {
      this.#field.focus();
      this.#field.select();
      // Old, but frames that refuse the clipboard often allow it.
      this.outcome = document.execCommand("copy") ? "copied" : "selected";
    }
  };
}
