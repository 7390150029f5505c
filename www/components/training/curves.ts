import { html, LitElement, nothing, svg } from "lit";
import { shared } from "../../styles/shared.ts";
import { curvesStyles } from "./curves.styles.ts";

/** One line of a chart. */
export interface Series {
  name: string;
  points: { step: number; value: number }[];
  /** How it is drawn: lines differ in width and dashes, not in colour alone. */
  kind: "strong" | "faint" | "dashed" | "dotted";
}

/** The inside of the chart in its own units; it is stretched to the page. */
const [wide, high] = [1000, 300];

/**
 * Lines over steps, with their names at their ends, and a step that is moved by the pointer or the arrow keys.
 *
 * @fires look - somebody came to another step; `detail` is the sentence about it
 */
export class Curves extends LitElement {
  static override properties = {
    series: { attribute: false },
    name: {},
    note: {},
    label: {},
    top: { type: Number },
    format: { attribute: false },
    told: { attribute: false },
    steps: { type: Number },
    at: { state: true },
  };
  declare series: Series[];
  declare name: string;
  declare note: string;
  declare label: string;
  /** The value at the upper end; that of the highest point, where it is 0. */
  declare top: number;
  declare format: (value: number) => string;
  /** The sentence about a step and the values there. */
  declare told: (step: string, values: string) => string;
  /** How far the axis reaches at least. */
  declare steps: number;
  declare private at: number | null;

  static override styles = [shared, curvesStyles];

  constructor() {
    super();
    this.series = [];
    this.name = "";
    this.note = "";
    this.label = "";
    this.top = 0;
    this.format = String;
    this.told = (step, values) => `${step}: ${values}`;
    this.steps = 0;
    this.at = null;
  }

  get #drawn(): Series[] {
    return this.series.filter(({ points }) => points.length > 0);
  }

  /** The last step that is drawn. */
  get #now(): number {
    return Math.max(0, ...this.#drawn.map(({ points }) => points[points.length - 1].step));
  }

  get #last(): number {
    return Math.max(1, this.steps, this.#now);
  }

  get #high(): number {
    if (this.top > 0) return this.top;
    const most = Math.max(...this.#drawn.flatMap(({ points }) => points.map(({ value }) => value)), 0.1);
    return Number.isFinite(most) ? most : 1;
  }

  override render() {
    const last = this.#last;
    const high_ = this.#high;
    const ticks = [1, 0.5, 0];
    return html`<figure>
      <figcaption><b>${this.name}</b> <span class="muted">${this.note}</span></figcaption>
      <div class="chart">
        <div class="ticks mono" aria-hidden="true">${ticks.map((share) => html`<span>${this.format(high_ * share)}</span>`)}</div>
        <div
          class="plot"
          role="slider"
          tabindex="0"
          aria-label=${this.label}
          aria-valuemin="0"
          aria-valuemax=${last}
          aria-valuenow=${Math.round(this.at ?? this.#now)}
          aria-valuetext=${this.#sentence(this.at ?? this.#now)}
          @pointermove=${this.#onPointer}
          @pointerdown=${this.#onPointer}
          @pointerleave=${() => this.#look(null)}
          @keydown=${this.#onKey}
          @blur=${() => this.#look(null)}
        >
          <svg viewBox="0 0 ${wide} ${high}" preserveAspectRatio="none" aria-hidden="true">
            ${ticks.map((share) => svg`<line class="rule" x1="0" x2=${wide} y1=${high * share} y2=${high * share}></line>`)}
            ${this.#drawn.map((one) => this.#line(one, last, high_))}
            ${this.at === null ? nothing : svg`<line class="here" x1=${(this.at / last) * wide} x2=${(this.at / last) * wide} y1="0" y2=${high}></line>`}
          </svg>
        </div>
        <div class="ends">${this.#ends(high_).map(
          ({ name, value, top }) =>
            html`<span .style=${`top: ${top}%`}>${name} <span class="mono">${this.format(value)}</span></span>`,
        )}</div>
        <div class="axis mono" aria-hidden="true"><span>0</span><span>${last}</span></div>
      </div>
      <ul class="legend">
        ${this.series.map(
          ({ name, kind }) => html`<li>
            <svg viewBox="0 0 30 6" aria-hidden="true"><line class=${kind} x1="0" x2="30" y1="3" y2="3"></line></svg>${name}
          </li>`,
        )}
      </ul>
      <p class="read mono">${this.#drawn.length > 0 ? this.#sentence(this.at ?? this.#now) : nothing}</p>
    </figure>`;
  }

  #line({ points, kind }: Series, last: number, top: number) {
    const place = (share: number) => Math.min(1, Math.max(0, share));
    const path = points
      .map(
        ({ step, value }, i) =>
          `${i === 0 ? "M" : "L"}${((step / last) * wide).toFixed(1)} ${(high * (1 - place(value / top))).toFixed(1)}`,
      )
      .join("");
    return svg`<path class=${kind} d=${path}></path>`;
  }

  /** The names beside the lines' ends, moved apart where they would lie on one another. */
  #ends(top: number) {
    const ends = this.#drawn.map(({ name, points }) => {
      const { value } = points[points.length - 1];
      return { name, value, top: 100 * (1 - Math.min(1, Math.max(0, value / top))) };
    });
    ends.sort((a, b) => a.top - b.top);
    const gap = 12;
    ends.forEach((end, i) => {
      if (i > 0) end.top = Math.max(end.top, ends[i - 1].top + gap);
    });
    const over = Math.max(0, (ends.at(-1)?.top ?? 0) - 100);
    for (const end of ends) end.top -= over;
    return ends;
  }

  #sentence(step: number): string {
    const values = this.#drawn.map(({ name, points }) => {
      const nearest = points.reduce((best, one) =>
        Math.abs(one.step - step) < Math.abs(best.step - step) ? one : best,
      );
      return `${name} ${this.format(nearest.value)}`;
    });
    return this.told(String(Math.round(step)), values.join(" · "));
  }

  #onPointer = (event: PointerEvent) => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.#look(Math.min(1, Math.max(0, (event.clientX - left) / width)) * this.#last);
  };

  #onKey = (event: KeyboardEvent) => {
    const last = this.#last;
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5 }[event.key];
    const to = { Home: 0, End: last }[event.key];
    if (by === undefined && to === undefined) return;
    event.preventDefault();
    this.#look(Math.min(last, Math.max(0, to ?? (this.at ?? this.#now) + ((by as number) * last) / 40)));
  };

  #look(step: number | null) {
    this.at = step;
    this.dispatchEvent(new CustomEvent("look", { detail: step === null ? "" : this.#sentence(step) }));
  }
}
