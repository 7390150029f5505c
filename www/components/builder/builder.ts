import { css, html, LitElement, nothing } from "lit";
import { type LabName, labNames, labs } from "../../i18n/labs.ts";
import { type Lang, languageNames, languageOf, languages } from "../../i18n/languages.ts";
import { teachers } from "../../i18n/teachers.ts";
import { shared, tokens } from "../../styles/shared.ts";
import { elements } from "../elements-table.ts";
import { readSubject, type Subject, type Usable } from "../use/subject.ts";

type Prediction = "" | "value" | "shape";
type Theme = "" | "light" | "dark";

/**
 * The teacher's workbench: a lab is chosen, set up where it stands, and taken along as it stands.
 *
 * The page says in `data-controls` which controls each lab has, as its docblock names them.
 */
export class Builder extends LitElement {
  static override properties = {
    lab: { state: true },
    off: { state: true },
    prediction: { state: true },
    tongue: { state: true },
    look: { state: true },
    subject: { state: true },
  };
  declare private lab: LabName;
  /** Controls that are not shown. */
  declare private off: ReadonlySet<string>;
  declare private prediction: Prediction;
  declare private tongue: Lang;
  declare private look: Theme;
  declare private subject: Subject | null;

  #element: Usable | null = null;
  #waiting = 0;

  static override styles = [
    tokens,
    shared,
    css`
      :host { display: block; }
      .card { padding: 22px clamp(16px, 3vw, 28px) 26px; border: 1px solid var(--line); border-radius: 18px; background: var(--surface); }
      .live + .card { margin-top: 18px; }
      h2 { font-size: 20px; font-weight: 650; margin-bottom: 14px; }
      .choices { display: grid; gap: 20px 32px; }
      .chips { display: flex; flex-wrap: wrap; gap: 6px; }
      fieldset { min-width: 0; margin: 0; padding: 0; border: 0; }
      legend { padding: 0; margin-bottom: 8px; font-size: 14px; font-weight: 650; }
      .note { margin-top: 8px; font-size: 13px; color: var(--muted); }
      .tick { display: inline-flex; gap: 8px; align-items: center; cursor: pointer; }
      .tick input { width: 16px; height: 16px; margin: 0; accent-color: var(--ink); }
      .tick:has(:focus-visible), .pick:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
      .pick { display: inline-grid; place-items: center; cursor: pointer; }
      .pick input { position: absolute; opacity: 0; pointer-events: none; }
      .pick:has(:checked) { background: var(--ink); color: var(--surface); border-color: var(--ink); }
      .says { margin-top: 8px; color: var(--muted); font-size: 14px; }
      .live-note { margin: 22px 2px 8px; color: var(--muted); font-size: 14px; }
      @media (min-width: 900px) {
        .choices { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); }
        .whole { grid-column: 1 / -1; }
      }
      @media (forced-colors: active) {
        .pick:has(:checked) { forced-color-adjust: none; background: Highlight; color: HighlightText; }
      }
    `,
  ];

  constructor() {
    super();
    this.lab = "convolution";
    this.off = new Set();
    this.prediction = "";
    this.look = "";
    this.subject = null;
    this.tongue = languageOf(document.documentElement.lang);
  }

