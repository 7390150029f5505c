import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { use } from "../../i18n/use.ts";
import { shared } from "../../styles/shared.ts";
import { siteRoot, unknownSite } from "./place.ts";
import type { Subject } from "./subject.ts";
import { type Snippet, type Tab, tabs } from "./tabs.ts";

/** The tab that was open last, while the page lasts. */
let lastTab = tabs[0].id;

/** The ways to take a lab along, as tabs: in the dialog of each lab and on the teacher's page. */
export class UsePanel extends LitElement {
  static override properties = { subject: { attribute: false }, open: { state: true }, content: { state: true } };
  declare subject: Subject | null;
  declare private open: string;
  declare private content: Snippet[] | TemplateResult | "loading" | "failed";

  static override styles = [
    shared,
    css`
      :host { display: block; }
      .ways { display: flex; flex-wrap: wrap; gap: 6px; margin-bottom: 18px; }
      .chip[aria-selected="true"] { background: var(--ink); color: var(--surface); border-color: var(--ink); }
      .body { display: grid; gap: 18px; min-width: 0; }
      .own { margin: 0 0 16px; padding: 10px 14px; border-radius: 12px; background: var(--sunken); font-size: 14px; }
      @media (forced-colors: active) {
        .chip[aria-selected="true"] { forced-color-adjust: none; background: Highlight; color: HighlightText; }
      }
    `,
  ];

  constructor() {
    super();
    this.subject = null;
    this.open = lastTab;
    this.content = [];
  }

  override render() {
    const { subject } = this;
    if (!subject) return nothing;
    const words = use[subject.lang];
    const offered = this.#offered;
    return html`${subject.own ? html`<p class="own">${words.own}</p>` : nothing}
      ${siteRoot() === unknownSite ? html`<p class="own">${words.placeless}</p>` : nothing}
      <div class="ways" role="tablist" aria-label=${words.ways} @keydown=${this.#onKey}>
        ${offered.map(
          ({ id, label }) => html`<button
            role="tab"
            class="chip"
            id=${`tab-${id}`}
            aria-controls="body"
            aria-selected=${id === this.open}
            tabindex=${id === this.open ? 0 : -1}
            @click=${() => this.#choose(id)}
          >${label(subject.lang)}</button>`,
        )}
      </div>
      <div class="body" role="tabpanel" id="body" aria-labelledby=${`tab-${this.open}`}>${this.#renderContent(subject)}</div>`;
  }

  #renderContent({ lang }: Subject) {
    const { content } = this;
    if (content === "loading" || content === "failed") return html`<p class="muted">${use[lang][content]}</p>`;
    if (!Array.isArray(content)) return content;
    return content.map((snippet) => html`<cs-snippet-field .snippet=${snippet} .language=${lang}></cs-snippet-field>`);
  }

  get #offered(): Tab[] {
    const { subject } = this;
    return subject ? tabs.filter((tab) => tab.serves?.(subject) ?? true) : [];
  }

  protected override willUpdate(changed: PropertyValues) {
    if (!this.subject || !(changed.has("subject") || changed.has("open"))) return;
    const tab = this.#offered.find(({ id }) => id === this.open) ?? tabs[0];
    this.open = tab.id;
    this.#show(tab, this.subject);
  }

  async #show(tab: Tab, subject: Subject) {
    const shown = tab.show(subject);
    if (Array.isArray(shown)) {
      this.content = shown;
      return;
    }
    if (Array.isArray(this.content)) this.content = "loading";
    const content = await shown.catch((): "failed" => "failed");
    if (this.open === tab.id && this.subject === subject) this.content = content;
  }

  #choose(id: string) {
    lastTab = id;
    this.open = id;
    // A tab that could not be loaded is asked for again.
    if (this.content === "failed") this.requestUpdate("open", "");
  }

  #onKey = (event: KeyboardEvent) => {
    const offered = this.#offered;
    const at = offered.findIndex(({ id }) => id === this.open);
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const { id } = offered.at(steps[event.key] % offered.length) as Tab;
    this.#choose(id);
    this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${id}`)?.focus());
  };
}
