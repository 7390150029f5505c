/** Where everything of a drawing stands: title, picture and maps with their axes, the sum below. */
import { formatBox, formatCell, formatNumber } from "../lab/format.ts";
import type { Look, Mark, Scene } from "./marks.ts";
import { paneMarks, paneSize } from "./pane.ts";
import type { Shown } from "./shown.ts";
import { sumMarks } from "./sum.ts";

/** Of the drawing, before it is scaled. */
export const sceneWidth = 960;
const edge = 28;
const gap = 32;
const tallest = 430;

export interface Words {
  title: string;
  /** What the lab is set to, in short. */
  settings: string;
  input: string;
  output: string;
  /** "output" ← "input" */
  fromTo(output: string, input: string): string;
  foot: string;
  window: string;
  filter: string;
  products: string;
}

export interface Moment {
  step: number;
  /** Whether the maps are shown only as far as the window has come. */
  filling: boolean;
}

/** One picture: `shown` at a moment. Its size hangs on what is shown alone, so that the pictures of a film are of one size. */
export function sceneOf(shown: Shown, { step, filling }: Moment, look: Look, words: Words): Scene {
  const { walk, outputs, spot } = shown;
  const cell = walk?.cellOf(step) ?? null;
  const inner = sceneWidth - 2 * edge;
  const half = outputs.length > 0 ? (inner - gap) / 2 : inner;
  const marks: Mark[] = heading(look, words);
  const top = words.settings ? 84 : 64;
  const pixel = spot && { y0: spot.y, x0: spot.x, y1: spot.y + 1, x1: spot.x + 1 };
  const box = cell && walk ? walk.windowAt(...cell) : pixel;
  const at = { x: edge, y: top, width: half, tallest };
  const input = { pane: shown.input, at, label: words.input, box, filled: null };
  marks.push(...paneMarks(input, look));
  let bottom = top + paneSize(shown.input, at).height;

  const columns = outputs.length > 1 ? 2 : 1;
  const width = (half - (columns - 1) * gap) / columns;
  let row = top;
  for (const [i, pane] of outputs.entries()) {
    const place = {
      x: edge + half + gap + (i % columns) * (width + gap),
      y: row,
      width,
      tallest: tallest / Math.ceil(outputs.length / columns),
    };
    const label = outputs.length > 1 ? `${words.output} ${i + 1}` : words.output;
    const here = cell && { y0: cell[0], x0: cell[1], y1: cell[0] + 1, x1: cell[1] + 1 };
    marks.push(...paneMarks({ pane, at: place, label, box: here, filled: filling ? cell : null }, look));
    const { height } = paneSize(pane, place);
    bottom = Math.max(bottom, row + height);
    if (i % columns === columns - 1) row += height + 18;
  }
  if (spot) {
    const text = `${formatCell(spot.y, spot.x)} = (${spot.values.join(", ")})`;
    marks.push({ kind: "text", x: edge, y: bottom + 34, text, size: 15, fill: look.accent, mono: true });
    bottom += 40;
  }
  if (cell && box) {
    const said = words.fromTo(formatCell(...cell), formatBox(box));
    const told = shown.told(...cell);
    const value = told ? ` = ${formatNumber(told.result)}` : "";
    marks.push({
      kind: "text",
      x: edge,
      y: bottom + 34,
      text: `${said}${value}`,
      size: 15,
      fill: look.accent,
      mono: true,
    });
    bottom += 46;
    if (told) {
      const sum = sumMarks(told, { x: edge, y: bottom, width: inner }, look, words);
      marks.push(...sum.marks);
      bottom += sum.height;
    }
  }
  marks.push({ kind: "text", x: edge, y: bottom + 34, text: words.foot, size: 12, fill: look.muted });
  return { width: sceneWidth, height: even(bottom + 52), title: words.title, ground: look.surface, fonts: look, marks };
}

/** Films want an even number of lines. */
const even = (length: number) => 2 * Math.ceil(length / 2);

function heading({ ink, muted }: Look, { title, settings }: Words): Mark[] {
  const marks: Mark[] = [{ kind: "text", x: edge, y: 42, text: title, size: 22, fill: ink, bold: true }];
  if (settings) marks.push({ kind: "text", x: edge, y: 64, text: settings, size: 12, fill: muted, mono: true });
  return marks;
}
