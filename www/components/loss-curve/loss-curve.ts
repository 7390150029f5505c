import { css, html, LitElement, nothing, svg } from "lit";
import { shared } from "../../styles/shared.ts";
import { formatNumber } from "../lab/format.ts";

/** Losses step by step. */
type Losses = readonly number[];

const height = 200;
const edge = { top: 12, right: 14, bottom: 26, left: 52 };
/** A line of more points than this is drawn by every second, third, … of them. */
const mostPoints = 900;

/**
 * Loss curves on common axes; the last line is the current one, the others lie behind it.
 *
 * @attr scale - `linear` or `log`
 * @attr label - what a screen reader says of it
 */
export class LossCurve extends LitElement {
  static override properties = {
    lines: { attribute: false },
    scale: {},
    label: {},
    across: {},
    empty: {},
    version: { type: Number },
    width: { state: true },
  };
  declare lines: Losses[];
  /** Grows with the current line, whose array stays the same. */
  declare version: number;
  declare scale: "linear" | "log";
  declare label: string;
  /** What is counted from left to right. */
  declare across: string;
  /** What stands there before the first step. */
  declare empty: string;
  declare private width: number;
  #observer: ResizeObserver | undefined;

  static override styles = [
    shared,
    css`
      :host { display: block; min-width: 0; }
      svg { display: block; width: 100%; height: ${height}px; overflow: visible; }
      text { font: 12px var(--mono); fill: var(--muted); font-variant-numeric: tabular-nums; }
      .line { fill: none; stroke: var(--line-strong); stroke-width: 1.5; stroke-linejoin: round; stroke-linecap: round; opacity: 0.75; vector-effect: non-scaling-stroke; }
      .line.now { stroke: var(--ink); stroke-width: 2; opacity: 1; }
      .rule { stroke: var(--line); }
      .end { fill: var(--ink); stroke: var(--surface); stroke-width: 2; }
      .empty { font-family: var(--sans); font-size: 14px; text-anchor: middle; }
    `,
  ];

  constructor() {
    super();
    this.lines = [];
    this.scale = "linear";
    this.label = "";
    this.across = "";
    this.empty = "";
    this.version = 0;
    this.width = 600;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#observer = new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width > 0) this.width = Math.round(contentRect.width);
    });
    this.#observer.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  override render() {
    const drawn = this.lines.filter((losses) => losses.length > 0);
    const { width } = this;
    const steps = Math.max(1, ...drawn.map((losses) => losses.length));
    const ticks = drawn.length > 0 ? this.#ticks(drawn) : [];
    const [low, high] = ticks.length > 0 ? [ticks[0], ticks[ticks.length - 1]] : [0, 1];
    const x = (step: number) => edge.left + ((step - 1) / Math.max(1, steps - 1)) * (width - edge.left - edge.right);
    const y = (loss: number) => {
      const share = (this.#at(loss) - this.#at(low)) / (this.#at(high) - this.#at(low));
      return height - edge.bottom - Math.max(0, Math.min(1, share)) * (height - edge.top - edge.bottom);
    };
    const lastOne = drawn.at(-1);
    const isNow = (line: Losses) => line === this.lines.at(-1);
    return html`<svg viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${this.label}>
      ${ticks.map(
        (tick) => svg`<line class="rule" x1=${edge.left} x2=${width - edge.right} y1=${y(tick)} y2=${y(tick)} />
          <text x=${edge.left - 8} y=${y(tick) + 4} text-anchor="end">${this.#written(tick)}</text>`,
      )}
      ${
        drawn.length === 0
          ? svg`<line class="rule" x1=${edge.left} x2=${width - edge.right} y1=${y(0)} y2=${y(0)} />
              <text class="empty" x=${width / 2} y=${height / 2}>${this.empty}</text>`
          : svg`<text x=${edge.left} y=${height - 6}>1</text>
              <text x=${width - edge.right} y=${height - 6} text-anchor="end">${formatNumber(steps)} ${this.across}</text>`
      }
      ${drawn.map((line) => svg`<path class=${isNow(line) ? "line now" : "line"} d=${pathOf(line, x, y)} />`)}
      ${
        lastOne && isNow(lastOne)
          ? svg`<circle class="end" cx=${x(lastOne.length)} cy=${y(lastOne[lastOne.length - 1])} r="5" />`
          : nothing
      }
    </svg>`;
  }

  /** Where a loss stands on the axis. */
  #at(loss: number): number {
    return this.scale === "log" ? Math.log10(Math.max(loss, Number.MIN_VALUE)) : loss;
  }

  #written(tick: number): string {
    if (this.scale === "linear" || (tick >= 0.001 && tick < 10_000)) return formatNumber(tick, 3);
    return tick.toExponential(0).replace("e+", "e").replace("-", "\u2212");
  }

  /** The axis from its lower to its upper end: powers of ten, or round parts of the largest loss. */
  #ticks(lines: Losses[]): number[] {
    const finite = lines.flatMap((losses) => losses.filter(Number.isFinite));
    const most = finite.reduce((a, b) => Math.max(a, b), 0) || 1;
    if (this.scale === "linear") {
      const unit = 10 ** Math.floor(Math.log10(most));
      const step = [0.25, 0.5, 1, 2.5].map((part) => part * unit).find((size) => most / size <= 4) ?? unit * 5;
      return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => Number((i * step).toPrecision(6)));
    }
    const least = finite.filter((loss) => loss > 0).reduce((a, b) => Math.min(a, b), most);
    const [from, to] = [
      Math.floor(Math.log10(least)),
      Math.max(Math.ceil(Math.log10(most)), Math.floor(Math.log10(least)) + 1),
    ];
    const every = Math.ceil((to - from) / 5);
    return Array.from({ length: Math.ceil((to - from) / every) + 1 }, (_, i) => 10 ** (from + i * every));
  }
}

function pathOf(losses: Losses, x: (step: number) => number, y: (loss: number) => number): string {
  const every = Math.ceil(losses.length / mostPoints);
  const kept = losses.map((loss, i) => [i + 1, loss]).filter((_, i) => i % every === 0 || i === losses.length - 1);
  return kept.map(([step, loss], i) => `${i === 0 ? "M" : "L"}${x(step).toFixed(1)} ${y(loss).toFixed(1)}`).join("");
}
