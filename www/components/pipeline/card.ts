/** One card of the flow: the input, or a layer with its shape, its parameters and its maps. */
import { html, nothing } from "lit";
import type { Planned } from "../../engine/network/plan.ts";
import type { Field, Stage } from "../../engine/network/types.ts";
import { mostTerms, mostWeights } from "../../engine/network/weights.ts";
import { sentence } from "../../engine/sentence.ts";
import type { Lang, Messages } from "../../i18n/index.ts";
import type { PipelineWords } from "../../i18n/pipeline.ts";
import { formatCount, formatNumber, formatShape } from "../lab/format.ts";
import { noMargins } from "../picture-pane/picture-pane.ts";
import { layerFields } from "./layer-fields.ts";

export interface CardView {
  words: PipelineWords;
  text: Messages;
  language: Lang;
  theme: string | null;
  /** What came out; none where the layer does not fit. */
  stage: Stage | undefined;
  /** The map that is shown large. */
  map: number;
  box: Field | null;
  /** Whether the value that is looked at is this card's. */
  here: boolean;
  chooseMap(event: CustomEvent): void;
  pick(event: CustomEvent): void;
  move(event: CustomEvent): void;
}

export interface LayerView extends CardView {
  plan: Planned;
  name: string;
  index: number;
  count: number;
  editable: boolean;
  /** The unit on the way back; -1 for none. */
  picked: number;
  pickUnit(unit: number): void;
  set(patch: Record<string, unknown>): void;
  remove(): void;
  shift(by: number): void;
}

/** How many values of a row are listed. */
const listed = 16;

export function inputCard(view: CardView) {
  const { words, stage } = view;
  return html`<li class="card" data-place="input">
    <div class="head"><h3>${words.input}</h3><span class="shape mono">${formatShape(stage?.shape ?? [])}</span></div>
    ${maps(view, words.input)}
  </li>`;
}

export function layerCard(view: LayerView) {
  const { words, plan, name, here, stage } = view;
  const { layer, output } = plan;
  return html`<li class="card" data-place=${layer.type} ?data-here=${here}>
    <div class="head"><h3>${name}</h3><span class="shape mono">${output ? formatShape(output) : nothing}</span></div>
    <p class="note">${words.says[layer.type]} ${parameters(view)}</p>
    ${trouble(view)}
    ${stage && output ? (stage.maps.length > 0 ? maps(view, name) : row(view, stage)) : nothing}
    ${view.editable ? tools(view) : nothing}
  </li>`;
}

/** `3·3·3·8 + 8 = 224` */
function parameters({ words, plan, language }: LayerView) {
  const weights = plan.asked?.weights;
  if (!weights) return words.noParameters;
  const count = formatCount(plan.parameters, language);
  return html`<span class="mono">${weights.join("·")} + ${weights[weights.length - 1]} = ${count}</span>`;
}

function trouble({ words, plan, language }: LayerView) {
  if (plan.tooMany > 0) {
    const [count, most, terms] = [plan.tooMany, mostWeights, mostTerms].map((one) => formatCount(one, language));
    return html`<p class="trouble" role="alert">${words.tooMany(count, most, terms)}</p>`;
  }
  if (plan.error) return html`<p class="trouble" role="alert">${sentence(plan.error, language)}</p>`;
  return plan.input ? nothing : html`<p class="waiting">${words.waits}</p>`;
}

function maps(view: CardView, name: string) {
  const { words, stage, map, box, theme } = view;
  if (!stage) return nothing;
  const [, height, width] = stage.shape;
  const count = stage.maps.length;
  return html`<cs-picture-pane
      bare
      .preview=${stage.maps[map] ?? stage.maps[0]}
      .size=${[height, width]}
      .margins=${noMargins}
      .box=${box}
      .theme=${theme}
      label=${words.pane(name, String(map))}
      hint=${words.paneKeys}
      @pick=${view.pick}
      @move=${view.move}
    ></cs-picture-pane>
    <div class="ends mono"><span>min ${formatNumber(stage.min)}</span><span>max ${formatNumber(stage.max)}</span></div>
    ${
      count > 1
        ? html`<cs-map-strip
          .maps=${stage.maps}
          .chosen=${map}
          label=${words.maps(name)}
          .nameOf=${(index: number) => words.map(String(index), String(count))}
          @choose=${view.chooseMap}
        ></cs-map-strip>`
        : nothing
    }`;
}

/** The values of a row, each a button that can be followed back. */
function row(view: LayerView, { row: values, min, max, shape }: Stage) {
  const { words, picked, language } = view;
  const [low, high] = [Math.min(min, 0), Math.max(max, 0)];
  const rest = shape[1] - Math.min(values.length, listed);
  return html`<ol class="row" aria-label=${words.row(view.name)}>
      ${values.slice(0, listed).map((value, i) => {
        const share = ((value - low) / (high - low || 1)) * 100;
        return html`<li><button aria-pressed=${i === picked} @click=${() => view.pickUnit(i)}>
          <span class="muted">${i}</span><span>${formatNumber(value, 4)}</span><span class="fill" .style=${`width: ${share}%`}></span>
        </button></li>`;
      })}
    </ol>
    ${rest > 0 ? html`<p class="note">${words.more(formatCount(rest, language))}</p>` : nothing}`;
}

function tools(view: LayerView) {
  const { words, text, plan, name, index, count } = view;
  const inner = layerFields(plan.layer, text, words, view.set);
  return html`${inner === nothing ? nothing : html`<details><summary>${words.edit}</summary>${inner}</details>`}
    <div class="tools">
      <button aria-label=${words.earlier(name)} ?disabled=${index === 0} @click=${() => view.shift(-1)}>←</button>
      <button aria-label=${words.later(name)} ?disabled=${index === count - 1} @click=${() => view.shift(1)}>→</button>
      <button aria-label=${words.remove(name)} ?disabled=${count === 1} @click=${() => view.remove()}>×</button>
    </div>`;
}
