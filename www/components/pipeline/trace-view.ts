import { css, html, LitElement, nothing } from "lit";
import type { Tap } from "../../engine/core.ts";
import type { LayerType } from "../../engine/network/layers.ts";
import type { TraceStep } from "../../engine/network/types.ts";
import { pipeline } from "../../i18n/pipeline.ts";
import { shared } from "../../styles/shared.ts";
import { chunked, formatBox, formatCell, formatCount, formatNumber } from "../lab/format.ts";
import type { GridCell } from "../number-grid/number-grid.ts";

/** One stop of the way back: a step of the core's account with the layer it belongs to. */
export interface Stop {
  step: TraceStep;
  type: LayerType;
  /** Columns of the window. */
  width: number;
  /** Channels of the window. */
  channels: number;
  name: string;
}

/** A cell `[y, x, c]` of a map, or `[i]` of a row. */
export function formatPlace(cell: readonly number[]): string {
  return `[${cell.join(", ")}]`;
}

const sign = (value: number) => Math.sign(value) as -1 | 0 | 1;

/**
 * The way of one value back through the layers, one step at a time.
 *
 * @fires stop - another step is looked at; `detail` is its index.
 * @fires follow - another term is to be followed; `detail` is `{layer, tap}`.
 */
export class TraceView extends LitElement {
  static override properties = {
    stops: { attribute: false },
    at: { type: Number },
    range: { attribute: false },
    language: { attribute: false },
    channel: { state: true },
  };
  declare stops: Stop[];
  declare at: number;
  /** What the values under the window lie between. */
  declare range: [number, number];
  declare language: "ko" | "en";
  declare channel: number | null;

  #visited = -1;

  static override styles = [
    shared,
    css`
      :host { display: grid; gap: 16px; }
      ol { display: flex; flex-wrap: wrap; gap: 6px; margin: 0; padding: 0; list-style: none; }
      .chip { font: 13px/1.4 var(--mono); }
      .chip[aria-current="step"] { background: var(--accent-soft); border-color: var(--accent); color: var(--accent); font-weight: 650; }
      .steps { display: flex; gap: 8px; flex-wrap: wrap; }
      .steps button { min-height: 44px; padding-inline: 16px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
      .work { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 210px), 1fr)); align-items: start; }
      .sums { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
      .sum { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; padding: 12px 18px; border-radius: 14px; background: var(--accent-soft); }
      .sum b { font: 700 24px/1.2 var(--mono); color: var(--accent); font-variant-numeric: tabular-nums; }
      .note { font-size: 14px; color: var(--muted); max-width: 70ch; }
      table { border-collapse: collapse; font: 13px/1.5 var(--mono); font-variant-numeric: tabular-nums; width: 100%; max-width: 460px; }
      th { font-weight: 500; color: var(--muted); text-align: end; }
      td { text-align: end; border-top: 1px solid var(--line); padding: 2px 6px; }
      td button { border: 0; background: none; min-height: 34px; min-width: 44px; text-decoration: underline; text-underline-offset: 3px; }
      tr[data-next] td { color: var(--accent); font-weight: 650; }
      [data-sign="1"] { color: var(--positive); }
      [data-sign="-1"] { color: var(--negative); }
      @media (pointer: coarse) { td button { min-height: 44px; } }
    `,
  ];

  constructor() {
    super();
    this.stops = [];
    this.at = 0;
    this.range = [0, 255];
    this.language = "ko";
    this.channel = null;
  }

