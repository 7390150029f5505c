/** One output cell worked out: the window, the filter, the products and their sum; or what a pooling keeps. */
import type { Tap } from "../../engine/core.ts";
import { formatNumber } from "../lab/format.ts";
import type { Look, Mark } from "./marks.ts";
import type { Words } from "./scene.ts";
import type { Told } from "./shown.ts";

interface Cell {
  text: string;
  fill: string;
  faint?: boolean;
  picked?: boolean;
}

interface Grid {
  label: string;
  cells: Cell[];
}

const head = 24;
const between = 40;
const largest = 46;

export function sumMarks(told: Told, at: { x: number; y: number; width: number }, look: Look, words: Words) {
  const [rows, columns, channels] = told.kernel;
  // With several channels the products alone would fill the page; the sum is said above.
  if (channels > 1) return { marks: [] as Mark[], height: 0 };
  const grids = gridsOf(told, look, words);
  const room = at.width - (grids.length - 1) * between - 90;
  const cell = Math.min(largest, room / (grids.length * columns));
  const wide = columns * cell;
  const marks: Mark[] = grids.flatMap((grid, i) =>
    gridMarks(grid, { x: at.x + i * (wide + between), y: at.y, cell, columns }, look),
  );
  const middle = at.y + head + (rows * cell) / 2 + 6;
  const sign = (i: number, text: string): Mark => {
    const x = at.x + i * (wide + between) - between / 2;
    return { kind: "text", x, y: middle, text, size: 18, fill: look.muted, align: "middle" };
  };
  if (grids.length === 3) marks.push(sign(1, "×"), sign(2, "="));
  const x = at.x + grids.length * (wide + between) - between + 16;
  const reduced = told.op === "conv2d" ? "Σ" : told.op === "maxPool2d" ? "max" : "mean";
  const text = `${reduced} = ${formatNumber(told.result)}`;
  marks.push({ kind: "text", x, y: middle, text, size: 18, fill: look.accent, bold: true, mono: true });
  return { marks, height: head + rows * cell + 8 };
}

function gridsOf({ op, taps }: Told, look: Look, words: Words): Grid[] {
  const signed = (value: number) => (value > 0 ? look.positive : value < 0 ? look.negative : look.muted);
  const kept = (tap: Tap) => op === "maxPool2d" && tap.weight === 1;
  const outside = op === "conv2d" ? "0" : "";
  const window = taps.map((tap): Cell => {
    if (!tap.inside) return { text: outside, fill: look.muted, faint: true };
    return { text: formatNumber(tap.value), fill: look.ink, picked: kept(tap) };
  });
  if (op !== "conv2d") return [{ label: words.window, cells: window }];
  return [
    { label: words.window, cells: window },
    { label: words.filter, cells: taps.map(({ weight }) => ({ text: formatNumber(weight), fill: signed(weight) })) },
    {
      label: words.products,
      cells: taps.map(({ product }) => ({ text: formatNumber(product), fill: signed(product) })),
    },
  ];
}

function gridMarks(grid: Grid, at: { x: number; y: number; cell: number; columns: number }, look: Look): Mark[] {
  const { cell, columns } = at;
  const top = at.y + head;
  const cells = grid.cells.flatMap(({ text, fill, faint, picked }, i): Mark[] => {
    const [x, y] = [at.x + (i % columns) * cell, top + Math.floor(i / columns) * cell];
    const size = Math.min(cell * 0.34, (cell * 1.5) / Math.max(2, text.length), 15);
    const line = picked ? { stroke: look.accent, line: 2.5 } : { stroke: look.line, line: 0.75 };
    return [
      {
        kind: "rect",
        x,
        y,
        width: cell,
        height: cell,
        fill: faint ? look.sunken : look.surface,
        dashed: faint,
        ...line,
      },
      { kind: "text", x: x + cell / 2, y: y + cell / 2 + size * 0.36, text, size, fill, align: "middle", mono: true },
    ];
  });
  return [{ kind: "text", x: at.x, y: at.y + 14, text: grid.label, size: 12, fill: look.muted }, ...cells];
}
