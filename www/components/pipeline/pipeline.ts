import { html, nothing } from "lit";
import { readyWithAllOps, type Tensor } from "../../engine/core.ts";
import {
  type Layer,
  type LayerType,
  layerOf,
  layerTypes,
  limits,
  type NetworkName,
  networks,
  readLayers,
  writeLayers,
} from "../../engine/network/layers.ts";
import { type Planned, planned } from "../../engine/network/plan.ts";
import type { Chained, Field, TraceStep } from "../../engine/network/types.ts";
import { openPicture } from "../../engine/pictures.ts";
import { LatestQueue } from "../../engine/queue.ts";
import { studio } from "../../engine/studio-client.ts";
import type { Picture, View } from "../../engine/types.ts";
import { pipeline } from "../../i18n/pipeline.ts";
import { shared, tokens } from "../../styles/shared.ts";
import { formatCount, formatNumber } from "../lab/format.ts";
import { labStyles } from "../lab/lab.styles.ts";
import { PictureLab, type PictureState } from "../lab/picture-lab.ts";
import * as fields from "../lab/schema.ts";
import { numberField, viewChoice } from "../lab/view.ts";
import { inputCard, layerCard } from "./card.ts";
import { pipelineStyles } from "./pipeline.styles.ts";
import { formatPlace, type Stop } from "./trace-view.ts";

/** The whole state of the lab. */
export interface PipelineState extends PictureState {
  colour: "grey" | "rgb";
  side: "64" | "128" | "256" | "640";
  layers: Layer[];
  seed: number;
  view: View;
}

const sides = ["64", "128", "256", "640"] as const;

const schema: fields.Schema<PipelineState> = {
  image: fields.text("china"),
  colour: fields.choice(["grey", "rgb"], "rgb"),
  side: fields.choice(sides, "128"),
  layers: { initial: readLayers(networks.small, "layers"), read: readLayers, write: writeLayers },
  seed: fields.number(1, () => ({ min: 0, max: 999_999 })),
  view: fields.choice(["gray", "viridis"], "gray"),
};

const rgb = { colour: "rgb", side: "128" };

/** What the network made of the picture, for the state it was asked with. */
interface Made {
  chained: Chained;
  plans: Planned[];
}

/**
 * The network lab: layers one after another on a picture, every feature map on view, every number followed back to the
 * pixels it came from.
 *
 * ```html
 * <convscope-pipeline image="chelsea" layers="conv2d 8 3x3; relu; maxPool2d 2x2; flatten; dense 10; softmax"></convscope-pipeline>
 * ```
 *
 * @attr image - a sample's id (`china`, `chelsea`, `astronaut`, `coffee`, `rocket`, `grid`) or an address
 * @attr layers - one after another: `conv2d 8 3x3 same stride=2x2; relu; maxPool2d 2x2; avgPool2d 2x2; flatten; dense 10; softmax`, with filters or units and the window y×x
 * @attr colour - what the network sees: `grey` or `rgb`
 * @attr side - the longest side of what it sees: `64`, `128`, `256`, `640`
 * @attr seed - of the weights that are drawn by chance
 * @attr view - how a map is coloured: `gray` or `viridis`
 * @attr controls - which to show: `source network layers view use`; all when absent
 * @fires convscope-change - somebody changed something; `detail` is the state
 * @fires convscope-step - another value is looked at; `detail` is `{y, x, value}`
 * @fires convscope-error - `detail` is `{message}`
 * @prop input - what the network sees, `[1, h, w, c]`
 * @prop output - what the last layer gives
 * @prop layers - each layer with its output shape and how many parameters it has
 * @prop backend - where the layers run, `{backend, reason}`
 * @prop trace - the way back that is shown, from a value to the pixels
 * @method traceFrom(layer, cell) - follows a value back: of the output of layer `layer`, cell `[y, x, map]` or `[unit]`; a promise
 */
export class Pipeline extends PictureLab<PipelineState> {
  static override styles = [tokens, shared, labStyles, pipelineStyles];
  static override get observedAttributes() {
    // biome-ignore lint/complexity/noThisInStatic: Lit finalises the class that asks, so it must be this one
    return [...super.observedAttributes, ...Object.keys(schema), "lang"];
  }
  protected override readonly schema = schema;
  static readonly schema = schema;

  #queue = new LatestQueue();
  #traces = new LatestQueue();
  #picture: Picture | null = null;
  #made: Made | null = null;
  #reopens = true;
  #trace: TraceStep[] = [];
  /** What was asked for last: keys may come faster than answers. */
  #wished: { layer: number; cell: number[] } | null = null;
  #at = 0;
  #choices: Record<number, number> = {};
  /** Which map of each stage is shown large. */
  #maps: number[] = [];

  constructor() {
    super();
    this.begin();
  }

