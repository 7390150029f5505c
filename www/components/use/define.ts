import { SnippetField } from "./snippet-field.ts";
import type { Usable } from "./subject.ts";
import { UseDialog } from "./use-dialog.ts";
import { UsePanel } from "./use-panel.ts";

if (!customElements.get("cs-snippet-field")) customElements.define("cs-snippet-field", SnippetField);
if (!customElements.get("cs-use-panel")) customElements.define("cs-use-panel", UsePanel);
if (!customElements.get("cs-use-dialog")) customElements.define("cs-use-dialog", UseDialog);

/** Opens the dialog of `lab`, which keeps it in its own root from then on. */
export function openUse(lab: Usable): Promise<void> {
  const home = lab.shadowRoot ?? document.body;
  let dialog = home.querySelector("cs-use-dialog") as UseDialog | null;
  if (!dialog) {
    dialog = document.createElement("cs-use-dialog") as UseDialog;
    home.append(dialog);
  }
  return dialog.show(lab);
}

export { UsePanel };
