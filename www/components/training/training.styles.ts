import { css } from "lit";

export const trainingStyles = css`
  .top { padding: 22px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 18px; }
  .settings { display: flex; flex-wrap: wrap; gap: 14px 28px; align-items: end; }
  .settings .says { flex-basis: 100%; margin: 0; }
  .says { max-width: 80ch; }
  .bar.run { position: sticky; top: auto; bottom: 0; display: flex; flex-wrap: wrap; align-items: center; gap: 10px 12px; border-bottom: 1px solid var(--line); }
  .go { min-height: 46px; min-width: 128px; padding: 6px 24px; border: 0; border-radius: 999px; background: var(--ink); color: var(--surface); font-weight: 650; }
  .stand { margin-inline-start: auto; display: flex; flex-wrap: wrap; gap: 2px 16px; color: var(--muted); }
  .stand b { color: var(--ink); }
  .pane.curves { gap: 22px; }
  .drawing cs-drawing-pad { width: min(100%, 300px); }
  .classes { color: var(--ink); white-space: normal; }
  .seen { display: grid; grid-template-columns: 112px minmax(0, 1fr); gap: 18px; }
  .seen cs-bitmap { border-radius: 6px; }
  .seen .note { font-size: 12px; margin-top: 6px; }
  .answer { font: 700 40px/1.1 var(--sans); color: var(--accent); min-height: 44px; }
  .guesses { list-style: none; margin: 0; padding: 0; display: grid; gap: 4px; }
  .guesses li { display: grid; grid-template-columns: 2ch minmax(0, 1fr) 7ch; gap: 8px; align-items: center; font-size: 14px; }
  .guesses .mono { text-align: end; }
  .track { height: 10px; border-radius: 5px; background: var(--sunken); overflow: hidden; }
  .fill { display: block; height: 100%; background: var(--ink); border-radius: 5px; }
  .learned { border-top: 1px solid var(--line); padding: 22px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 10px; }
  h4 { margin: 8px 0 0; font-weight: 650; font-size: 15px; }
  .planes { list-style: none; margin: 0; padding: 0; display: grid; gap: 14px 14px; grid-template-columns: repeat(auto-fill, minmax(84px, 1fr)); }
  .planes[data-filters] { grid-template-columns: repeat(auto-fill, minmax(142px, 1fr)); }
  .planes cs-bitmap { border-radius: 6px; max-width: 128px; }
  .planes li { min-width: 0; }
  .under { display: block; color: var(--muted); font-size: 12px; margin-top: 4px; }
  table { border-collapse: collapse; }
  caption { caption-side: bottom; text-align: start; color: var(--muted); font-size: 12px; padding-top: 4px; }
  td { border: 1px solid var(--line); min-width: 45px; height: 36px; white-space: nowrap; padding: 0; text-align: center; font: 12px/1 var(--mono); font-variant-numeric: tabular-nums; }
  .inside { padding: 2px 22px 22px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 14px; }
  .inside > .note, .inside .says { max-width: 80ch; }
  .inside > .trouble { margin: 0; }
  .pick { position: relative; display: inline-flex; align-items: center; cursor: pointer; color: var(--ink) !important; font-size: 15px !important; }
  .pick:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; }
  .settings .field { width: 84px; }
  .layers { list-style: none; margin: 0; padding: 0; display: grid; }
  .layers > li { display: grid; grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr) minmax(0, 1.2fr) auto; gap: 6px 14px; align-items: center; padding: 8px 0; border-bottom: 1px solid var(--line); }
  .layers details, .layers .trouble, .layers .note { grid-column: 1 / -1; margin: 0; }
  .layers details { grid-row: 2; }
  .layers summary { cursor: pointer; color: var(--muted); font-size: 14px; width: max-content; }
  .layers .tools { display: flex; gap: 4px; justify-content: end; grid-row: 1; grid-column: 4; }
  .layers .tools .chip { min-width: 40px; padding-inline: 6px; }
  .fields-of { display: flex; flex-wrap: wrap; gap: 12px 24px; padding: 8px 0; align-items: end; }
  .wrong { list-style: none; margin: 0; padding: 0; display: grid; gap: 10px; grid-template-columns: repeat(auto-fill, minmax(74px, 1fr)); }
  .thumb { position: relative; width: 100%; border: 1px solid transparent; background: none; padding: 5px; border-radius: 10px; font-size: 13px; }
  .thumb cs-bitmap { border-radius: 6px; margin-bottom: 4px; }
  .thumb[aria-pressed="true"] { border-color: var(--accent); }
  .opened { padding: 14px; border: 1px solid var(--line); border-radius: 14px; }
  .code pre { margin: 8px 0 0; padding: 14px; border-radius: 12px; background: var(--sunken); overflow-x: auto; font: 13px/1.6 var(--mono); }
  .maps { display: grid; gap: 18px; grid-template-columns: minmax(0, 1fr); align-items: start; }
  .example { width: 150px; }
  .example cs-bitmap { border-radius: 6px; }
  .turns { display: flex; gap: 8px; margin-top: 8px; }
  .turns .chip { min-width: 44px; }
  @media (forced-colors: active) { .fill { forced-color-adjust: none; background: CanvasText; } td { forced-color-adjust: none; } }
  @container (min-width: 640px) { .planes[data-filters] { grid-template-columns: repeat(4, minmax(0, 1fr)); } }
  @container (min-width: 760px) {
    .panes.two { grid-template-columns: minmax(0, 1.5fr) minmax(280px, 1fr); }
    .maps { grid-template-columns: 150px minmax(0, 1fr); }
  }
  @container (min-width: 880px) { .panes.two { grid-template-columns: minmax(0, 1.7fr) minmax(300px, 1fr); } }
  @container (max-width: 619px) {
    .top, .learned, .inside { padding-inline: 16px; }
    .layers > li { grid-template-columns: minmax(0, 1fr) auto; }
    .layers > li > .mono, .layers > li > .muted { grid-column: 1; }
    .layers .tools { grid-column: 2; }
    .layers details { grid-row: auto; }
    .go { min-width: 108px; }
    .stand { margin: 0; flex-basis: 100%; }
  }
`;
