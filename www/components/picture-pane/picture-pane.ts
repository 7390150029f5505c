import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import type { Preview } from "../../engine/types.ts";
import { shared } from "../../styles/shared.ts";
import { type Box, formatNumber } from "../lab/format.ts";
import { gridLines, hatch, inkOn, outline, paletteOf, type Scale } from "./drawing.ts";

/** How much lies around a plane: padding outside it, unread cells inside it. */
export interface Margins {
  top: number;
  bottom: number;
  left: number;
  right: number;
  unusedBottom: number;
  unusedRight: number;
}

export const noMargins: Margins = { top: 0, bottom: 0, left: 0, right: 0, unusedBottom: 0, unusedRight: 0 };

/** Compares by value: a box that is made anew at every render has not changed. */
const byValue = {
  attribute: false,
  hasChanged: (before: unknown, after: unknown) => JSON.stringify(before) !== JSON.stringify(after),
} as const;

/** From here on a cell is large enough (in CSS pixels) to carry its number. */
const numberedCell = 26;

/**
 * A picture or a map with its axes (y down the side, x along the top), the current window on it, its padding and what
 * has been filled in so far. Cells are picked by pointer, or stepped through with the arrow keys.
 *
 * @fires pick - a cell was pointed at; `detail` is `{y, x}`.
 * @fires move - an arrow key was pressed; `detail` is `{y, x}` to add to the current cell, or `{to: "first" | "last"}`.
 * @fires toggle - the space bar was pressed.
 */
export class PicturePane extends LitElement {
  static override properties = {
    preview: { attribute: false },
    size: byValue,
    values: { attribute: false },
    margins: byValue,
    box: byValue,
    area: byValue,
    filled: byValue,
    glide: { type: Boolean },
    label: {},
    hint: {},
    theme: { attribute: false },
  };
  declare preview: Preview | null;
  /** `[height, width]` in cells. */
  declare size: [number, number];
  /** Row-major values, for the numbers in large cells. */
  declare values: Float32Array | null;
  declare margins: Margins;
  /** The current window (input) or cell (output). */
  declare box: Box | null;
  /** Output cells that read the picked input cell. */
  declare area: Box | null;
  /** The last cell that is filled in; null when all are. */
  declare filled: { y: number; x: number } | null;
  /** Move the outline smoothly. */
  declare glide: boolean;
  declare label: string;
  declare hint: string;
  /** The lab's theme: the canvases are drawn anew when it changes. */
  declare theme: string | null;

  #bitmap: HTMLCanvasElement | null = null;
  #observer: ResizeObserver | undefined;
  #scheme = matchMedia("(prefers-color-scheme: dark)");
  #drawn: Box | null = null;
  #frame = 0;
  #touched = false;

  static override styles = [
    shared,
    css`
      :host { display: block; min-width: 0; }
      .frame { display: grid; grid-template-columns: 4ch minmax(0, 1fr); column-gap: 4px; }
      .axis { position: relative; font: 12px/1 var(--mono); color: var(--muted); font-variant-numeric: tabular-nums; }
      .axis span { position: absolute; white-space: nowrap; }
      .x { grid-column: 2; height: 18px; }
      .x span { translate: -50% 0; }
      .x .last { translate: -88% 0; }
      .y span { right: 2px; translate: 0 -50%; }
      :host([bare]) .frame { display: block; }
      :host([bare]) .axis { display: none; }
      .stage, .axis.x { max-width: var(--widest); }
      .stage { position: relative; }
      canvas.plane { display: block; width: 100%; border-radius: 4px; cursor: crosshair; touch-action: manipulation; background: var(--sunken); }
      canvas.plane:focus-visible { outline-offset: 4px; }
      canvas.window { position: absolute; inset: -6px; width: calc(100% + 12px); height: calc(100% + 12px); pointer-events: none; }
    `,
  ];

