/** The layers with their shapes and parameters, to be changed one by one. */
import { html, nothing } from "lit";
import { writeModel } from "../../engine/classifier/models.ts";
import { type Layer, layerOf, layerTypes, limits } from "../../engine/network/layers.ts";
import type { Planned } from "../../engine/network/plan.ts";
import { pipeline } from "../../i18n/pipeline.ts";
import { formatCount, formatShape } from "../lab/format.ts";
import { layerFields } from "../pipeline/layer-fields.ts";
import { sentenceOf } from "./sentence.ts";
import type { TrainingView } from "./view.ts";

export function layersView(view: TrainingView, plans: Planned[], wrongUnits: number | null) {
  const { words, language, session, set, layers, change } = view;
  if (!set) return nothing;
  const names = pipeline[language];
  const lay = (next: Layer[]) => change({ layers: writeModel(next, set) });
  const total = session?.summary.reduce((sum, { parameters }) => sum + parameters, 0);
  return html`<details class="more" ?open=${session === null}>
    <summary>${words.layers}</summary>
    <div class="inside">
      <p class="note">${words.layersSays} ${total === undefined ? nothing : words.total(formatCount(total, language))}</p>
      ${wrongUnits === null ? nothing : units(view, wrongUnits, lay)}
      <ol class="layers">
        <li><b>${names.input}</b><span class="mono">${formatShape([set.height, set.width, 1])}</span></li>
        ${plans.map((plan, i) => layerRow(view, plan, i, lay))}
      </ol>
      ${
        layers.length < limits.layers.max
          ? html`<div>
            <span class="label">${names.add}</span>
            <div class="chips" role="group" aria-label=${names.add}>
              ${layerTypes.map(
                (type) =>
                  // In front of the last layer, which gives the classes.
                  html`<button class="chip" title=${names.says[type]} @click=${() => lay(layers.toSpliced(-1, 0, layerOf(type)))}>+ ${names.names[type]}</button>`,
              )}
            </div>
          </div>`
          : nothing
      }
    </div>
  </details>`;
}

function layerRow(view: TrainingView, plan: Planned, index: number, lay: (layers: Layer[]) => void) {
  const { words: _, text, language, session, layers } = view;
  const names = pipeline[language];
  const { layer, error, output, input } = plan;
  const told = session?.summary[index];
  const shape = told?.outputShape ?? output?.slice(1);
  const name = `${index + 1}. ${names.names[layer.type]}`;
  const fields = layerFields(layer, text, names, (patch) => lay(layers.with(index, { ...layer, ...patch } as Layer)));
  const shift = (by: number) => {
    const next = layers.toSpliced(index, 1);
    lay(next.toSpliced(index + by, 0, layer));
  };
  return html`<li>
    <b>${name}</b>
    <span class="mono">${shape ? formatShape(shape) : nothing}</span>
    <span class="muted">${
      told
        ? told.parameters > 0
          ? names.parameters(formatCount(told.parameters, language))
          : names.noParameters
        : nothing
    }</span>
    ${error ? html`<p class="trouble" role="alert">${sentenceOf(error, language)}</p>` : input ? nothing : html`<p class="note">${names.waits}</p>`}
    ${fields === nothing ? nothing : html`<details><summary>${names.edit}</summary>${fields}</details>`}
    <span class="tools">
      <button class="chip" aria-label=${names.earlier(name)} ?disabled=${index === 0} @click=${() => shift(-1)}>↑</button>
      <button class="chip" aria-label=${names.later(name)} ?disabled=${index === layers.length - 1} @click=${() => shift(1)}>↓</button>
      <button class="chip" aria-label=${names.remove(name)} ?disabled=${layers.length === 1} @click=${() => lay(layers.toSpliced(index, 1))}>×</button>
    </span>
  </li>`;
}

function units({ words, set, layers }: TrainingView, actual: number, lay: (layers: Layer[]) => void) {
  const expected = set?.classes.length ?? 0;
  const at = layers.findLastIndex(({ type }) => type === "dense");
  const fix = () => lay(layers.with(at, { type: "dense", units: expected }));
  return html`<p class="trouble" role="alert">
    ${words.wrongUnits(String(actual), String(expected))}
    ${at < 0 ? nothing : html`<button class="chip" @click=${fix}>${words.fixUnits(String(expected))}</button>`}
  </p>`;
}
