import { css, html, LitElement, nothing } from "lit";
import type { Tensor } from "../../engine/core.ts";
import { exports } from "../../i18n/exports.ts";
import { shared } from "../../styles/shared.ts";
import { formatShape } from "../lab/format.ts";
import { download, inSandbox } from "../use/download.ts";
import type { Subject } from "../use/subject.ts";
import { csvFile, npyFile } from "./numbers.ts";

const names = ["input", "filter", "output"] as const;

/** The numbers on the screen as files. */
export class NumbersExport extends LitElement {
  static override properties = { subject: { attribute: false } };
  declare subject: Subject;

  static override styles = [
    shared,
    css`
      :host { display: grid; gap: 16px; min-width: 0; }
      ul { display: grid; gap: 14px; list-style: none; margin: 0; padding: 0; }
      li { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; }
      li span { min-width: 12em; }
      .note { font-size: 13px; color: var(--muted); }
    `,
  ];

  override render() {
    const words = exports[this.subject.lang];
    const tensors = names.flatMap((name) => {
      const tensor = tensorOf(this.subject, name);
      return tensor ? [{ name, tensor }] : [];
    });
    if (tensors.length === 0) return html`<p>${words.empty}</p>`;
    return html`<ul>
        ${tensors.map(
          ({ name, tensor }) => html`<li>
            <span>${words.numbersOf[name]} <span class="mono">${formatShape(tensor.shape)}</span></span>
            <button class="chip" @click=${() => download(csvFile(tensor, name === "filter"), `${name}.csv`)}>${words.save(`${name}.csv`)}</button>
            <button class="chip" @click=${() => download(npyFile(tensor), `${name}.npy`)}>${words.save(`${name}.npy`)}</button>
          </li>`,
        )}
      </ul>
      <p class="note">${words.csvNote}</p>
      <p class="note">${words.npyNote}</p>
      ${inSandbox() ? html`<p class="note">${words.sandbox}</p>` : nothing}
      <p class="note">${words.pictureLicence}</p>`;
  }
}

/** The lab's filter is in the window lab's stages, or its own. */
function tensorOf({ element }: Subject, name: (typeof names)[number]): Tensor | null {
  const lab = element as unknown as Record<string, Tensor | null | undefined> & { good?: { filter: Tensor | null } };
  return (name === "filter" ? (lab.filter ?? lab.good?.filter) : lab[name]) ?? null;
}
