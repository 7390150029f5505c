import { css, html, nothing, type PropertyDeclarations } from "lit";
import { browserWorld } from "../../engine/exercise/browser-world.ts";
import { type Judged, judge, type Verdict } from "../../engine/exercise/goals.ts";
import type { World } from "../../engine/exercise/laying.ts";
import type { Spec } from "../../engine/exercise/reading.ts";
import { shared } from "../../styles/shared.ts";
import { Exercise, exerciseStyles } from "../exercise/exercise.ts";

/** A lab as a task sees it. */
interface Lab extends HTMLElement {
  state: Record<string, unknown>;
  ready: Promise<void>;
  cell?: Judged["cell"];
  output?: Judged["output"];
  found?: boolean;
  play?(): void;
}

/** How long somebody tries before one answer is offered. */
const patienceMs = 45_000;
const events = ["convscope-change", "convscope-step", "convscope-output"];

/**
 * A construction task: the core judges what the lab of the same page shows, whenever it changes.
 *
 * @attr for - the lab's id
 * @attr goal - `filter`, `output`, `cell`, `value`, `state` or `learned`; the other attributes say what is wanted
 * @attr done - solved
 * @fires convscope-done - `detail` is `{id}`
 */
export class Task extends Exercise {
  static override properties: PropertyDeclarations = {
    verdict: { state: true },
    offered: { state: true },
    shown: { state: true },
  };
  declare private verdict: Verdict | null;
  /** What is missing is said only to who has begun. */
  declare private tried: boolean;
  declare private offered: boolean;
  declare private shown: boolean;
  #world: World | null = null;
  #lab: Lab | null = null;
  #timer = 0;

  static override styles = [
    shared,
    exerciseStyles,
    css`
      .card { border-style: dashed; border-color: var(--line-strong); }
    `,
  ];

  constructor() {
    super();
    this.verdict = null;
    this.tried = false;
    this.offered = false;
    this.shown = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#lab = document.getElementById(this.getAttribute("for") ?? "") as Lab | null;
    for (const event of events) this.#lab?.addEventListener(event, this.#check);
    // A change counts as the beginning of an attempt.
    this.#lab?.addEventListener("convscope-change", this.#begin);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    for (const event of events) this.#lab?.removeEventListener(event, this.#check);
    this.#lab?.removeEventListener("convscope-change", this.#begin);
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  #begin = () => {
    this.tried = true;
    if (this.#timer || this.offered) return;
    this.#timer = window.setTimeout(() => {
      this.offered = true;
    }, patienceMs);
  };

  /** What the core says of the lab right now. */
  async judgement(): Promise<Verdict> {
    const lab = this.#lab as Lab;
    await lab.ready;
    this.#world ??= await browserWorld();
    const goal: Spec = Object.fromEntries([...this.attributes].map(({ name, value }) => [name, value]));
    const { state, cell = null, output = null, found = false } = lab;
    return judge(goal, { state, cell, output, found }, this.#world);
  }

  /** One answer, as the author wrote it: keys of the lab's state. */
  get solution(): Spec {
    return JSON.parse(this.dataset.solution ?? "{}");
  }

  #check = async () => {
    this.verdict = await this.judgement();
    if (this.verdict.reached) this.finish();
  };

  override render() {
    const { task: text, build } = this.text;
    return html`<section class="card" role="group" aria-labelledby="build">
      <p class="kicker"><span id="build">${build}</span>${this.done ? html`<span class="mark">✓ ${text.done}</span>` : nothing}</p>
      <slot name="prompt"></slot>
      <div class="row">
        <a class="button plain" href=${`#${this.getAttribute("for")}`}>${text.toLab}</a>
        ${
          this.done && !this.shown
            ? nothing
            : html`<button class="button plain" ?hidden=${!this.offered || this.shown} @click=${this.showSolution}>${text.show}</button>`
        }
      </div>
      <div role="status" aria-live="polite">${this.#renderVerdict()}</div>
    </section>`;
  }

  #renderVerdict() {
    const { task: text } = this.text;
    if (this.shown) return html`<div class="verdict"><b>${text.shown}</b><slot name="solution"></slot></div>`;
    if (this.done)
      return html`<div class="verdict" data-good="true"><b>${text.done}</b><slot name="reply"></slot></div>`;
    return html`<div class="verdict">${this.#missing()}</div>`;
  }

  /** What is still missing, as a sentence. */
  #missing() {
    const { task: text } = this.text;
    const { verdict } = this;
    if (!this.tried || !verdict || verdict.reached || verdict.lack === "state") return text.waiting;
    switch (verdict.lack) {
      case "responds":
        return text.answers(text.pictures[verdict.probe]);
      case "ignores":
        return text.ignores(text.pictures[verdict.probe]);
      case "differs":
        return text.differs;
      case "shape":
        return text.isShape(verdict.now);
      case "cell":
        return text.isCell(verdict.now);
      case "value":
        return text.isValue(verdict.now);
    }
  }

  /** Brings the lab into the author's answer. */
  async showSolution() {
    const lab = this.#lab;
    if (!lab) return;
    this.shown = true;
    const { cell, ...state } = this.solution;
    lab.state = state;
    await lab.ready;
    if (cell)
      (lab as unknown as { goTo(y: number, x: number): void }).goTo(
        ...(cell.split(/\s+/).map(Number) as [number, number]),
      );
    if (this.getAttribute("goal") === "learned") lab.play?.();
    // What a script sets is no change that every lab tells of.
    await this.#check();
  }
}
