import { css } from "lit";

/** Cards that flow from left to right, and the way back below them. */
export const pipelineStyles = css`
  .top { display: grid; gap: 18px 28px; padding: 20px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), auto)); justify-content: start; }
  .top .wide { grid-column: 1 / -1; }
  .flow { list-style: none; margin: 0; padding: 0 20px 20px; display: grid; gap: 26px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 230px), 1fr)); }
  .card { position: relative; display: flex; flex-direction: column; gap: 12px; min-width: 0; padding: 16px; border: 1px solid var(--line); border-radius: 14px; background: color-mix(in srgb, var(--sunken) 42%, var(--surface)); }
  .card + .card::before { content: "→"; position: absolute; inset-inline-start: -21px; top: 20px; color: var(--muted); }
  .card[data-here] { border-color: var(--accent); }
  .card h3 { font-weight: 650; font-size: 15px; }
  .card .head { display: flex; gap: 6px; align-items: baseline; justify-content: space-between; flex-wrap: wrap; }
  .card .shape { color: var(--ink); }
  .card .note { font-size: 13px; }
  .card .waiting { color: var(--muted); font-size: 14px; }
  .card .trouble { margin: 0; font-size: 14px; }
  .ends { display: flex; justify-content: space-between; color: var(--muted); }
  .tools { display: flex; gap: 6px; margin-block-start: auto; flex-wrap: wrap; }
  .tools button { min-width: 36px; min-height: 36px; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); }
  .card details > summary { cursor: pointer; color: var(--muted); font-size: 14px; min-height: 28px; }
  .fields-of { display: grid; gap: 12px; padding-top: 8px; }
  .row { display: grid; gap: 3px; margin: 0; padding: 0; list-style: none; max-height: 340px; overflow-y: auto; }
  .row button { position: relative; display: flex; justify-content: space-between; width: 100%; min-height: 30px; align-items: center; gap: 8px; border: 1px solid transparent; border-radius: 8px; background: var(--surface); font: 13px/1 var(--mono); font-variant-numeric: tabular-nums; padding: 0 8px; }
  .row button[aria-pressed="true"] { border-color: var(--accent); color: var(--accent); font-weight: 650; }
  .row .fill { position: absolute; inset-block: auto 0; inset-inline-start: 0; height: 3px; background: var(--line-strong); border-radius: 2px; }
  .adds { padding: 0 20px 20px; }
  .way { border-top: 1px solid var(--line); padding: 20px; display: grid; gap: 14px; }
  .way h3 { font-weight: 650; font-size: 16px; }
  .warning { padding: 0 20px 20px; font-size: 14px; color: var(--muted); max-width: 90ch; }
  @media (pointer: coarse) { .tools button, .row button, .card details > summary { min-height: 44px; min-width: 44px; } }
  @container (max-width: 619px) {
    .top, .way { padding: 16px; }
    .flow { padding: 0 16px 16px; }
    .card + .card::before { content: "↓"; inset-inline-start: 50%; top: -25px; }
    .adds, .warning { padding: 0 16px 16px; }
  }
`;
