/** A lab's frame, as both labs draw it: input, the cell's own computation, output, playback, controls. */
import { html, nothing, type TemplateResult } from "lit";
import type { Explanation } from "../../engine/core.ts";
import { noMargins } from "../picture-pane/picture-pane.ts";
import { type Box, formatBox, formatCell, formatNumber, formatShape } from "./format.ts";
import { backendBadge, fromTo, loupeBeside, marginsOf, paneHeader } from "./view.ts";
import { WindowLab, type WindowState } from "./window-lab.ts";

/** Cells of the picture from which on the loupe is needed: below that every cell is large enough by itself. */
const loupeFrom = 24;

/** What a lab draws; the subclass fills the middle and the controls. */
export abstract class LabFrame<S extends WindowState> extends WindowLab<S> {
  /** The middle pane: how this one cell is computed. */
  protected abstract renderCell(told: Explanation): TemplateResult;
  protected abstract renderControls(): TemplateResult;
  /** Titles: the lab, the middle pane, the output. */
  protected abstract titles(): { lab: string; cell: string; cellShape: string; output: string };
  /** What stands below the output. */
  protected renderBelow(_filled: { y: number; x: number } | null): unknown {
    return nothing;
  }
  /** A sentence about what is on the screen right now. */
  protected abstract tell(told: Explanation): string;

  override render() {
    const { good } = this;
    const told = this.explanation();
    const body = html`
      <div class="panes">
        <div class="pane" data-place="input">${this.#renderInput()}</div>
        <div class="pane middle">
          ${paneHeader(this.titles().cell, null, html`<span class="shape mono">${this.titles().cellShape}</span>`)}
          ${told ? this.renderCell(told) : nothing}
        </div>
        <div class="pane" data-place="output" data-result="value shape">${this.#renderOutput(told)}</div>
      </div>
      ${this.shows("play") ? this.#renderBar() : nothing} ${good ? this.renderControls() : nothing}`;
    return this.surface(this.titles().lab, body, this.walker.playing ? nothing : this.live);
  }

