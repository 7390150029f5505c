import { css, html, LitElement, nothing } from "lit";
import type { Preview, Tensor } from "../../engine/types.ts";
import { languageOf, messages } from "../../i18n/index.ts";
import { shared } from "../../styles/shared.ts";
import { formatNumber, formatShape } from "../lab/format.ts";
import type { WindowLab, WindowState } from "../lab/window-lab.ts";

type Lab = WindowLab<WindowState>;

/** The whole way at a glance: picture, greyscale, filter, feature map, pooled map, each with its shape. */
export class Story extends LitElement {
  static override properties = { convolution: { attribute: false }, pooling: { attribute: false } };
  declare convolution: Lab | null;
  declare pooling: Lab | null;

  static override styles = [
    shared,
    css`
      :host { display: block; }
      ol { list-style: none; display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 12px 30px; margin: 0; padding: 0; }
      li { position: relative; min-width: 0; }
      li + li::before {
        content: ""; position: absolute; left: -21px; top: 42px; width: 9px; height: 9px; border: solid var(--line-strong); border-width: 1.5px 1.5px 0 0; rotate: 45deg;
      }
      .thumb { height: 92px; display: flex; align-items: center; }
      canvas { display: block; max-width: 100%; max-height: 92px; border-radius: 6px; background: var(--sunken); }
      .filter { display: grid; gap: 2px; width: 92px; height: 92px; }
      .filter span {
        display: grid; place-items: center; border-radius: 5px; min-width: 0; overflow: hidden; font: 600 12px/1 var(--mono); background: var(--sunken); color: var(--muted);
      }
      .filter [data-sign="1"] { background: var(--positive-soft); color: var(--positive); }
      .filter [data-sign="-1"] { background: var(--negative-soft); color: var(--negative); }
      b { display: block; margin-top: 8px; font-weight: 650; font-size: 14px; }
      .words { display: block; font-size: 12.5px; line-height: 1.4; color: var(--muted); }
      @media (max-width: 760px) {
        ol { display: flex; overflow-x: auto; gap: 30px; padding-bottom: 6px; scroll-snap-type: x proximity; }
        li { flex: 0 0 132px; scroll-snap-align: start; }
      }
    `,
  ];

  #refresh = () => this.requestUpdate();

  constructor() {
    super();
    this.convolution = null;
    this.pooling = null;
  }

  protected override updated(changed: Map<string, unknown>) {
    for (const name of ["convolution", "pooling"] as const) {
      if (changed.has(name)) this[name]?.addEventListener("convscope-output", this.#refresh);
    }
    for (const canvas of this.renderRoot.querySelectorAll<HTMLCanvasElement>("canvas")) paint(canvas);
  }

  override render() {
    const text = messages(languageOf(this.closest("[lang]")?.getAttribute("lang")));
    const { story } = text;
    const before = this.convolution?.stages;
    const after = this.pooling?.stages;
    if (!before?.input || !before.output) return html`<ol aria-busy="true"></ol>`;
    const sizeOf = (tensor: Tensor): [number, number] => [tensor.shape[1], tensor.shape[2]];
    const { picture, input, filter, output } = before;
    return html`<ol>
      ${picture && step(story.picture, [picture.height, picture.width, 3], story.pictureWords(picture.height, picture.width), thumb(picture.preview))}
      ${step(story.grey, input.tensor.shape, story.greyWords(...sizeOf(input.tensor)), thumb(input.preview))}
      ${filter && step(story.filter, filter.shape, story.filterWords(filter.shape[0], filter.shape[1]), weights(filter))}
      ${step(story.map, output.tensor.shape, story.mapWords(...sizeOf(output.tensor)), thumb(output.preview))}
      ${after?.output ? step(story.pooled, after.output.tensor.shape, story.mapWords(...sizeOf(after.output.tensor)), thumb(after.output.preview)) : nothing}
    </ol>`;
  }
}

function step(name: string, shape: number[], words: string, picture: unknown) {
  return html`<li>
    <div class="thumb" aria-hidden="true">${picture}</div>
    <b>${name}</b><span class="mono">${formatShape(shape)}</span><span class="words">${words}</span>
  </li>`;
}

const previews = new WeakMap<HTMLCanvasElement, Preview>();

function thumb(preview: Preview) {
  return html`<canvas .preview=${preview} width=${preview.width} height=${preview.height}></canvas>`;
}

function paint(canvas: HTMLCanvasElement & { preview?: Preview }) {
  const { preview } = canvas;
  if (!preview || previews.get(canvas) === preview) return;
  previews.set(canvas, preview);
  canvas.getContext("2d")?.putImageData(new ImageData(preview.data, preview.width, preview.height), 0, 0);
}

function weights({ data, shape: [, width] }: Tensor) {
  const cells = [...data].map(
    (value) => html`<span data-sign=${Math.sign(value)}>${width > 5 ? nothing : formatNumber(value)}</span>`,
  );
  return html`<div class="filter" .style=${`grid-template-columns: repeat(${width}, minmax(0, 1fr))`}>${cells}</div>`;
}
