/** The pieces that labs draw alike. They take what they show and give back a template. */
import { html, nothing } from "lit";
import { backendSettled } from "../../engine/backend.ts";
import type { Geometry, Tensor } from "../../engine/core.ts";
import type { Backend, View } from "../../engine/types.ts";
import type { Lang, Messages } from "../../i18n/index.ts";
import { loupeText } from "../loupe/loupe.ts";
import type { Margins } from "../picture-pane/picture-pane.ts";
import { type Box, formatBox, formatCell, formatNumber, formatShape } from "./format.ts";
import { labelOfReason } from "./reason.ts";
import type { Limits, PaddingState, Pair } from "./schema.ts";

/** The margins of the input pane, from the window as the core has laid it. */
export function marginsOf({ y, x }: Geometry): Margins {
  return {
    top: y.before,
    bottom: y.drawnAfter,
    left: x.before,
    right: x.drawnAfter,
    unusedBottom: y.unusedAfter,
    unusedRight: x.unusedAfter,
  };
}

/** A loupe with its words beside it. */
export function loupeBeside(
  text: Messages,
  lens: { tensor: Tensor; range: [number, number]; view: View; box: Box; filled: { y: number; x: number } | null },
  words: unknown,
) {
  return html`<div class="beside">
    <cs-loupe
      .tensor=${lens.tensor}
      .range=${lens.range}
      .view=${lens.view}
      .box=${lens.box}
      .filled=${lens.filled}
      label=${text.lab.loupeOf(loupeText(lens.box))}
    ></cs-loupe>
    <p>${words}</p>
  </div>`;
}

/** "output [117, 176] ← input [117:120, 176:179]" */
export function fromTo(text: Messages, cell: { y: number; x: number }, box: Box) {
  const [output, input] = text.lab.fromTo("\u0000", "\u0001").split("\u0000");
  const [arrow, after] = input.split("\u0001");
  return html`${output}<span class="mono accent">${formatCell(cell.y, cell.x)}</span>${arrow}<span class="mono"
      >${formatBox(box)}</span
    >${after}`;
}

/** The title of a pane with its shape below. */
export function paneHeader(title: string, shape: readonly number[] | null, beside: unknown = nothing) {
  return html`<header>
    <h3>${title}</h3>
    ${beside}
    <span class="shape mono">${shape ? formatShape(shape) : nothing}</span>
  </header>`;
}

/** A number field that says its limits and takes only what fits them. */
export function numberField(
  name: string,
  value: number,
  { min, max }: Limits,
  step: number | "any",
  set: (value: string) => void,
) {
  return html`<label
    >${name}
    <input
      class="field"
      type="number"
      inputmode=${step === 1 ? "numeric" : "decimal"}
      min=${min}
      max=${max}
      step=${step}
      title=${`${formatNumber(min)} … ${formatNumber(max)}`}
      .value=${String(value)}
      @change=${(event: Event) => {
        const field = event.target as HTMLInputElement;
        const typed = field.value;
        // What is refused must not stay; what is taken comes back with the next rendering.
        field.value = String(value);
        set(typed);
      }}
    />
  </label>`;
}

/** Two number fields, y then x. */
export function pairFields(text: Messages, label: string, value: Pair, limits: Limits, set: (pair: unknown[]) => void) {
  return html`<div role="group" aria-label=${label}>
    <span class="label">${label}</span>
    <div class="fields">
      ${numberField(text.controls.axisY, value[0], limits, 1, (y) => set([y, value[1]]))}
      ${numberField(text.controls.axisX, value[1], limits, 1, (x) => set([value[0], x]))}
    </div>
  </div>`;
}

/** Stride 1, 2, 3 on both axes; more, or different ones, by the fields. */
export function strideChoice(text: Messages, value: Pair, set: (pair: unknown) => void) {
  const same = value[0] === value[1] ? String(value[0]) : "";
  return html`<div data-place="stride">
    <span class="label">${text.controls.stride}</span>
    <cs-segmented
      mono
      label=${text.controls.stride}
      .choices=${["1", "2", "3"].map((one) => ({ value: one, text: one }))}
      .value=${same}
      @choose=${(event: CustomEvent) => set(event.detail)}
    ></cs-segmented>
  </div>`;
}

/** VALID, SAME, or four numbers. */
export function paddingChoice(text: Messages, value: PaddingState, limits: Limits, set: (padding: unknown) => void) {
  const { controls } = text;
  const custom = typeof value === "string" ? null : value;
  const fields = (custom ?? []).flat();
  const sides = [controls.sides.top, controls.sides.bottom, controls.sides.left, controls.sides.right];
  const choose = (event: CustomEvent) => set(event.detail === "custom" ? [1, 1, 1, 1] : event.detail);
  return html`<div data-place="padding">
    <span class="label">${controls.padding}</span>
    <cs-segmented
      mono
      label=${controls.padding}
      .choices=${[
        { value: "valid", text: "VALID" },
        { value: "same", text: "SAME" },
        { value: "custom", text: controls.custom },
      ]}
      .value=${custom ? "custom" : (value as string)}
      @choose=${choose}
    ></cs-segmented>
    ${
      custom &&
      html`<div class="fields below">
        ${sides.map((side, i) => numberField(side, fields[i], limits, 1, (typed) => set(fields.with(i, typed as never))))}
      </div>`
    }
  </div>`;
}

/** gray or viridis. */
export function viewChoice(text: Messages, value: View, set: (view: unknown) => void) {
  return html`<div>
    <span class="label">${text.controls.view}</span>
    <cs-segmented
      mono
      label=${text.controls.view}
      .choices=${["gray", "viridis"].map((one) => ({ value: one, text: one }))}
      .value=${value}
      @choose=${(event: CustomEvent) => set(event.detail)}
    ></cs-segmented>
  </div>`;
}

/** Where an op ran, why there, and for how long. */
export function backendBadge(text: Messages, language: Lang, { backend, reason, ms }: Backend & { ms: number }) {
  return html`<cs-backend-badge
    class="grow"
    .backend=${backend}
    backend=${backend}
    .reason=${labelOfReason(reason, text)}
    .ms=${ms}
    .settled=${backendSettled}
    .language=${language}
  ></cs-backend-badge>`;
}
