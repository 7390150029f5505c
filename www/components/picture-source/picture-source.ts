import { css, html, LitElement } from "lit";
import { sampleIds, thumbUrl } from "../../engine/samples.ts";
import { type Lang, messages } from "../../i18n/index.ts";
import { shared } from "../../styles/shared.ts";

/**
 * Where pictures come from: a file, the camera roll, a sample. (Dropping and pasting work on the whole lab.)
 *
 * @fires choose - `detail` is a `File` or a sample's id.
 */
export class PictureSource extends LitElement {
  static override properties = { chosen: {}, language: {}, dropping: { type: Boolean } };
  declare chosen: string;
  declare language: Lang;
  declare dropping: boolean;

  static override styles = [
    shared,
    css`
      .tile {
        display: flex; flex-wrap: wrap; align-items: center; gap: 10px 14px; padding: 10px 12px; border: 1.5px dashed var(--line-strong); border-radius: 14px;
        transition: background 150ms, border-color 150ms;
      }
      :host([dropping]) .tile { border-color: var(--accent); background: var(--accent-soft); }
      label { display: flex; align-items: center; gap: 8px; min-height: 44px; cursor: pointer; flex: 1 1 170px; border-radius: 8px; }
      label:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; }
      svg { width: 20px; height: 20px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
      b { font-weight: 650; }
      .touch { display: none; }
      @media (pointer: coarse) {
        .touch { display: inline; }
        .mouse { display: none; }
      }
      .samples { display: flex; flex-wrap: wrap; gap: 6px; }
      .samples button {
        width: 44px; height: 44px; padding: 0; border: 2px solid transparent; border-radius: 11px; background: none; overflow: hidden; position: relative;
      }
      .samples img, .samples .grid { display: block; width: 100%; height: 100%; object-fit: cover; border-radius: 8px; }
      .samples .grid { display: grid; place-items: center; background: var(--sunken); font: 600 11px/1 var(--mono); }
      .samples button[aria-pressed="true"] { border-color: var(--ink); }
      .samples button[aria-pressed="true"] > * { border-radius: 6px; box-shadow: inset 0 0 0 2px var(--surface); }
    `,
  ];

  constructor() {
    super();
    this.chosen = "";
    this.language = "en";
    this.dropping = false;
  }

  override render() {
    const text = messages(this.language);
    return html`<div class="tile">
      <label>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14" /></svg>
        <span
          >${this.dropping ? html`<b>${text.source.dropNow}</b>` : html`<span class="mouse"><b>${text.source.drop}</b> <span class="muted">${text.source.how}</span></span><b class="touch">${text.source.choose}</b>`}</span
        >
        <input class="visually-hidden" type="file" accept="image/*" aria-label=${text.source.choose} @change=${this.#onFile} />
      </label>
      <div class="samples" role="group" aria-label=${text.source.samples}>
        ${sampleIds.map(
          (id) => html`<button
            aria-label=${text.samples[id]}
            title=${text.samples[id]}
            aria-pressed=${this.chosen === id}
            @click=${() => this.#fire(id)}
          >${id === "grid" ? html`<span class="grid">5×5</span>` : html`<img src=${thumbUrl(id)} alt="" width="44" height="44" />`}</button>`,
        )}
      </div>
    </div>`;
  }

  #onFile = (event: Event) => {
    const field = event.target as HTMLInputElement;
    const file = field.files?.[0];
    // The same file may be chosen again.
    field.value = "";
    if (file) this.#fire(file);
  };

  #fire(detail: File | string) {
    this.dispatchEvent(new CustomEvent("choose", { detail }));
  }
}
