import { css } from "lit";

export const confusionStyles = css`
  :host { display: block; min-width: 0; }
  .scroll { overflow-x: auto; padding: 3px; }
  table { border-collapse: collapse; font-size: 13px; }
  th { font-weight: 650; padding: 4px 6px; min-width: 32px; text-align: center; }
  .corner { font-weight: 400; font-size: 12px; color: var(--muted); white-space: nowrap; }
  th[scope="row"] { text-align: end; position: sticky; inset-inline-start: 0; background: var(--surface); }
  td { border: 1px solid var(--line); padding: 0; }
  button { position: relative; display: block; width: 100%; min-width: 36px; min-height: 34px; border: 0; background: none; padding: 0 4px; font: 13px/1 var(--mono); font-variant-numeric: tabular-nums; }
  button[aria-pressed="true"] { outline: 3px solid var(--accent); outline-offset: -3px; }
  button:focus-visible { outline-offset: -2px; }
  @media (pointer: coarse) { button { min-width: 44px; min-height: 44px; } }
`;
