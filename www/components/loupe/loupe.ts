import { css, html, LitElement } from "lit";
import { flatIndex, patch, type Tensor } from "../../engine/core.ts";
import type { View } from "../../engine/types.ts";
import { shared } from "../../styles/shared.ts";
import { type Box, formatBox } from "../lab/format.ts";
import { gridLines, hatch, outline, paletteOf, type Scale } from "../picture-pane/drawing.ts";

/** The cells around the current window, enlarged: a window of three pixels on a photo is too small to see. */
export class Loupe extends LitElement {
  static override properties = {
    tensor: { attribute: false },
    range: { attribute: false },
    view: {},
    box: { attribute: false },
    filled: { attribute: false },
    label: {},
  };
  /** `[1, h, w, 1]`, or `[1, h, w, 3]` for a picture in colour. */
  declare tensor: Tensor | null;
  declare range: [number, number];
  declare view: View;
  declare box: Box | null;
  declare filled: { y: number; x: number } | null;
  declare label: string;

  static override styles = [
    shared,
    css`
      :host { display: block; width: 124px; flex: none; }
      canvas { display: block; width: 124px; height: 124px; border-radius: 12px; border: 1px solid var(--line); background: var(--sunken); }
    `,
  ];

  constructor() {
    super();
    this.tensor = null;
    this.range = [0, 1];
    this.view = "gray";
    this.box = null;
    this.filled = null;
    this.label = "";
  }

  /** The square of cells that is shown: odd, wide enough for the window and some of its surroundings. */
  static around(box: Box): Box {
    const span = Math.max(box.y1 - box.y0, box.x1 - box.x0);
    const side = Math.max(15, span + 6) | 1;
    const y0 = Math.floor((box.y0 + box.y1 - side) / 2);
    const x0 = Math.floor((box.x0 + box.x1 - side) / 2);
    return { y0, x0, y1: y0 + side, x1: x0 + side };
  }

  override render() {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  protected override updated() {
    const canvas = this.renderRoot.querySelector("canvas");
    const context = canvas?.getContext("2d");
    if (!canvas || !context || !this.tensor || !this.box) return;
    const unit = devicePixelRatio || 1;
    const side = Math.round(124 * unit);
    if (canvas.width !== side) Object.assign(canvas, { width: side, height: side });
    this.#draw(context, Loupe.around(this.box), side, unit);
  }

  #draw(context: CanvasRenderingContext2D, shown: Box, side: number, unit: number) {
    const palette = paletteOf(this);
    const { tensor, range, view, filled } = this;
    const cell = side / (shown.y1 - shown.y0);
    const scale: Scale = { cell, left: -shown.x0 * cell, top: -shown.y0 * cell };
    const [, height, width] = (tensor as Tensor).shape;
    const inside: Box = {
      y0: Math.max(0, shown.y0),
      x0: Math.max(0, shown.x0),
      y1: Math.min(height, shown.y1),
      x1: Math.min(width, shown.x1),
    };
    hatch(context, scale, shown, palette.line, unit, palette.surface);
    const { data, shape } = coloured(tensor as Tensor, inside, range, view);
    for (let y = 0; y < shape[0]; y += 1) {
      for (let x = 0; x < shape[1]; x += 1) {
        const at = (y * shape[1] + x) * 4;
        const [row, column] = [inside.y0 + y, inside.x0 + x];
        const empty = filled && (row > filled.y || (row === filled.y && column > filled.x));
        context.fillStyle = empty ? palette.sunken : `rgb(${data[at]} ${data[at + 1]} ${data[at + 2]})`;
        context.fillRect(scale.left + column * cell, scale.top + row * cell, cell + 1, cell + 1);
      }
    }
    gridLines(context, scale, inside, palette.line, unit);
    outline(context, scale, this.box as Box, palette.accent, 0, unit);
  }
}

/** The cells of a box as RGBA bytes: a map in the colours of its view, a picture in its own. */
function coloured(tensor: Tensor, { y0, x0, y1, x1 }: Box, range: [number, number], view: View) {
  const { data, shape } = tensor;
  if (shape[3] === 1) return patch(tensor, [y0, x0, y1, x1], range, view);
  const bytes: number[] = [];
  for (let y = y0; y < y1; y += 1) {
    const from = flatIndex(shape, [0, y, x0, 0]);
    data.subarray(from, from + (x1 - x0) * 3).forEach((value, i) => {
      bytes.push((value / range[1]) * 255);
      if (i % 3 === 2) bytes.push(255);
    });
  }
  return { data: bytes, shape: [y1 - y0, x1 - x0] };
}

export const loupeText = (box: Box) => formatBox(Loupe.around(box));
