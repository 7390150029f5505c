import { css } from "lit";

export const proofStyles = css`
  :host { display: grid; gap: 14px; min-width: 0; }
  .note { color: var(--muted); font-size: 14px; max-width: 80ch; }
  .start { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; }
  .go { min-height: 44px; padding: 6px 22px; border: 0; border-radius: 999px; background: var(--ink); color: var(--surface); font-weight: 650; }
  table { border-collapse: collapse; font-size: 14px; justify-self: start; }
  th, td { padding: 6px 14px 6px 0; text-align: start; border-bottom: 1px solid var(--line); font-weight: 400; }
  td { font-family: var(--mono); font-variant-numeric: tabular-nums; font-size: 13px; }
  thead th { color: var(--muted); font-size: 13px; }
`;
