/** The learner's own drawing, and what the network makes of it. */
import { html, nothing } from "lit";
import { ranked } from "../../engine/classifier/answers.ts";
import type { Tensor } from "../../engine/core.ts";
import { formatShape } from "../lab/format.ts";
import type { DrawingPad } from "./drawing-pad.ts";
import { percent, type TrainingView } from "./view.ts";

export interface Drawn {
  /** As the network sees it; null while nothing is drawn. */
  picture: Tensor | null;
  shares: Float32Array | null;
}

export interface Drawing {
  draw(event: CustomEvent): void;
  /** The keyboard's pen was put down or lifted. */
  pen(event: CustomEvent): void;
}

/** So many classes are listed. */
const listed = 5;

export function drawView(view: TrainingView, { picture, shares }: Drawn, on: Drawing) {
  const { words, set } = view;
  const pad = (event: Event) =>
    (event.currentTarget as HTMLElement).closest(".drawing")?.querySelector("cs-drawing-pad") as DrawingPad;
  return html`<div class="pane drawing">
    <header><h3>${words.draw}</h3></header>
    <p class="note">${words.drawSays} ${set ? html`<span class="classes">${set.classes.join(" ")}</span>` : nothing}</p>
    <cs-drawing-pad label=${words.draw} .hint=${words.pad(set?.classes.join(" ") ?? "")} @draw=${on.draw} @pen=${on.pen}></cs-drawing-pad>
    <div class="fields">
      <button class="chip" @click=${(event: Event) => pad(event).undo()}>${words.undo}</button>
      <button class="chip" @click=${(event: Event) => pad(event).erase()}>${words.erase}</button>
    </div>
    ${picture ? seen(view, picture, shares) : html`<p class="note">${words.nothingDrawn}</p>`}
  </div>`;
}

function seen({ words, set, session }: TrainingView, picture: Tensor, shares: Float32Array | null) {
  const first = shares ? ranked(shares, listed) : [];
  const untrained = (session?.standing.step ?? 0) === 0;
  return html`<div class="seen">
    <div>
      <cs-bitmap .tensor=${picture} label=${words.sees}></cs-bitmap>
      <p class="note">${words.sees}<br /><span class="mono">${words.seesShape(formatShape(picture.shape))}</span></p>
    </div>
    <div>
      <p class="answer" aria-hidden="true">${first.length > 0 ? set?.classes[first[0].index] : nothing}</p>
      <ol class="guesses" aria-label=${words.guesses}>
        ${first.map(
          ({ index, share }) => html`<li>
            <b>${set?.classes[index]}</b>
            <span class="track"><span class="fill" .style=${`width: ${100 * share}%`}></span></span>
            <span class="mono">${percent(share)}</span>
          </li>`,
        )}
      </ol>
      ${untrained ? html`<p class="note">${words.untrained}</p>` : nothing}
    </div>
  </div>`;
}
