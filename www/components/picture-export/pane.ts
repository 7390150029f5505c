/** One picture or map with its axes, padding, numbers and window. */
import { type Box, formatNumber, formatShape } from "../lab/format.ts";
import { inkOn } from "../picture-pane/drawing.ts";
import type { Look, Mark, Rect } from "./marks.ts";
import type { Pane } from "./shown.ts";

export interface Place {
  x: number;
  y: number;
  width: number;
  /** The most that the cells may take, downwards. */
  tallest: number;
}

export interface PaneDrawing {
  pane: Pane;
  at: Place;
  label: string;
  /** The window, or the current cell. */
  box: Box | null;
  /** The last cell that is filled in; null for all. */
  filled: [y: number, x: number] | null;
}

/** Room for the label above, and for the numbers of the axes. */
const head = 48;
const axis = { left: 38, top: 18 };
/** Cells as large as this hold their number. */
const numbersFrom = 30;
const gridFrom = 8;

export function paneSize({ size, margins }: Pane, { width, tallest }: Place) {
  const [rows, columns] = [size[0] + margins.top + margins.bottom, size[1] + margins.left + margins.right];
  const cell = Math.min((width - axis.left) / columns, tallest / rows, 64);
  return { cell, rows, columns, height: head + axis.top + rows * cell };
}

export function paneMarks(drawing: PaneDrawing, look: Look): Mark[] {
  const { pane, at, label, box } = drawing;
  const { cell, rows, columns } = paneSize(pane, at);
  const { margins, size } = pane;
  const whole: Rect = { x: at.x + axis.left, y: at.y + head + axis.top, width: columns * cell, height: rows * cell };
  const origin = { x: whole.x + margins.left * cell, y: whole.y + margins.top * cell };
  const inside: Rect = { ...origin, width: size[1] * cell, height: size[0] * cell };
  const rect = ({ y0, x0, y1, x1 }: Box): Rect => ({
    x: origin.x + x0 * cell,
    y: origin.y + y0 * cell,
    width: (x1 - x0) * cell,
    height: (y1 - y0) * cell,
  });
  return [
    { kind: "text", x: at.x, y: at.y + 16, text: label, size: 15, fill: look.ink, bold: true },
    { kind: "text", x: at.x, y: at.y + 34, text: formatShape(pane.shape), size: 12, fill: look.muted, mono: true },
    ...axes(pane, whole, inside, box, look),
    ...padding(pane, whole, look),
    { kind: "rect", ...inside, fill: look.sunken },
    { kind: "image", ...inside, preview: pane.image, clips: clipsOf(drawing, inside, cell) },
    ...unread(pane, inside, cell, look),
    ...lines(size, inside, cell, look),
    ...numbers(drawing, inside, cell),
    ...(box ? outline(rect(box), look) : []),
  ];
}

/** The first and the last index of each axis, and the current ones between. */
function axes({ size }: Pane, whole: Rect, inside: Rect, box: Box | null, look: Look): Mark[] {
  const tick = (value: number, x: number, y: number, align: "middle" | "end", fill: string): Mark => {
    return { kind: "text", x, y, text: String(value), size: 11, fill, align, mono: true };
  };
  const along = (count: number, at: number | undefined, long: number): [number, string][] => {
    const ends: [number, string][] = [...new Set([0, count - 1])].map((value) => [value, look.muted]);
    if (at === undefined) return ends;
    const inner = Math.max(0, Math.min(count - 1, at));
    // Where two numbers would touch, the current one stays.
    const apart = ends.filter(([value]) => Math.abs(value - inner) * (long / count) > 26);
    return [...apart, [inner, look.accent]];
  };
  const cell = inside.height / size[0];
  const [top, left] = [whole.y - 6, whole.x - 7];
  return [
    ...along(size[1], box?.x0, inside.width).map(([x, fill]) =>
      tick(x, inside.x + (x + 0.5) * cell, top, "middle", fill),
    ),
    ...along(size[0], box?.y0, inside.height).map(([y, fill]) =>
      tick(y, left, inside.y + (y + 0.5) * cell + 4, "end", fill),
    ),
    { kind: "text", x: whole.x - axis.left, y: top, text: "y↓ x→", size: 9, fill: look.muted, mono: true },
  ];
}

function padding({ margins }: Pane, whole: Rect, look: Look): Mark[] {
  if (margins.top + margins.bottom + margins.left + margins.right === 0) return [];
  return [{ kind: "rect", ...whole, fill: look.sunken, stroke: look.line, line: 1, dashed: true }];
}

/** Rows and columns that no window reaches. */
function unread({ margins }: Pane, inside: Rect, cell: number, look: Look): Mark[] {
  const [down, right] = [margins.unusedBottom * cell, margins.unusedRight * cell];
  const veils = [
    { ...inside, y: inside.y + inside.height - down, height: down },
    { ...inside, x: inside.x + inside.width - right, width: right, height: inside.height - down },
  ];
  return veils
    .filter(({ width, height }) => width > 0 && height > 0)
    .map((veil): Mark => ({ kind: "rect", ...veil, fill: look.surface, opacity: 0.65 }));
}

/** Whole rows, then the row that is being filled. */
function clipsOf({ filled }: PaneDrawing, inside: Rect, cell: number): Rect[] | undefined {
  if (!filled) return undefined;
  const [y, x] = filled;
  return [
    { ...inside, height: y * cell },
    { ...inside, y: inside.y + y * cell, width: (x + 1) * cell, height: cell },
  ];
}

function lines([rows, columns]: [number, number], { x, y, width, height }: Rect, cell: number, look: Look): Mark[] {
  if (cell < gridFrom) return [];
  const ends: [number, number, number, number][] = [];
  for (let row = 0; row <= rows; row += 1) ends.push([x, y + row * cell, x + width, y + row * cell]);
  for (let column = 0; column <= columns; column += 1) ends.push([x + column * cell, y, x + column * cell, y + height]);
  return [{ kind: "lines", stroke: look.line, opacity: 0.45, line: 1, ends }];
}

function numbers({ pane, filled }: PaneDrawing, inside: Rect, cell: number): Mark[] {
  const { values, size, image } = pane;
  if (!values || cell < numbersFrom) return [];
  const [height, width] = size;
  const count = filled ? filled[0] * width + filled[1] + 1 : height * width;
  return Array.from({ length: Math.min(count, values.length) }, (_, i): Mark => {
    const [y, x] = [Math.floor(i / width), i % width];
    const text = formatNumber(values[i]);
    const [r, g, b] = image.data.subarray(i * 4, i * 4 + 3);
    const fill = inkOn(r, g, b);
    const fits = Math.min(cell * 0.36, (cell * 1.55) / Math.max(2, text.length));
    const place = { x: inside.x + (x + 0.5) * cell, y: inside.y + (y + 0.5) * cell + fits * 0.36 };
    return { kind: "text", ...place, text, size: fits, fill, align: "middle", mono: true };
  });
}

/** White, then violet, so that it holds on any photo. */
function outline(rect: Rect, { accent }: Look): Mark[] {
  const least = 5;
  const grow = (size: number) => Math.max(0, least - size) / 2;
  const [x, y] = [grow(rect.width), grow(rect.height)];
  const grown = { x: rect.x - x, y: rect.y - y, width: rect.width + 2 * x, height: rect.height + 2 * y };
  return [
    { kind: "rect", ...grown, stroke: "#fff", line: 5 },
    { kind: "rect", ...grown, stroke: accent, line: 2.5 },
  ];
}
