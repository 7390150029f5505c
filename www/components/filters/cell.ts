/** How one output value comes about: each channel's window, weights and products, their sums, the bias, the total. */
import { html, nothing } from "lit";
import type { Explanation, Tap } from "../../engine/core.ts";
import { chunked, formatCell, formatNumber } from "../lab/format.ts";
import type { GridCell } from "../number-grid/number-grid.ts";

const sign = (value: number) => Math.sign(value) as -1 | 0 | 1;

/** One channel of the computation. */
export interface Part {
  channel: string;
  taps: Tap[];
  /** What the channel adds to the value. */
  sum: number;
}

export interface Words {
  window(channel: string): string;
  weights(channel: string): string;
  products(channel: string): string;
  channelSum(channel: string): string;
  bias: string;
  total: string;
}

/** What is asked and told by the grids of one channel. */
export interface Hands {
  /** Index of the tap that is spoken of; -1 for none. */
  lit: number;
  editable: boolean;
  visit(index: number): void;
  edit(row: number, column: number, text: string): void;
}

/** `white` is the value that is drawn white. */
export function renderPart({ channel, taps, sum }: Part, words: Words, white: number, done: boolean, hands: Hands) {
  const width = Math.round(Math.sqrt(taps.length));
  const grid = (place: string, label: string, cells: GridCell[], editable = false) =>
    html`<div data-place=${place}>
      <span class="label">${label}</span>
      <cs-number-grid
        .rows=${chunked(cells, width)}
        label=${label}
        .lit=${hands.lit}
        ?editable=${editable}
        @visit=${(event: CustomEvent) => hands.visit(event.detail)}
        @edit=${({ detail }: CustomEvent) => hands.edit(detail.row, detail.column, detail.text)}
      ></cs-number-grid>
    </div>`;
  return html`<div class="plane" ?data-waiting=${!done} role="group" aria-label=${channel}>
    <div class="operands ${width > 3 ? "tall" : ""}">
      ${grid(
        "window",
        words.window(channel),
        taps.map((tap) => pictureCell(tap, white)),
      )}
      <span aria-hidden="true">×</span> ${grid("filter", words.weights(channel), weightCells(taps, width), hands.editable)} <span class="equals" aria-hidden="true">=</span>
      ${grid("products", words.products(channel), taps.map(productCell))}
    </div>
    <div class="part" data-place="channel-sum"><span>${words.channelSum(channel)}</span><b>${done ? formatNumber(sum) : "…"}</b></div>
  </div>`;
}

function pictureCell({ value, inside, y, x }: Tap, white: number): GridCell {
  const name = formatCell(y, x);
  if (!inside) return { text: "0", name, outside: true };
  return { text: formatNumber(value), name, paint: Math.round((value / white) * 255) };
}

function weightCells(taps: Tap[], width: number): GridCell[] {
  return taps.map(({ weight }, i) => ({
    text: formatNumber(weight),
    sign: sign(weight),
    name: formatCell(Math.floor(i / width), i % width),
  }));
}

function productCell({ product, inside, y, x }: Tap): GridCell {
  return { text: formatNumber(product), sign: sign(product), name: formatCell(y, x), outside: !inside };
}

/** "R −24 + G 12 + B 3 + bias 0 = −9" */
export function renderTotal(parts: Part[], { bias, result }: Explanation, words: Words, done: boolean) {
  const term = (name: string, value: number) =>
    html`<small>${name}</small>&nbsp;${value < 0 ? `(${formatNumber(value)})` : formatNumber(value)}`;
  return html`<div class="sum adding" data-place="sum">
    <span>${words.total}</span>
    <span class="terms">
      ${parts.map(({ channel, sum }, i) => html`${i > 0 ? " + " : nothing}${term(channel, sum)}`)} + <span data-place="bias">${term(words.bias, bias)}</span> =
    </span>
    <b>${done ? formatNumber(result) : "…"}</b>
  </div>`;
}