  protected override loadCore() {
    return readyWithAllOps();
  }

  // The scriptable surface ------------------------------------------------------------------------------------------

  /** What the network sees, `[1, h, w, c]`; null until `ready`. */
  get input(): Tensor | null {
    return this.#made?.chained.input ?? null;
  }

  /** The last layer's output; null until `ready`. */
  get output(): Tensor | null {
    return this.#made?.chained.output ?? null;
  }

  /** Each layer with its output shape (null where it does not fit) and how many parameters it has. */
  get layers(): { type: LayerType; output: number[] | null; parameters: number }[] {
    return (this.#made?.plans ?? []).map(({ layer, output, parameters }) => ({ type: layer.type, output, parameters }));
  }

  /** Where the layers run. */
  get backend(): { backend: "gpu" | "cpu"; reason: string } {
    const { backend = "cpu", reason = "" } = this.#made?.chained ?? {};
    return { backend, reason };
  }

  /** The way back that is shown, from the value that was picked to the pixels. */
  get trace(): TraceStep[] {
    return structuredClone(this.#trace);
  }

  /** Follows a value back: of the output of layer `layer`, cell `[y, x, map]` or `[unit]`. */
  async traceFrom(layer: number, cell: number[]): Promise<void> {
    await this.#follow(layer, cell, {});
  }

  /** The value that is looked at. */
  get cell(): { y: number; x: number } {
    const [y = 0, x = 0] = this.#trace[this.#at]?.cell ?? [];
    return { y, x };
  }

  override pause(): void {}

  // From the state to the maps --------------------------------------------------------------------------------------

  protected get words() {
    return pipeline[this.language];
  }

  override get picture() {
    return this.#picture;
  }

  protected override reopen() {
    this.#reopens = true;
    this.#rework();
  }

  protected override redo(changed: string[]) {
    if (changed.includes("image")) this.reopen();
    else if (changed.length > 0) this.#rework();
  }

  #rework() {
    this.follow(this.#queue.run((check) => this.#work(check)));
  }

  async #work(check: () => void) {
    const client = await studio();
    const reopens = this.#reopens || !this.#picture;
    this.#reopens = false;
    const spent: number[] = [];
    let picture = this.#picture as Picture;
    try {
      if (reopens) picture = await openPicture(this.source());
      check();
      const { colour, side, layers, seed, view } = this.current;
      const chained = await client.chain({ picture: picture.id, colour, side: Number(side), layers, seed, view });
      spent.push(chained.id);
      check();
      if (this.#made) spent.push(this.#made.chained.id);
      this.#made = { chained, plans: planned(layers, chained.input.shape) };
      spent.splice(spent.indexOf(chained.id), 1);
      if (reopens && this.#picture) spent.push(this.#picture.id);
      this.#picture = picture;
    } catch (error) {
      // Whoever has overtaken this run has to open the picture in its place.
      this.#reopens ||= reopens;
      if (reopens && picture && picture !== this.#picture) spent.push(picture.id);
      throw error;
    } finally {
      if (spent.length > 0) await client.release(spent);
    }
    await this.#followAgain();
  }

  /** After a change: the value that was looked at, if there still is one, else one in the middle of the last map. */
  async #followAgain() {
    const { stages } = (this.#made as Made).chained;
    this.#maps = stages.map(({ maps }, i) => Math.min(this.#maps[i] ?? 0, Math.max(maps.length - 1, 0)));
    if (stages.length < 2) {
      this.#trace = [];
      return;
    }
    const [first] = this.#trace;
    const stage = first && stages[first.layer + 1];
    const kept =
      stage &&
      first.cell.every((place, axis) => place < stage.shape[axis + 1]) &&
      first.cell.length === stage.shape.length - 1;
    if (kept) return this.#follow(first.layer, first.cell, {}, this.#at);
    const last = stages.length - 1;
    const { shape, row } = stages[last];
    const best = row.indexOf(Math.max(...row));
    const middle = shape.length === 4 ? [shape[1] >> 1, shape[2] >> 1, this.#maps[last]] : [Math.max(best, 0)];
    return this.#follow(last - 1, middle, {});
  }

  async #follow(layer: number, cell: number[], choices: Record<number, number>, at = 0) {
    const made = this.#made;
    if (!made) return;
    this.#wished = { layer, cell };
    const steps = await this.#traces
      .run(async () => (await studio()).traceChain(made.chained.id, layer, cell, choices))
      .catch(() => null);
    if (!steps || made !== this.#made) return;
    this.#trace = steps;
    this.#choices = choices;
    this.#at = Math.min(at, steps.length - 1);
    for (const step of steps) if (step.cell.length === 3) this.#maps[step.layer + 1] = step.cell[2];
    this.#tellHere();
  }

  #tellHere() {
    const step = this.#trace[this.#at];
    if (step) this.tellStep(step.cell[0], step.cell[1] ?? 0, step.result);
    this.requestUpdate();
  }

  protected override shown() {
    this.requestUpdate();
  }

  protected override settle() {
    this.#reopens = false;
  }

  protected override close() {
    const held = [this.#picture?.id, this.#made?.chained.id].filter((id) => id !== undefined);
    this.#picture = null;
    this.#made = null;
    this.#trace = [];
    this.#queue.abort().then(async () => {
      if (held.length > 0) await (await studio()).release(held);
    });
  }

  // What is drawn ---------------------------------------------------------------------------------------------------

  override render() {
    const { words, text } = this;
    const made = this.#made;
    const body = html`${this.#renderTop()}
      ${made ? this.#renderFlow(made) : html`<p class="warning">${text.lab.computing}</p>`}
      ${made ? this.#renderWay(made) : nothing}
      <p class="warning">${words.untrained}</p>`;
    return this.surface(words.title, body, this.#live());
  }

  #live() {
    const step = this.#trace[this.#at];
    if (!step) return nothing;
    return this.words.live(this.#nameOf(step.layer), formatPlace(step.cell), formatNumber(step.result, 3));
  }

  #nameOf(layer: number): string {
    return `${layer + 1}. ${this.words.names[this.current.layers[layer]?.type ?? "relu"]}`;
  }

  #renderTop() {
    const { words, text, current } = this;
    const chosen = writeLayers(current.layers);
    const names = Object.keys(networks) as NetworkName[];
    const network = html`<div class="wide">
      <span class="label">${words.network}</span>
      <div class="chips" role="group" aria-label=${words.network}>
        ${names.map(
          (name) =>
            html`<button class="chip" aria-pressed=${writeLayers(readLayers(networks[name], name)) === chosen} @click=${() => this.#choose(name)}>${words.networks[name]}</button>`,
        )}
      </div>
    </div>`;
    const segmented = (label: string, value: string, choices: { value: string; text: string }[], key: string) =>
      html`<div><span class="label">${label}</span><cs-segmented label=${label} .choices=${choices} .value=${value} @choose=${(event: CustomEvent) => this.change({ [key]: event.detail })}></cs-segmented></div>`;
    return html`<div class="top">
      <div class="wide">${this.sourceTile()}</div>
      ${
        this.shows("network")
          ? html`${network}
            ${segmented(
              words.colour,
              current.colour,
              [
                { value: "grey", text: words.colours.grey },
                { value: "rgb", text: words.colours.rgb },
              ],
              "colour",
            )}
            ${segmented(
              words.side,
              current.side,
              sides.map((side) => ({ value: side, text: side, name: words.sideText(side) })),
              "side",
            )}
            <div class="fields">${numberField(words.seed, current.seed, { min: 0, max: 999_999 }, 1, (seed) => this.change({ seed }))}</div>`
          : nothing
      }
      ${this.shows("view") ? viewChoice(text, current.view, (view) => this.change({ view })) : nothing}
    </div>`;
  }

  /** Each network with what it is to see: the grey one keeps the picture's own size. */
  #choose(name: NetworkName) {
    const { colour, side } = {
      first: rgb,
      note: { colour: "grey", side: "640" },
      small: rgb,
      lenet: { colour: "grey", side: "64" },
    }[name];
    this.change({ layers: networks[name], colour, side });
  }

  #renderFlow({ chained, plans }: Made) {
    const { words, language } = this;
    const total = plans.reduce((sum, { parameters, output }) => sum + (output ? parameters : 0), 0);
    const shared = (stage: number) => ({
      words,
      text: this.text,
      language,
      theme: this.theme,
      stage: chained.stages[stage],
      map: this.#maps[stage] ?? 0,
      box: this.#boxOf(stage),
      here: this.#trace[this.#at]?.layer === stage - 1,
      chooseMap: (event: CustomEvent) => this.#chooseMap(stage, event.detail),
      pick: (event: CustomEvent) => this.#pick(stage, [event.detail.y, event.detail.x]),
      move: (event: CustomEvent) => this.#move(stage, event),
    });
    return html`<ol class="flow">
        ${inputCard(shared(0))}
        ${plans.map((plan, i) =>
          layerCard({
            ...shared(i + 1),
            plan,
            name: this.#nameOf(i),
            index: i,
            count: plans.length,
            editable: this.shows("layers"),
            picked: this.#unitOf(i),
            pickUnit: (unit: number) => this.#pick(i + 1, [unit]),
            set: (patch: Record<string, unknown>) => this.#edit(i, { ...plan.layer, ...patch } as Layer),
            remove: () => this.change({ layers: plans.filter((_, at) => at !== i).map(({ layer }) => layer) }),
            shift: (by: number) => this.#shift(i, by),
          }),
        )}
      </ol>
      <p class="warning">${words.total(String(plans.length), formatCount(total, language))}</p>
      ${this.shows("layers") ? this.#renderAdds(plans.length) : nothing}`;
  }

  #renderAdds(count: number) {
    const { words } = this;
    if (count >= limits.layers.max) return nothing;
    return html`<div class="adds">
      <span class="label">${words.add}</span>
      <div class="chips" role="group" aria-label=${words.add}>
        ${layerTypes.map(
          (type) =>
            html`<button class="chip" title=${words.says[type]} @click=${() => this.change({ layers: [...this.current.layers, layerOf(type)] })}>+ ${words.names[type]}</button>`,
        )}
      </div>
    </div>`;
  }

  #edit(at: number, layer: Layer) {
    this.change({ layers: this.current.layers.with(at, layer) });
  }

