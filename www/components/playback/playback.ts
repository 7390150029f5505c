import { css, html, LitElement, svg } from "lit";
import { type Lang, messages } from "../../i18n/index.ts";
import { shared } from "../../styles/shared.ts";
import { formatCount } from "../lab/format.ts";

export const speeds = ["one", "ten", "row", "all"] as const;
export type Speed = (typeof speeds)[number];

const icons = {
  back: svg`<path d="M15 5 8 12l7 7"/>`,
  forward: svg`<path d="m9 5 7 7-7 7"/>`,
  play: svg`<path d="M8 5.5v13l10.5-6.5z" fill="currentColor"/>`,
  pause: svg`<path d="M8 5.5v13M16 5.5v13" stroke-width="3.4"/>`,
};

/**
 * Play, pause, step, back, scrub, speed.
 *
 * @fires play
 * @fires step - `detail` is 1 or -1.
 * @fires seek - `detail` is the step to go to.
 * @fires speed - `detail` is the new speed.
 */
export class Playback extends LitElement {
  static override properties = {
    step: { type: Number },
    steps: { type: Number },
    y: { type: Number },
    x: { type: Number },
    playing: { type: Boolean },
    speed: {},
    language: {},
  };
  declare step: number;
  declare steps: number;
  declare y: number;
  declare x: number;
  declare playing: boolean;
  declare speed: Speed;
  declare language: Lang;

  static override styles = [
    shared,
    css`
      .bar { display: flex; align-items: center; gap: 10px 14px; flex-wrap: wrap; }
      .buttons { display: flex; align-items: center; gap: 10px; }
      button {
        width: 44px; height: 44px; display: grid; place-items: center; border-radius: 50%; border: 1px solid var(--line); background: var(--surface);
        transition: background 150ms, transform 150ms;
      }
      button:hover:enabled { background: var(--sunken); }
      button:active:enabled { transform: scale(0.95); }
      button.play { width: 52px; height: 52px; border: 0; background: var(--accent); color: var(--on-accent); }
      button.play:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
      svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
      .scrub { flex: 1 1 160px; min-width: 90px; display: flex; }
      input[type="range"] { width: 100%; height: 44px; margin: 0; accent-color: var(--accent); cursor: pointer; }
      .place { font: 13px/1.3 var(--mono); font-variant-numeric: tabular-nums; color: var(--muted); white-space: nowrap; text-align: right; min-width: 21ch; }
      .place b { font-weight: 600; color: var(--accent); }
      @media (max-width: 620px) {
        .bar { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 4px; }
        .buttons { gap: 2px; }
        .scrub { grid-column: 1 / -1; grid-row: 1; }
        .place { display: none; }
        input[type="range"] { height: 44px; }
        .bar { row-gap: 0; }
        cs-segmented { justify-self: end; }
      }
    `,
  ];

  constructor() {
    super();
    this.step = 0;
    this.steps = 1;
    this.y = 0;
    this.x = 0;
    this.playing = false;
    this.speed = "ten";
    this.language = "en";
  }

  override render() {
    const text = messages(this.language).playback;
    const last = this.steps - 1;
    return html`<div class="bar" role="group" aria-label=${text.label}>
      <div class="buttons">
        ${this.#button("back", text.back, this.step <= 0, () => this.#fire("step", -1))}
        <button class="play" aria-label=${this.playing ? text.pause : text.play} @click=${() => this.#fire("play")}>
          <svg viewBox="0 0 24 24" aria-hidden="true">${this.playing ? icons.pause : icons.play}</svg>
        </button>
        ${this.#button("forward", text.forward, this.step >= last, () => this.#fire("step", 1))}
      </div>
      <label class="scrub">
        <span class="visually-hidden">${text.scrub}</span>
        <input
          type="range"
          min="0"
          max=${last}
          .value=${String(this.step)}
          aria-valuetext=${text.place(this.y, this.x)}
          @input=${(event: Event) => this.#fire("seek", Number((event.target as HTMLInputElement).value))}
        />
      </label>
      <span class="place"
        ><b>${text.place(this.y, this.x)}</b>&ensp;${text.count(formatCount(this.step + 1, this.language), formatCount(this.steps, this.language))}</span
      >
      <cs-segmented
        mono
        .choices=${speeds.map((value) => ({ value, text: text.speeds[value], name: text.speedNames[value] }))}
        .value=${this.speed}
        label=${text.speed}
        @choose=${(event: CustomEvent) => this.#fire("speed", event.detail)}
      ></cs-segmented>
    </div>`;
  }

  #button(icon: "back" | "forward", name: string, disabled: boolean, press: () => void) {
    return html`<button aria-label=${name} ?disabled=${disabled} @click=${press}>
      <svg viewBox="0 0 24 24" aria-hidden="true">${icons[icon]}</svg>
    </button>`;
  }

  #fire(type: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
