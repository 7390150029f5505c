import { css, html, LitElement, type PropertyValues } from "lit";
import type { Preview } from "../../engine/types.ts";
import { shared } from "../../styles/shared.ts";
import type { Rgb } from "../lab/pixel-lab.ts";
import { inkOn, outline, paletteOf } from "../picture-pane/drawing.ts";
import { toCanvas } from "../picture-pane/picture-pane.ts";

/** One pixel of the enlarged part; null beyond an end of the row. */
export interface RowPixel {
  /** Which pixel of the row. */
  at: number;
  /** Its place in the grid, as it is written. */
  cell: string;
  rgb: Rgb;
  /** The numbers of its three values in the row. */
  indices: number[];
}

/**
 * A picture's pixels as one row: the whole as a strip, and the part around the current pixel enlarged, value by value.
 *
 * @fires pick - a pixel was pointed at or stepped to; `detail` is its number in the row.
 */
export class PixelRow extends LitElement {
  static override properties = {
    preview: { attribute: false },
    count: { type: Number },
    at: { type: Number },
    band: { attribute: false },
    near: { attribute: false },
    white: { type: Number },
    label: {},
    spoken: {},
    zoom: {},
    theme: { attribute: false },
  };
  /** The grid as it is drawn, row after row. */
  declare preview: Preview | null;
  declare count: number;
  declare at: number;
  /** First and last pixel of the grid's current row. */
  declare band: [number, number];
  declare near: (RowPixel | null)[];
  declare white: number;
  declare label: string;
  /** What a screen reader says of the current pixel. */
  declare spoken: string;
  declare zoom: string;
  declare theme: string | null;

  #strip: HTMLCanvasElement | null = null;
  #observer: ResizeObserver | undefined;
  #scheme = matchMedia("(prefers-color-scheme: dark)");

  static override styles = [
    shared,
    css`
      :host { display: block; min-width: 0; container-type: inline-size; }
      canvas { display: block; width: 100%; height: 62px; cursor: crosshair; touch-action: manipulation; border-radius: 4px; }
      .near { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)); gap: 8px; margin-top: 10px; }
      .pixel { min-width: 0; border-radius: 10px; padding: 4px; border: 1px solid transparent; cursor: pointer; background: none; font: inherit; text-align: center; }
      .pixel.here { outline: 2.5px solid var(--accent); outline-offset: -1px; }
      .pixel.outside { cursor: default; background: repeating-linear-gradient(45deg, var(--line) 0 2px, var(--surface) 2px 7px); }
      .cell { display: block; font: 12px/1.7 var(--mono); color: var(--muted); }
      .here .cell { color: var(--accent); font-weight: 700; }
      .own { display: block; height: 12px; border-radius: 4px; border: 1px solid var(--line); }
      .values { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 2px; margin-top: 3px; }
      .values b { display: block; border-radius: 5px; font: 600 13px/30px var(--mono); font-variant-numeric: tabular-nums; }
      .values i { display: block; font: 11px/1.6 var(--mono); color: var(--muted); font-style: normal; }
      @container (max-width: 1000px) {
        .near { grid-template-columns: repeat(5, minmax(0, 1fr)); }
        .near > :nth-child(1), .near > :nth-child(7) { display: none; }
      }
      @container (max-width: 619px) {
        .near { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 4px; }
        .near > :nth-child(2), .near > :nth-child(6) { display: none; }
        .values b { font-size: 12px; }
        .values i { font-size: 10px; }
      }
      @media (forced-colors: active) { .pixel.here { outline-color: Highlight; } .values b, .own { forced-color-adjust: none; } }
    `,
  ];

  constructor() {
    super();
    this.preview = null;
    this.count = 1;
    this.at = 0;
    this.band = [0, 0];
    this.near = [];
    this.white = 255;
    this.label = "";
    this.spoken = "";
    this.zoom = "";
    this.theme = null;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#scheme.addEventListener("change", this.#draw);
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#scheme.removeEventListener("change", this.#draw);
    this.#observer?.disconnect();
  }

