import { css } from "lit";

export const backendsStyles = css`
  .top { padding: 22px; display: grid; gap: 16px; }
  .top h3 { font-weight: 650; font-size: 18px; }
  .choices { display: flex; flex-wrap: wrap; gap: 16px 36px; }
  .work { font-size: 14px; color: var(--muted); }
  .work .mono { display: block; color: var(--ink); overflow-wrap: anywhere; }
  .start { display: flex; flex-wrap: wrap; align-items: center; gap: 10px 18px; }
  .go { min-height: 48px; padding: 6px 26px; border: 0; border-radius: 999px; background: var(--ink); color: var(--surface); font-weight: 650; }
  .ways { list-style: none; margin: 0; padding: 0; }
  .ways > li { padding: 18px 22px; border-top: 1px solid var(--line); display: grid; gap: 12px 28px; grid-template-columns: minmax(0, 1fr); }
  .ways h4 { margin: 0; font-weight: 650; font-size: 16px; }
  .ways .note { margin-top: 2px; }
  .race { min-width: 0; display: grid; gap: 8px; align-content: center; }
  .lane { display: flex; align-items: center; gap: 12px; }
  .track { flex: 1; height: 22px; border-radius: 6px; background: var(--sunken); overflow: hidden; }
  .fill { height: 100%; min-width: 3px; border-radius: 6px; background: var(--ink); transition: width 400ms; }
  .track.running .fill { background: var(--line-strong); }
  .lane b { font: 700 22px/1.2 var(--mono); font-variant-numeric: tabular-nums; min-width: 5.5ch; text-align: end; }
  dl { margin: 0; display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px; }
  dt { color: var(--muted); font-size: 13px; }
  dd { margin: 0; font: 600 15px/1.4 var(--mono); font-variant-numeric: tabular-nums; }
  .absent { color: var(--ink); }
  .told { padding: 20px 22px; border-top: 1px solid var(--line); display: grid; gap: 20px 40px; }
  .told h4 { margin: 0 0 6px; font-weight: 650; font-size: 15px; }
  .told p, .told li { font-size: 14px; max-width: 68ch; }
  .told p + p { margin-top: 6px; }
  .told ul { margin: 0; padding-inline-start: 1.2em; }
  .told li + li { margin-top: 4px; }
  .scale { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; padding: 12px 22px; border-top: 1px solid var(--line); }
  .scale .label { margin: 0; }
  @media (forced-colors: active) { .fill { forced-color-adjust: none; background: CanvasText; } .track { border: 1px solid CanvasText; } }
  @container (min-width: 760px) {
    .ways > li { grid-template-columns: minmax(0, 0.9fr) minmax(0, 1.6fr); }
    .told { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  }
  @container (max-width: 619px) {
    .top, .ways > li, .told, .scale { padding-inline: 16px; }
    dd { font-size: 13px; }
  }
`;
