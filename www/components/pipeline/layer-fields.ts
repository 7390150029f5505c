/** The fields of one layer. */
import { html, nothing } from "lit";
import { type Layer, limits } from "../../engine/network/layers.ts";
import type { Messages } from "../../i18n/index.ts";
import type { PipelineWords } from "../../i18n/pipeline.ts";
import type { Limits } from "../lab/schema.ts";
import { numberField } from "../lab/view.ts";

type Set = (patch: Record<string, unknown>) => void;

/** Number fields and choices for what a layer lets one set; nothing for a layer without parameters. */
export function layerFields(layer: Layer, text: Messages, words: PipelineWords, set: Set) {
  const rows = [];
  if ("filters" in layer) rows.push(one(words.filters, layer.filters, limits.filters, (filters) => set({ filters })));
  if ("units" in layer) rows.push(one(words.units, layer.units, limits.units, (units) => set({ units })));
  if ("size" in layer) {
    rows.push(two(words, words.size, layer.size, limits.size, (size) => set({ size })));
    rows.push(two(words, words.stride, layer.strides, limits.strides, (strides) => set({ strides })));
    rows.push(html`<div>
      <span class="label">${text.controls.padding}</span>
      <cs-segmented
        mono
        label=${words.padding}
        .choices=${["valid", "same"].map((value) => ({ value, text: value.toUpperCase() }))}
        .value=${String(layer.padding)}
        @choose=${(event: CustomEvent) => set({ padding: event.detail })}
      ></cs-segmented>
    </div>`);
  }
  return rows.length > 0 ? html`<div class="fields-of">${rows}</div>` : nothing;
}

function one(name: string, value: number, range: Limits, set: (typed: string) => void) {
  return html`<div class="fields">${numberField(name, value, range, 1, set)}</div>`;
}

function two(
  words: PipelineWords,
  name: string,
  [y, x]: [number, number],
  range: Limits,
  set: (pair: unknown[]) => void,
) {
  return html`<div role="group" aria-label=${name}>
    <span class="label">${name}</span>
    <div class="fields">
      ${numberField(words.y, y, range, 1, (typed) => set([typed, x]))} ${numberField(words.x, x, range, 1, (typed) => set([y, typed]))}
    </div>
  </div>`;
}
