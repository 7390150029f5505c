/** The controls of the lab: the chosen filter, the bank, the window. They take the state and give patches of it. */
import { html, nothing } from "lit";
import {
  type ColourFilterName,
  colourFilterNames,
  colourFilterOf,
  colourFilters,
} from "../../engine/colour-filters.ts";
import { limitsOf } from "../../engine/core.ts";
import type { filters } from "../../i18n/filters.ts";
import type { Messages } from "../../i18n/index.ts";
import { numberField, paddingChoice, strideChoice, viewChoice } from "../lab/view.ts";
import { counts, type FilterState, kernels, randomFilter, resizedFilter, seeds } from "./bank.ts";
import type { FiltersState } from "./state.ts";

interface Given {
  text: Messages;
  words: (typeof filters)["ko"];
  state: FiltersState;
  /** The chosen filter. */
  chosen: number;
  shows(control: string): boolean;
  set(patch: Partial<Record<keyof FiltersState, unknown>>): void;
}

export function renderControls(given: Given) {
  const { text, state, shows, set } = given;
  const padding = limitsOf("conv2d", "padding");
  return html`<div class="controls bank">
    ${shows("filters") ? renderFilter(given) : nothing} ${shows("size") ? renderSize(given) : nothing}
    ${shows("strides") ? strideChoice(text, state.strides, (strides) => set({ strides })) : nothing}
    ${shows("padding") ? paddingChoice(text, state.padding, padding, (wanted) => set({ padding: wanted })) : nothing}
    ${shows("view") ? viewChoice(text, state.view, (view) => set({ view })) : nothing}
  </div>`;
}

const sizeOf = ({ planes }: FilterState) => planes[0].length;

/** The filter that `name` stands for, in the bank's size. */
const named = (name: ColourFilterName, size: number) => resizedFilter({ planes: colourFilters[name], bias: 0 }, size);

function renderFilter({ words, text, state, chosen, set }: Given) {
  const filter = state.filters[Math.min(chosen, state.filters.length - 1)];
  const size = sizeOf(filter);
  const put = (next: unknown) => set({ filters: state.filters.with(chosen, next as FilterState) });
  const isNamed = (name: ColourFilterName) =>
    JSON.stringify(named(name, size).planes) === JSON.stringify(filter.planes);
  const preset = filter.seed === undefined ? colourFilterNames.find(isNamed) : undefined;
  const chip = (name: string, pressed: boolean, press: () => void) =>
    html`<button class="chip" aria-pressed=${pressed} @click=${press}>${name}</button>`;
  const says = preset ? words.presets[preset].says : filter.seed === undefined ? words.customSays : words.randomSays;
  return html`<div class="wide one">
    <div>
      <span class="label">${words.filter}: ${words.filterOf(chosen + 1)}</span>
      <div class="chips" role="group" aria-label=${words.filterOf(chosen + 1)}>
        ${colourFilterNames.map((name) =>
          chip(words.presets[name].name, name === preset, () => put({ ...named(name, size), bias: filter.bias })),
        )}
        ${chip(words.random, filter.seed !== undefined, () =>
          put({ ...randomFilter((filter.seed ?? chosen) + 1, size), bias: filter.bias }),
        )}
        ${preset || filter.seed !== undefined ? nothing : chip(words.custom, true, () => undefined)}
      </div>
      <p class="says">${says}</p>
    </div>
    <div class="fields">
      ${numberField(text.controls.bias, filter.bias, limitsOf("conv2d", "bias"), "any", (bias) => put({ ...filter, bias }))}
      ${
        filter.seed === undefined
          ? nothing
          : numberField(words.seed, filter.seed, seeds, 1, (seed) => put(`random ${seed} ${size} bias ${filter.bias}`))
      }
      <button
        class="chip"
        ?disabled=${state.filters.length >= counts.max}
        @click=${() => set({ filters: [...state.filters, next(state.filters)], map: state.filters.length })}
      >+ ${words.add}</button>
      <button
        class="chip"
        ?disabled=${state.filters.length <= counts.min}
        @click=${() => set({ filters: state.filters.toSpliced(chosen, 1), map: Math.max(0, chosen - 1) })}
      >− ${words.remove}</button>
    </div>
  </div>`;
}

/** A filter that the bank does not have yet. */
function next(filters: FilterState[]): FilterState {
  const size = sizeOf(filters[0]);
  const had = filters.map(({ planes }) => colourFilterOf(planes));
  const name = colourFilterNames.find((one) => !had.includes(one));
  return name && size === 3 ? named(name, size) : randomFilter(filters.length + 1, size);
}

function renderSize({ words, state, set }: Given) {
  const resize = (event: CustomEvent) => {
    const size = Number(event.detail);
    // What was drawn by chance is drawn again: its seed stands for it.
    set({
      filters: state.filters.map((filter) =>
        filter.seed === undefined
          ? resizedFilter(filter, size)
          : { ...randomFilter(filter.seed, size), bias: filter.bias },
      ),
    });
  };
  return html`<div>
    <span class="label">${words.size}</span>
    <cs-segmented
      mono
      label=${words.size}
      .choices=${kernels.map((size) => ({ value: String(size), text: `${size}×${size}` }))}
      .value=${String(sizeOf(state.filters[0]))}
      @choose=${resize}
    ></cs-segmented>
  </div>`;
}
