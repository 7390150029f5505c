import { defineParts } from "../define-parts.ts";
import { Channels } from "./channels.ts";

defineParts();
if (!customElements.get("convscope-channels")) customElements.define("convscope-channels", Channels);

export { Channels };
