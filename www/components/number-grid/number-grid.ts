import { css, html, LitElement, nothing } from "lit";
import { shared } from "../../styles/shared.ts";
import { inkOn } from "../picture-pane/drawing.ts";

/** One cell of a grid of numbers. */
export interface GridCell {
  text: string;
  /** What a screen reader says before the number, such as "[3, 4]". */
  name?: string;
  /** The sign decides the tint; `paint` (0 to 255) shows the value's own grey instead. */
  sign?: -1 | 0 | 1;
  paint?: number;
  /** A place in the padding: hatched. */
  outside?: boolean;
  /** The value that max pooling picks. */
  picked?: boolean;
}

/**
 * A small grid of numbers that can be walked with the arrow keys; with `editable` each number is a field.
 *
 * @fires edit - a value was typed; `detail` is `{row, column, text}`.
 * @fires visit - a cell got the focus or the pointer; `detail` is its index, or -1.
 */
export class NumberGrid extends LitElement {
  static override properties = {
    rows: { attribute: false },
    label: {},
    editable: { type: Boolean },
    lit: { type: Number },
    focused: { state: true },
  };
  declare rows: GridCell[][];
  declare label: string;
  declare editable: boolean;
  /** Index of the tap that is spoken of right now; -1 for none. */
  declare lit: number;
  declare focused: number;

  static override styles = [
    shared,
    css`
      :host { display: block; min-width: 0; container-type: inline-size; }
      .grid { display: grid; gap: 3px; }
      [role="row"] { display: contents; }
      .cell {
        display: flex; align-items: center; justify-content: center; min-width: 0; height: var(--cell-height, 42px);
        border-radius: 8px; border: 1px solid transparent; background: var(--sunken); overflow: hidden;
        font: 600 var(--cell-font, 13px)/1 var(--mono); font-variant-numeric: tabular-nums; color: var(--ink);
        transition: outline-color 150ms; outline: 2px solid transparent; outline-offset: -1px;
      }
      .cell[data-sign="1"] { background: var(--positive-soft); color: var(--positive); }
      .cell[data-sign="-1"] { background: var(--negative-soft); color: var(--negative); }
      .cell[data-sign="0"] { background: var(--surface); border-color: var(--line); color: var(--muted); }
      .cell[data-outside] {
        background: repeating-linear-gradient(45deg, var(--line) 0 2px, var(--surface) 2px 7px); color: var(--muted); border: 1px dashed var(--line-strong);
      }
      .cell[data-picked] { outline: 3px solid var(--accent); outline-offset: -1px; }
      .cell[data-lit] { outline: 2px solid var(--accent); outline-offset: 1px; }
      .cell:focus-visible, .cell:focus-within { outline: 2px solid var(--accent); outline-offset: 1px; }
      input {
        width: 100%; height: 100%; padding: 0; border: 0; background: none; text-align: center; font: inherit; color: inherit; outline: none;
      }
      @media (pointer: coarse) {
        :host([editable]) .cell { min-height: 46px; }
      }
      @media (forced-colors: active) {
        .cell { border-color: CanvasText; }
        .cell[data-lit], .cell[data-picked] { outline-color: Highlight; }
      }
    `,
  ];

  constructor() {
    super();
    this.rows = [];
    this.label = "";
    this.editable = false;
    this.lit = -1;
    this.focused = 0;
  }

  override render() {
    const columns = this.rows[0]?.length ?? 0;
    const longest = Math.max(...this.rows.flat().map((cell) => cell.text.length));
    const gap = columns > 7 ? 1 : 3;
    const height = columns > 9 ? 24 : columns > 4 ? 29 : 42;
    // The longest number fits its cell; what a monospaced digit is wide, in em, is about 0.61.
    const font = `clamp(7px, calc((100cqw / ${columns} - ${gap + 4}px) / ${(longest * 0.61).toFixed(2)}), 13px)`;
    // As a property: a style attribute would be inline style, which the content security policy forbids.
    const style = `grid-template-columns: repeat(${columns}, minmax(0, 1fr)); gap: ${gap}px;
      --cell-font: ${font}; --cell-height: ${height}px`;
    return html`<div
      class="grid"
      role="grid"
      aria-label=${this.label}
      .style=${style}
      @keydown=${this.#onKey}
      @pointerleave=${() => this.#visit(-1)}
    >
      ${this.rows.map(
        (row, y) => html`<div role="row">${row.map((cell, x) => this.#cell(cell, y, x, y * columns + x))}</div>`,
      )}
    </div>`;
  }

  #cell(cell: GridCell, y: number, x: number, index: number) {
    const { paint } = cell;
    const ink =
      paint === undefined ? "" : `background: rgb(${paint} ${paint} ${paint}); color: ${inkOn(paint, paint, paint)}`;
    const tab = index === Math.min(this.focused, this.rows.length * this.rows[0].length - 1) ? 0 : -1;
    const name = cell.name ? `${cell.name} ${cell.text}` : cell.text;
    return html`<div
      class="cell"
      role="gridcell"
      part="cell"
      tabindex=${this.editable ? nothing : tab}
      aria-label=${this.editable ? nothing : name}
      data-sign=${cell.sign ?? nothing}
      ?data-outside=${cell.outside}
      ?data-picked=${cell.picked}
      ?data-lit=${index === this.lit}
      .style=${ink}
      @focusin=${() => {
        this.focused = index;
        this.#visit(index);
      }}
      @focusout=${() => this.#visit(-1)}
      @pointerenter=${() => this.#visit(index)}
    >${this.editable ? this.#field(cell, y, x, tab) : cell.text}</div>`;
  }

  #field(cell: GridCell, row: number, column: number, tab: number) {
    const done = (event: Event) => {
      const field = event.target as HTMLInputElement;
      const text = field.value;
      // What is refused must not stay; what is taken comes back with the next rendering.
      field.value = cell.text;
      if (text !== cell.text) this.dispatchEvent(new CustomEvent("edit", { detail: { row, column, text } }));
    };
    return html`<input
      inputmode="text"
      autocomplete="off"
      spellcheck="false"
      tabindex=${tab}
      aria-label=${`${this.label} ${cell.name ?? ""}`}
      .value=${cell.text}
      @change=${done}
      @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
    />`;
  }

  #visit(index: number) {
    this.dispatchEvent(new CustomEvent("visit", { detail: index }));
  }

  #onKey = (event: KeyboardEvent) => {
    const columns = this.rows[0].length;
    const last = columns * this.rows.length - 1;
    const moves: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
    const goal =
      event.key === "Home" ? 0 : event.key === "End" ? last : this.focused + (moves[event.key] ?? Number.NaN);
    if (!(goal >= 0 && goal <= last)) return;
    // Inside a field, left and right move the caret until it stands at the end.
    const field = event.composedPath()[0];
    if (field instanceof HTMLInputElement && !leaves(field, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    this.focused = goal;
    const selector = this.editable ? "input" : '[role="gridcell"]';
    this.renderRoot.querySelectorAll<HTMLElement>(selector)[goal].focus();
  };
}

function leaves(field: HTMLInputElement, key: string): boolean {
  if (key === "ArrowUp" || key === "ArrowDown") return true;
  const { selectionStart: start, selectionEnd: end, value } = field;
  if (start === 0 && end === value.length) return true;
  return key === "ArrowLeft" ? end === 0 : key === "ArrowRight" ? start === value.length : false;
}
