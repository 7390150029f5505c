import { css } from "lit";

export const pictureExportStyles = css`
  :host { display: grid; gap: 18px; min-width: 0; }
  section { display: grid; gap: 12px; }
  .preview { border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
  .preview canvas { display: block; max-width: 100%; max-height: 320px; margin: auto; }
  .files, .fields { display: flex; flex-wrap: wrap; gap: 10px 20px; align-items: end; }
  .files { gap: 8px; align-items: center; }
  .film { padding-top: 16px; border-top: 1px solid var(--line); }
  h3 { font-size: 15px; font-weight: 650; }
  .label, label { display: block; font-size: 13px; color: var(--muted); margin-bottom: 5px; }
  label .field { display: block; margin-top: 5px; width: 9em; color: var(--ink); }
  .note { font-size: 13px; color: var(--muted); }
  .note:empty { display: none; }
  progress { accent-color: var(--accent); width: 140px; }
`;