  constructor() {
    super();
    this.preview = null;
    this.size = [1, 1];
    this.values = null;
    this.margins = noMargins;
    this.box = null;
    this.area = null;
    this.filled = null;
    this.glide = false;
    this.label = "";
    this.hint = "";
    this.theme = null;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#scheme.addEventListener("change", this.#redraw);
    // Moved to another place: the first connection observes in firstUpdated.
    if (this.hasUpdated) this.#observer?.observe(this.#canvas);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#scheme.removeEventListener("change", this.#redraw);
    this.#observer?.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  override render() {
    const { label, hint } = this;
    return html`<div class="frame" part="frame">
      ${this.renderAxes()}
      <div class="stage">
        <canvas
          class="plane"
          role="application"
          tabindex="0"
          aria-label=${label}
          aria-description=${hint}
          @pointerdown=${this.#onPointer}
          @pointermove=${this.#onPointer}
          @click=${this.#onClick}
          @keydown=${this.#onKey}
        ></canvas>
        <canvas class="window" aria-hidden="true"></canvas>
        ${this.renderOver()}
      </div>
    </div>`;
  }

  /** What lies over the picture. */
  protected renderOver(): unknown {
    return nothing;
  }

  /** y down the left side, x along the top. */
  protected renderAxes(): unknown {
    const [height, width] = this.size;
    const { top, left } = this.margins;
    const [down, across] = this.#cells;
    // As a property: a style attribute would be inline style, which the content security policy forbids.
    const mark = (side: string, at: number, count: number) => `${side}: ${((at + 0.5) / count) * 100}%`;
    return html`<div class="axis x" aria-hidden="true">
        <span .style=${mark("left", left, across)}>0</span><span .style=${mark("left", left + (width - 1) / 2, across)}>x</span
        ><span class=${width > 40 ? "last" : ""} .style=${mark("left", left + width - 1, across)}>${width > 1 ? width - 1 : nothing}</span>
      </div>
      <div class="axis y" aria-hidden="true">
        <span .style=${mark("top", top, down)}>0</span><span .style=${mark("top", top + (height - 1) / 2, down)}>y</span
        ><span .style=${mark("top", top + height - 1, down)}>${height > 1 ? height - 1 : nothing}</span>
      </div>`;
  }

  protected override firstUpdated() {
    this.#observer = new ResizeObserver(this.#redraw);
    this.#observer.observe(this.#canvas);
  }

  protected override updated(changed: PropertyValues) {
    if (changed.has("preview")) this.#bitmap = this.preview && toCanvas(this.preview);
    if (changed.has("size") || changed.has("margins")) this.#shapeCanvas();
    const window = ["box", "area", "glide", "label", "hint"];
    if ([...changed.keys()].some((key) => !window.includes(String(key)))) this.#redraw();
    if (changed.has("box")) this.#glideTo(this.box);
    else if (changed.has("area")) this.#drawWindow();
  }

