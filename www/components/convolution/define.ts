import { defineParts } from "../define-parts.ts";
import { Convolution } from "./convolution.ts";

defineParts();
if (!customElements.get("convscope-convolution")) customElements.define("convscope-convolution", Convolution);

export { Convolution };
