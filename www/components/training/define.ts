import { defineParts } from "../define-parts.ts";
import { Bitmap } from "./bitmap.ts";
import { ConfusionTable } from "./confusion-table.ts";
import { Curves } from "./curves.ts";
import { DrawingPad } from "./drawing-pad.ts";
import { ShuffleProof } from "./shuffle-proof.ts";
import { Training } from "./training.ts";

const parts: [string, CustomElementConstructor][] = [
  ["cs-bitmap", Bitmap],
  ["cs-curves", Curves],
  ["cs-drawing-pad", DrawingPad],
  ["cs-confusion-table", ConfusionTable],
  ["cs-shuffle-proof", ShuffleProof],
];

defineParts();
for (const [name, part] of parts) if (!customElements.get(name)) customElements.define(name, part);
if (!customElements.get("convscope-training")) customElements.define("convscope-training", Training);

export { Training };
