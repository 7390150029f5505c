import { css, LitElement, type PropertyDeclarations } from "lit";
import { course } from "../../i18n/course.ts";
import { languageOf } from "../../i18n/index.ts";

/** What questions and tasks share: their place in the lesson, their language, and that they can be done. */
export abstract class Exercise extends LitElement {
  static override properties: PropertyDeclarations = { done: { type: Boolean, reflect: true } };
  /** Solved, now or on an earlier visit. */
  declare done: boolean;

  constructor() {
    super();
    this.done = false;
  }

  protected get text() {
    return course[languageOf(this.closest("[lang]")?.getAttribute("lang"))];
  }

  /** Solved: the page keeps that. */
  protected finish() {
    if (this.done) return;
    this.done = true;
    this.dispatchEvent(new CustomEvent("convscope-done", { detail: { id: this.id }, bubbles: true, composed: true }));
  }
}

/** A card with a label, a prompt and an answer. */
export const exerciseStyles = css`
  :host { display: block; }
  .card { padding: 20px clamp(16px, 4vw, 26px) 22px; border: 1px solid var(--line); border-radius: 18px; background: var(--surface); }
  .kicker { display: flex; justify-content: space-between; gap: 12px; margin-bottom: 8px; font-size: 13px; font-weight: 650; color: var(--muted); }
  .kicker .mark { color: var(--positive); }
  .row { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; margin-top: 14px; }
  .button { min-height: 44px; padding: 6px 20px; border: 1px solid var(--ink); border-radius: 999px; background: var(--ink); color: var(--surface); font-weight: 650; text-decoration: none; }
  a.button { display: inline-grid; place-items: center; }
  .button.plain { background: none; color: var(--ink); border-color: var(--line-strong); font-weight: 500; }
  .verdict { margin-top: 14px; padding: 12px 16px; border-radius: 14px; background: var(--sunken); }
  .verdict b { display: block; }
  .verdict[data-good="true"] b { color: var(--positive); }
  .verdict[data-good="true"] b::before { content: "✓ "; }
  [role="status"]:empty { display: none; }
  @media (forced-colors: active) {
    .card, .verdict { border: 1px solid CanvasText; }
  }
`;
