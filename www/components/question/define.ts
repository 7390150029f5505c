import { Question } from "./question.ts";

if (!customElements.get("convscope-question")) customElements.define("convscope-question", Question);

export { Question };
