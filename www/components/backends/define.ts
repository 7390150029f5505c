import { defineParts } from "../define-parts.ts";
import { Backends } from "./backends.ts";

defineParts();
if (!customElements.get("convscope-backends")) customElements.define("convscope-backends", Backends);

export { Backends };
