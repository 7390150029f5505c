import { css, html, nothing } from "lit";
import { explainGrey } from "../../engine/core.ts";
import type { StudioClient } from "../../engine/studio-client.ts";
import type { GreyMethod, Picture, Pixels, Plane, Preview, View } from "../../engine/types.ts";
import { channels } from "../../i18n/channels.ts";
import { shared, tokens } from "../../styles/shared.ts";
import { coded } from "../lab/coded.ts";
import { type Box, formatCell, formatShape } from "../lab/format.ts";
import { labStyles } from "../lab/lab.styles.ts";
import { formatPixel } from "../lab/pixel-format.ts";
import { PixelLab, type PixelState, type Rgb } from "../lab/pixel-lab.ts";
import * as fields from "../lab/schema.ts";
import { paneHeader, viewChoice } from "../lab/view.ts";
import { inkOn } from "../picture-pane/drawing.ts";
import { noMargins } from "../picture-pane/picture-pane.ts";
import { type Speed, speeds } from "../playback/playback.ts";
import { workedLines, workedShort } from "./worked.ts";

/** The whole state of the lab. */
export interface ChannelsState extends PixelState {
  grey: GreyMethod;
  view: View;
  speed: Speed;
}

const methods = ["mean", "rec601", "rec709", "r", "g", "b"] as const;
const planes = ["r", "g", "b"] as const;

const schema: fields.Schema<ChannelsState> = {
  image: fields.text("china"),
  grey: fields.choice(methods, "mean"),
  view: fields.choice(["gray", "viridis"], "gray"),
  cell: fields.cell(),
  speed: fields.choice(speeds, "ten"),
};

/** The longest side of a plane as it is drawn. */
const planeSide = 480;

/** What was made of the picture. */
interface Made {
  grey: Plane;
  method: GreyMethod;
  view: View;
  /** The grey picture in the colours asked for. */
  preview: Preview;
  planes: Preview[];
}

/**
 * The colour lab: the three planes of a picture, and its grey, worked out pixel by pixel, y first, then x, with what
 * `shape` prints at each step.
 *
 * ```html
 * <convscope-channels image="chelsea" grey="rec601"></convscope-channels>
 * ```
 *
 * @attr image - a sample's id (`china`, `chelsea`, `astronaut`, `coffee`, `rocket`, `grid`) or an address
 * @attr grey - how the picture becomes grey: `mean`, `rec601`, `rec709`, `r`, `g`, `b`
 * @attr view - how a map is coloured: `gray` or `viridis`
 * @attr cell - the current cell, `y x`
 * @attr speed - how fast it plays: `one`, `ten` cells a second, a `row` or `all` at a time
 * @attr controls - which to show: `source play grey view use`; all when absent
 * @attr predict - `value`: a learner has to predict the current cell's value before the result is shown
 * @fires convscope-change - somebody changed something; `detail` is the state
 * @fires convscope-step - another pixel is current; `detail` is `{y, x, value}`, the value its grey
 * @fires convscope-error - `detail` is `{message}`
 * @fires convscope-predict - somebody predicted; `detail` is `{kind, given, right}`
 * @prop output - the grey picture, `[1, h, w, 1]`
 */
