import { css } from "lit";

export const filterLearningStyles = css`
  .four { display: grid; grid-template-columns: minmax(0, 1fr); }
  .band { padding: 16px; min-width: 0; display: grid; gap: 10px 14px; align-content: start; grid-template-columns: minmax(0, 1.35fr) minmax(124px, 1fr); }
  .band + .band { border-top: 1px solid var(--line); }
  .band > header { grid-column: 1 / -1; }
  .band > header h3 { line-height: 1.5; }
  .band > header .muted { flex-basis: 100%; line-height: 1.4; }
  .band > header .muted { font-size: 14px; }
  .band .weights { min-width: 0; }
  .band .label { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; justify-content: space-between; min-height: 24px; }
  .veiled { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 3px; }
  .veiled span { height: 42px; border-radius: 8px; display: grid; place-items: center; background: repeating-linear-gradient(45deg, var(--line) 0 2px, var(--sunken) 2px 7px); font: 650 15px/1 var(--mono); color: var(--muted); }
  .reading { display: flex; flex-wrap: wrap; gap: 0 18px; padding: 10px 16px; border-top: 1px solid var(--line); font-size: 14px; color: var(--muted); }
  .reading .mono { color: var(--ink); }
  .buttons { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
  .go, .plain { min-height: 44px; border-radius: 999px; padding: 6px 18px; border: 1px solid var(--line); background: var(--surface); transition: background 150ms; }
  .plain:hover:enabled { background: var(--sunken); }
  .go { min-width: 8.5em; border: 0; background: var(--ink); color: var(--surface); font-weight: 650; }
  .bar { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between; }
  .pace { display: flex; align-items: center; gap: 8px; }
  .pace .label { margin: 0; }
  .result { padding: 20px 22px; border-top: 1px solid var(--line); display: grid; gap: 18px 32px; grid-template-columns: minmax(0, 1fr); }
  .result h3 { font-weight: 650; font-size: 16px; }
  .status { font-size: 15px; min-height: 3.1em; margin-bottom: 10px; }
  .status.found { font-weight: 650; }
  .figures { margin: 14px 0 0; display: grid; gap: 10px; }
  .figures > div { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 12px; align-items: baseline; border-top: 1px solid var(--line); padding-top: 8px; }
  .figures dt { font-size: 14px; }
  .figures dt small { display: block; font-size: 13px; color: var(--muted); }
  .figures dd { margin: 0; font: 650 22px/1.3 var(--mono); font-variant-numeric: tabular-nums; text-align: end; }
  .curve-head { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between; margin-bottom: 10px; }
  .legend { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 13px; color: var(--muted); margin-top: 4px; }
  .legend span::before { content: ""; display: inline-block; width: 18px; border-top: 2px solid var(--line-strong); vertical-align: middle; margin-inline-end: 6px; }
  .legend .now::before { border-color: var(--ink); border-top-width: 3px; }
  .settings { display: flex; flex-wrap: wrap; gap: 18px 44px; padding: 20px 22px; border-top: 1px solid var(--line); }
  .settings > div { max-width: 100%; }
  .settings .wide { flex-basis: 100%; }
  .settings .says { margin-top: 6px; font-size: 13px; max-width: 36ch; }
  .settings .fields { gap: 8px 12px; }
  .rate .field { width: 104px; }
  .gradient { padding: 20px 22px 24px; border-top: 1px solid var(--line); background: color-mix(in srgb, var(--sunken) 42%, var(--surface)); border-radius: 0 0 17px 17px; }
  .gradient h3 { font-weight: 650; font-size: 16px; }
  .gradient .note { margin: 2px 0 16px; max-width: 76ch; }
  @container (min-width: 760px) {
    .four { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    .band { padding: 20px; grid-template-columns: minmax(0, 1fr); align-content: start; }
    .band:nth-child(2) { border-top: 0; }
    .band:nth-child(even) { border-inline-start: 1px solid var(--line); }
    .result { grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr); }
  }
  @container (min-width: 1000px) {
    .four { grid-template-columns: minmax(0, 1.15fr) repeat(3, minmax(0, 1fr)); }
    .band { border-top: 0 !important; }
    .band + .band { border-inline-start: 1px solid var(--line); }
    .reading { padding-inline: 22px; }
  }
  @container (max-width: 619px) {
    .result, .settings, .gradient { padding-inline: 16px; }
    .band > header .muted { flex-basis: auto; }
    /* The pace goes up, beside what is counted: then every button is as wide as a thumb. */
    .bar { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 6px 10px; align-items: center; }
    .bar .now { display: grid; padding: 0; line-height: 1.35; }
    .bar .buttons { grid-column: 1 / -1; grid-row: 2; flex-wrap: nowrap; gap: 6px; }
    .bar .go { min-width: 7em; flex: 1; padding-inline: 10px; }
    .bar .plain { padding-inline: 12px; white-space: nowrap; }
    .pace .label { display: none; }
  }
`;
