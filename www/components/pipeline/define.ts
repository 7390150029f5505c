import { defineParts } from "../define-parts.ts";
import { MapStrip } from "./map-strip.ts";
import { Pipeline } from "./pipeline.ts";
import { TraceView } from "./trace-view.ts";

defineParts();
if (!customElements.get("cs-map-strip")) customElements.define("cs-map-strip", MapStrip);
if (!customElements.get("cs-trace-view")) customElements.define("cs-trace-view", TraceView);
if (!customElements.get("convscope-pipeline")) customElements.define("convscope-pipeline", Pipeline);

export { Pipeline };