  #shift(at: number, by: number) {
    const layers = [...this.current.layers];
    const [moved] = layers.splice(at, 1);
    layers.splice(at + by, 0, moved);
    this.change({ layers });
  }

  /** What the picked value sees of a stage; on its own stage the value itself. */
  #boxOf(stage: number): Field | null {
    const [first] = this.#trace;
    if (!first || stage > first.layer + 1) return null;
    const shape = this.#made?.chained.stages[stage]?.shape ?? [];
    if (stage === first.layer + 1) {
      const [y, x] = first.cell;
      return first.cell.length === 3 && this.#maps[stage] === first.cell[2]
        ? { y0: y, x0: x, y1: y + 1, x1: x + 1 }
        : null;
    }
    const step = this.#trace.find(({ layer }) => layer === stage);
    return step?.field ?? { y0: 0, x0: 0, y1: shape[1], x1: shape[2] };
  }

  #unitOf(layer: number): number {
    const cell = this.#trace.find((step) => step.layer === layer)?.cell ?? [];
    return cell.length === 1 ? cell[0] : -1;
  }

  #chooseMap(stage: number, map: number) {
    this.#maps[stage] = map;
    const [first] = this.#trace;
    if (first?.layer === stage - 1 && first.cell.length === 3) this.#follow(first.layer, first.cell.with(2, map), {});
    this.requestUpdate();
  }

  #pick(stage: number, cell: number[]) {
    if (stage === 0) return;
    const place = cell.length === 1 ? cell : [...cell, this.#maps[stage] ?? 0];
    this.#follow(stage - 1, place, {});
  }

  #move(stage: number, event: CustomEvent<{ y?: number; x?: number; to?: "first" | "last" }>) {
    const { y = 0, x = 0, to } = event.detail;
    // Nothing on the picture itself moves.
    if (stage === 0) return event.preventDefault();
    const [, height, width] = this.#made?.chained.stages[stage].shape ?? [];
    const wished = this.#wished?.layer === stage - 1 ? this.#wished : null;
    const at = (wished ?? this.#trace.find(({ layer }) => layer === stage - 1))?.cell ?? [0, 0];
    const within = (place: number, size: number) => Math.min(Math.max(place, 0), size - 1);
    const [down, along] = [within(at[0] + y, height), within(at[1] + x, width)];
    if (to) this.#pick(stage, to === "first" ? [0, 0] : [height - 1, width - 1]);
    else if (down === at[0] && along === at[1]) event.preventDefault();
    else this.#pick(stage, [down, along]);
  }

  #renderWay({ chained, plans }: Made) {
    const { words } = this;
    const step = this.#trace[this.#at];
    const seen = chained.stages[step?.layer ?? 0];
    const stops = this.#trace.map((one): Stop => {
      const { layer, input } = plans[one.layer];
      const width = "size" in layer ? layer.size[1] : 1;
      return { step: one, type: layer.type, width, channels: input?.at(-1) ?? 1, name: this.#nameOf(one.layer) };
    });
    return html`<div class="way" role="group" aria-label=${words.trace}>
      <h3>${words.trace}</h3>
      ${
        step
          ? html`<cs-trace-view
            .stops=${stops}
            .at=${this.#at}
            .range=${[seen.min, seen.max]}
            .language=${this.language}
            @stop=${(event: CustomEvent) => this.#stop(event.detail)}
            @follow=${(event: CustomEvent) => this.#followTerm(event.detail)}
          ></cs-trace-view>`
          : html`<p class="note">${words.traceHint}</p>`
      }
    </div>`;
  }

  #stop(index: number) {
    this.#at = index;
    this.#tellHere();
  }

  #followTerm({ layer, tap }: { layer: number; tap: number }) {
    const [first] = this.#trace;
    // Choices nearer to the picture belong to the way that is left.
    const kept = Object.entries(this.#choices).filter(([at]) => Number(at) > layer);
    this.#follow(first.layer, first.cell, { ...Object.fromEntries(kept), [layer]: tap }, this.#at);
  }
}