export class Channels extends PixelLab<ChannelsState> {
  static override styles = [
    tokens,
    shared,
    labStyles,
    css`
      .planes { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 10px; }
      .planes figure { margin: 0; min-width: 0; }
      .planes figcaption { display: flex; justify-content: space-between; gap: 6px; font-size: 13px; margin-top: 4px; }
      .triple { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 6px; }
      .triple div { border-radius: 10px; padding: 8px 4px; text-align: center; font: 600 18px/1.2 var(--mono); font-variant-numeric: tabular-nums; border: 1px solid var(--line); }
      .triple span { display: block; font: 400 12px/1.4 var(--mono); }
      .worked { font: 15px/1.75 var(--mono); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; min-height: 7em; }
      header .shape { white-space: pre-wrap; }
      input[type="radio"] { accent-color: var(--ink); }
      .worked :last-child { color: var(--accent); font-weight: 700; }
      .sum { align-items: center; }
      .sum .swatch { margin-inline: auto 0; }
      .swatch { flex: none; display: inline-block; width: 24px; height: 24px; border-radius: 7px; border: 1px solid var(--line-strong); }
      fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
      .methods label {
        display: grid; grid-template-columns: auto minmax(0, 1fr) auto 24px 4ch; align-items: center; gap: 10px; min-height: 38px; border-top: 1px solid var(--line); cursor: pointer; font-size: 14px;
      }
      .methods .mono { font-size: 12px; color: var(--muted); overflow-wrap: anywhere; text-align: end; }
      .methods output, .methods .value { font: 600 14px/1 var(--mono); text-align: end; }
      .methods label:has(:checked) .value { color: var(--accent); }
      @media (pointer: coarse) { .methods label { min-height: 46px; } }
      .shapes { list-style: none; margin: 0; padding: 18px 20px 22px; border-top: 1px solid var(--line); display: grid; gap: 16px; }
      .shapes li { min-width: 0; position: relative; }
      .shapes code { display: block; font: 13px/1.5 var(--mono); color: var(--muted); overflow-wrap: anywhere; }
      .shapes b { display: block; font: 650 17px/1.5 var(--mono); font-variant-numeric: tabular-nums; }
      .shapes p { font-size: 13px; color: var(--muted); margin-top: 4px; }
      .shapes .here { display: block; font: 13px/1.6 var(--mono); white-space: pre-wrap; }
      .shapes-title { padding: 18px 20px 0; border-top: 1px solid var(--line); font-weight: 650; }
      .shapes-title + .shapes { border-top: 0; padding-top: 12px; }
      @container (min-width: 880px) {
        .shapes { grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 34px; padding-inline: 22px; }
        .shapes-title { padding-inline: 22px; }
        .shapes li + li::before {
          content: ""; position: absolute; left: -22px; top: 8px; width: 8px; height: 8px; border: solid var(--line-strong); border-width: 1.5px 1.5px 0 0; rotate: 45deg;
        }
      }
    `,
  ];
  static override get observedAttributes() {
    // biome-ignore lint/complexity/noThisInStatic: Lit finalises the class that asks, so it must be this one
    return [...super.observedAttributes, ...Object.keys(schema), "lang"];
  }

  protected override readonly schema = schema;
  static readonly schema = schema;
  #made: Made | null = null;
  #live = "";

  static override readonly predictions = ["value"] as const;

  protected override predictable(): number[] | null {
    return this.#made && [this.valueHere()];
  }

  constructor() {
    super();
    this.begin();
  }

  /** The grey picture, `[1, h, w, 1]`; null until `ready`. */
  get output() {
    return this.#made?.grey.tensor ?? null;
  }

  protected get words() {
    return channels[this.language];
  }

  protected override load({ id }: Picture, studio: StudioClient) {
    return studio.pixels(id);
  }

  protected override async derive({ id }: Picture, _pixels: Pixels, studio: StudioClient) {
    const { grey: method, view } = this.current;
    const grey = await studio.grey(id, method);
    const preview = view === "gray" ? grey.preview : await studio.recolour(grey.id, view);
    const drawn = await Promise.all(planes.map((plane) => studio.shades(id, plane, view, planeSide)));
    return () => {
      const old = this.#made;
      this.#made = { grey, method, view, preview, planes: drawn };
      if (old) studio.release([old.grey.id]).catch(() => undefined);
    };
  }

  protected override changed() {
    this.rework();
  }

  protected override close() {
    this.#made = null;
    super.close();
  }

  protected override valueHere() {
    return this.#told().result;
  }

  protected override moved() {
    const { y, x } = this.cell;
    this.#live = this.words.live(y, x, ...this.colourAt(y, x), this.valueHere());
  }

