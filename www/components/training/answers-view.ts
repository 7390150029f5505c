/** The test pictures that were answered wrongly, and the table of what is taken for what. */
import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { type Answers, sharesOf } from "../../engine/classifier/answers.ts";
import { pictureOf } from "../../engine/sets/set.ts";
import { formatCount } from "../lab/format.ts";
import type { Mixed } from "./confusion-table.ts";
import { percent, type TrainingView } from "./view.ts";

export interface Asked {
  /** Only pictures of this cell. */
  cell: Mixed | null;
  /** The picture that is opened. */
  opened: number | null;
  pick(cell: Mixed | null): void;
  open(index: number): void;
  use(index: number): void;
}

/** So many pictures are drawn at once. */
const shown = 60;

/** Drawn anew when there are other answers, not at every step. */
export function answersView(view: TrainingView, asked: Asked) {
  const { words, session, set } = view;
  return guard(
    [session?.answers, set, words, asked.cell, asked.opened, view.shows("confusion"), view.shows("wrong")],
    () => [
      view.shows("confusion") ? confusionView(view, asked) : nothing,
      view.shows("wrong") ? wrongView(view, asked) : nothing,
    ],
  );
}

function confusionView({ words, session, set }: TrainingView, { cell, pick }: Asked) {
  const answers = session?.answers;
  if (!answers || !set) return nothing;
  return html`<details class="more">
    <summary>${words.confusion}</summary>
    <div class="inside">
      <p class="note">${words.confusionSays}</p>
      <cs-confusion-table
        .table=${answers.table}
        .classes=${set.classes}
        .chosen=${cell}
        .words=${words}
        @choose=${(event: CustomEvent<Mixed>) => pick(event.detail)}
      ></cs-confusion-table>
      ${
        cell
          ? html`<p class="fields">${words.onlyCell(set.classes[cell[0]], set.classes[cell[1]])}
        <button class="chip" @click=${() => pick(null)}>${words.showAll}</button></p>`
          : nothing
      }
    </div>
  </details>`;
}

function wrongView(view: TrainingView, asked: Asked) {
  const { words, session, set, language } = view;
  const answers = session?.answers;
  if (!answers || !set) return nothing;
  const { cell } = asked;
  const all = cell ? inCell(answers, cell) : answers.wrong;
  const count = (value: number) => formatCount(value, language);
  return html`<details class="more">
    <summary>${words.wrong} <b class="mono">${count(answers.wrong.length)}</b></summary>
    <div class="inside">
      <p class="note">
        ${answers.wrong.length === 0 ? words.noneWrong : words.wrongCount(count(answers.wrong.length), count(answers.given.length))}
        ${cell ? html`<b>${words.onlyCell(set.classes[cell[0]], set.classes[cell[1]])}</b>` : nothing}
      </p>
      <ol class="wrong">${all.slice(0, shown).map((index) => html`<li>${thumb(view, answers, index, asked)}</li>`)}</ol>
      ${all.length > shown ? html`<p class="note">${words.moreWrong(count(all.length - shown))}</p>` : nothing}
      ${asked.opened !== null ? opened(view, answers, asked.opened, asked) : nothing}
    </div>
  </details>`;
}

function inCell({ given, right }: Answers, [row, column]: Mixed): number[] {
  return [...given.keys()].filter((i) => right[i] === row && given[i] === column);
}

function told({ words, set }: TrainingView, { given, right, shares }: Answers, index: number) {
  const classes = set?.classes ?? [];
  return {
    names: [classes[right[index]], classes[given[index]]],
    share: percent(sharesOf(shares, index)[given[index]]),
    words,
  };
}

function thumb(view: TrainingView, answers: Answers, index: number, { opened, open }: Asked) {
  const { set, words } = view;
  const { names, share } = told(view, answers, index);
  if (!set) return nothing;
  return html`<button class="thumb" aria-pressed=${opened === index} @click=${() => open(index)}>
    <cs-bitmap aria-hidden="true" .tensor=${pictureOf(set, "test", index)}></cs-bitmap>
    ${names[0]} → ${names[1]}<span class="visually-hidden">: ${words.wrongPicture(names[0], names[1], share)}</span>
  </button>`;
}

function opened(view: TrainingView, answers: Answers, index: number, { use }: Asked) {
  const { set, words } = view;
  if (!set || index >= answers.given.length) return nothing;
  const { names, share } = told(view, answers, index);
  const shares = sharesOf(answers.shares, index);
  return html`<div class="seen opened" role="status">
    <cs-bitmap .tensor=${pictureOf(set, "test", index)} label=${words.picture(names[0])}></cs-bitmap>
    <div>
      <p>${words.wrongTold(names[0], names[1], share)}</p>
      <ol class="guesses" aria-label=${words.guesses}>
        ${[...shares.keys()]
          .sort((a, b) => shares[b] - shares[a])
          .slice(0, 5)
          .map(
            (i) => html`<li>
              <b>${set.classes[i]}</b>
              <span class="track"><span class="fill" .style=${`width: ${100 * shares[i]}%`}></span></span>
              <span class="mono">${percent(shares[i])}</span>
            </li>`,
          )}
      </ol>
      <p><button class="chip" @click=${() => use(index)}>${words.useExample}</button></p>
    </div>
  </div>`;
}
