import { defineParts } from "../define-parts.ts";
import { Flatten } from "./flatten.ts";
import { PixelRow } from "./pixel-row.ts";

defineParts();
if (!customElements.get("cs-pixel-row")) customElements.define("cs-pixel-row", PixelRow);
if (!customElements.get("convscope-flatten")) customElements.define("convscope-flatten", Flatten);

export { Flatten };
