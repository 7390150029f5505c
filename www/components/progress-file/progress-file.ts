import { css, html, LitElement, nothing } from "lit";
import { progressFile, takeProgressFile, UnusableProgress } from "../../engine/progress-file.ts";
import { languageOf } from "../../i18n/index.ts";
import { progressWords } from "../../i18n/progress-file.ts";
import { shared } from "../../styles/shared.ts";
import { download } from "../use/download.ts";

/**
 * Saves what is done to a file, and reads it back.
 *
 * @fires convscope-progress - What is done has changed.
 */
export class ProgressFile extends LitElement {
  static override properties = { told: { state: true }, refused: { state: true } };
  declare private told: string;
  /** Whether `told` is about something that went wrong. */
  declare private refused: boolean;

  static override styles = [
    shared,
    css`
      :host { display: block; margin-top: 40px; padding-top: 20px; border-top: 1px solid var(--line); }
      h2 { font-weight: 650; font-size: 16px; }
      p { color: var(--muted); max-width: 74ch; }
      .choices { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin-top: 10px; }
      label.chip { display: inline-flex; align-items: center; cursor: pointer; }
      label:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; }
      [data-refused] { color: var(--negative); }
    `,
  ];

  constructor() {
    super();
    this.told = "";
    this.refused = false;
  }

  override render() {
    const text = this.#text;
    return html`<h2>${text.heading}</h2>
      <p>${text.lead}</p>
      <div class="choices">
        <button class="chip" @click=${this.#save}>${text.save}</button>
        <label class="chip">
          ${text.read}
          <input class="visually-hidden" type="file" accept=".json,application/json" @change=${this.#read} />
        </label>
        <p role="status" data-refused=${this.refused || nothing}>${this.told}</p>
      </div>`;
  }

  get #text() {
    return progressWords[languageOf(document.documentElement.lang)];
  }

  #save = () => {
    download(progressFile(), this.#text.fileName);
    this.#tell(this.#text.saved);
  };

  #read = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    try {
      const count = await takeProgressFile(file);
      this.dispatchEvent(new CustomEvent("convscope-progress", { bubbles: true, composed: true }));
      this.#tell(this.#text.taken(count));
    } catch (error) {
      const problem = error instanceof UnusableProgress ? error.problem : "unreadable";
      this.#tell(this.#text.problems[problem], true);
    }
    // The same file may be chosen again, once it has been put right.
    input.value = "";
  };

  #tell(words: string, refused = false) {
    this.told = words;
    this.refused = refused;
  }
}
