import { html, LitElement, nothing } from "lit";
import { layersOf } from "../../engine/classifier/models.ts";
import { Session } from "../../engine/classifier/session.ts";
import { permutation } from "../../engine/core.ts";
import type { DataSet } from "../../engine/sets/set.ts";
import type { TrainingWords } from "../../i18n/training.ts";
import { shared } from "../../styles/shared.ts";
import { formatNumber } from "../lab/format.ts";
import type { Series } from "./curves.ts";
import { proofStyles } from "./proof.styles.ts";
import { shuffleSeed, steeringOf, type TrainingState } from "./state.ts";
import { percent } from "./view.ts";

/** Network and order of the pixels; each with its line. */
const runs = {
  cnn: { model: "cnn", shuffled: false, kind: "strong" },
  cnnShuffled: { model: "cnn", shuffled: true, kind: "dashed" },
  dense: { model: "dense", shuffled: false, kind: "faint" },
  denseShuffled: { model: "dense", shuffled: true, kind: "dotted" },
} as const;
type RunName = keyof typeof runs;
const names = Object.keys(runs) as RunName[];
type Point = { step: number; value: number };

/**
 * CNN and dense network, each on pictures as they are and on shuffled ones, on the same axes.
 *
 * @fires proved - all four are trained; `detail` is the test accuracy of each
 * @fires trouble - `detail` is the error
 */
export class ShuffleProof extends LitElement {
  static override properties = {
    set: { attribute: false },
    state: { attribute: false },
    words: { attribute: false },
    curves: { state: true },
    at: { state: true },
  };
  declare set: DataSet;
  declare state: TrainingState;
  declare words: TrainingWords;
  declare private curves: Partial<Record<RunName, Point[]>>;
  /** The run that is under way. */
  declare private at: RunName | null;
  #session: Session | null = null;
  /** What is trained to the end. */
  #ended = new Set<RunName>();
  #stopped = false;

  static override styles = [shared, proofStyles];

  constructor() {
    super();
    this.curves = {};
    this.at = null;
  }

  /** Test accuracies of what is trained to the end. */
  get results(): Partial<Record<RunName, number>> {
    return Object.fromEntries([...this.#ended].map((name) => [name, this.curves[name]?.at(-1)?.value]));
  }

  /** Trains the four, one after the other, from the same seed and with the same steps. */
  async play(): Promise<void> {
    if (this.at) return;
    const { set, state } = this;
    this.#stopped = false;
    this.#ended.clear();
    this.curves = {};
    try {
      for (const name of names) {
        this.at = name;
        await this.#train(name, set, state);
        if (this.#stopped) break;
        this.#ended.add(name);
      }
      this.at = null;
      if (!this.#stopped) this.dispatchEvent(new CustomEvent("proved", { detail: this.results }));
    } catch (error) {
      this.at = null;
      this.dispatchEvent(new CustomEvent("trouble", { detail: error }));
    }
  }

  pause() {
    this.#stopped = true;
    this.#session?.pause();
  }

  async #train(name: RunName, set: DataSet, state: TrainingState) {
    const { model, shuffled } = runs[name];
    const order = shuffled ? permutation(set.height * set.width, shuffleSeed) : null;
    const plan = { set, layers: layersOf(model, set), seed: state.seed, order, steering: steeringOf(state) };
    const heard = () => {
      if (set !== this.set) return;
      const points = this.#session?.test.map(({ step, accuracy }) => ({ step, value: accuracy })) ?? [];
      if (points.length !== this.curves[name]?.length) this.curves = { ...this.curves, [name]: points };
    };
    const session = await Session.open(plan, heard);
    this.#session = session;
    try {
      if (!this.#stopped) await session.run(state.epochs);
      heard();
      if (session.end?.error) throw session.end.error;
    } finally {
      session.close();
      this.#session = null;
    }
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.pause();
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    // Curves of other data would lie.
    if (!changed.get("set")) return;
    this.pause();
    this.#ended.clear();
    this.curves = {};
  }

  override render() {
    const { words } = this;
    const series = names.map((name): Series => {
      return { name: words.proofSeries[name], kind: runs[name].kind, points: this.curves[name] ?? [] };
    });
    return html`<p class="note">${words.proofSays}</p>
      <p class="start">
        <button class="go" @click=${() => (this.at ? this.pause() : this.play())}>${this.at ? words.proofStop : words.proofRun}</button>
        <span class="muted" role="status">${this.at ? words.busy(words.proofSeries[this.at]) : nothing}</span>
      </p>
      <cs-curves
        .series=${series}
        .name=${words.proofAxis}
        .label=${words.chart(words.proofAxis)}
        .top=${1}
        .format=${percent}
        .told=${words.atStep}
      ></cs-curves>
      ${Object.keys(this.results).length > 0 ? this.#renderTable() : nothing}`;
  }

  #renderTable() {
    const { words, results } = this;
    const row = (name: string, plain?: number, shuffled?: number) => {
      const share = (value?: number) => (value === undefined ? "–" : percent(value));
      return html`<tr>
        <th scope="row">${name}</th>
        <td>${share(plain)}</td>
        <td>${share(shuffled)}</td>
        <td>${plain === undefined || shuffled === undefined ? "–" : this.#points(shuffled - plain)}</td>
      </tr>`;
    };
    const { cnn, cnnShuffled, dense, denseShuffled } = results;
    const all = names.every((name) => results[name] !== undefined);
    return html`<table>
        <thead><tr><th scope="col">${words.proofRow}</th><th scope="col">${words.proofPlain}</th><th scope="col">${words.proofShuffled}</th><th scope="col">${words.proofLost}</th></tr></thead>
        <tbody>${row(words.proofSeries.cnn, cnn, cnnShuffled)} ${row(words.proofSeries.dense, dense, denseShuffled)}</tbody>
      </table>
      ${
        all
          ? html`<p>${words.proofTold(
              this.#points((cnnShuffled as number) - (cnn as number)),
              this.#points((denseShuffled as number) - (dense as number)),
            )}</p>`
          : nothing
      }`;
  }

  /** A difference of percentages with its sign. */
  #points(difference: number): string {
    const points = Math.round(1000 * difference) / 10;
    return this.words.points(`${points > 0 ? "+" : ""}${formatNumber(points, 1)}`);
  }
}
