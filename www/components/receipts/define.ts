import { Receipts } from "./receipts.ts";

if (!customElements.get("cs-receipts")) customElements.define("cs-receipts", Receipts);

export { Receipts };
