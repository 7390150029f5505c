import { css } from "lit";

export const curvesStyles = css`
  :host { display: block; min-width: 0; }
  figure { margin: 0; display: grid; gap: 8px; }
  figcaption b { font-weight: 650; }
  figcaption .muted { font-size: 13px; }
  .chart { display: grid; grid-template: minmax(0, 1fr) auto / auto minmax(0, 1fr) minmax(88px, auto); gap: 4px 8px; }
  .ticks { display: flex; flex-direction: column; justify-content: space-between; text-align: end; color: var(--muted); font-size: 12px; line-height: 1; }
  .plot { height: 150px; touch-action: pan-y; border-radius: 4px; cursor: crosshair; }
  .plot svg { width: 100%; height: 100%; display: block; overflow: visible; }
  path, line { fill: none; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
  .rule { stroke: var(--line); }
  .here { stroke: var(--accent); stroke-width: 2; }
  .strong { stroke: var(--ink); stroke-width: 2.5; }
  .faint { stroke: var(--line-strong); stroke-width: 1.5; }
  .dashed { stroke: var(--ink); stroke-width: 2.5; stroke-dasharray: 8 5; }
  .dotted { stroke: var(--line-strong); stroke-width: 2; stroke-dasharray: 2 4; }
  .ends { position: relative; font-size: 12px; }
  .ends > span { position: absolute; inset-inline-start: 0; transform: translateY(-50%); white-space: nowrap; line-height: 1.3; }
  .axis { grid-column: 2; display: flex; justify-content: space-between; color: var(--muted); font-size: 12px; line-height: 1; }
  .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0; padding: 0; list-style: none; font-size: 13px; color: var(--muted); }
  .legend li { display: flex; gap: 6px; align-items: center; }
  .legend svg { width: 30px; height: 6px; }
  .read { min-height: 1.6em; color: var(--muted); font-size: 12px; }
  @media (forced-colors: active) {
    path, .legend line { stroke: CanvasText; }
    .here { stroke: Highlight; }
  }
`;
