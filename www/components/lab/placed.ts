/** Numbers that the symbols of a lesson's text and formulas belong to, by name: either lights up with the other. */
import { html } from "lit";

export const placed = (name: string, value: unknown) => html`<span data-place=${name}>${value}</span>`;

/** `[y, x]`, each with its name. */
export const placedCell = (y: number, x: number) => html`[${placed("y", y)}, ${placed("x", x)}]`;