  get #words() {
    return pipeline[this.language];
  }

  override render() {
    const words = this.#words;
    const stop = this.stops[this.at];
    if (!stop) return nothing;
    const { step, type, name } = stop;
    const { field } = step;
    return html`<ol>
        ${this.stops.map(
          (one, i) => html`<li><button
            class="chip"
            aria-current=${i === this.at ? "step" : nothing}
            @click=${() => this.#go(i)}
          >${one.name} ${formatPlace(one.step.cell)}</button></li>`,
        )}
      </ol>
      <div class="work">${this.#work(stop)}</div>
      <div class="sum"><span>${words.at(name, formatPlace(step.cell))}</span><b>${formatNumber(step.result, 4)}</b></div>
      <p class="note">${this.#says(step, type)} ${field ? words.sees(formatBox(field)) : words.seesAll}
        ${step.layer === 0 ? words.pixel : nothing}</p>
      <div class="steps">
        <button ?disabled=${this.at === this.stops.length - 1} @click=${() => this.#go(this.at + 1)}>← ${words.back}</button>
        <button ?disabled=${this.at === 0} @click=${() => this.#go(this.at - 1)}>${words.forth} →</button>
      </div>`;
  }

  #says(step: TraceStep, type: LayerType) {
    const { steps } = this.#words;
    const from = step.taps[step.next];
    if (type === "relu") return steps.relu(formatNumber(from.value), formatNumber(step.result));
    if (type === "flatten") return steps.flatten(formatPlace([from.y, from.x, from.c]), String(step.cell[0]));
    return steps[type];
  }

  #go(index: number) {
    this.channel = null;
    this.dispatchEvent(new CustomEvent("stop", { detail: index }));
  }

  #work({ step, type, width, channels }: Stop) {
    const words = this.#words;
    if (type === "relu" || type === "flatten") return nothing;
    if (type === "dense" || type === "softmax") return this.#table(step, type);
    const many = step.taps.length < step.count;
    if (many) return this.#table(step, type);
    const channel = type === "conv2d" ? (this.channel ?? step.taps[step.next].c) : step.taps[0].c;
    const mine = step.taps.map((tap, index) => ({ tap, index })).filter(({ tap }) => tap.c === channel);
    const values = mine.map(({ tap, index }) => this.#value(tap, index === step.next && type !== "avgPool2d"));
    const grid = (label: string, cells: GridCell[], lit = -1) =>
      html`<div><span class="label">${label}</span><cs-number-grid .rows=${chunked(cells, width)} label=${label} .lit=${lit}></cs-number-grid></div>`;
    const lit = mine.findIndex(({ index }) => index === step.next);
    const follow = (event: Event) => this.#follow(event, step, mine);
    return html`<div
        @visit=${{ handleEvent: (event: Event) => this.#onVisit(event as CustomEvent), capture: true }}
        @click=${follow}
        @keydown=${follow}
      >
        ${grid(`${words.values}${channels > 1 ? ` · ${words.channel(String(channel))}` : ""}`, values, lit)}
        <p class="note">${words.follow}</p>
      </div>
      ${
        type === "conv2d"
          ? html`${grid(
              words.weights,
              mine.map(({ tap }) => ({
                text: formatNumber(tap.weight, 3),
                sign: sign(tap.weight),
                name: formatCell(tap.y, tap.x),
              })),
            )}
            ${grid(
              words.products,
              mine.map(({ tap }) => ({
                text: formatNumber(tap.product),
                sign: sign(tap.product),
                name: formatCell(tap.y, tap.x),
                outside: !tap.inside,
              })),
            )}
            ${this.#channelSums(step, channel)}`
          : nothing
      }`;
  }

  #value({ value, inside, y, x }: Tap, picked: boolean): GridCell {
    const name = formatCell(y, x);
    if (!inside) return { text: "0", name, outside: true };
    const [low, high] = this.range;
    const paint = Math.round(((value - low) / (high - low || 1)) * 255);
    return { text: formatNumber(value), name, paint, picked };
  }

  /** What each channel adds, then the bias. */
  #channelSums({ sums, bias }: TraceStep, channel: number) {
    const words = this.#words;
    return html`<div>
      <span class="label">${words.channelSums}</span>
      <div class="sums mono" role="group" aria-label=${words.channelSums}>
        ${sums.map(
          (sum, c) => html`${c > 0 ? "+" : nothing}<button
            class="chip"
            aria-pressed=${c === channel}
            aria-label=${`${words.channel(String(c))}: ${formatNumber(sum)}`}
            @click=${() => {
              this.channel = c;
            }}
          >${formatNumber(sum)}</button>`,
        )}
        + ${formatNumber(bias)} <span class="muted">(${words.bias})</span>
      </div>
    </div>`;
  }

  /** A sum of very many terms, by its largest ones. */
  #table(step: TraceStep, type: LayerType) {
    const words = this.#words;
    const shown = step.taps
      .map((tap, index) => ({ tap, index }))
      .sort((a, b) => Math.abs(b.tap.product) - Math.abs(a.tap.product))
      .slice(0, 12);
    const soft = type === "softmax";
    const caption = words.largest(String(shown.length), formatCount(step.count, this.language));
    return html`<div>
      <span class="label">${caption}</span>
      <table>
        <thead><tr><th>${words.term}</th><th>${words.values}</th>${soft ? nothing : html`<th>${words.weights}</th>`}<th>${soft ? words.result : words.products}</th></tr></thead>
        <tbody>
          ${shown.map(
            ({ tap, index }) => html`<tr ?data-next=${index === step.next}>
              <td><button @click=${() => this.#tell(step.layer, index)}>${formatPlace(type === "conv2d" ? [tap.y, tap.x, tap.c] : [tap.c])}</button></td>
              <td>${formatNumber(tap.value)}</td>
              ${soft ? nothing : html`<td data-sign=${sign(tap.weight)}>${formatNumber(tap.weight, 4)}</td>`}
              <td data-sign=${soft ? nothing : sign(tap.product)}>${formatNumber(tap.product, 3)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #onVisit(event: CustomEvent) {
    if (event.detail >= 0) this.#visited = event.detail;
  }

  #follow(event: Event, step: TraceStep, mine: { tap: Tap; index: number }[]) {
    if (event instanceof KeyboardEvent && event.key !== "Enter") return;
    const chosen = mine[this.#visited];
    if (chosen?.tap.inside) this.#tell(step.layer, chosen.index);
  }

  #tell(layer: number, tap: number) {
    this.dispatchEvent(new CustomEvent("follow", { detail: { layer, tap } }));
  }
}