  #renderInput() {
    const { text, good } = this;
    const input = this.pipeline.good?.input;
    const title = this.upstream ? text.lab.inputMap : text.lab.input;
    const source = this.sourceTile();
    if (!input || !good) {
      return html`${paneHeader(title, null)}
        <div class="placeholder">${this.trouble ? nothing : text.lab.waiting}</div>
        ${source}`;
    }
    const box = this.window() as Box;
    const [, height, width] = input.tensor.shape;
    return html`${paneHeader(title, input.tensor.shape, this.upstream ? nothing : this.#renderGrey())}
      <cs-picture-pane
        .preview=${input.preview}
        .size=${[height, width]}
        .values=${input.tensor.data}
        .margins=${marginsOf(good.geometry)}
        .box=${box}
        ?glide=${this.glides}
        .theme=${this.theme}
        label=${text.lab.inputPane(formatShape(input.tensor.shape))}
        hint=${text.lab.paneKeys}
        @pick=${(event: CustomEvent) => this.pickInput(event.detail.y, event.detail.x)}
        @move=${this.#onMoveInput}
        @toggle=${this.toggle}
      ></cs-picture-pane>
      ${this.#renderInputWords(box)} ${source}`;
  }

  #renderInputWords(box: Box) {
    const { text, good, picked } = this;
    const input = this.pipeline.good?.input;
    if (!input || !good) return nothing;
    const notes: unknown[] = [];
    if (picked) {
      const cell = formatCell(picked.y, picked.x);
      notes.push(picked.area ? text.lab.usedBy(cell, picked.count, formatBox(picked.area)) : text.lab.usedByNone(cell));
    }
    const { unusedBottom, unusedRight } = marginsOf(good.geometry);
    if (unusedBottom + unusedRight > 0) notes.push(text.lab.unusedRows(unusedBottom, unusedRight));
    const { picture } = this.pipeline;
    if (picture && !this.upstream && picture.original[0] !== picture.height) {
      const from = `${picture.original[0]} × ${picture.original[1]}`;
      notes.push(text.lab.scaled(from, `${picture.height} × ${picture.width}`));
    }
    const words = html`<span class="mono accent">${formatBox(box)}</span>`;
    const large = Math.max(input.tensor.shape[1], input.tensor.shape[2]) >= loupeFrom;
    const { range, view } = input;
    return html`${
      large
        ? loupeBeside(
            text,
            { tensor: input.tensor, range, view, box, filled: null },
            html`${text.lab.loupe} ${words}<br />${notes.map((note) => html`<span class="muted">${note} </span>`)}`,
          )
        : notes.map((note) => html`<p class="note">${note}</p>`)
    }`;
  }

  #renderGrey() {
    if (!this.shows("grey")) return nothing;
    const { text, current } = this;
    const names = Object.keys(text.grey) as (keyof typeof text.grey)[];
    return html`<select
      class="field grow"
      aria-label=${text.controls.grey}
      @change=${(event: Event) => this.change({ grey: (event.target as HTMLSelectElement).value })}
    >
      ${names.map((name) => html`<option value=${name} ?selected=${current.grey === name}>${text.grey[name]}</option>`)}
    </select>`;
  }

  #renderOutput(told: Explanation | null) {
    const { text, good, walker } = this;
    const title = this.titles().output;
    if (!good || !told) return html`${paneHeader(title, null)}<div class="placeholder"></div>`;
    const { output } = good;
    const [, height, width] = output.tensor.shape;
    const cell: Box = { y0: walker.y, x0: walker.x, y1: walker.y + 1, x1: walker.x + 1 };
    const filled = this.walker.filled;
    const large = Math.max(height, width) >= loupeFrom;
    const next = walker.step + 1 < walker.steps ? walker.step + 1 : null;
    const after = next === null ? text.tell.last : text.tell.next(formatCell(...walker.walk.cellOf(next)));
    const here = html`${text.lab.justFilled} <span class="mono accent">${formatCell(walker.y, walker.x)}</span> =
      <span class="mono accent">${walker.share < 1 ? "…" : formatNumber(told.result)}</span>`;
    const words = html`<span>${this.tell(told)}</span> <span class="muted">${after}</span>`;
    return html`${paneHeader(title, output.tensor.shape, this.#renderBadge())}
      <cs-picture-pane
        .preview=${output.preview}
        .size=${[height, width]}
        .values=${output.tensor.data}
        .margins=${noMargins}
        .box=${cell}
        .area=${this.picked?.area ?? null}
        .filled=${filled}
        ?glide=${this.glides}
        .theme=${this.theme}
        label=${text.lab.outputPane(formatShape(output.tensor.shape))}
        hint=${text.lab.paneKeys}
        @pick=${(event: CustomEvent) => this.pickOutput(event.detail.y, event.detail.x)}
        @move=${this.onMoveOutput}
        @toggle=${this.toggle}
      ></cs-picture-pane>
      ${
        large
          ? loupeBeside(
              text,
              { tensor: output.tensor, range: output.range, view: good.view, box: cell, filled },
              html`${here}<br />${words}`,
            )
          : html`<p class="note">${here}<br />${words}</p>`
      }
      <p class="note mono">
        ${text.lab.minMax(formatNumber(output.min), formatNumber(output.max))}
        ${
          walker.filling && !walker.playing
            ? html`<button class="link" @click=${() => walker.fill()}>${text.lab.showWhole}</button>`
            : nothing
        }
      </p>
      ${this.renderBelow(filled)}`;
  }

  #renderBadge() {
    if (!this.shows("backend") || !this.good) return nothing;
    return backendBadge(this.text, this.language, this.good.output);
  }

  #renderBar() {
    const { walker, current } = this;
    const box = this.window();
    return html`<div class="bar" data-result="shape">
      ${
        box
          ? html`<div class="now" aria-hidden="true">
              <span>${fromTo(this.text, this.cell, box)}</span><b class="mono" data-result="value">${formatNumber(this.valueHere())}</b>
            </div>`
          : nothing
      }
      <cs-playback
        .step=${walker.step}
        .steps=${walker.steps}
        .y=${walker.y}
        .x=${walker.x}
        .playing=${walker.playing}
        .speed=${current.speed}
        .language=${this.language}
        @play=${this.toggle}
        @step=${(event: CustomEvent) => this.step(event.detail).then(() => this.tellChange())}
        @seek=${this.#onSeek}
        @speed=${(event: CustomEvent) => this.change({ speed: event.detail })}
      ></cs-playback>
    </div>`;
  }

  protected get glides(): boolean {
    const slow = !this.walker.playing || this.current.speed === "one";
    return slow && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  protected toggle = () => {
    if (this.walker.playing) this.pause();
    else this.play();
    this.tellChange();
  };

  #onSeek = (event: CustomEvent) => {
    this.walker.pause();
    this.goTo(...this.walker.walk.cellOf(event.detail));
    this.tellChange();
  };

  protected onMoveOutput = (event: CustomEvent) => {
    const { walker } = this;
    const { step } = walker;
    const { to, y, x } = event.detail;
    if (to) this.pickOutput(to === "first" ? 0 : walker.walk.height - 1, to === "first" ? 0 : walker.walk.width - 1);
    else this.pickOutput(walker.y + y, walker.x + x);
    if (walker.step === step) event.preventDefault();
  };

  /** Arrow keys on the input start from the cell under the window's middle. */
  #onMoveInput = (event: CustomEvent) => {
    const input = this.good?.input;
    const box = this.window();
    if (!input || !box) return;
    const [, height, width] = input.tensor.shape;
    const at = this.picked ?? { y: Math.floor((box.y0 + box.y1 - 1) / 2), x: Math.floor((box.x0 + box.x1 - 1) / 2) };
    const { to, y, x } = event.detail;
    const inside = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
    if (to) this.pickInput(to === "first" ? 0 : height - 1, to === "first" ? 0 : width - 1);
    else this.pickInput(inside(at.y + y, height), inside(at.x + x, width));
    if (this.picked?.y === at.y && this.picked.x === at.x) event.preventDefault();
  };
}
