import { css, html, LitElement, nothing } from "lit";
import { check, type Difference, Engine, type Group, loadGroups } from "../../engine/receipts.ts";
import { learn, messages } from "../../i18n/index.ts";
import { type Lang, languageOf } from "../../i18n/languages.ts";
import { receipts } from "../../i18n/receipts.ts";
import { shared } from "../../styles/shared.ts";
import { formatNumber, formatShape } from "../lab/format.ts";
import { labelOfReason } from "../lab/reason.ts";

type Place = "cpu" | "gpu";

/** Libraries by the names they call themselves. */
const libraries: Record<string, string> = { onnx: "ONNX", tensorflow: "TensorFlow", torch: "PyTorch", numpy: "NumPy" };

interface Tally {
  done: number;
  differences: Difference[];
}

/** The published proof: every committed answer, worked out again on this device. */
export class Receipts extends LitElement {
  static override properties = {
    groups: { state: true },
    trouble: { state: true },
    gpuReason: { state: true },
    running: { state: true },
  };
  declare private groups: Group[];
  declare private trouble: string;
  declare private gpuReason: string;
  declare private running: boolean;

  #tallies = new Map<string, Tally>();

  static override styles = [
    shared,
    css`
      :host { display: block; }
      .head { display: flex; flex-wrap: wrap; align-items: center; gap: 12px 18px; margin-bottom: 18px; }
      .run { min-height: 44px; padding: 6px 22px; border: 0; border-radius: 999px; background: var(--ink); color: var(--surface); font-weight: 650; }
      progress { width: min(320px, 100%); height: 8px; accent-color: var(--ink); }
      .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 18px; background: var(--surface); }
      table { width: 100%; border-collapse: collapse; font-size: 14px; }
      th, td { padding: 10px 16px; text-align: start; border-top: 1px solid var(--line); white-space: nowrap; }
      thead th { border-top: 0; color: var(--muted); font-weight: 500; font-size: 13px; }
      tbody th { font: 600 13px/1.4 var(--mono); }
      tbody th a { display: inline-block; padding: 4px 0; color: inherit; text-underline-offset: 3px; }
      td.number, th.number { text-align: end; }
      td.number { font-family: var(--mono); font-variant-numeric: tabular-nums; }
      .good::before { content: "✓ "; font-weight: 700; }
      .bad { color: var(--negative); font-weight: 650; }
      .bad::before { content: "✕ "; }
      .note { margin-top: 16px; color: var(--muted); max-width: 76ch; }
      .wrongs { color: var(--negative); }
    `,
  ];

  constructor() {
    super();
    this.groups = [];
    this.trouble = "";
    this.gpuReason = "";
    this.running = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    loadGroups().then(
      (groups) => {
        this.groups = groups;
      },
      (error: Error) => {
        this.trouble = this.#text.broken(error.message);
      },
    );
  }