  #told(method = this.#made?.method ?? this.current.grey) {
    return explainGrey(this.colourAt(this.walker.y, this.walker.x), method);
  }

  override render() {
    const { words, pixels, walker } = this;
    const made = this.#made;
    const body =
      pixels && made
        ? html`<div class="panes">
              <div class="pane">${this.#renderPicture(pixels, made)}</div>
              <div class="pane middle" data-result="value">${this.#renderWorked()}</div>
              <div class="pane" data-place="grey" data-result="value">${this.#renderGrey(made)}</div>
            </div>
            ${this.shows("play") ? this.bar(this.#renderNow()) : nothing}
            ${this.#renderShapes(pixels, made)}`
        : html`<div class="pane">
            ${paneHeader(words.picture, null)}
            <div class="placeholder">${this.trouble ? nothing : this.text.lab.waiting}</div>
            ${this.sourceTile()}
          </div>`;
    return this.surface(words.title, body, walker.playing ? nothing : this.#live);
  }

  get #box(): Box {
    const { y, x } = this.cell;
    return { y0: y, x0: x, y1: y + 1, x1: x + 1 };
  }

  #renderPicture(pixels: Pixels, made: Made) {
    const { words } = this;
    return html`${paneHeader(words.picture, pixels.shape)}
      ${this.#pane(pixels.preview, words.pane(formatShape(pixels.shape)), false)}
      ${this.#renderPlanes(pixels, made)} ${this.sourceTile()}`;
  }

  #pane(preview: Preview, label: string, filling: boolean) {
    const [height, width] = this.pixels?.shape ?? [1, 1];
    return html`<cs-picture-pane
      .preview=${preview}
      .size=${[height, width]}
      .values=${filling ? (this.#made?.grey.tensor.data ?? null) : null}
      .margins=${noMargins}
      .box=${this.#box}
      .filled=${filling && this.walker.filling ? this.cell : null}
      .theme=${this.theme}
      label=${label}
      hint=${this.words.paneKeys}
      @pick=${this.onPick}
      @move=${this.onMove}
      @toggle=${this.toggle}
    ></cs-picture-pane>`;
  }

  #renderPlanes(pixels: Pixels, made: Made) {
    const { words } = this;
    const [height, width] = pixels.shape;
    const rgb = this.colourAt(this.cell.y, this.cell.x);
    return html`<div>
        <span class="label">${words.planes}</span>
        <div class="planes">
          ${planes.map(
            (name, c) => html`<figure data-place=${name}>
              <cs-picture-pane
                bare
                .preview=${made.planes[c]}
                .size=${[height, width]}
                .margins=${noMargins}
                .box=${this.#box}
                .theme=${this.theme}
                label=${words.plane(words.channels[name])}
                hint=${words.paneKeys}
                @pick=${this.onPick}
                @move=${this.onMove}
                @toggle=${this.toggle}
              ></cs-picture-pane>
              <figcaption><span class="mono">${words.channels[name]} [:, :, ${c}]</span><b class="mono">${rgb[c]}</b></figcaption>
            </figure>`,
          )}
        </div>
      </div>
      <p class="note">${words.planeWords}</p>`;
  }

  #renderWorked() {
    const { words, pixels } = this;
    const method = this.#made?.method ?? "mean";
    const { y, x } = this.cell;
    const rgb = this.colourAt(y, x);
    const told = this.#told();
    const lines = workedLines(rgb, told);
    const why = told.divisor === 1 ? words.same : told.added > 0 ? words.rounded : words.cut;
    const paint = (c: number): Rgb =>
      planes.map((_, i) => (i === c ? (rgb[c] * 255) / (pixels?.white ?? 255) : 0)) as Rgb;
    return html`${paneHeader(words.worked, null, html`<span class="shape mono">picture<b class="accent">${formatCell(y, x)}</b> → ${formatPixel(rgb)}</span>`)}
      <div class="triple">
        ${planes.map((name, c) => {
          const [r, g, b] = paint(c);
          const style = `background: rgb(${r} ${g} ${b}); color: ${inkOn(r, g, b)}`;
          return html`<div data-place=${name} .style=${style}><span>${words.channels[name]}</span>${rgb[c]}</div>`;
        })}
      </div>
      ${lines.length > 0 ? html`<div class="worked">${lines.map((line) => html`<div>${line}</div>`)}</div>` : nothing}
      <div class="sum" data-place="grey"><span>${words.result}</span><span class="swatch" .style=${this.#shade(told.result)}></span><b>${told.result}</b></div>
      <p class="note">${coded(words.says[method])} ${why}</p>
      ${this.#renderMethods(method)}`;
  }

  #shade(value: number): string {
    const level = (value * 255) / (this.pixels?.white ?? 255);
    return `background: rgb(${level} ${level} ${level})`;
  }

  #renderMethods(chosen: GreyMethod) {
    const { words } = this;
    return html`<fieldset class="methods">
      <legend class="label">${words.others}</legend>
      ${methods.map((method) => {
        const told = this.#told(method);
        return html`<label>
          <input
            type="radio"
            name="method"
            ?disabled=${!this.shows("grey")}
            .checked=${method === chosen}
            @change=${() => this.change({ grey: method })}
          />
          <span>${words.names[method]}</span><span class="mono">${workedShort(told)}</span
          ><span class="swatch" .style=${this.#shade(told.result)}></span><span class="value">${told.result}</span>
        </label>`;
      })}
    </fieldset>`;
  }

  #renderGrey(made: Made) {
    const { words, text, walker, pixels } = this;
    const { y, x } = this.cell;
    const shape = made.grey.tensor.shape.slice(1, 3);
    const says = made.view === "gray" ? words.gray(String(pixels?.white)) : words.viridis;
    return html`${paneHeader(words.grey, shape)} ${this.#pane(made.preview, words.greyPane(formatShape(shape)), true)}
      <p class="note">
        ${words.filled("")}<span class="mono accent">${formatCell(y, x)}</span> =
        <span class="mono accent">${this.valueHere()}</span><br />${words.order}
        ${
          walker.filling && !walker.playing
            ? html`<button class="link" @click=${() => walker.fill()}>${text.lab.showWhole}</button>`
            : nothing
        }
      </p>
      ${this.shows("view") ? viewChoice(text, this.current.view, (view) => this.change({ view })) : nothing}
      <p class="note">${coded(says)}</p>`;
  }

  #renderNow() {
    const { y, x } = this.cell;
    return html`<span class="mono">${formatCell(y, x)} ${formatPixel(this.colourAt(y, x))}</span
      ><b class="mono" data-result="value">${this.valueHere()}</b>`;
  }

  #renderShapes(pixels: Pixels, made: Made) {
    const { words } = this;
    const { y, x } = this.cell;
    const grey = this.valueHere();
    const batch = made.grey.tensor.shape;
    const cell = formatCell(y, x);
    const at = (before: string, after: string) => `[${[before, `${y}, ${x}`, after].filter(Boolean).join(", ")}]`;
    const steps: [code: string, shape: readonly number[], name: string, value: string, says: string][] = [
      ["picture.shape", pixels.shape, `picture${cell}`, formatPixel(this.colourAt(y, x)), words.steps.picture],
      ["gray3.shape", pixels.shape, `gray3${cell}`, formatPixel([grey, grey, grey]), words.steps.three],
      ["gray = gray3[:, :, 0]", batch.slice(1, 3), `gray${cell}`, String(grey), words.steps.two],
      ["gray[np.newaxis, :, :, np.newaxis]", batch, `batch${at("0", "0")}`, String(grey), words.steps.batch],
    ];
    return html`<h3 class="shapes-title">${words.shapes}</h3>
      <ol class="shapes">
        ${steps.map(
          ([code, shape, name, value, says]) => html`<li>
            <code>${code}</code><b>${formatShape(shape)}</b><span class="here" data-result="value">${name} → <span class="accent">${value}</span></span>
            <p>${says}</p>
          </li>`,
        )}
      </ol>`;
  }
}