  override render() {
    return html`<canvas
        role="slider"
        tabindex="0"
        aria-label=${this.label}
        aria-valuemin="0"
        aria-valuemax=${this.count - 1}
        aria-valuenow=${this.at}
        aria-valuetext=${this.spoken}
        @pointerdown=${this.#onPointer}
        @pointermove=${this.#onPointer}
        @keydown=${this.#onKey}
      ></canvas>
      <div class="near" role="group" aria-label=${this.zoom}>
        ${this.near.map((pixel) => (pixel ? this.#pixel(pixel) : html`<div class="pixel outside"></div>`))}
      </div>`;
  }

  #pixel({ at, cell, rgb, indices }: RowPixel) {
    const own = rgb.map((value) => (value * 255) / this.white);
    return html`<button
      class="pixel ${at === this.at ? "here" : ""}"
      aria-pressed=${at === this.at}
      @click=${() => this.#pick(at)}
    >
      <span class="cell">${cell}</span><span class="own" .style=${`background: rgb(${own.join(" ")})`}></span>
      <span class="values">
        ${rgb.map((value, c) => {
          const [r, g, b] = own.map((level, i) => (i === c ? level : 0));
          return html`<span
            ><b .style=${`background: rgb(${r} ${g} ${b}); color: ${inkOn(r, g, b)}`}>${value}</b><i>${indices[c]}</i></span
          >`;
        })}
      </span>
    </button>`;
  }

  protected override firstUpdated() {
    this.#observe();
  }

  #observe() {
    this.#observer ??= new ResizeObserver(this.#draw);
    this.#observer.observe(this.#canvas);
  }

  protected override updated(changed: PropertyValues) {
    if (changed.has("preview") && this.preview) this.#strip = toCanvas(this.preview);
    this.#draw();
  }

  get #canvas(): HTMLCanvasElement {
    return this.renderRoot.querySelector("canvas") as HTMLCanvasElement;
  }

  /** Every row of the grid after the one before, the current pixel outlined, the current row underlined. */
  #draw = () => {
    const canvas = this.#canvas;
    const { preview, count } = this;
    const context = canvas?.getContext("2d");
    if (!context || !preview || !this.#strip || canvas.clientWidth === 0) return;
    const unit = devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((side) => Math.round(side * unit));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.clearRect(0, 0, width, height);
    const { accent, ink, line } = paletteOf(this);
    const [edge, tall] = [7 * unit, 38 * unit];
    const cell = (width - 2 * edge) / count;
    context.imageSmoothingEnabled = false;
    const wide = preview.width * cell;
    for (let row = 0; row < preview.height; row += 1) {
      context.drawImage(this.#strip, 0, row, preview.width, 1, edge + row * wide, edge, wide, tall);
    }
    context.strokeStyle = line;
    context.lineWidth = unit;
    context.strokeRect(edge - unit / 2, edge - unit / 2, width - 2 * edge + unit, tall + unit);
    const [first, last] = this.band;
    context.fillStyle = ink;
    context.fillRect(edge + first * cell, edge + tall + 7 * unit, (last - first + 1) * cell, 2.5 * unit);
    const scale = { left: edge, top: edge, cell };
    const box = { x0: this.at, x1: this.at + 1, y0: 0, y1: tall / cell };
    const least = Math.max(cell, 7 * unit);
    const grown = (least / cell - 1) / 2;
    outline(context, scale, { ...box, x0: box.x0 - grown, x1: box.x1 + grown }, accent, 0, unit);
  };

  #onPointer = (event: PointerEvent) => {
    if (event.type === "pointermove" && event.buttons !== 1) return;
    const { left, width } = this.#canvas.getBoundingClientRect();
    const at = Math.floor(((event.clientX - left - 7) / (width - 14)) * this.count);
    this.#pick(at);
  };

  #pick(at: number) {
    this.dispatchEvent(new CustomEvent("pick", { detail: Math.max(0, Math.min(this.count - 1, at)) }));
  }

  #onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const far = event.shiftKey ? 10 : 1;
    const goals: Record<string, number> = {
      ArrowRight: this.at + far,
      ArrowUp: this.at + far,
      ArrowLeft: this.at - far,
      ArrowDown: this.at - far,
      PageUp: this.at + 10,
      PageDown: this.at - 10,
      Home: 0,
      End: this.count - 1,
    };
    const goal = goals[event.key];
    if (goal === undefined) return;
    // At either end a key that leads on is the page's.
    if (Math.max(0, Math.min(this.count - 1, goal)) === this.at) return;
    event.preventDefault();
    this.#pick(goal);
  };
}
