/** The controls of the lab: what is hidden, and how it is learned. They take the state and give patches of it. */
import { html, nothing } from "lit";
import { scales } from "../../engine/filter-learning/material.ts";
import { presetNames, presetOf, presets } from "../../engine/presets.ts";
import type { filterLearning } from "../../i18n/filter-learning.ts";
import type { Messages } from "../../i18n/index.ts";
import { formatNumber } from "../lab/format.ts";
import { numberField } from "../lab/view.ts";
import { batches, type FilterLearningState, momenta, rateChoices, rates, seeds } from "./state.ts";

interface Given {
  text: Messages;
  words: (typeof filterLearning)["ko"];
  state: FilterLearningState;
  shows(control: string): boolean;
  set(patch: Record<string, unknown>): void;
}

export function renderControls(given: Given) {
  const { words, state, shows, set } = given;
  const choice = (key: "momentum" | "batch", label: string, says: string, choices: readonly string[]) =>
    html`<div>
      <span class="label">${label}</span>
      <cs-segmented
        mono
        label=${label}
        .choices=${choices.map((value) => ({ value, text: value }))}
        .value=${state[key]}
        @choose=${(event: CustomEvent) => set({ [key]: event.detail })}
      ></cs-segmented>
      <p class="says">${says}</p>
    </div>`;
  return html`<div class="settings">
    ${shows("learning-rate") ? renderRate(given) : nothing}
    ${shows("batch") ? choice("batch", words.batch, words.batchSays, batches) : nothing}
    ${shows("momentum") ? choice("momentum", words.momentum, words.momentumSays, momenta) : nothing}
    ${shows("pixels") ? renderPixels(given) : nothing} ${shows("filter") ? renderHidden(given) : nothing}
  </div>`;
}

function renderRate({ words, state, set }: Given) {
  const rate = state["learning-rate"];
  const choices = rateChoices.map((value) => ({ value: String(value), text: formatNumber(value, 3) }));
  return html`<div class="rate">
    <span class="label">${words.rate}</span>
    <cs-segmented
      mono
      label=${words.rate}
      .choices=${choices}
      .value=${String(rate)}
      @choose=${(event: CustomEvent) => set({ "learning-rate": event.detail })}
    ></cs-segmented>
    <div class="fields below">${numberField(words.exactly, rate, rates, "any", (value) => set({ "learning-rate": value }))}</div>
    <p class="says">${words.rateSays}</p>
  </div>`;
}

function renderPixels({ words, state, set }: Given) {
  return html`<div>
    <span class="label">${words.scale}</span>
    <cs-segmented
      label=${words.scale}
      .choices=${scales.map((value) => ({ value, text: words.scales[value] }))}
      .value=${state.pixels}
      @choose=${(event: CustomEvent) => set({ pixels: event.detail })}
    ></cs-segmented>
    <p class="says">${words.scaleSays[state.pixels]}</p>
  </div>`;
}

function renderHidden({ text, words, state, set }: Given) {
  const preset = presetOf(state.filter);
  return html`<div class="wide">
    <span class="label">${words.hiddenFilter}</span>
    <div class="chips" role="group" aria-label=${words.hiddenFilter}>
      ${presetNames.map(
        (name) =>
          html`<button class="chip" aria-pressed=${name === preset} @click=${() => set({ filter: presets[name] })}>${text.presets[name].name}</button>`,
      )}
      ${preset === "custom" ? html`<button class="chip" aria-pressed="true">${words.custom}</button>` : nothing}
      <span class="fields">${numberField(words.seed, state.seed, seeds, 1, (seed) => set({ seed }))}</span>
    </div>
  </div>`;
}
