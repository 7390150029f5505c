/** The engine's reason for not using the GPU, in the reader's language. */
import type { Messages } from "../../i18n/index.ts";

type Reason = keyof Messages["badge"]["reasons"];

/** Words by which the engine's English sentence is known. */
const marks: [RegExp, Reason][] = [
  [/no WebGPU/, "noWebGpu"],
  [/no GPU is offered/, "noAdapter"],
  [/asked for/, "asked"],
  [/computes wrongly/, "wrong"],
  [/was lost|was closed|the GPU failed/, "lost"],
];

/** A sentence that is not known is shown as the engine said it: better foreign than silent. */
export function labelOfReason(reason: string, text: Messages): string {
  const found = marks.find(([mark]) => mark.test(reason));
  return found ? text.badge.reasons[found[1]] : reason;
}
