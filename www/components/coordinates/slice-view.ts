/** A slice: its code, its shape, what it cuts out, and what NumPy makes of ends that are negative or too far. */
import { html, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { sliced } from "../../engine/core.ts";
import type { Pixels, Preview } from "../../engine/types.ts";
import type { coordinates } from "../../i18n/coordinates.ts";
import { formatNumber, formatShape } from "../lab/format.ts";
import { formatSlice } from "../lab/pixel-format.ts";
import { toCanvas } from "../picture-pane/picture-pane.ts";
import type { Slice } from "./slice-field.ts";

type Words = (typeof coordinates)["en"];

const axes = ["y", "x"] as const;

export function renderSlice(
  words: Words,
  pixels: Pixels,
  slice: Slice,
  set: (slice: unknown[][]) => void,
): TemplateResult {
  const told = sliced(pixels.shape, slice);
  const empty = told.shape.includes(0);
  const field = (axis: 0 | 1, end: 0 | 1) => {
    const value = slice[axis][end];
    const name = words.ends[`${axes[axis]}${end}`];
    return html`<label
      >${name}
      <input
        class="field"
        inputmode="numeric"
        autocomplete="off"
        .value=${value === null ? "" : String(value)}
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          const typed = input.value;
          input.value = value === null ? "" : String(value);
          set(slice.map((ends, i) => (i === axis ? ends.with(end, typed as never) : ends)));
        }}
      />
    </label>`;
  };
  return html`<div class="reading">
    <p class="code">picture<span class="accent">[${formatSlice(slice)}]</span></p>
    <div class="sum"><span class="mono">.shape</span><b>${formatShape(told.shape)}</b></div>
    <div class="ends">${field(0, 0)} ${field(0, 1)} ${field(1, 0)} ${field(1, 1)}</div>
    <div class="crop">
      ${
        empty
          ? html`<p>[]</p>`
          : html`<canvas
              role="img"
              aria-label=${words.crop(formatShape(told.shape))}
              ${ref((canvas) => canvas && drawCrop(canvas as HTMLCanvasElement, pixels, told))}
            ></canvas>`
      }
    </div>
    ${sentences(words, pixels, slice, told).map((says) => html`<p class="note">${says}</p>`)}
  </div>`;
}

type Told = ReturnType<typeof sliced>;

function sentences(words: Words, pixels: Pixels, slice: Slice, told: Told): string[] {
  const says: string[] = [];
  axes.forEach((axis, i) => {
    const size = pixels.shape[i];
    slice[i].forEach((end, at) => {
      if (end === null) return;
      const becomes = formatNumber(at === 0 ? told.start[i] : told.stop[i]);
      if (end < -size || end > size) says.push(words.clipped(`${axis} ${formatNumber(end)}`, becomes));
      else if (end < 0) says.push(words.negative(formatNumber(end), becomes));
    });
  });
  const empty = axes.filter((_, i) => told.shape[i] === 0);
  if (empty.length > 0) return [...says, ...empty.map((axis) => words.empty(axis))];
  const [y0, x0] = told.start.map(String);
  const [y1, x1] = told.stop.map(String);
  return [words.taken(y0, y1, x0, x1), ...says];
}

const bitmaps = new WeakMap<Preview, HTMLCanvasElement>();

/** The picture as it is drawn, once for each picture. */
function bitmapOf(preview: Preview): HTMLCanvasElement {
  const known = bitmaps.get(preview);
  if (known) return known;
  const canvas = toCanvas(preview);
  bitmaps.set(preview, canvas);
  return canvas;
}

/** The slice's part of the drawn picture; a small one enlarged, pixel by pixel. */
function drawCrop(canvas: HTMLCanvasElement, { preview }: Pixels, { start, shape }: Told) {
  const [height, width] = shape;
  const fit = Math.min(260 / width, 180 / height);
  const scale = fit > 1 ? Math.floor(fit) : fit;
  Object.assign(canvas, {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  });
  const context = canvas.getContext("2d");
  if (!context) return;
  const { factor } = preview;
  context.imageSmoothingEnabled = scale < 1;
  const from = [start[1], start[0], width, height].map((at) => at / factor) as [number, number, number, number];
  context.drawImage(bitmapOf(preview), ...from, 0, 0, canvas.width, canvas.height);
}
