import { css, html, LitElement, nothing } from "lit";
import type { Material } from "../../engine/filter-learning/material.ts";
import { type PatchPart, patchPart, patchPreviews } from "../../engine/filter-learning/patches.ts";
import type { Opened } from "../../engine/filter-learning/search.ts";
import type { Preview } from "../../engine/types.ts";
import { filterLearning } from "../../i18n/filter-learning.ts";
import { type Lang, messages } from "../../i18n/index.ts";
import { shared } from "../../styles/shared.ts";
import { formatSmall } from "../lab/amounts.ts";
import { formatCell, formatNumber } from "../lab/format.ts";
import { noMargins } from "../picture-pane/picture-pane.ts";
import { signedPaletteOf, signedPreview } from "./signed.ts";

/** Terms that are written out. */
const mostTerms = 6;

/**
 * One weight's gradient as the sum that it is: the error map times the picture under the weight, patch by patch, cell by cell.
 *
 * @fires weight - another weight is to be opened; `detail` is `[y, x]`.
 * @fires patch - another patch is looked at; `detail` is its number in the batch.
 */
export class GradientView extends LitElement {
  static override properties = {
    opened: { attribute: false },
    material: { attribute: false },
    weight: { attribute: false },
    patch: { type: Number },
    language: {},
    theme: { attribute: false },
    term: { state: true },
  };
  declare opened: Opened | null;
  declare material: Material | null;
  /** `[y, x]` of the weight that is chosen; what is opened follows. */
  declare weight: readonly [number, number];
  declare patch: number;
  declare language: Lang;
  declare theme: string | null;
  /** The term that is pointed at; null for the largest. */
  declare private term: number | null;

  #tiles: { of: Opened; previews: Preview[] } | null = null;
  #part: { of: Opened; patch: number; part: PatchPart } | null = null;

  static override styles = [
    shared,
    css`
      :host { display: block; container-type: inline-size; }
      cs-map-strip { --tallest: 262px; --tile: 48px; }
      .open { display: grid; gap: 20px 28px; grid-template-columns: minmax(0, 1fr); }
      .weights { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 4px; max-width: 300px; }
      .weights button {
        min-height: 46px; padding: 2px; border: 1px solid var(--line); border-radius: 9px; background: var(--surface);
        font: 600 13px/1.2 var(--mono); font-variant-numeric: tabular-nums;
      }
      .weights [data-sign="1"] { background: var(--positive-soft); color: var(--positive); }
      .weights [data-sign="-1"] { background: var(--negative-soft); color: var(--negative); }
      .weights button[aria-checked="true"] { outline: 3px solid var(--accent); outline-offset: -1px; }
      .equation { display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr) auto minmax(0, 1fr); gap: 8px; align-items: center; }
      .equation figure { margin: 0; min-width: 0; display: grid; gap: 6px; }
      .equation figcaption { font-size: 13px; color: var(--muted); min-height: 2.9em; align-self: end; display: flex; align-items: end; }
      .equation > span { color: var(--muted); padding-top: 3em; }
      .told { font: 600 14px/1.6 var(--mono); font-variant-numeric: tabular-nums; margin-top: 10px; overflow-wrap: anywhere; }
      table { border-collapse: collapse; width: 100%; font: 13px/1.5 var(--mono); font-variant-numeric: tabular-nums; }
      th { font: 500 13px/1.5 var(--sans); color: var(--muted); text-align: end; padding: 2px 8px 6px; }
      td { text-align: end; padding: 0; white-space: nowrap; border-top: 1px solid var(--line); }
      td span, td button { display: block; width: 100%; padding: 6px 8px; text-align: end; }
      td button { border: 0; background: none; font: inherit; min-height: 34px; border-radius: 6px; }
      tr[data-lit] td { background: var(--accent-soft); }
      tr[data-lit] button { color: var(--accent); font-weight: 650; }
      [data-sign="1"] { color: var(--positive); }
      [data-sign="-1"] { color: var(--negative); }
      .part { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; padding: 10px 18px 0; font-size: 14px; }
      .part b { font: 700 16px/1.3 var(--mono); font-variant-numeric: tabular-nums; }
      .sum { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; padding: 12px 18px; border-radius: 14px; background: var(--accent-soft); margin-top: 10px; }
      .sum b { font: 700 24px/1.2 var(--mono); font-variant-numeric: tabular-nums; color: var(--accent); white-space: nowrap; }
      .note { font-size: 14px; color: var(--muted); margin-top: 10px; }
      @media (pointer: coarse) { td button { min-height: 44px; } }
      @media (forced-colors: active) { .weights button[aria-checked="true"] { outline-color: Highlight; } }
      @container (min-width: 640px) {
        .open { grid-template-columns: minmax(200px, 0.7fr) minmax(0, 2fr); }
      }
      @container (min-width: 960px) {
        .open { grid-template-columns: minmax(220px, 0.8fr) minmax(0, 1.9fr) minmax(260px, 1fr); }
      }
      @container (max-width: 419px) {
        .equation { gap: 4px; }
        .equation figcaption { font-size: 12px; min-height: 4.4em; }
      }
    `,
  ];

