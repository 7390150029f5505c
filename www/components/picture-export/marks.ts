/** A drawing as plain marks. Canvas and SVG draw the same ones, so PNG, SVG, GIF and WebM agree. */
import type { Preview } from "../../engine/types.ts";

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Mark =
  | ({ kind: "image"; preview: Preview /** What of it is shown; all, if left out. */; clips?: Rect[] } & Rect)
  | ({
      kind: "rect";
      fill?: string;
      opacity?: number;
      stroke?: string;
      line?: number;
      dashed?: boolean;
      radius?: number;
    } & Rect)
  | { kind: "lines"; stroke: string; opacity: number; line: number; ends: [number, number, number, number][] }
  | {
      kind: "text";
      x: number;
      /** Of the baseline. */
      y: number;
      text: string;
      size: number;
      fill: string;
      align?: "start" | "middle" | "end";
      bold?: boolean;
      mono?: boolean;
    };

export interface Scene {
  width: number;
  height: number;
  /** What a reader who cannot see it is told. */
  title: string;
  ground: string;
  fonts: { sans: string; mono: string };
  marks: Mark[];
}

/** The colours and fonts of the lab, as its style sheet has them right now. */
export interface Look {
  surface: string;
  sunken: string;
  ink: string;
  muted: string;
  line: string;
  accent: string;
  positive: string;
  negative: string;
  sans: string;
  mono: string;
}

export function lookOf(element: Element): Look {
  const style = getComputedStyle(element);
  const read = (name: string, otherwise = "#000") => style.getPropertyValue(`--${name}`).trim() || otherwise;
  return {
    surface: read("surface", "#fff"),
    sunken: read("sunken", "#eee"),
    ink: read("ink"),
    muted: read("muted"),
    line: read("line-strong"),
    accent: read("accent"),
    positive: read("positive"),
    negative: read("negative"),
    sans: read("sans", "sans-serif"),
    mono: read("mono", "monospace"),
  };
}
