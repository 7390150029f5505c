import { css, unsafeCSS } from "lit";
import tokenText from "./tokens.css?inline";

/** The colours, for a lab's own root. Its parts inherit them. */
export const tokens = unsafeCSS(tokenText);

/** What every part shares: type, focus, buttons, fields. */
export const shared = css`
  *, *::before, *::after { box-sizing: border-box; }
  :host { font: 400 15px/1.55 var(--sans); color: var(--ink); word-break: keep-all; overflow-wrap: anywhere; }
  h2, h3, p { margin: 0; font-weight: inherit; font-size: inherit; }
  .mono { font-family: var(--mono); font-variant-numeric: tabular-nums; font-size: 0.87em; }
  .muted { color: var(--muted); }
  .accent { color: var(--accent); font-weight: 650; }
  .label { display: block; color: var(--muted); font-size: 13px; margin-bottom: 6px; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  button, select, input { font: inherit; color: inherit; }
  button { cursor: pointer; }
  button:disabled { cursor: default; opacity: 0.45; }
  .chip {
    min-height: 34px; padding: 4px 13px; border: 1px solid var(--line); border-radius: 999px; background: var(--surface);
    transition: background 150ms, color 150ms, border-color 150ms;
  }
  .chip:hover { border-color: var(--line-strong); }
  .chip[aria-pressed="true"], .chip[aria-checked="true"] { background: var(--ink); color: var(--surface); border-color: var(--ink); }
  .field {
    width: 60px; min-height: 34px; padding: 2px 8px; border: 1px solid var(--line); border-radius: 9px; background: var(--surface);
    font-family: var(--mono); font-size: 13px; font-variant-numeric: tabular-nums;
  }
  select.field { width: auto; font-family: var(--sans); }
  .visually-hidden {
    position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
  }
  @media (pointer: coarse) {
    .chip, .field { min-height: 44px; }
  }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { transition: none !important; animation: none !important; }
  }
  @media (forced-colors: active) {
    .chip[aria-pressed="true"], .chip[aria-checked="true"] { forced-color-adjust: none; background: Highlight; color: HighlightText; }
  }
`;
