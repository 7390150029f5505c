import { defineParts } from "../define-parts.ts";
import { CoordinatePane } from "./coordinate-pane.ts";
import { Coordinates } from "./coordinates.ts";
import { PixelTable } from "./pixel-table.ts";

defineParts();
if (!customElements.get("cs-coordinate-pane")) customElements.define("cs-coordinate-pane", CoordinatePane);
if (!customElements.get("cs-pixel-table")) customElements.define("cs-pixel-table", PixelTable);
if (!customElements.get("convscope-coordinates")) customElements.define("convscope-coordinates", Coordinates);

export { Coordinates };