  constructor() {
    super();
    this.opened = null;
    this.material = null;
    this.weight = [0, 0];
    this.patch = 0;
    this.language = "en";
    this.theme = null;
    this.term = null;
  }

  get #words() {
    return filterLearning[this.language];
  }

  override render() {
    const { opened, material } = this;
    if (!opened || !material) return nothing;
    const count = opened.told.pictures.length;
    const patch = Math.min(this.patch, count - 1);
    if (this.#part?.of !== opened || this.#part.patch !== patch) {
      this.#part = { of: opened, patch, part: patchPart(opened, patch, material.range) };
    }
    const { part } = this.#part;
    const largest = [...part.terms.keys()].sort((a, b) => size(part, b) - size(part, a)).slice(0, mostTerms);
    const lit = this.term !== null && this.term < part.terms.length ? this.term : largest[0];
    return html`<div class="open">
      <div>${this.#renderWeights(opened)} ${this.#renderPatches(opened, material, patch)}</div>
      <div>${this.#renderEquation(opened, part, lit)} ${this.#renderSums(opened, patch)}</div>
      <div>${this.#renderTerms(part, largest, lit)}</div>
    </div>`;
  }

  #renderWeights({ gradients }: Opened) {
    const words = this.#words;
    const values = gradients[0].data;
    const chosen = this.weight[0] * 3 + this.weight[1];
    return html`<span class="label" id="nine">${words.gradients}</span>
      <div class="weights" role="radiogroup" aria-labelledby="nine" @keydown=${this.#onKey}>
        ${Array.from(values, (value, i) => {
          const [y, x] = [Math.floor(i / 3), i % 3];
          const text = formatSmall(value, 3);
          return html`<button
            role="radio"
            aria-checked=${i === chosen}
            aria-label=${words.gradientOf(formatCell(y, x), text)}
            tabindex=${i === chosen ? 0 : -1}
            data-sign=${Math.sign(value)}
            @click=${() => this.#fire("weight", [y, x])}
          >${text}</button>`;
        })}
      </div>`;
  }

  #renderPatches(opened: Opened, material: Material, patch: number) {
    const words = this.#words;
    const { batch, told } = opened;
    if (this.#tiles?.of !== opened) {
      this.#tiles = { of: opened, previews: patchPreviews(batch.pictures, material.range) };
    }
    const nameOf = (i: number) => {
      const place = material.places[batch.indices[i]];
      return words.patchOf(i + 1, formatCell(...place), formatSmall(told.pictures[i], 4));
    };
    return html`<p class="label note">${words.patches}</p>
      <cs-map-strip
        crisp
        .maps=${this.#tiles.previews}
        .chosen=${patch}
        .nameOf=${nameOf}
        label=${words.patches}
        @choose=${(event: CustomEvent) => this.#fire("patch", event.detail)}
      ></cs-map-strip>
      <p class="note">${nameOf(patch)}</p>`;
  }

  #renderEquation({ index }: Opened, part: PatchPart, lit: number) {
    const words = this.#words;
    const palette = signedPaletteOf(this);
    const signed = (values: Float32Array) => {
      const strongest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      return signedPreview(values, part.size, strongest, palette);
    };
    const { y, x, error, value, product } = part.terms[lit];
    const pane = (caption: string, preview: Preview, values: Float32Array) => html`<figure>
      <figcaption>${caption}</figcaption>
      <cs-picture-pane
        bare
        .preview=${preview}
        .size=${part.size}
        .values=${values}
        .margins=${noMargins}
        .box=${{ y0: y, x0: x, y1: y + 1, x1: x + 1 }}
        .theme=${this.theme}
        label=${caption}
        hint=${messages(this.language).lab.paneKeys}
        @pick=${(event: CustomEvent) => this.#pick(part, event.detail.y, event.detail.x)}
        @move=${(event: CustomEvent) => this.#move(part, [y, x], event.detail)}
      ></cs-picture-pane>
    </figure>`;
    return html`<div class="equation">
        ${pane(words.errors, signed(part.errors), part.errors)}<span>×</span>
        ${pane(words.values(formatCell(...index)), part.preview, part.values)}<span>=</span>
        ${pane(words.products, signed(part.products), part.products)}
      </div>
      <p class="told">
        <span class="accent">${formatCell(y, x)}</span>&ensp;${formatSmall(error, 4)} × ${formatNumber(value, 3)} =
        <span class="accent">${formatSmall(product, 4)}</span>
      </p>`;
  }

  #renderTerms(part: PatchPart, largest: number[], lit: number) {
    const words = this.#words;
    const head = words.termHead;
    return html`<span class="label">${words.terms(largest.length, part.terms.length)}</span>
      <table>
        <thead>
          <tr><th scope="col">${head.cell}</th><th scope="col">${head.error}</th><th scope="col">${head.value}</th><th scope="col">${head.product}</th></tr>
        </thead>
        <tbody>
          ${largest.map((i) => {
            const { y, x, error, value, product } = part.terms[i];
            const cell = formatCell(y, x);
            return html`<tr ?data-lit=${i === lit}>
              <td><button aria-pressed=${i === lit} @click=${() => this.#choose(i)}>${cell}</button></td>
              <td><span>${formatSmall(error, 4)}</span></td>
              <td><span>${formatNumber(value, 3)}</span></td>
              <td><span data-sign=${Math.sign(product)}>${formatSmall(product, 4)}</span></td>
            </tr>`;
          })}
        </tbody>
      </table>
      <p class="note">${words.errorsSays}</p>`;
  }

  #renderSums({ told, index }: Opened, patch: number) {
    const words = this.#words;
    const cell = formatCell(...index);
    const direction = told.result < 0 ? "up" : told.result > 0 ? "down" : "flat";
    return html`<div class="part">
        <span>${words.patchSum(patch + 1)}</span><b>${formatSmall(told.pictures[patch], 4)}</b>
      </div>
      <div class="sum">
        <span>${words.total(told.pictures.length)}</span><b>${formatSmall(told.result, 4)}</b>
      </div>
      <p class="note">${words.direction[direction](cell)}</p>`;
  }

  #choose(term: number) {
    this.term = term;
  }

  #pick(part: PatchPart, y: number, x: number) {
    this.term = part.terms.findIndex((one) => one.y === y && one.x === x);
  }

  #move(part: PatchPart, [y, x]: [number, number], { to, ...by }: { y?: number; x?: number; to?: "first" | "last" }) {
    const [height, width] = part.size;
    const within = (at: number, count: number) => Math.max(0, Math.min(count - 1, at));
    if (to) this.#pick(part, ...((to === "first" ? [0, 0] : [height - 1, width - 1]) as [number, number]));
    else this.#pick(part, within(y + (by.y ?? 0), height), within(x + (by.x ?? 0), width));
  }

  #onKey = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 3, ArrowUp: -3 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const [y, x] = this.weight;
    const goal = (y * 3 + x + by + 9) % 9;
    this.#fire("weight", [Math.floor(goal / 3), goal % 3]);
    this.renderRoot.querySelectorAll<HTMLElement>(".weights button")[goal].focus();
  };

  #fire(type: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const size = ({ terms }: PatchPart, at: number): number => Math.abs(terms[at].product);