  get #canvas(): HTMLCanvasElement {
    return this.renderRoot.querySelector(".plane") as HTMLCanvasElement;
  }

  /** Cells down and across, padding included. */
  get #cells(): [number, number] {
    const { top, bottom, left, right } = this.margins;
    return [top + this.size[0] + bottom, left + this.size[1] + right];
  }

  /** The canvas keeps the plane's proportions; a tall one is bounded by the window's height. */
  #shapeCanvas() {
    const [height, width] = this.#cells;
    this.#canvas.style.aspectRatio = `${width} / ${height}`;
    const most = Math.round((width / height) * Math.min(560, Math.max(280, innerHeight * 0.62)));
    this.style.setProperty("--widest", `${most}px`);
  }

  #scale(canvas: HTMLCanvasElement): Scale {
    const cell = canvas.width / this.#cells[1];
    return { cell, left: this.margins.left * cell, top: this.margins.top * cell };
  }

  #redraw = () => {
    const canvas = this.#canvas;
    if (!canvas || canvas.clientWidth === 0) return;
    const unit = devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((side) => Math.round(side * unit));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d");
    if (context) this.#draw(context, this.#scale(canvas), unit);
    this.#drawWindow();
  };

  #draw(context: CanvasRenderingContext2D, scale: Scale, unit: number) {
    const palette = paletteOf(this);
    const [height, width] = this.size;
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    this.#drawPadding(context, scale, unit, palette.line, palette.surface);
    context.fillStyle = palette.sunken;
    context.fillRect(scale.left, scale.top, width * scale.cell, height * scale.cell);
    this.#drawPlane(context, scale);
    const large = scale.cell >= numberedCell * unit;
    if (large) this.#drawNumbers(context, scale, unit);
    if (scale.cell >= 8 * unit) {
      gridLines(context, scale, { y0: 0, x0: 0, y1: height, x1: width }, palette.line, unit);
    }
    // A single row of a photo is thinner than a pixel: what is left over is drawn at least three pixels wide.
    const least = (3 * unit) / scale.cell;
    const strip = (cells: number) => (cells > 0 ? Math.max(cells, least) : 0);
    const [bottom, right] = [strip(this.margins.unusedBottom), strip(this.margins.unusedRight)];
    const ground = `color-mix(in srgb, ${palette.surface} 45%, transparent)`;
    hatch(context, scale, { y0: height - bottom, x0: 0, y1: height, x1: width }, palette.ink, unit, ground);
    hatch(context, scale, { y0: 0, x0: width - right, y1: height - bottom, x1: width }, palette.ink, unit, ground);
  }

  /** The window lies on a canvas of its own: it moves without redrawing the picture, and may overhang it. */
  #drawWindow = () => {
    const canvas = this.renderRoot.querySelector(".window") as HTMLCanvasElement | null;
    const context = canvas?.getContext("2d");
    if (!canvas || !context || canvas.clientWidth === 0) return;
    const unit = devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((side) => Math.round(side * unit));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const { accent } = paletteOf(this);
    const { cell, left, top } = this.#scale(this.#canvas);
    const scale = { cell, left: left + 6 * unit, top: top + 6 * unit };
    context.clearRect(0, 0, width, height);
    if (this.area) this.#drawArea(context, scale, unit, accent);
    if (this.#drawn) outline(context, scale, this.#drawn, accent, 9 * unit, unit);
  };

  #drawPadding(context: CanvasRenderingContext2D, scale: Scale, unit: number, color: string, ground: string) {
    const [height, width] = this.size;
    const { top, bottom, left, right } = this.margins;
    const [x0, x1] = [-left, width + right];
    hatch(context, scale, { y0: -top, x0, y1: 0, x1 }, color, unit, ground);
    hatch(context, scale, { y0: height, x0, y1: height + bottom, x1 }, color, unit, ground);
    hatch(context, scale, { y0: 0, x0, y1: height, x1: 0 }, color, unit, ground);
    hatch(context, scale, { y0: 0, x0: width, y1: height, x1 }, color, unit, ground);
    if (scale.cell >= 8 * unit && top + bottom + left + right > 0) {
      gridLines(context, scale, { y0: -top, x0, y1: height + bottom, x1 }, color, unit);
    }
  }

  /** The plane itself, down to the last filled cell. */
  #drawPlane(context: CanvasRenderingContext2D, { left, top, cell }: Scale) {
    if (!this.#bitmap || !this.preview) return;
    const [height, width] = this.size;
    context.save();
    if (this.filled) {
      const { y, x } = this.filled;
      context.beginPath();
      context.rect(left, top, width * cell, y * cell);
      context.rect(left, top + y * cell, (x + 1) * cell, cell);
      context.clip();
    }
    const { factor } = this.preview;
    context.imageSmoothingEnabled = cell < factor;
    context.imageSmoothingQuality = "high";
    // The last block of a shrunk plane may stand for fewer cells than the others: clip what overhangs.
    context.beginPath();
    context.rect(left, top, width * cell, height * cell);
    context.clip();
    context.drawImage(this.#bitmap, left, top, this.preview.width * factor * cell, this.preview.height * factor * cell);
    context.restore();
  }

  #drawNumbers(context: CanvasRenderingContext2D, { left, top, cell }: Scale, unit: number) {
    const { values, preview, filled } = this;
    if (!values || preview?.factor !== 1) return;
    const [height, width] = this.size;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.font = `600 ${Math.min(16 * unit, cell * 0.34)}px ${getComputedStyle(this).getPropertyValue("--mono")}`;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        if (filled && (y > filled.y || (y === filled.y && x > filled.x))) return;
        const at = y * width + x;
        context.fillStyle = inkOn(preview.data[at * 4], preview.data[at * 4 + 1], preview.data[at * 4 + 2]);
        context.fillText(formatNumber(values[at]), left + (x + 0.5) * cell, top + (y + 0.5) * cell, cell * 0.94);
      }
    }
  }

  #drawArea(context: CanvasRenderingContext2D, { left, top, cell }: Scale, unit: number, color: string) {
    const { y0, x0, y1, x1 } = this.area as Box;
    const rect: [number, number, number, number] = [
      left + x0 * cell,
      top + y0 * cell,
      (x1 - x0) * cell,
      (y1 - y0) * cell,
    ];
    context.save();
    context.globalAlpha = 0.25;
    context.fillStyle = color;
    context.fillRect(...rect);
    context.globalAlpha = 1;
    context.setLineDash([4 * unit, 3 * unit]);
    context.strokeStyle = color;
    context.lineWidth = 1.5 * unit;
    context.strokeRect(...rect);
    context.restore();
  }

  /** Moves the outline to `goal`, smoothly over short ways when `glide` is on. */
  #glideTo(goal: Box | null) {
    cancelAnimationFrame(this.#frame);
    const from = this.#drawn;
    const short = from && goal && Math.abs(from.y0 - goal.y0) <= 2 && Math.abs(from.x0 - goal.x0) <= 8;
    if (!this.glide || !short) {
      this.#drawn = goal;
      this.#drawWindow();
      return;
    }
    const begin = performance.now();
    const step = (now: number) => {
      const t = Math.min(1, Math.max(0, now - begin) / 180);
      const eased = 1 - (1 - t) ** 3;
      const between = (key: keyof Box) => from[key] + (goal[key] - from[key]) * eased;
      this.#drawn = { y0: between("y0"), x0: between("x0"), y1: between("y1"), x1: between("x1") };
      this.#drawWindow();
      if (t < 1) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  #onPointer = (event: PointerEvent) => {
    this.#touched = event.pointerType === "touch";
    if (this.#touched || (event.type === "pointermove" && event.buttons !== 1)) return;
    this.#pick(event);
  };

  /** A finger may have come down to scroll: only a tap, which ends as a click, picks a cell. */
  #onClick = (event: MouseEvent) => {
    if (this.#touched) this.#pick(event);
  };

  #pick(event: MouseEvent) {
    this.dispatchEvent(new CustomEvent("pick", { detail: this.cellAt(event) }));
  }

  /** The cell under the pointer, or the nearest one. */
  protected cellAt({ clientY, clientX }: MouseEvent): { y: number; x: number } {
    const place = this.#canvas.getBoundingClientRect();
    const [height, width] = this.size;
    const cell = place.width / this.#cells[1];
    const at = (offset: number, margin: number, count: number) =>
      Math.max(0, Math.min(count - 1, Math.floor(offset / cell) - margin));
    return {
      y: at(clientY - place.top, this.margins.top, height),
      x: at(clientX - place.left, this.margins.left, width),
    };
  }

  #onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const far = event.shiftKey ? 10 : 1;
    const moves: Record<string, object> = {
      ArrowUp: { y: -far, x: 0 },
      ArrowDown: { y: far, x: 0 },
      ArrowLeft: { y: 0, x: -far },
      ArrowRight: { y: 0, x: far },
      PageUp: { y: -10, x: 0 },
      PageDown: { y: 10, x: 0 },
      Home: { to: "first" },
      End: { to: "last" },
    };
    const detail = moves[event.key];
    if (!detail && event.key !== " ") return;
    // A key that moves nothing is the page's: the lab says so by refusing the move.
    const told = detail ? new CustomEvent("move", { detail, cancelable: true }) : new CustomEvent("toggle");
    if (this.dispatchEvent(told)) event.preventDefault();
  };
}

/** A preview as a canvas that can be drawn on another one. */
export function toCanvas({ data, height, width }: Preview): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement("canvas"), { height, width });
  canvas.getContext("2d")?.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas;
}
