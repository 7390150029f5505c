import { defineParts } from "../define-parts.ts";
import { CodeExport } from "./code-export.ts";

defineParts();
if (!customElements.get("cs-code-export")) customElements.define("cs-code-export", CodeExport);
