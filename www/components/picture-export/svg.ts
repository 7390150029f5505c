/** A scene as SVG: everything is a vector but photos, which are PNG inside; a picture of few cells is made of squares. */
import { pngOf } from "../../engine/png.ts";
import type { Preview } from "../../engine/types.ts";
import type { Mark, Rect, Scene } from "./marks.ts";

/** Pictures with at most so many cells are drawn as squares. */
const mostSquares = 1024;

export async function svgFile(scene: Scene): Promise<Blob> {
  const { width, height, title, ground } = scene;
  const marks = await Promise.all(scene.marks.map((mark, i) => written(mark, i, scene)));
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" fill="${ground}"/>
${marks.join("\n")}
</svg>
`;
  return new Blob([text], { type: "image/svg+xml" });
}

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
const short = (value: number) => String(Math.round(value * 100) / 100);
const placed = ({ x, y, width, height }: Rect) =>
  `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`;

async function written(mark: Mark, index: number, { fonts }: Scene): Promise<string> {
  switch (mark.kind) {
    case "image":
      return imaged(mark, index);
    case "rect": {
      const stroke = mark.stroke
        ? ` stroke="${mark.stroke}" stroke-width="${mark.line ?? 1}" stroke-linejoin="round"`
        : "";
      const dash = mark.dashed ? ' stroke-dasharray="4 3"' : "";
      const opacity = mark.opacity === undefined ? "" : ` opacity="${mark.opacity}"`;
      return `<rect ${placed(mark)} fill="${mark.fill ?? "none"}"${stroke}${dash}${opacity}/>`;
    }
    case "lines": {
      const path = mark.ends.map(([x0, y0, x1, y1]) => `M${short(x0)} ${short(y0)}L${short(x1)} ${short(y1)}`).join("");
      return `<path d="${path}" stroke="${mark.stroke}" stroke-width="${mark.line}" opacity="${mark.opacity}"/>`;
    }
    default: {
      const font = `font-family="${escaped(mark.mono ? fonts.mono : fonts.sans)}" font-size="${short(mark.size)}"`;
      const bold = mark.bold ? ' font-weight="600"' : "";
      const align = mark.align && mark.align !== "start" ? ` text-anchor="${mark.align}"` : "";
      return `<text x="${short(mark.x)}" y="${short(mark.y)}" fill="${mark.fill}" ${font}${bold}${align}>${escaped(mark.text)}</text>`;
    }
  }
}

async function imaged(mark: Extract<Mark, { kind: "image" }>, index: number): Promise<string> {
  const { preview, clips } = mark;
  const body = preview.width * preview.height <= mostSquares ? squares(preview, mark) : await embedded(preview, mark);
  if (!clips) return body;
  const shapes = clips.map((clip) => `<rect ${placed(clip)}/>`).join("");
  return `<clipPath id="filled-${index}">${shapes}</clipPath><g clip-path="url(#filled-${index})">${body}</g>`;
}

function squares({ data, width, height }: Preview, at: Rect): string {
  const [right, down] = [at.width / width, at.height / height];
  const cells = Array.from({ length: width * height }, (_, i) => {
    const [r, g, b] = data.subarray(i * 4, i * 4 + 3);
    const place = { x: at.x + (i % width) * right, y: at.y + Math.floor(i / width) * down, width: right, height: down };
    return `<rect ${placed(place)} fill="rgb(${r},${g},${b})"/>`;
  });
  return `<g shape-rendering="crispEdges">${cells.join("")}</g>`;
}

async function embedded({ data, height, width }: Preview, at: Rect): Promise<string> {
  const bytes = new Uint8Array(await (await pngOf(data, height, width)).arrayBuffer());
  let letters = "";
  // In pieces: a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 0x8000) letters += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return `<image ${placed(at)} preserveAspectRatio="none" href="data:image/png;base64,${btoa(letters)}"/>`;
}
