import { css, html, LitElement } from "lit";
import { course } from "../../i18n/course.ts";
import { languageOf } from "../../i18n/index.ts";
import { shared } from "../../styles/shared.ts";

const libraries = [
  ["numpy", "NumPy"],
  ["tensorflow", "TensorFlow"],
  ["pytorch", "PyTorch"],
] as const;

type Library = (typeof libraries)[number][0];

const key = "convscope.framework";

/**
 * One program in three libraries, side by side as tabs. The programs, and what they printed, are slots by the library's
 * name. Who prefers a library finds it open in the next block, too.
 */
export class CodeTabs extends LitElement {
  static override properties = { open: { state: true }, copied: { state: true } };
  declare private open: Library;
  declare private copied: boolean;

  static override styles = [
    shared,
    css`
      :host { display: block; }
      .head { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; justify-content: space-between; padding: 10px 12px; border-bottom: 1px solid var(--line); }
      .tabs { display: flex; flex-wrap: wrap; gap: 4px; }
      [role="tab"] { min-height: 40px; padding: 4px 14px; border: 1px solid transparent; border-radius: 999px; background: none; color: var(--muted); }
      [role="tab"][aria-selected="true"] { background: var(--ink); color: var(--surface); }
      .copy { min-height: 40px; padding: 4px 14px; border: 1px solid var(--line); border-radius: 999px; background: none; color: var(--muted); }
      .frame { border: 1px solid var(--line); border-radius: 18px; background: var(--surface); overflow: hidden; }
      .panel { padding: 4px 16px 14px; }
      .panel[hidden] { display: none; }
      @media (pointer: coarse) {
        [role="tab"], .copy { min-height: 44px; }
      }
      @media (max-width: 620px) {
        .head { gap: 4px; padding: 8px; }
        [role="tab"], .copy { padding-inline: 9px; }
      }
      @media (forced-colors: active) {
        [role="tab"][aria-selected="true"] { forced-color-adjust: none; background: Highlight; color: HighlightText; }
      }
    `,
  ];

  constructor() {
    super();
    this.open = preferred();
    this.copied = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    document.addEventListener("convscope-framework", this.#follow);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("convscope-framework", this.#follow);
  }

  #follow = (event: Event) => {
    this.open = (event as CustomEvent<Library>).detail;
  };

  override render() {
    const { tabs } = course[languageOf(this.closest("[lang]")?.getAttribute("lang"))];
    return html`<div class="frame">
      <div class="head">
        <div class="tabs" role="tablist" aria-label=${tabs.label} @keydown=${this.#onKey}>
          ${libraries.map(
            ([name, title]) => html`<button
              role="tab"
              id=${`tab-${name}`}
              aria-controls=${`panel-${name}`}
              aria-selected=${this.open === name}
              tabindex=${this.open === name ? 0 : -1}
              @click=${() => this.#choose(name)}
            >${title}</button>`,
          )}
        </div>
        <button class="copy" @click=${this.#copy}>${this.copied ? tabs.copied : tabs.copy}</button>
      </div>
      ${libraries.map(
        ([
          name,
        ]) => html`<div class="panel" role="tabpanel" id=${`panel-${name}`} aria-labelledby=${`tab-${name}`} ?hidden=${this.open !== name}>
          <slot name=${name}></slot>
        </div>`,
      )}
    </div>`;
  }

  #choose(name: Library) {
    this.open = name;
    this.copied = false;
    try {
      localStorage.setItem(key, name);
    } catch {
      // Only a convenience is lost.
    }
    document.dispatchEvent(new CustomEvent("convscope-framework", { detail: name }));
  }

  #onKey = (event: KeyboardEvent) => {
    const at = libraries.findIndex(([name]) => name === this.open);
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const [name] = libraries.at(steps[event.key] % libraries.length) as (typeof libraries)[number];
    this.#choose(name);
    this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${name}`)?.focus());
  };

  async #copy() {
    const code = this.querySelector(`[slot="${this.open}"] code`)?.textContent ?? "";
    await navigator.clipboard?.writeText(`${code}\n`).then(
      () => {
        this.copied = true;
      },
      () => undefined,
    );
  }
}

function preferred(): Library {
  try {
    const kept = localStorage.getItem(key);
    return libraries.find(([name]) => name === kept)?.[0] ?? "numpy";
  } catch {
    return "numpy";
  }
}
