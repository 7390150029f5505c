import { css, html, LitElement } from "lit";
import type { Plane } from "../../engine/classifier/learned.ts";
import { patch, type Tensor } from "../../engine/core.ts";
import { signedPaletteOf, signedPreview } from "../filter-learning/signed.ts";

/**
 * A small picture, each cell a crisp square: grey from the core, or, for weights, blue above and orange below 0.
 *
 * @attr label - what it shows
 */
export class Bitmap extends LitElement {
  static override properties = {
    tensor: { attribute: false },
    plane: { attribute: false },
    range: { attribute: false },
    label: {},
  };
  /** `[1, h, w, 1]` */
  declare tensor: Tensor | null;
  /** Signed values, in place of a tensor. */
  declare plane: Plane | null;
  /** What is drawn black and white; of a plane, the value of the strongest colour at its end. */
  declare range: [number, number];
  declare label: string;

  static override styles = css`
    :host { display: block; }
    canvas { display: block; width: 100%; aspect-ratio: var(--ratio, 1); image-rendering: pixelated; border-radius: inherit; background: #000; }
    canvas[data-signed] { background: var(--surface); outline: 1px solid var(--line); outline-offset: -1px; }
    @media (forced-colors: active) { canvas { forced-color-adjust: none; } }
  `;

  constructor() {
    super();
    this.tensor = null;
    this.plane = null;
    this.range = [0, 1];
    this.label = "";
  }

  override render() {
    return html`<canvas role="img" aria-label=${this.label} ?data-signed=${this.plane !== null}></canvas>`;
  }

  protected override updated() {
    const canvas = this.renderRoot.querySelector("canvas") as HTMLCanvasElement;
    const image = this.plane ? this.#signed(this.plane) : this.tensor ? grey(this.tensor, this.range) : null;
    if (!image) return;
    [canvas.height, canvas.width] = [image.height, image.width];
    canvas.getContext("2d")?.putImageData(image, 0, 0);
  }

  /** Each value between the surface's colour and that of its sign. */
  #signed({ height, width, values }: Plane): ImageData {
    const { data } = signedPreview(values, [height, width], this.range[1], signedPaletteOf(this, "surface"));
    return new ImageData(data, width, height);
  }
}

function grey(tensor: Tensor, range: [number, number]): ImageData {
  const [, height, width] = tensor.shape;
  return new ImageData(patch(tensor, [0, 0, height, width], range, "gray").data, width, height);
}
