import { ProgressFile } from "./progress-file.ts";

if (!customElements.get("cs-progress-file")) customElements.define("cs-progress-file", ProgressFile);

export { ProgressFile };
