import { html, LitElement, nothing, type PropertyValues } from "lit";
import { exports } from "../../i18n/exports.ts";
import { shared } from "../../styles/shared.ts";
import { creditOf } from "../code-export/code-of.ts";
import { formatCell, formatCount } from "../lab/format.ts";
import { numberField } from "../lab/view.ts";
import { download, inSandbox } from "../use/download.ts";
import type { Subject } from "../use/subject.ts";
import { Easel, pngFile } from "./canvas.ts";
import { type FilmKind, filmOf, type Reel } from "./film.ts";
import { lookOf } from "./marks.ts";
import { pictureExportStyles } from "./picture-export.styles.ts";
import { countOf, mostPictures, type Range, stepAt, type Unit, usualRange } from "./range.ts";
import { sceneOf, sceneWidth } from "./scene.ts";
import { type Shown, shownOf } from "./shown.ts";
import { svgFile } from "./svg.ts";
import { wordsOf } from "./words.ts";

const widths = ["640", "960", "1920", "2880"] as const;
/** Of films: more would take minutes to make. */
const widestFilm = 960;
const speeds = ["1", "2", "5", "10", "20"] as const;

/** What is on the screen as a picture for a slide, and the window's way as a film. */
export class PictureExport extends LitElement {
  static override properties = {
    subject: { attribute: false },
    width: { state: true },
    perSecond: { state: true },
    range: { state: true },
    done: { state: true },
    said: { state: true },
  };
  declare subject: Subject;
  declare private width: string;
  declare private perSecond: string;
  declare private range: Range;
  /** How many pictures of a film are made; -1 when none is being made. */
  declare private done: number;
  declare private said: string;

  static override styles = [shared, pictureExportStyles];

  #shown: Shown | null = null;
  #stop: AbortController | null = null;

  constructor() {
    super();
    this.width = "1920";
    this.perSecond = "5";
    this.range = { first: 0, last: 0, unit: "cell" };
    this.done = -1;
    this.said = "";
  }

