import "../use/define.ts";
import { Builder } from "./builder.ts";

if (!customElements.get("cs-builder")) customElements.define("cs-builder", Builder);

export { Builder };
