/** The top of the training lab: which data, which network, and how it learns. */
import { html, nothing } from "lit";
import { isModel, modelNames } from "../../engine/classifier/models.ts";
import { formatCount } from "../lab/format.ts";
import { numberField } from "../lab/view.ts";
import { dataIds, ranges, usualRate } from "./state.ts";
import type { TrainingView } from "./view.ts";

export function headView(view: TrainingView) {
  return html`<div class="top">
    ${view.shows("data") ? data(view) : nothing} ${view.shows("model") ? model(view) : nothing}
    ${view.shows("settings") ? settings(view) : nothing}
  </div>`;
}

function data({ words, state, set, language, change }: TrainingView) {
  const count = (value: number) => formatCount(value, language);
  return html`<div class="wide">
    <span class="label">${words.data}</span>
    <div class="chips" role="group" aria-label=${words.data}>
      ${dataIds
        .filter((id) => id !== "own" || state.data === "own")
        .map(
          (id) =>
            html`<button class="chip" aria-pressed=${state.data === id} @click=${() => change({ data: id })}>${words.sets[id]}</button>`,
        )}
    </div>
    <p class="says">
      ${words.says[state.data]}
      ${set ? words.parts(count(set.train.labels.length), count(set.test.labels.length), count(set.classes.length)) : nothing}
      ${set?.notes.map(({ code, values }) => html` ${words.notes[code](values)}`)}
    </p>
  </div>`;
}

function model({ words, state, change }: TrainingView) {
  const own = !isModel(state.layers);
  return html`<div class="wide">
    <span class="label">${words.model}</span>
    <div class="chips" role="group" aria-label=${words.model}>
      ${modelNames.map(
        (name) =>
          html`<button class="chip" aria-pressed=${state.layers === name} @click=${() => change({ layers: name })}>${words.models[name]}</button>`,
      )}
      ${own ? html`<button class="chip" aria-pressed="true">${words.models.own}</button>` : nothing}
    </div>
    <p class="says">${words.modelSays[isModel(state.layers) ? state.layers : "own"]}</p>
  </div>`;
}

function settings({ words, state, change }: TrainingView) {
  const segmented = (label: string, value: string, names: Record<string, string>, set: (value: string) => void) =>
    html`<div>
      <span class="label">${label}</span>
      <cs-segmented
        label=${label}
        .choices=${Object.entries(names).map(([choice, text]) => ({ value: choice, text }))}
        .value=${value}
        @choose=${(event: CustomEvent) => set(event.detail)}
      ></cs-segmented>
    </div>`;
  const number = (key: "learning-rate" | "momentum" | "batch" | "epochs" | "seed", step: number | "any") =>
    numberField(words[key], state[key], ranges[key], step, (typed) => change({ [key]: typed }));
  const choose = (optimizer: string) => change({ optimizer, "learning-rate": usualRate[optimizer as "adam"] });
  return html`<div class="wide settings">
    ${segmented(words.optimizer, state.optimizer, words.optimizers, choose)}
    ${segmented(words.order, state.order, words.orders, (order) => change({ order }))}
    ${segmented(words.pace, state.pace, words.paces, (pace) => change({ pace }))}
    <div class="fields">
      ${number("learning-rate", "any")} ${state.optimizer === "sgd" ? number("momentum", "any") : nothing} ${number("batch", 1)}
      ${number("epochs", 1)} ${number("seed", 1)}
    </div>
    ${state.order === "shuffled" ? html`<p class="says">${words.shuffledSays}</p>` : nothing}
  </div>`;
}
