/** The first layer as it learns: its filters, and what they answer to one picture. */
import { html, nothing } from "lit";
import type { NamedTensor } from "../../engine/classifier/learned.ts";
import { changeOf, firstMaps, firstPlanes, mapAt, type Plane } from "../../engine/classifier/learned.ts";
import type { Tensor } from "../../engine/core.ts";
import { chunked, formatNumber } from "../lab/format.ts";
import type { TrainingView } from "./view.ts";

export type When = "now" | "change" | "start";

export interface Looking {
  when: When;
  /** The test picture, laid out as the network sees it. */
  picture: Tensor | null;
  name: string;
  index: number;
  look(when: When): void;
  turn(by: number): void;
}

/** Up to this size the numbers stand in the cells. */
const readable = 5;

export function learnedView(view: TrainingView, looking: Looking) {
  const { words, session, set, layers } = view;
  if (!session || !set) return nothing;
  const planes = (weights: NamedTensor[]) => firstPlanes(layers, weights, [set.height, set.width]);
  const [now, start] = [planes(session.weights), planes(session.start)];
  if (now.length === 0) return nothing;
  const change = changeOf(now, start);
  const shown = { now, start, change }[looking.when];
  const strongest = (of: Plane[]) =>
    of.reduce((max, { values }) => values.reduce((a, b) => Math.max(a, Math.abs(b)), max), 0);
  // One scale for all three views, so that a change looks as small as it is.
  const most = Math.max(strongest(now), strongest(start), Number.EPSILON);
  const filters = layers.find(({ type }) => type === "conv2d" || type === "dense")?.type === "conv2d";
  const written = filters && now[0].height <= readable;
  return html`<section class="learned">
    <header>
      <h3>${words.learned}</h3>
      <cs-segmented
        class="grow"
        label=${words.view}
        .choices=${(["now", "change", "start"] as const).map((value) => ({ value, text: words.views[value] }))}
        .value=${looking.when}
        @choose=${(event: CustomEvent) => looking.look(event.detail)}
      ></cs-segmented>
    </header>
    <h4>${filters ? words.filters : words.templates}</h4>
    <p class="note">${filters ? nothing : words.templatesSays} ${words.signs} ${words.moved(formatNumber(strongest(change), 3))}</p>
    <ol class="planes" ?data-filters=${written}>
      ${shown.map((plane, i) => html`<li>${written ? cells(plane, most, words.plane(String(i))) : sheet(plane, most, filters ? words.plane(String(i)) : unitName(view, i))}</li>`)}
    </ol>
    ${mapsView(view, looking)}
  </section>`;
}

/** A small filter as a table: each cell with its number, and the strength of its sign's colour. */
function cells({ values, width }: Plane, most: number, name: string) {
  const rows = chunked([...values], width);
  return html`<table aria-label=${name}>
    <caption>${name}</caption>
    ${rows.map(
      (row) =>
        html`<tr>${row.map((value) => {
          const colour = value < 0 ? "--negative" : "--positive";
          const share = Math.round(45 * Math.min(1, Math.abs(value) / most));
          return html`<td .style=${`background: color-mix(in srgb, var(${colour}) ${share}%, var(--surface))`}>${fixed(value)}</td>`;
        })}</tr>`,
    )}
  </table>`;
}

/** Two decimals always, so that the numbers stand still while they change. */
const fixed = (value: number) => `${value < -0.005 ? "\u2212" : ""}${Math.abs(value).toFixed(2)}`;

/** Of a network with a single dense layer a unit is a class. */
function unitName({ words, layers, set }: TrainingView, index: number): string {
  const last = layers.filter(({ type }) => type === "dense").length === 1;
  return last ? (set?.classes[index] ?? "") : words.unit(String(index));
}

function sheet(plane: Plane, most: number, name: string) {
  return html`<cs-bitmap .plane=${plane} .range=${[0, most]} label=${name}></cs-bitmap><span class="under">${name}</span>`;
}

function mapsView({ words, session, layers, set }: TrainingView, { when, picture, name, index, turn }: Looking) {
  if (!session || !picture || !set) return nothing;
  const weights = when === "start" ? session.start : session.weights;
  const maps = firstMaps(layers, weights, picture);
  const before = when === "change" ? firstMaps(layers, session.start, picture) : null;
  const count = set.test.labels.length;
  return html`<h4>${words.maps}</h4>
    <div class="maps">
      <div class="example">
        <cs-bitmap .tensor=${picture} label=${words.picture(name)}></cs-bitmap>
        <span class="under">${name} · ${words.example(String(index + 1), String(count))}</span>
        <span class="turns">
          <button class="chip" aria-label=${words.previous} @click=${() => turn(-1)}>←</button>
          <button class="chip" aria-label=${words.next} @click=${() => turn(1)}>→</button>
        </span>
      </div>
      ${maps ? html`<ol class="planes">${Array.from({ length: maps.shape[3] }, (_, i) => html`<li>${one(maps, before, i, words.map(String(i)))}</li>`)}</ol>` : nothing}
    </div>
    ${maps ? html`<p class="note">${before ? words.signs : words.mapsHint}</p>` : nothing}`;
}

/** A map in grey, or how far it went from the one at the start, in the colours of the signs. */
function one(maps: Tensor, before: Tensor | null, index: number, label: string) {
  const most = maps.data.reduce((max, value) => Math.max(max, value), Number.EPSILON);
  const { data, shape } = mapAt(maps, index);
  if (!before) {
    return html`<cs-bitmap .tensor=${{ data, shape }} .range=${[0, most]} label=${label}></cs-bitmap><span class="under">${label}</span>`;
  }
  const [now] = changeOf(
    [{ height: shape[1], width: shape[2], values: data }],
    [{ height: shape[1], width: shape[2], values: mapAt(before, index).data }],
  );
  return html`<cs-bitmap .plane=${now} .range=${[0, most]} label=${label}></cs-bitmap><span class="under">${label}</span>`;
}
