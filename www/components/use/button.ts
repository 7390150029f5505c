import { html, type TemplateResult } from "lit";
import type { Usable } from "./subject.ts";

/** The foot of every lab: its button opens the dialog that takes the lab along, which is loaded only then. */
export function useButton(lab: Usable, label: string, fail: (error: unknown) => void): TemplateResult {
  const open = () => import("./define.ts").then(({ openUse }) => openUse(lab)).catch(fail);
  return html`<p class="use"><button class="link" aria-haspopup="dialog" @click=${open}>${label}</button></p>`;
}
