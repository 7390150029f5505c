import { css, html, LitElement, nothing } from "lit";
import { use } from "../../i18n/use.ts";
import { shared } from "../../styles/shared.ts";
import { readSubject, type Subject, type Usable } from "./subject.ts";

/**
 * "Use this": what is on the screen, for somebody else's page. It lies in the lab's own root, so that it has the lab's
 * colours, and is loaded when it is first asked for. Its tabs are the rows of `tabs.ts`.
 */
export class UseDialog extends LitElement {
  static override properties = { subject: { state: true } };
  declare private subject: Subject | null;

  static override styles = [
    shared,
    css`
      :host { display: block; }
      dialog {
        width: min(760px, calc(100vw - 24px)); max-height: min(86vh, 900px); padding: 0; border: 1px solid var(--line); border-radius: 18px;
        background: var(--surface); color: var(--ink); text-align: start;
      }
      dialog::backdrop { background: rgb(0 0 0 / 45%); }
      .inside { padding: 22px clamp(16px, 4vw, 28px) 26px; }
      .head { display: flex; gap: 12px; align-items: start; justify-content: space-between; margin-bottom: 16px; }
      h2 { font-size: 20px; font-weight: 650; line-height: 1.3; }
      .close { flex: none; display: grid; place-items: center; width: 44px; height: 44px; margin: -8px -10px 0 0; border: 0; border-radius: 12px; background: none; }
      .close:hover { background: var(--sunken); }
      svg { width: 18px; height: 18px; stroke: currentColor; stroke-width: 2; stroke-linecap: round; }
    `,
  ];

  constructor() {
    super();
    this.subject = null;
  }

  /** Opens on what `lab` shows now. */
  async show(lab: Usable) {
    this.subject = readSubject(lab);
    await this.updateComplete;
    this.#dialog.showModal();
  }

  get #dialog() {
    return this.renderRoot.querySelector("dialog") as HTMLDialogElement;
  }

  override render() {
    const { subject } = this;
    const words = use[subject?.lang ?? "en"];
    return html`<dialog aria-labelledby="title" lang=${subject?.lang ?? nothing} @click=${this.#onClick}>
      <div class="inside">
        <div class="head">
          <div>
            <h2 id="title">${words.title}</h2>
            <p class="muted">${words.lead}</p>
          </div>
          <button class="close" aria-label=${words.close} @click=${() => this.#dialog.close()}>
            <svg viewBox="0 0 18 18" aria-hidden="true"><path d="M3 3 15 15M15 3 3 15" /></svg>
          </button>
        </div>
        <cs-use-panel .subject=${subject}></cs-use-panel>
      </div>
    </dialog>`;
  }

  /** A click on the backdrop is a click on the dialog itself. */
  #onClick = (event: Event) => {
    if (event.target === this.#dialog) this.#dialog.close();
  };
}
