import { defineParts } from "../define-parts.ts";
import { NumbersExport } from "./numbers-export.ts";
import { PictureExport } from "./picture-export.ts";

defineParts();
if (!customElements.get("cs-picture-export")) customElements.define("cs-picture-export", PictureExport);
if (!customElements.get("cs-numbers-export")) customElements.define("cs-numbers-export", NumbersExport);
