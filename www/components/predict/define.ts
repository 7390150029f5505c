import { PredictCard } from "./predict.ts";

if (!customElements.get("cs-predict")) customElements.define("cs-predict", PredictCard);

export { PredictCard };
