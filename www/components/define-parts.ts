/** The parts that labs are made of. Defined once, whichever lab comes first; a foreign page never writes them. */
import { BackendBadge } from "./backend-badge/backend-badge.ts";
import { Loupe } from "./loupe/loupe.ts";
import { NumberGrid } from "./number-grid/number-grid.ts";
import { PicturePane } from "./picture-pane/picture-pane.ts";
import { PictureSource } from "./picture-source/picture-source.ts";
import { Playback } from "./playback/playback.ts";
import { Segmented } from "./segmented/segmented.ts";

const parts: [string, CustomElementConstructor][] = [
  ["cs-segmented", Segmented],
  ["cs-number-grid", NumberGrid],
  ["cs-picture-pane", PicturePane],
  ["cs-loupe", Loupe],
  ["cs-playback", Playback],
  ["cs-picture-source", PictureSource],
  ["cs-backend-badge", BackendBadge],
];

export function defineParts() {
  for (const [name, part] of parts) if (!customElements.get(name)) customElements.define(name, part);
}
