import { css, html, LitElement, type PropertyValues } from "lit";
import type { Preview } from "../../engine/types.ts";
import { shared } from "../../styles/shared.ts";

/**
 * The feature maps of a layer, small, side by side; one of them is chosen.
 *
 * @attr crisp - pixels stay squares
 * @fires choose - `detail` is the index of the map.
 */
export class MapStrip extends LitElement {
  static override properties = {
    maps: { attribute: false },
    chosen: { type: Number },
    label: {},
    nameOf: { attribute: false },
  };
  declare maps: Preview[];
  declare chosen: number;
  declare label: string;
  /** What a screen reader says of a map. */
  declare nameOf: (index: number) => string;

  static override styles = [
    shared,
    css`
      :host { display: block; min-width: 0; }
      [role="radiogroup"] { display: grid; grid-template-columns: repeat(auto-fill, minmax(var(--tile, 44px), 1fr)); gap: 6px; max-height: var(--tallest, 204px); overflow-y: auto; padding: 3px; margin: -3px; }
      button { padding: 0; border: 2px solid transparent; border-radius: 8px; background: var(--sunken); overflow: hidden; min-height: 44px; line-height: 0; }
      button[aria-checked="true"] { border-color: var(--ink); }
      canvas { width: 100%; display: block; }
      :host([crisp]) canvas { image-rendering: pixelated; }
      @media (forced-colors: active) { button[aria-checked="true"] { border-color: Highlight; } }
    `,
  ];

  constructor() {
    super();
    this.maps = [];
    this.chosen = 0;
    this.label = "";
    this.nameOf = String;
  }

  override render() {
    return html`<div role="radiogroup" aria-label=${this.label} @keydown=${this.#onKey}>
      ${this.maps.map(
        (_, i) => html`<button
          role="radio"
          aria-checked=${i === this.chosen}
          aria-label=${this.nameOf(i)}
          tabindex=${i === this.chosen ? 0 : -1}
          @click=${() => this.#choose(i)}
        ><canvas></canvas></button>`,
      )}
    </div>`;
  }

  protected override updated(changed: PropertyValues) {
    if (!changed.has("maps")) return;
    for (const [i, canvas] of this.renderRoot.querySelectorAll("canvas").entries()) {
      const { data, height, width } = this.maps[i];
      Object.assign(canvas, { height, width });
      canvas.getContext("2d")?.putImageData(new ImageData(data, width, height), 0, 0);
    }
  }

  #choose(index: number) {
    this.dispatchEvent(new CustomEvent("choose", { detail: index }));
  }

  #onKey = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const by = moves[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const goal = (this.chosen + by + this.maps.length) % this.maps.length;
    this.#choose(goal);
    this.renderRoot.querySelectorAll("button")[goal].focus();
  };
}
