import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { codeTargets } from "../../engine/code.ts";
import { sentence } from "../../engine/sentence.ts";
import { exports } from "../../i18n/exports.ts";
import { shared } from "../../styles/shared.ts";
import { download, inSandbox } from "../use/download.ts";
import type { Subject } from "../use/subject.ts";
import { type Coded, codeOf, creditOf, pictureFile, pictureOf } from "./code-of.ts";

/** What is on the screen as code: a program for one library, or a notebook. */
export class CodeExport extends LitElement {
  static override properties = {
    subject: { attribute: false },
    target: { state: true },
    code: { state: true },
    trouble: { state: true },
  };
  declare subject: Subject;
  declare private target: string;
  declare private code: string;
  declare private trouble: unknown;

  static override styles = [
    shared,
    css`
      :host { display: grid; gap: 16px; min-width: 0; }
      .files { display: flex; flex-wrap: wrap; gap: 8px; }
      .note { font-size: 13px; color: var(--muted); }
    `,
  ];

  constructor() {
    super();
    this.target = "numpy";
    this.code = "";
    this.trouble = null;
  }

  get #words() {
    return exports[this.subject.lang];
  }

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has("subject") || changed.has("target")) this.#write();
  }

  async #write() {
    const { subject, target } = this;
    const lab = subject.element as unknown as Coded;
    const code = codeOf(lab, target, subject.lang);
    this.code = "";
    this.trouble = null;
    const [text, trouble] = await code.then(
      (text): [string, unknown] => [text, null],
      (error): [string, unknown] => ["", error],
    );
    if (subject !== this.subject || target !== this.target) return;
    this.code = text;
    this.trouble = trouble;
  }

  override render() {
    const words = this.#words;
    return html`<cs-segmented
        label=${words.framework}
        .choices=${codeTargets.map((value) => ({ value, text: words.targets[value] }))}
        .value=${this.target}
        @choose=${(event: CustomEvent) => {
          this.target = event.detail;
        }}
      ></cs-segmented>
      ${this.trouble ? html`<p role="alert">${sentence(this.trouble, this.subject.lang)}</p>` : nothing}
      ${this.code ? this.#renderCode() : html`<p class="note">${this.trouble ? nothing : words.writing}</p>`}`;
  }

  #renderCode() {
    const words = this.#words;
    const isNotebook = this.target === "notebook";
    // A notebook names it, too, where it opens it: a large picture is not inside.
    const opens = this.code.includes(isNotebook ? 'open_picture(\\"picture.png\\")' : "picture.png");
    const name = `${this.subject.lab}_${this.target}.${isNotebook ? "ipynb" : "py"}`;
    const body = isNotebook
      ? html`<p>${words.notebook}</p>`
      : html`<cs-snippet-field
          .language=${this.subject.lang}
          .snippet=${{ title: name, text: this.code, note: opens ? words.opens : words.complete }}
        ></cs-snippet-field>`;
    return html`${body}
      <div class="files">
        <button class="chip" @click=${() => download(new Blob([this.code], { type: "text/plain" }), name)}>${words.save(name)}</button>
        ${opens ? html`<button class="chip" @click=${this.#savePicture}>${words.save("picture.png")}</button>` : nothing}
      </div>
      ${inSandbox() ? html`<p class="note">${words.sandbox}</p>` : nothing}
      <p class="note">${words.codeLicence} ${isNotebook || opens ? this.#credit() : nothing}</p>`;
  }

  #credit() {
    const credit = creditOf(this.subject.image, this.subject.lang);
    return credit && this.#words.photo(credit);
  }

  #savePicture = async () => {
    const { element, lang } = this.subject;
    const picture = pictureOf(element as unknown as Coded, lang);
    if (picture) download(await pictureFile(picture), "picture.png");
  };
}
