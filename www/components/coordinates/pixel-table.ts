import { css, html, LitElement, nothing } from "lit";
import { shared } from "../../styles/shared.ts";
import type { Rgb } from "../lab/pixel-lab.ts";
import { inkOn } from "../picture-pane/drawing.ts";

/** One pixel of the loupe; null where the picture has ended. */
export interface TablePixel {
  y: number;
  x: number;
  rgb: Rgb | null;
}

/**
 * The pixels around the current one, each painted in its own colour with its three numbers on it, rows and columns
 * numbered as the array counts them.
 *
 * @fires pick - a pixel was pointed at; `detail` is `{y, x}`.
 */
export class PixelTable extends LitElement {
  static override properties = {
    rows: { attribute: false },
    y: { type: Number },
    x: { type: Number },
    white: { type: Number },
    label: {},
  };
  declare rows: TablePixel[][];
  /** The current pixel. */
  declare y: number;
  declare x: number;
  /** The value that is painted white. */
  declare white: number;
  declare label: string;

  static override styles = [
    shared,
    css`
      :host { display: block; min-width: 0; container-type: inline-size; }
      table { border-collapse: separate; border-spacing: 2px; width: 100%; table-layout: fixed; font: 600 clamp(10px, 3.9cqw, 13px)/1.25 var(--mono); font-variant-numeric: tabular-nums; }
      th { font-weight: 400; font-size: 12px; color: var(--muted); padding: 0; }
      th.here { color: var(--accent); font-weight: 700; }
      thead th { height: 20px; }
      th[scope="row"], thead th:first-child { width: 4ch; text-align: end; padding-inline-end: 4px; }
      td { padding: 0; text-align: center; height: clamp(48px, 17cqw, 60px); border-radius: 7px; cursor: pointer; }
      td span { display: block; }
      td.outside { cursor: default; background: repeating-linear-gradient(45deg, var(--line) 0 2px, var(--surface) 2px 7px); }
      td.here { outline: 2.5px solid var(--accent); outline-offset: 1px; box-shadow: inset 0 0 0 1.5px #fff; }
      @media (forced-colors: active) {
        td { forced-color-adjust: none; }
        td.here { outline-color: Highlight; }
      }
    `,
  ];

  constructor() {
    super();
    this.rows = [];
    this.y = 0;
    this.x = 0;
    this.white = 255;
    this.label = "";
  }

  override render() {
    const columns = this.rows[0] ?? [];
    return html`<table aria-label=${this.label} @click=${this.#onClick}>
      <thead>
        <tr>
          <th scope="col"><span class="visually-hidden">y, x</span></th>
          ${columns.map(({ x, rgb }) => this.#head("col", x, x === this.x, rgb !== null || this.#hasColumn(x)))}
        </tr>
      </thead>
      <tbody>
        ${this.rows.map(
          (row) => html`<tr>
            ${this.#head(
              "row",
              row[0].y,
              row[0].y === this.y,
              row.some(({ rgb }) => rgb),
            )}
            ${row.map((pixel) => this.#pixel(pixel))}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #hasColumn(x: number): boolean {
    return this.rows.some((row) => row.some((pixel) => pixel.x === x && pixel.rgb));
  }

  #head(scope: "row" | "col", at: number, here: boolean, inside: boolean) {
    return html`<th scope=${scope} class=${here ? "here" : ""}>${inside ? at : html`<span aria-hidden="true">·</span>`}</th>`;
  }

  #pixel({ y, x, rgb }: TablePixel) {
    if (!rgb) return html`<td class="outside"></td>`;
    const [r, g, b] = rgb.map((value) => (value * 255) / this.white);
    const here = y === this.y && x === this.x;
    return html`<td
      class=${here ? "here" : ""}
      aria-current=${here ? "true" : nothing}
      data-y=${y}
      data-x=${x}
      .style=${`background: rgb(${r} ${g} ${b}); color: ${inkOn(r, g, b)}`}
    >${rgb.map((value) => html`<span>${value} </span>`)}</td>`;
  }

  #onClick = (event: Event) => {
    const { y, x } = (event.target as Element).closest("td")?.dataset ?? {};
    if (y && x) this.dispatchEvent(new CustomEvent("pick", { detail: { y: Number(y), x: Number(x) } }));
  };
}