  get #language(): Lang {
    return languageOf(this.closest("[lang]")?.getAttribute("lang"));
  }

  get #text() {
    return receipts[this.#language];
  }

  /** Works every case out, first on the CPU, then on the GPU. Resolves when all are done. */
  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.#tallies.clear();
    this.gpuReason = "";
    this.trouble = "";
    try {
      await learn(this.#language);
      await this.#runOn("cpu", await Engine.create({ backend: "cpu" }));
      const gpu = await Engine.create({ backend: "gpu" });
      if (gpu.backend === "gpu") await this.#runOn("gpu", gpu);
      else this.gpuReason = labelOfReason(gpu.reason, messages(this.#language));
    } catch (error) {
      this.trouble = this.#text.broken((error as Error).message);
    } finally {
      this.running = false;
    }
  }

  async #runOn(place: Place, engine: Engine) {
    let breath = performance.now();
    for (const group of this.groups) {
      const tally: Tally = { done: 0, differences: [] };
      this.#tallies.set(keyOf(group, place), tally);
      for (const one of group.cases) {
        const difference = await check(engine, group.op, one);
        if (difference) tally.differences.push(difference);
        tally.done += 1;
        if (performance.now() - breath < 40) continue;
        // Lets the page draw and answer.
        this.requestUpdate();
        await new Promise((resolve) => setTimeout(resolve));
        breath = performance.now();
      }
    }
    this.requestUpdate();
  }

  override render() {
    const text = this.#text;
    const tallies = [...this.#tallies.values()];
    const done = tallies.reduce((sum, tally) => sum + tally.done, 0);
    const bad = tallies.reduce((sum, tally) => sum + tally.differences.length, 0);
    const cases = this.groups.reduce((sum, group) => sum + group.cases.length, 0);
    const all = cases * (this.gpuReason ? 1 : 2);
    const ended = !this.running && done > 0;
    return html`
      <div class="head">
        <button class="run" ?disabled=${this.running || this.groups.length === 0} @click=${this.run}>${ended ? text.again : text.run}</button>
        ${this.running ? html`<progress max=${all} .value=${done} aria-label=${text.running(done, all)}></progress>` : nothing}
        <span role="status" aria-live="polite">
          ${this.running ? text.running(done, all) : nothing}${ended ? (bad > 0 ? text.some(bad, done) : text.all(done)) : nothing}
        </span>
      </div>
      ${this.trouble ? html`<p role="alert" class="wrongs">${this.trouble}</p>` : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label=${text.heading}>
        <table>
          <thead>
            <tr>
              <th scope="col">${text.op}</th>
              <th scope="col">${text.from}</th>
              <th scope="col" class="number">${text.count}</th>
              <th scope="col">${text.tolerance}</th>
              <th scope="col">${text.cpu}</th>
              <th scope="col">${text.gpu}</th>
            </tr>
          </thead>
          <tbody>${this.groups.map((group) => this.#row(group))}</tbody>
        </table>
      </div>
      ${this.gpuReason ? html`<p class="note">${text.noGpu(this.gpuReason)}</p>` : nothing} ${this.#wrongs()}
      <p class="note">${text.why}</p>
    `;
  }

  #row(group: Group) {
    const text = this.#text;
    const [least, most] = group.tolerances;
    const name = (value: number) => (value === 0 ? text.exact : value.toExponential(0));
    return html`<tr>
      <th scope="row"><a href=${`../ops/${group.op}/`}>${group.op}</a></th>
      <td>${libraries[group.from] ?? group.from} <span class="mono muted">${group.version}</span></td>
      <td class="number">${group.cases.length}</td>
      <td class="mono">${least === most ? name(least) : `${name(least)} … ${name(most)}`}</td>
      <td>${this.#result(group, "cpu")}</td>
      <td>${this.#result(group, "gpu")}</td>
    </tr>`;
  }

  #result(group: Group, place: Place) {
    const text = this.#text;
    const tally = this.#tallies.get(keyOf(group, place));
    if (!tally) return html`<span class="muted">${text.waiting}</span>`;
    if (tally.differences.length > 0) return html`<span class="bad">${text.failed(tally.differences.length)}</span>`;
    if (tally.done < group.cases.length) return html`<span class="muted">${tally.done} / ${group.cases.length}</span>`;
    return html`<span class="good">${text.passed(tally.done)}</span>`;
  }

  #wrongs() {
    const text = this.#text;
    const wrongs = [...this.#tallies].flatMap(([key, { differences }]) =>
      differences.map(({ case: name, at, got, want }) =>
        at === null
          ? text.wrongShape(`${key} ${name}`, formatShape(got), formatShape(want))
          : text.wrong(`${key} ${name}`, at, formatNumber(got[0], 6), formatNumber(want[0], 6)),
      ),
    );
    return wrongs.length > 0
      ? html`<ul class="wrongs">${wrongs.map((wrong) => html`<li>${wrong}</li>`)}</ul>`
      : nothing;
  }
}

const keyOf = ({ op, from }: Group, place: Place) => `${op} ${from} ${place}`;
