import { css } from "lit";

export const filtersStyles = css`
  .pair { display: grid; grid-template-columns: minmax(0, 1fr); }
  .row { padding: 20px 22px; border-top: 1px solid var(--line); display: grid; gap: 14px; min-width: 0; }
  .row.calm { background: color-mix(in srgb, var(--sunken) 42%, var(--surface)); }
  .planes { display: grid; grid-template-columns: minmax(0, 1fr); gap: 18px 26px; }
  .plane { min-width: 0; display: grid; gap: 8px; align-content: start; }
  .plane[data-waiting] { opacity: 0.35; }
  .plane .operands { grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr) auto minmax(0, 1fr); gap: 5px; }
  .plane .operands.tall { grid-template-columns: minmax(0, 1fr); }
  .plane .operands.tall > span { padding: 0; text-align: center; line-height: 1; }
  .plane .label { white-space: nowrap; }
  .part { display: flex; justify-content: space-between; align-items: baseline; gap: 8px; padding: 7px 14px; border-radius: 11px; background: var(--surface); border: 1px solid var(--line); font-size: 14px; }
  .part b { font: 700 17px/1.3 var(--mono); font-variant-numeric: tabular-nums; }
  .adding { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 12px; justify-content: space-between; }
  .adding .terms { font: 14px/1.6 var(--mono); font-variant-numeric: tabular-nums; color: var(--ink); overflow-wrap: anywhere; }
  .adding .terms small { font-size: 12px; color: var(--muted); }
  .maps-head { display: flex; flex-wrap: wrap; gap: 2px 14px; align-items: baseline; }
  .maps-head h3 { font-weight: 650; font-size: 16px; line-height: 34px; }
  .maps-head .shape { color: var(--muted); }
  .maps-head p { flex-basis: 100%; }
  .one { display: grid; gap: 12px 28px; }
  .one .fields { gap: 10px 16px; }
  .growth { display: grid; gap: 18px 48px; }
  .growth h4 { margin: 0 0 6px; font-weight: 650; font-size: 15px; }
  .growth p { font-size: 14px; max-width: 64ch; overflow-wrap: anywhere; }
  .bars { display: grid; grid-template-columns: auto minmax(40px, 1fr) auto; gap: 6px 12px; align-items: center; margin: 12px 0 0; font-size: 13px; }
  .bars .track { height: 14px; min-width: 0; }
  .bars .fill { height: 100%; min-width: 2px; border-radius: 4px; background: var(--line-strong); transition: width 250ms; }
  .bars .current .fill { background: var(--ink); }
  .bars .mono { text-align: end; color: var(--muted); white-space: nowrap; }
  .total { font: 650 17px/1.5 var(--mono); font-variant-numeric: tabular-nums; }
  @media (forced-colors: active) { .bars .fill { forced-color-adjust: none; background: CanvasText; } }
  @container (min-width: 760px) {
    .planes { grid-template-columns: repeat(3, minmax(0, 1fr)); }
    .growth { grid-template-columns: minmax(0, 1.5fr) minmax(0, 1fr); }
  }
  @container (min-width: 880px) {
    .pair { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    .pair .maps { grid-column: 1 / -1; border-inline-start: 0 !important; border-top: 1px solid var(--line) !important; }
    .pair .pane + .pane { border-top: 0; border-inline-start: 1px solid var(--line); }
    .controls.bank { grid-template-columns: repeat(4, auto); justify-content: start; gap: 18px 44px; }
    .controls.bank .wide { grid-column: 1 / -1; }
  }
  @container (min-width: 1000px) {
    .controls.bank { grid-template-columns: minmax(0, 1fr) repeat(4, auto); gap: 18px 28px; }
    .controls.bank .wide { grid-column: auto; }
    /* Picture, map and all maps in one glance. */
    .pair { grid-template-columns: minmax(0, 1.2fr) minmax(0, 1.2fr) minmax(0, 0.78fr); }
    .pair .maps { grid-column: auto; border-inline-start: 1px solid var(--line) !important; border-top: 0 !important; }
  }
  @container (max-width: 619px) {
    .row { padding: 16px; }
  }
  @container (max-width: 619px) or ((min-width: 760px) and (max-width: 999px)) {
    /* Weights as wide as a finger: the products go below. */
    .plane .operands { grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr); gap: 8px; }
    .plane .operands > .equals { display: none; }
    .plane .operands > [data-place="products"] { grid-column: 1 / -1; }
  }
`;
