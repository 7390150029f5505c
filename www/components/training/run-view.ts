/** The bar that runs a training, and its curves. */
import { html, nothing } from "lit";
import type { Session } from "../../engine/classifier/session.ts";
import { formatNumber } from "../lab/format.ts";
import type { Series } from "./curves.ts";
import { percent, type TrainingView } from "./view.ts";

export interface Running {
  play(): void;
  pause(): void;
  step(): void;
  reset(): void;
}

export function barView({ words, session }: TrainingView, { play, pause, step, reset }: Running) {
  const running = session?.running ?? false;
  const begun = (session?.standing.step ?? 0) > 0;
  const last = session?.test.at(-1);
  return html`<div class="bar run">
    <button class="go" ?disabled=${!session} @click=${running ? pause : play}>
      ${running ? words.pause : begun ? words.more : words.run}
    </button>
    <button class="chip" ?disabled=${!session || running} @click=${step}>${words.step}</button>
    <button class="chip" ?disabled=${!session || !begun} @click=${reset}>${words.reset}</button>
    <p class="stand mono">
      ${session ? words.at(String(session.standing.epoch), String(session.standing.step)) : words.preparing}
      ${last ? html`<b>${words.testPart} ${percent(last.accuracy)}</b>` : nothing}
    </p>
  </div>`;
}

export function curvesView({ words, session, state }: TrainingView) {
  const steps = session ? session.stepsOfEpoch * state.epochs : 0;
  const lines = (key: "loss" | "accuracy"): Series[] => [
    { name: words.trainPart, kind: "faint", points: points(session?.train.points ?? [], key) },
    { name: words.testPart, kind: "strong", points: points(session?.test ?? [], key) },
  ];
  const chart = (
    key: "loss" | "accuracy",
    top: number,
    format: (value: number) => string,
    note: string,
  ) => html`<cs-curves
    .series=${lines(key)}
    .name=${words[key]}
    .note=${note}
    .label=${words.chart(words[key])}
    .top=${top}
    .steps=${steps}
    .format=${format}
    .told=${words.atStep}
  ></cs-curves>`;
  const begun = (session?.standing.step ?? 0) > 0;
  return html`<div class="pane curves">
    ${chart("accuracy", 1, percent, words.accuracyNote)} ${chart("loss", 0, (value) => formatNumber(value, 3), words.lossNote)}
    <p class="note">${begun ? words.trainNote : words.waiting}</p>
    ${placeNote(words, session?.choice ?? null)}
  </div>`;
}

/** Where it learns, if that had to be chosen. */
function placeNote(words: TrainingView["words"], choice: Session["choice"]) {
  if (choice?.isLost) return html`<p class="note">${words.gpuLost}</p>`;
  if (!choice?.measured) return nothing;
  const { cpuMs, gpuMs, batch } = choice.measured;
  const ms = (value: number) => formatNumber(value, value < 10 ? 1 : 0);
  return html`<p class="note">${words.learnsOn[choice.backend](ms(cpuMs), ms(gpuMs), String(batch))}</p>`;
}

const points = (curve: { step: number; loss: number; accuracy: number }[], key: "loss" | "accuracy") =>
  curve.map((point) => ({ step: point.step, value: point[key] }));
