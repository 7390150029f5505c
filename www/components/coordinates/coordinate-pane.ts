import { css, html, nothing } from "lit";
import { PicturePane } from "../picture-pane/picture-pane.ts";

/** What stands at the axes beside the current pixel, as the core counts it. */
export interface Guide {
  y: number;
  x: number;
  /** The numbers at the axes. */
  down: string;
  along: string;
}

/**
 * A picture whose axes tell the current pixel: as an array, with its origin at the top left, or as graph paper, with its
 * origin at the bottom left. With `drawing`, dragging draws a box.
 *
 * @fires hover - the mouse is over a pixel; `detail` is `{y, x}`, or null when it has left.
 * @fires draw - a box was dragged; `detail` is `{from: {y, x}, to: {y, x}}`.
 */
export class CoordinatePane extends PicturePane {
  static override properties = {
    ...PicturePane.properties,
    guide: { attribute: false },
    paper: { type: Boolean, reflect: true },
    drawing: { type: Boolean, reflect: true },
  };
  declare guide: Guide | null;
  /** Graph paper: x along the bottom, y upwards. */
  declare paper: boolean;
  declare drawing: boolean;

  #from: { y: number; x: number } | null = null;

  static override styles = [
    ...PicturePane.styles,
    css`
      .axis .here { padding: 2px 4px; border-radius: 5px; background: var(--accent); color: var(--on-accent); font-weight: 650; z-index: 1; }
      .axis .arrow { color: var(--ink); font-weight: 650; }
      .x { height: 20px; }
      .x .origin { translate: -50% 0; }
      :host([paper]) .stage { margin-top: 20px; }
      :host([paper]) .y { margin-top: 20px; }
      :host([paper]) .x { grid-row: 2; height: 22px; padding-top: 6px; }
      :host([paper]) .x span { top: 6px; }
      .guide { position: absolute; pointer-events: none; background: var(--accent); box-shadow: 0 0 0 0.75px #fff; opacity: 0.85; }
      .edge { position: absolute; pointer-events: none; background: var(--ink); }
      .edge.down { inset-block: 0; left: -1px; width: 2px; }
      .edge.along { inset-inline: 0; top: -1px; height: 2px; }
      :host([paper]) .edge.along { top: auto; bottom: -1px; }
      :host([drawing]) canvas.plane { touch-action: none; }
      @media (forced-colors: active) {
        .guide, .edge { forced-color-adjust: none; background: Highlight; }
      }
    `,
  ];

  constructor() {
    super();
    this.guide = null;
    this.paper = false;
    this.drawing = false;
    this.addEventListener("pointerdown", this.#onDown);
    this.addEventListener("pointermove", this.#onMove);
    this.addEventListener("pointerup", this.#onUp);
    this.addEventListener("pointercancel", this.#onUp);
    this.addEventListener("pointerleave", () => this.#tell("hover", null));
  }

  protected override renderAxes() {
    const [height, width] = this.size;
    const { guide, paper } = this;
    const [across, down] = guide ? [place(guide.x, width), place(guide.y, height)] : [-100, -100];
    // An end's own number stays away where the current one needs its room.
    const free = (at: number, here: number) => !guide || Math.abs(at - here) > 9;
    // The axis's name stands where the current number does not.
    const named = (here: number) => [50, 25, 75].find((at) => free(at, here)) as number;
    const [first, last] = [place(0, width), place(width - 1, width)];
    const [top, bottom] = [place(0, height), place(height - 1, height)];
    const text = (value: number | string, name: string, side: string, at: number) =>
      html`<span class=${name} .style=${`${side}: ${at}%`}>${value}</span>`;
    return html`<div class="axis x" aria-hidden="true">
        ${free(first, across) ? text(0, "origin", "left", first) : nothing}
        ${text("x →", "arrow", "left", named(across))}
        ${free(last, across) && width > 1 ? text(width - 1, width > 40 ? "last" : "", "left", last) : nothing}
        ${guide ? text(guide.along, "here", "left", across) : nothing}
      </div>
      <div class="axis y" aria-hidden="true">
        ${free(top, down) ? text(paper ? height - 1 : 0, "", "top", top) : nothing}
        ${text(paper ? "y ↑" : "y ↓", "arrow", "top", named(down))}
        ${free(bottom, down) && height > 1 ? text(paper ? 0 : height - 1, "", "top", bottom) : nothing}
        ${guide ? text(guide.down, "here", "top", down) : nothing}
      </div>`;
  }

  /** From both axes to the current pixel. */
  protected override renderOver() {
    const [height, width] = this.size;
    const { guide, paper } = this;
    const edges = html`<div class="edge down"></div><div class="edge along"></div>`;
    if (!guide) return edges;
    const [across, down] = [place(guide.x, width), place(guide.y, height)];
    const rise = paper ? `top: ${down}%; bottom: 0` : `top: 0; height: ${down}%`;
    return html`${edges}
      <div class="guide" .style=${`left: 0; width: ${across}%; top: calc(${down}% - 0.75px); height: 1.5px`}></div>
      <div class="guide" .style=${`${rise}; left: calc(${across}% - 0.75px); width: 1.5px`}></div>`;
  }

  #onDown = (event: PointerEvent) => {
    if (!this.drawing || event.button !== 0) return;
    this.#from = this.cellAt(event);
    this.setPointerCapture(event.pointerId);
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>(".plane")?.focus();
  };

  #onMove = (event: PointerEvent) => {
    if (this.#from) this.#tell("draw", { from: this.#from, to: this.cellAt(event) });
    else if (event.pointerType === "mouse" && event.buttons === 0) this.#tell("hover", this.cellAt(event));
  };

  #onUp = () => {
    this.#from = null;
  };

  #tell(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** Middle of a cell, in percent of the side. */
function place(at: number, count: number): number {
  return ((at + 0.5) / count) * 100;
}
