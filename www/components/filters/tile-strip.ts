import { css, html, LitElement } from "lit";
import type { Preview } from "../../engine/types.ts";
import { shared } from "../../styles/shared.ts";
import { outline, paletteOf } from "../picture-pane/drawing.ts";
import { toCanvas } from "../picture-pane/picture-pane.ts";

/** One map as the strip shows it. */
export interface Tile {
  /** Its name, with its number. */
  name: string;
  /** What a screen reader says: the name and the value at the current cell. */
  label: string;
  /** The value at the current cell. */
  value: string;
  preview: Preview;
}

/**
 * Several maps side by side, each with the current cell and its value; one of them is chosen: a radio group.
 *
 * @fires choose - `detail` is the index of the chosen map.
 */
export class TileStrip extends LitElement {
  static override properties = {
    tiles: { attribute: false },
    size: { attribute: false },
    chosen: { type: Number },
    cell: { attribute: false },
    filled: { attribute: false },
    label: {},
    theme: { attribute: false },
  };
  declare tiles: Tile[];
  /** `[height, width]` of each map. */
  declare size: [number, number];
  declare chosen: number;
  declare cell: { y: number; x: number };
  /** The last cell that is filled in; null when all are. */
  declare filled: { y: number; x: number } | null;
  declare label: string;
  declare theme: string | null;

  #bitmaps = new WeakMap<Preview, HTMLCanvasElement>();
  #observer: ResizeObserver | undefined;
  #scheme = matchMedia("(prefers-color-scheme: dark)");

  static override styles = [
    shared,
    css`
      :host { display: block; container-type: inline-size; }
      [role="radiogroup"] { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px; }
      button {
        display: grid; gap: 6px; align-content: start; min-width: 0; padding: 7px; text-align: start; border: 1px solid var(--line); border-radius: 13px; background: var(--surface);
        transition: border-color 150ms;
      }
      button:hover { border-color: var(--line-strong); }
      button[aria-checked="true"] { border-color: var(--ink); box-shadow: inset 0 0 0 1px var(--ink); }
      canvas { display: block; width: 100%; border-radius: 7px; background: var(--sunken); }
      span { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 8px; font-size: 13px; line-height: 1.4; padding-inline: 2px; }
      b { font: 700 14px/1.4 var(--mono); font-variant-numeric: tabular-nums; color: var(--accent); white-space: nowrap; }
      @container (min-width: 560px) { [role="radiogroup"] { grid-template-columns: repeat(4, minmax(0, 1fr)); } }
      @container (min-width: 1000px) { [role="radiogroup"] { grid-template-columns: repeat(var(--across), minmax(0, 1fr)); } }
      @media (forced-colors: active) { button[aria-checked="true"] { border: 3px solid Highlight; } }
    `,
  ];

  constructor() {
    super();
    this.tiles = [];
    this.size = [1, 1];
    this.chosen = 0;
    this.cell = { y: 0, x: 0 };
    this.filled = null;
    this.label = "";
    this.theme = null;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#scheme.addEventListener("change", this.#draw);
    this.#observer ??= new ResizeObserver(this.#draw);
    this.#observer.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#scheme.removeEventListener("change", this.#draw);
    this.#observer?.disconnect();
  }

  override render() {
    const [height, width] = this.size;
    const across = Math.max(4, Math.min(8, this.tiles.length));
    return html`<div
      role="radiogroup"
      aria-label=${this.label}
      .style=${`--across: ${across}`}
      @keydown=${this.#onKey}
    >
      ${this.tiles.map(
        ({ name, label, value }, i) => html`<button
          role="radio"
          aria-checked=${i === this.chosen}
          aria-label=${label}
          tabindex=${i === this.chosen ? 0 : -1}
          @click=${() => this.#choose(i)}
        >
          <canvas aria-hidden="true" .style=${`aspect-ratio: ${width} / ${height}`}></canvas>
          <span>${name}<b>${value}</b></span>
        </button>`,
      )}
    </div>`;
  }

  protected override updated() {
    this.#draw();
  }

  #draw = () => {
    const unit = devicePixelRatio || 1;
    const { accent } = paletteOf(this);
    for (const [i, canvas] of this.renderRoot.querySelectorAll("canvas").entries()) {
      const context = canvas.getContext("2d");
      const tile = this.tiles.at(i);
      if (!context || !tile || canvas.clientWidth === 0) continue;
      const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((side) => Math.round(side * unit));
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      this.#drawOne(context, tile.preview, accent, unit);
    }
  };

  #drawOne(context: CanvasRenderingContext2D, preview: Preview, accent: string, unit: number) {
    const [height, width] = this.size;
    const cell = context.canvas.width / width;
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    context.save();
    context.beginPath();
    if (this.filled) {
      const { y, x } = this.filled;
      context.rect(0, 0, width * cell, y * cell);
      context.rect(0, y * cell, (x + 1) * cell, cell);
    } else context.rect(0, 0, width * cell, height * cell);
    context.clip();
    const { factor } = preview;
    context.imageSmoothingEnabled = cell < factor;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.#bitmap(preview), 0, 0, preview.width * factor * cell, preview.height * factor * cell);
    context.restore();
    const { y, x } = this.cell;
    outline(context, { left: 0, top: 0, cell }, { y0: y, x0: x, y1: y + 1, x1: x + 1 }, accent, 7 * unit, 0.8 * unit);
  }

  #bitmap(preview: Preview): HTMLCanvasElement {
    let bitmap = this.#bitmaps.get(preview);
    if (!bitmap) {
      bitmap = toCanvas(preview);
      this.#bitmaps.set(preview, bitmap);
    }
    return bitmap;
  }

  #choose(index: number) {
    if (index !== this.chosen) this.dispatchEvent(new CustomEvent("choose", { detail: index }));
  }

  #onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (this.chosen + step + this.tiles.length) % this.tiles.length;
    this.#choose(next);
    this.renderRoot.querySelectorAll("button")[next].focus();
  };
}
