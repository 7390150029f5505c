import { css, html, LitElement } from "lit";
import type { Point, Stroke } from "../../engine/sets/ink.ts";
import { shared } from "../../styles/shared.ts";

/** The keyboard's pen moves by this share of the pad. */
const keyStep = 1 / 24;
/** How wide a line is, as a share of the pad. */
const pen = 0.075;

/**
 * A pad to draw on, with a mouse, a finger or the keyboard.
 *
 * @fires draw - `detail` is all strokes so far, each a list of `[y, x]` from 0 to 1
 * @fires pen - the keyboard's pen was put down or lifted; `detail` is whether it is down
 */
export class DrawingPad extends LitElement {
  static override properties = {
    label: {},
    hint: {},
    strokes: { state: true },
    cursor: { state: true },
    down: { state: true },
  };
  declare label: string;
  declare hint: string;
  declare private strokes: Stroke[];
  /** Where the keyboard's pen is; null while nobody uses it. */
  declare private cursor: Point | null;
  declare private down: boolean;

  static override styles = [
    shared,
    css`
      :host { display: block; }
      .pad { position: relative; aspect-ratio: 1; border: 1px solid var(--line-strong); border-radius: 12px; background: var(--surface); cursor: crosshair; touch-action: none; overflow: hidden; }
      svg { position: absolute; inset: 0; width: 100%; height: 100%; display: block; }
      .ink { fill: none; stroke: var(--ink); stroke-linecap: round; stroke-linejoin: round; }
      .cursor { fill: none; stroke: var(--accent); stroke-width: 0.008; }
      .cursor[data-down] { fill: var(--accent); }
      .half { stroke: var(--line); stroke-width: 0.004; stroke-dasharray: 0.02 0.02; }
      @media (forced-colors: active) { .ink { stroke: CanvasText; } .cursor { stroke: Highlight; } }
    `,
  ];

  constructor() {
    super();
    this.label = "";
    this.hint = "";
    this.strokes = [];
    this.cursor = null;
    this.down = false;
  }

  /** Takes strokes over as if they had been drawn. */
  set drawing(strokes: readonly Stroke[]) {
    this.strokes = strokes.map((stroke) => [...stroke]);
    this.down = false;
  }

  get drawing(): readonly Stroke[] {
    return this.strokes;
  }

  override render() {
    const line = (stroke: Stroke) => {
      const [[y0, x0]] = stroke;
      // A stroke of no length is drawn too, as a dot.
      return `M${x0} ${y0}${stroke.map(([y, x]) => `L${x} ${y}`).join("")}`;
    };
    return html`<div
      class="pad"
      role="application"
      tabindex="0"
      aria-label=${this.label}
      aria-description=${this.hint}
      @pointerdown=${this.#onDown}
      @pointermove=${this.#onMove}
      @pointerup=${this.#onUp}
      @pointercancel=${this.#onUp}
      @keydown=${this.#onKey}
      @blur=${() => this.#lift()}
    >
      <svg viewBox="0 0 1 1" aria-hidden="true">
        <line class="half" x1="0.5" x2="0.5" y1="0" y2="1"></line>
        <line class="half" x1="0" x2="1" y1="0.5" y2="0.5"></line>
        <path class="ink" stroke-width=${pen} d=${this.strokes.map(line).join("")}></path>
        <circle
          class="cursor"
          r=${this.cursor ? pen / 2 : 0}
          cx=${this.cursor?.[1] ?? 0}
          cy=${this.cursor?.[0] ?? 0}
          ?data-down=${this.down}
        ></circle>
      </svg>
    </div>`;
  }

  #placeOf({ currentTarget, clientX, clientY }: PointerEvent): Point {
    const { left, top, width, height } = (currentTarget as HTMLElement).getBoundingClientRect();
    const share = (at: number, size: number) => Math.min(1, Math.max(0, at / size));
    return [share(clientY - top, height), share(clientX - left, width)];
  }

  #onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#lift();
    this.cursor = null;
    this.#begin(this.#placeOf(event));
    this.#pointer = event.pointerId;
  };

  #pointer: number | null = null;

  #onMove = (event: PointerEvent) => {
    if (event.pointerId === this.#pointer) this.#extend(this.#placeOf(event));
  };

  #onUp = () => {
    this.#pointer = null;
  };

  #begin(point: Point) {
    this.strokes = [...this.strokes, [point]];
    this.#tell();
  }

  #extend(point: Point) {
    const last = this.strokes.at(-1);
    if (!last) return;
    this.strokes = [...this.strokes.slice(0, -1), [...last, point]];
    this.#tell();
  }

  #onKey = (event: KeyboardEvent) => {
    const [dy, dx] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [
      0, 0,
    ];
    if (dy === 0 && dx === 0 && event.key !== " ") {
      if (event.key === "Backspace" || event.key === "Delete") this.undo();
      return;
    }
    event.preventDefault();
    const [y, x] = this.cursor ?? [0.5, 0.5];
    const within = (place: number) => Math.min(1 - pen, Math.max(pen, place));
    this.cursor = [within(y + dy * keyStep), within(x + dx * keyStep)];
    if (event.key === " ") {
      this.down = !this.down;
      if (this.down) this.#begin(this.cursor);
      this.dispatchEvent(new CustomEvent("pen", { detail: this.down }));
    } else if (this.down) this.#extend(this.cursor);
  };

  #lift() {
    this.down = false;
  }

  undo() {
    this.#lift();
    this.strokes = this.strokes.slice(0, -1);
    this.#tell();
  }

  erase() {
    this.#lift();
    this.strokes = [];
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new CustomEvent("draw", { detail: this.strokes }));
  }
}