  get #words() {
    return teachers[languageOf(this.closest("[lang]")?.getAttribute("lang"))];
  }

  get #controls(): string[] {
    return JSON.parse(this.dataset.controls ?? "{}")[this.lab] ?? [];
  }

  override render() {
    const words = this.#words;
    const lang = languageOf(this.closest("[lang]")?.getAttribute("lang"));
    const named = (table: Record<string, string>) => Object.entries(table);
    return html`<div class="card choices">
        <div class="whole">
          ${this.#renderPicks(
            words.lab,
            "lab",
            labNames.map((name) => [name, labs[lang][name].name]),
            this.lab,
            (name) => this.#choose(name as LabName),
          )}
          <p class="says">${labs[lang][this.lab].says}</p>
        </div>
        <fieldset>
          <legend>${words.controls}</legend>
          <div class="chips">${this.#controls.map((name) => this.#renderTick(name))}</div>
          <p class="note">${words.controlsNote}</p>
        </fieldset>
        <div>${this.#renderPrediction(named(words.predictions))}</div>
        ${this.#renderPicks(
          words.lang,
          "lang",
          languages.map((one) => [one, languageNames[one]]),
          this.tongue,
          (value) => {
            this.tongue = value as Lang;
          },
        )}
        ${this.#renderPicks(words.theme, "theme", named(words.themes), this.look, (value) => {
          this.look = value as Theme;
        })}
      </div>
      <p class="live-note">${words.live}</p>
      <div class="live"></div>
      <div class="card">
        <h2>${words.take}</h2>
        <cs-use-panel .subject=${this.subject}></cs-use-panel>
      </div>`;
  }

  #renderPicks(
    label: string,
    name: string,
    choices: [string, string][],
    chosen: string,
    choose: (value: string) => void,
  ) {
    return html`<fieldset>
      <legend>${label}</legend>
      <div class="chips">
        ${choices.map(
          ([value, text]) => html`<label class="chip pick"
            ><input type="radio" name=${name} .checked=${value === chosen} @change=${() => choose(value)} />${text}</label
          >`,
        )}
      </div>
    </fieldset>`;
  }

  #renderPrediction(choices: [string, string][]) {
    const words = this.#words;
    const able = this.#predictions;
    if (able.length === 0) return nothing;
    const offered = choices.filter(([value]) => value === "" || able.includes(value));
    return html`${this.#renderPicks(words.predict, "predict", offered, this.prediction, (value) => {
      this.prediction = value as Prediction;
    })}
      <p class="note">${words.predictNote}</p>`;
  }

  #renderTick(name: string) {
    const flip = (event: Event) => {
      const hidden = new Set(this.off);
      if ((event.target as HTMLInputElement).checked) hidden.delete(name);
      else hidden.add(name);
      this.off = hidden;
    };
    return html`<label class="chip tick"
      ><input type="checkbox" .checked=${!this.off.has(name)} @change=${flip} />${this.#words.names[name] ?? name}</label
    >`;
  }

  get #predictions(): readonly string[] {
    return (this.#element?.constructor as { predictions?: readonly string[] } | undefined)?.predictions ?? [];
  }

  #choose(lab: LabName) {
    this.lab = lab;
    this.off = new Set();
    this.prediction = "";
  }

  protected override updated(changed: Map<string, unknown>) {
    if (changed.has("lab")) this.#place();
    else if (changed.size > 1 || !changed.has("subject")) this.#dress();
  }

  /** Puts the chosen lab where it is set up. */
  async #place() {
    const name = `convscope-${this.lab}`;
    await elements[name]();
    if (name !== `convscope-${this.lab}`) return;
    const element = document.createElement(name) as Usable & { ready: Promise<void> };
    this.#element = element;
    for (const event of ["convscope-change", "convscope-step"]) element.addEventListener(event, this.#later);
    this.#dress();
    this.renderRoot.querySelector(".live")?.replaceChildren(element);
    this.requestUpdate();
    await element.ready;
    this.#read();
  }

  /** What the choices above say, as the lab's attributes. */
  #dress() {
    const element = this.#element;
    if (!element) return;
    const shown = this.#controls.filter((name) => !this.off.has(name));
    const set = (name: string, value: string) =>
      value ? element.setAttribute(name, value) : element.removeAttribute(name);
    set("controls", this.off.size > 0 ? shown.join(" ") || "none" : "");
    set("predict", this.prediction);
    set("theme", this.look);
    set("lang", this.tongue);
    this.#later();
  }

  /** A walk changes the state many times a second. */
  #later = () => {
    clearTimeout(this.#waiting);
    this.#waiting = window.setTimeout(() => this.#read(), 200);
  };

  #read() {
    const element = this.#element;
    if (!element?.isConnected) return;
    // The snippets speak the lab's language, their explanations the page's.
    this.subject = readSubject(element);
  }
}
