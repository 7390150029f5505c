import { defineParts } from "../define-parts.ts";
import { Pooling } from "./pooling.ts";

defineParts();
if (!customElements.get("convscope-pooling")) customElements.define("convscope-pooling", Pooling);

export { Pooling };
