/** Drawing on a canvas in cells: every function takes the place of cell (0, 0) and the size of one cell in pixels. */
import type { Box } from "../lab/format.ts";

export interface Scale {
  /** Pixels from the canvas's left and top to cell (0, 0). */
  left: number;
  top: number;
  /** Pixels of one cell. */
  cell: number;
}

export interface Palette {
  surface: string;
  sunken: string;
  ink: string;
  muted: string;
  line: string;
  accent: string;
}

/** The colours of a lab, as its style sheet has them right now. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim() || "CanvasText";
  return {
    surface: read("surface"),
    sunken: read("sunken"),
    ink: read("ink"),
    muted: read("muted"),
    line: read("line-strong"),
    accent: read("accent"),
  };
}

export function pixelsOf({ left, top, cell }: Scale, box: Box) {
  return {
    x: left + box.x0 * cell,
    y: top + box.y0 * cell,
    width: (box.x1 - box.x0) * cell,
    height: (box.y1 - box.y0) * cell,
  };
}

/** White, then violet, so that the outline holds on any photo; never smaller than `least` pixels. */
export function outline(
  context: CanvasRenderingContext2D,
  scale: Scale,
  box: Box,
  color: string,
  least: number,
  unit: number,
) {
  const { x, y, width, height } = pixelsOf(scale, box);
  const grow = (size: number) => Math.max(0, least - size) / 2;
  const rect: [number, number, number, number] = [
    x - grow(width),
    y - grow(height),
    width + 2 * grow(width),
    height + 2 * grow(height),
  ];
  context.lineJoin = "round";
  context.strokeStyle = "#fff";
  context.lineWidth = 4.5 * unit;
  context.strokeRect(...rect);
  context.strokeStyle = color;
  context.lineWidth = 2.25 * unit;
  context.strokeRect(...rect);
}

/** Slanted lines over a box: cells that are no cells of the picture, or that no window reads. */
export function hatch(
  context: CanvasRenderingContext2D,
  scale: Scale,
  box: Box,
  color: string,
  unit: number,
  ground?: string,
) {
  const { x, y, width, height } = pixelsOf(scale, box);
  if (width <= 0 || height <= 0) return;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  if (ground) {
    context.fillStyle = ground;
    context.fillRect(x, y, width, height);
  }
  context.strokeStyle = color;
  context.globalAlpha = 0.55;
  context.lineWidth = unit;
  const gap = 6 * unit;
  context.beginPath();
  // The lines start at multiples of the gap, so that neighbouring boxes join.
  for (let at = Math.floor((x - height) / gap) * gap; at < x + width; at += gap) {
    context.moveTo(at, y + height);
    context.lineTo(at + height, y);
  }
  context.stroke();
  context.restore();
}

/** Lines between cells, where cells are large enough to have some. */
export function gridLines(context: CanvasRenderingContext2D, scale: Scale, box: Box, color: string, unit: number) {
  context.save();
  context.strokeStyle = color;
  context.globalAlpha = 0.35;
  context.lineWidth = unit;
  context.beginPath();
  const { x, y, width, height } = pixelsOf(scale, box);
  for (let column = box.x0; column <= box.x1; column += 1) {
    const at = Math.round(scale.left + column * scale.cell) + unit / 2;
    context.moveTo(at, y);
    context.lineTo(at, y + height);
  }
  for (let row = box.y0; row <= box.y1; row += 1) {
    const at = Math.round(scale.top + row * scale.cell) + unit / 2;
    context.moveTo(x, at);
    context.lineTo(x + width, at);
  }
  context.stroke();
  context.restore();
}

/** Black or white, whichever reads better on this colour: each has a contrast of at least 4.5 where it is chosen. */
export function inkOn(r: number, g: number, b: number): string {
  const [red, green, blue] = [r, g, b].map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.177 ? "#000" : "#fff";
}
