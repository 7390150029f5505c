import { css } from "lit";

/** The lab's surface: three panes that read from left to right, on a phone from top to bottom. */
export const labStyles = css`
  :host { display: block; container-type: inline-size; text-align: start; }
  :host([hidden]) { display: none; }
  /* Here, not on the host: a page's own rule for every element would win there. */
  .lab { font: 400 15px/1.55 var(--sans); color: var(--ink); position: relative; background: var(--surface); border: 1px solid var(--line); border-radius: 18px; }
  .lab > :last-of-type { border-end-start-radius: 17px; border-end-end-radius: 17px; }
  .panes { display: grid; grid-template-columns: minmax(0, 1fr); }
  .pane { padding: 20px; min-width: 0; display: flex; flex-direction: column; gap: 14px; }
  .pane + .pane { border-top: 1px solid var(--line); }
  .middle { background: color-mix(in srgb, var(--sunken) 42%, var(--surface)); }
  header { display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: center; align-content: flex-start; }
  header h3 { font-weight: 650; font-size: 16px; line-height: 34px; }
  header .shape { flex-basis: 100%; color: var(--muted); }
  header .grow { margin-inline-start: auto; }
  .beside { display: flex; gap: 14px; align-items: center; padding-inline-start: calc(3ch + 6px); }
  .beside p { min-width: 0; font-size: 14px; }
  .note { font-size: 14px; color: var(--muted); }
  .trouble { margin: 16px 20px 0; padding: 10px 14px; border-radius: 12px; border: 1px solid var(--negative); color: var(--negative); background: var(--negative-soft); }
  .bar { position: sticky; bottom: 0; z-index: 3; padding: 12px 20px; border-top: 1px solid var(--line); background: var(--surface); }
  .now { display: none; }
  .controls { display: grid; grid-template-columns: minmax(0, 1fr); gap: 18px 28px; padding: 18px 20px 20px; border-top: 1px solid var(--line); }
  .controls:not(:has(*)) { display: none; }
  .chips { display: flex; flex-wrap: wrap; gap: 6px; }
  .says { margin-top: 8px; font-size: 14px; color: var(--muted); max-width: 62ch; }
  .fields { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
  .fields.below { margin-top: 8px; }
  .fields label { display: inline-flex; gap: 6px; align-items: center; font-size: 13px; color: var(--muted); }
  details.more > summary { cursor: pointer; padding: 14px 20px; border-top: 1px solid var(--line); color: var(--muted); font-size: 14px; border-radius: 0 0 18px 18px; }
  details.more[open] > summary { border-radius: 0; }
  details.more .controls { border-top: 0; padding-top: 2px; }
  .sum { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; padding: 12px 18px; border-radius: 14px; background: var(--accent-soft); }
  .sum b { font: 700 26px/1.2 var(--mono); font-variant-numeric: tabular-nums; color: var(--accent); white-space: nowrap; }
  .running { font: 12px/1.7 var(--mono); font-variant-numeric: tabular-nums; color: var(--muted); overflow-wrap: anywhere; word-break: normal; }
  .running [data-lit] { color: var(--accent); font-weight: 700; }
  .operands { display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr); gap: 8px; align-items: center; }
  .operands > span { color: var(--muted); padding-top: 24px; }
  .operands.stacked { grid-template-columns: minmax(0, 1fr); }
  .operands.stacked > span { padding: 0; text-align: center; line-height: 1; }
  .placeholder { aspect-ratio: 640 / 427; border-radius: 6px; background: var(--sunken); margin-inline-start: calc(3ch + 6px); display: grid; place-items: center; color: var(--muted); }
  .busy { position: absolute; inset: 0 18px auto; height: 2px; overflow: hidden; border-radius: 2px; opacity: 0; animation: appear 200ms 350ms forwards; }
  .busy::after { content: ""; position: absolute; inset-block: 0; width: 30%; background: var(--ink); animation: pass 1.2s infinite ease-in-out; }
  @keyframes appear { to { opacity: 1; } }
  @keyframes pass { from { left: -30%; } to { left: 100%; } }
  .link { border: 0; background: none; padding: 2px 4px; color: var(--muted); font-size: 13px; text-decoration: underline; text-underline-offset: 3px; }
  [data-hides="value"] [data-result~="value"], [data-hides="shape"] [data-result~="shape"] { display: none; }
  .use { padding: 6px 16px; border-top: 1px solid var(--line); text-align: end; }
  @media (pointer: coarse) {
    .link { min-height: 44px; padding-inline: 8px; }
    .fields label { min-height: 44px; }
  }
  .veil {
    position: absolute; inset: 8px; z-index: 4; border-radius: 14px; border: 2px dashed var(--accent); display: grid; place-items: center; pointer-events: none;
    background: color-mix(in srgb, var(--accent-soft) 88%, transparent); color: var(--accent); font-weight: 650; font-size: 20px;
  }
  @container (min-width: 620px) {
    .controls { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    .controls .wide { grid-column: 1 / -1; }
  }
  @container (min-width: 880px) {
    .panes { grid-template-columns: minmax(0, 1.22fr) minmax(280px, 0.94fr) minmax(0, 1.22fr); }
    [data-hides] .panes { grid-template-columns: minmax(0, 1.22fr) minmax(280px, 0.94fr); }
    .pane { padding: 24px 22px; }
    .pane + .pane { border-top: 0; border-inline-start: 1px solid var(--line); }
    .controls { grid-template-columns: minmax(0, 2.1fr) repeat(3, minmax(0, 1fr)); padding: 20px 22px 24px; }
    .controls .wide { grid-column: auto; }
    .bar { padding: 12px 22px; }
  }
  @container (max-width: 619px) {
    .pane { padding: 16px; }
    .bar { padding: 8px 10px calc(8px + env(safe-area-inset-bottom)); }
    .controls { padding: 16px; }
    .now { display: flex; gap: 10px; justify-content: space-between; font-size: 13px; padding-bottom: 2px; }
    .now b { color: var(--accent); }
  }
  @media print { .bar, .controls, .use, details.more { display: none; } }
`;
