import { defineParts } from "../define-parts.ts";
import { Filters } from "./filters.ts";
import { TileStrip } from "./tile-strip.ts";

defineParts();
if (!customElements.get("cs-tile-strip")) customElements.define("cs-tile-strip", TileStrip);
if (!customElements.get("convscope-filters")) customElements.define("convscope-filters", Filters);

export { Filters };
