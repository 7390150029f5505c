import { html, LitElement } from "lit";
import type { TrainingWords } from "../../i18n/training.ts";
import { shared } from "../../styles/shared.ts";
import { confusionStyles } from "./confusion.styles.ts";

/** A cell of the matrix: what is right, what was answered. */
export type Mixed = readonly [right: number, given: number];

/**
 * The confusion matrix as a real table. The arrow keys go from cell to cell.
 *
 * @fires choose - `detail` is the cell `[right, given]`
 */
export class ConfusionTable extends LitElement {
  static override properties = {
    table: { attribute: false },
    classes: { attribute: false },
    chosen: { attribute: false },
    words: { attribute: false },
    at: { state: true },
  };
  declare table: number[][];
  declare classes: string[];
  declare chosen: Mixed | null;
  declare words: TrainingWords;
  /** The one cell that the tab key comes to. */
  declare private at: Mixed;

  static override styles = [shared, confusionStyles];

  constructor() {
    super();
    this.table = [];
    this.classes = [];
    this.chosen = null;
    this.at = [0, 0];
  }

  override render() {
    const { words, classes, table } = this;
    const most = Math.max(1, ...table.flatMap((row, right) => row.filter((_, given) => given !== right)));
    return html`<div class="scroll">
      <table @keydown=${this.#onKey}>
        <thead>
          <tr>
            <th class="corner" scope="col">${words.rightHead} \\ ${words.givenHead}</th>
            ${classes.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${table.map(
            (row, right) => html`<tr>
              <th scope="row">${classes[right]}</th>
              ${row.map((count, given) => this.#cell(right, given, count, most, row))}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** Wrong answers are drawn by how many of them there are, right ones by how much of their row they are. */
  #cell(right: number, given: number, count: number, most: number, row: number[]) {
    const { classes, chosen, words } = this;
    const is = ([y, x]: Mixed) => y === right && x === given;
    const diagonal = right === given;
    const share = diagonal
      ? count /
        Math.max(
          1,
          row.reduce((sum, one) => sum + one, 0),
        )
      : count / most;
    const colour = diagonal ? "--positive" : "--negative";
    const strength = count === 0 ? 0 : Math.round(10 + 35 * share);
    return html`<td .style=${`background: color-mix(in srgb, var(${colour}) ${strength}%, var(--surface))`}>
      <button
        aria-pressed=${chosen !== null && is(chosen)}
        tabindex=${is(this.at) ? 0 : -1}
        data-cell=${`${right} ${given}`}
        @click=${() => this.#choose([right, given])}
      >
        <span class="visually-hidden">${words.confusionCell(classes[right], classes[given])}</span>
        <span class="count">${count === 0 ? "·" : count}</span>
      </button>
    </td>`;
  }

  #choose(cell: Mixed) {
    this.at = cell;
    this.dispatchEvent(new CustomEvent("choose", { detail: cell }));
  }

  #onKey = (event: KeyboardEvent) => {
    const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!move) return;
    event.preventDefault();
    const within = (place: number) => Math.min(this.classes.length - 1, Math.max(0, place));
    this.at = [within(this.at[0] + move[0]), within(this.at[1] + move[1])];
    this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>(`[data-cell="${this.at.join(" ")}"]`)?.focus();
    });
  };
}
