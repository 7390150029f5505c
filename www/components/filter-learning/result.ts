/** How the search goes: the loss curve, a sentence, and three numbers. */
import { html, nothing } from "lit";
import type { FilterSearch } from "../../engine/filter-learning/search.ts";
import type { filterLearning } from "../../i18n/filter-learning.ts";
import { formatSmall } from "../lab/amounts.ts";
import { formatCount, formatFixed } from "../lab/format.ts";
import { decimals, type FilterLearningState } from "./state.ts";

interface Given {
  words: (typeof filterLearning)["ko"];
  language: string;
  state: FilterLearningState;
  search: FilterSearch;
  status: string;
  set(patch: Partial<FilterLearningState>): void;
  again(): void;
}

export function renderResult(given: Given) {
  const { words, language, state, search, status, set, again } = given;
  const { standing, isFound, running, curve, material } = search;
  const last = curve?.losses.at(-1);
  const figure = (name: string, says: string, value: string) =>
    html`<div><dt>${name}<small>${says}</small></dt><dd>${value}</dd></div>`;
  const place = words.epochSays(String(standing.at), String(material?.places.length ?? 0));
  return html`<div class="result">
    ${renderCurve(given)}
    <div>
      <p class=${isFound && !running ? "status found" : "status"}>${status}</p>
      <div class="buttons">
        <button class="chip" @click=${again}>${words.again}</button>
        <button class="chip" @click=${() => set({ seed: (state.seed + 1) % 1_000_000 })}>${words.newSeed}</button>
      </div>
      <dl class="figures">
        ${figure(words.stepCount, `${words.epoch} ${standing.epoch + 1}, ${place}`, formatCount(standing.step, language))}
        ${figure(words.loss, words.lossSays, last === undefined ? "–" : formatSmall(last))}
        ${figure(words.distance, words.distanceSays, formatFixed(standing.distance ?? 0, decimals))}
      </dl>
    </div>
  </div>`;
}

function renderCurve({ words, language, state, search: { curves, curve }, set }: Given) {
  const losses = curve?.losses ?? [];
  const [first, last] = [losses[0], losses[losses.length - 1]].map((loss) => formatSmall(loss ?? 0));
  const told =
    losses.length > 0 ? words.curveSays(formatCount(losses.length, language), first, last) : words.curveEmpty;
  const axes = (["linear", "log"] as const).map((value) => ({ value, text: words.axes[value] }));
  return html`<div>
    <div class="curve-head">
      <h3>${words.curve}</h3>
      <cs-segmented
        label=${words.axis}
        .choices=${axes}
        .value=${state.axis}
        @choose=${(event: CustomEvent) => set({ axis: event.detail })}
      ></cs-segmented>
    </div>
    <cs-loss-curve
      .lines=${curves.map((one) => one.losses)}
      .scale=${state.axis}
      label=${`${words.curve}: ${told}`}
      across=${words.curveSteps}
      empty=${words.curveEmpty}
      .version=${losses.length}
    ></cs-loss-curve>
    ${
      curves.length > 1
        ? html`<p class="legend"><span class="now">${words.now(String(curve?.seed))}</span><span>${words.before(String(curves.at(-2)?.seed))}</span></p>`
        : nothing
    }
  </div>`;
}
