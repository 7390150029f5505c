import { CodeTabs } from "./code-tabs.ts";

if (!customElements.get("convscope-code")) customElements.define("convscope-code", CodeTabs);

export { CodeTabs };
