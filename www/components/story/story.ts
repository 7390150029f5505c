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
      ol { list-style: none; display: grid; grid-template-columns: repeat(5, auto); justify-content: space-between; gap: 12px 34px; margin: 0; padding: 0; }
      li { position: relative; display: flex; align-items: center; gap: 12px; min-width: 0; }
      li + li::before {
        content: ""; position: absolute; left: -22px; top: calc(50% - 5px); width: 8px; height: 8px; border: solid var(--line-strong); border-width: 1.5px 1.5px 0 0; rotate: 45deg;
      }
      canvas { display: block; height: 58px; max-width: 92px; object-fit: contain; border-radius: 6px; }
      canvas.small { image-rendering: pixelated; outline: 1px solid var(--line); }
      .filter { display: grid; gap: 2px; width: 60px; height: 60px; }
      .filter span {
        display: grid; place-items: center; border-radius: 4px; min-width: 0; overflow: hidden; font: 600 11px/1 var(--mono); background: var(--sunken); color: var(--muted);
      }
      .filter [data-sign="1"] { background: var(--positive-soft); color: var(--positive); }
      .filter [data-sign="-1"] { background: var(--negative-soft); color: var(--negative); }
      .words { min-width: 0; line-height: 1.45; }
      b { display: block; font-weight: 650; font-size: 14px; white-space: nowrap; }
      .mono { white-space: nowrap; font-size: 12px; }
      @media (max-width: 1100px) {
        ol { display: flex; justify-content: flex-start; overflow-x: auto; gap: 36px; padding: 4px 4px 10px; scroll-snap-type: x proximity; }
        li { flex: none; scroll-snap-align: start; }
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
    const before = this.convolution?.stages;
    const after = this.pooling?.stages;
    if (!before?.input || !before.output) return nothing;
    const text = messages(languageOf(this.closest("[lang]")?.getAttribute("lang")));
    const { story } = text;
    const sizeOf = (tensor: Tensor): [number, number] => [tensor.shape[1], tensor.shape[2]];
    const { picture, input, filter, output } = before;
    return html`<ol tabindex="0" aria-label=${text.home.storyHeading}>
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
    <div aria-hidden="true">${picture}</div>
    <div class="words" title=${words}>
      <b>${name}</b><span class="mono muted">${formatShape(shape)}</span><span class="visually-hidden">${words}</span>
    </div>
  </li>`;
}

const previews = new WeakMap<HTMLCanvasElement, Preview>();

function thumb(preview: Preview) {
  return html`<canvas class=${preview.width < 64 ? "small" : ""} .preview=${preview} width=${preview.width} height=${preview.height}></canvas>`;
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