  get #words() {
    return exports[this.subject.lang];
  }

  protected override willUpdate(changed: PropertyValues) {
    if (!changed.has("subject")) return;
    this.#stop?.abort();
    this.#shown = shownOf(this.subject);
    if (this.#shown) this.range = usualRange(this.#shown);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.abort();
  }

  override render() {
    const words = this.#words;
    const shown = this.#shown;
    if (!shown) return html`<p>${words.empty}</p>`;
    const credit = creditOf(this.subject.image, this.subject.lang);
    return html`<div class="preview" role="img" aria-label=${words.preview}>${this.#preview(shown)}</div>
      <section aria-label=${words.still}>
        ${this.#choice(words.width, widths, this.width, (value) => {
          this.width = value;
        })}
        <div class="files">
          <button class="chip" @click=${() => this.#save("png", pngFile(this.#still(shown), Number(this.width) / sceneWidth))}>${words.save("PNG")}</button>
          <button class="chip" @click=${() => this.#save("svg", svgFile(this.#still(shown)))}>${words.save("SVG")}</button>
        </div>
      </section>
      ${shown.walk && shown.outputs.length > 0 ? this.#renderFilm(shown) : nothing}
      <p class="note" role="status">${this.said}</p>
      ${inSandbox() ? html`<p class="note">${words.sandbox}</p>` : nothing}
      <p class="note">${words.pictureLicence} ${credit ? words.photo(credit) : nothing}</p>`;
  }

  #choice(
    label: string,
    values: readonly string[],
    value: string,
    set: (value: string) => void,
    text = (one: string) => one,
  ) {
    return html`<div>
      <span class="label">${label}</span>
      <cs-segmented
        mono
        label=${label}
        .choices=${values.map((one) => ({ value: one, text: text(one) }))}
        .value=${value}
        @choose=${(event: CustomEvent) => set(event.detail)}
      ></cs-segmented>
    </div>`;
  }

  #renderFilm(shown: Shown) {
    const words = this.#words;
    const { range } = this;
    const walk = shown.walk as NonNullable<Shown["walk"]>;
    const count = countOf(range, walk);
    const [from, to] = [range.first, range.last].map((step) => formatCell(...walk.cellOf(step)));
    const limits = { min: 0, max: walk.steps - 1 };
    const many = count > mostPictures;
    return html`<section class="film" aria-labelledby="film">
      <h3 id="film">${words.film}</h3>
      <p class="note">${words.filmNote}</p>
      <div class="fields">
        ${numberField(words.first, range.first, limits, 1, (typed) => this.#setRange({ first: Number(typed) }))}
        ${numberField(words.last, range.last, limits, 1, (typed) => this.#setRange({ last: Number(typed) }))}
      </div>
      <div class="fields">
        ${this.#choice(
          words.each,
          ["cell", "row"],
          range.unit,
          (unit) => this.#setRange({ unit: unit as Unit }),
          (unit) => words.units[unit as Unit],
        )}
        ${this.#choice(words.speed, speeds, this.perSecond, (value) => this.#setSpeed(value), words.perSecond)}
      </div>
      <p class="note">${many ? words.tooMany(String(mostPictures)) : words.cells(from, to, formatCount(count, this.subject.lang))}</p>
      <div class="files">
        ${(["gif", "webm"] as const).map(
          (
            kind,
          ) => html`<button class="chip" ?disabled=${many || this.done >= 0} @click=${() => this.#film(kind, shown)}>
            ${words.save(kind === "gif" ? "GIF" : "WebM")}
          </button>`,
        )}
        ${
          this.done < 0
            ? nothing
            : html`<progress max=${count} .value=${this.done} aria-label=${words.making(String(this.done), String(count))}></progress>
                <button class="chip" @click=${() => this.#stop?.abort()}>${words.cancel}</button>`
        }
      </div>
    </section>`;
  }

  #setSpeed(value: string) {
    this.perSecond = value;
  }

  #setRange(patch: Partial<Range>) {
    const most = (this.#shown?.walk?.steps ?? 1) - 1;
    const range = { ...this.range, ...patch };
    const [first, last] = [range.first, range.last].map((step) => Math.max(0, Math.min(most, Math.trunc(step) || 0)));
    // The end that was set stays; the other gives way.
    const ordered = "last" in patch ? { first: Math.min(first, last), last } : { first, last: Math.max(first, last) };
    this.range = { ...range, ...ordered };
  }

  #still(shown: Shown) {
    return this.#scene(shown, shown.step, false);
  }

  #scene(shown: Shown, step: number, filling: boolean) {
    return sceneOf(shown, { step, filling }, lookOf(this), wordsOf(this.subject));
  }

  #preview(shown: Shown) {
    const scene = this.#still(shown);
    const easel = new Easel(scene, 1.5);
    easel.draw(scene);
    return easel.canvas;
  }

  async #save(ending: string, making: Promise<Blob | null>) {
    const words = this.#words;
    try {
      const file = await making;
      if (file) download(file, `convscope-${this.subject.lab}.${ending}`);
      this.said = file ? "" : words.noFilm;
    } catch (error) {
      const stopped = (error as Error).name === "AbortError";
      this.said = stopped ? words.cancelled : words.failed((error as Error).message);
    }
  }

  async #film(kind: FilmKind, shown: Shown) {
    const { range } = this;
    const walk = shown.walk as NonNullable<Shown["walk"]>;
    const width = shown.outputs[0].size[1];
    const reel: Reel = {
      count: countOf(range, walk),
      sceneAt: (index) => this.#scene(shown, stepAt(range, walk, width, index), true),
      model: this.#scene(shown, range.last, false),
    };
    this.#stop = new AbortController();
    this.done = 0;
    this.said = "";
    const making = filmOf(kind, reel, {
      scale: Math.min(Number(this.width), widestFilm) / sceneWidth,
      perSecond: Number(this.perSecond),
      signal: this.#stop.signal,
      progress: (done) => {
        this.done = done;
      },
    });
    await this.#save(kind, making);
    this.done = -1;
  }
}
