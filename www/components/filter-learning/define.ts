import { defineParts } from "../define-parts.ts";
import { LossCurve } from "../loss-curve/loss-curve.ts";
import { MapStrip } from "../pipeline/map-strip.ts";
import { FilterLearning } from "./filter-learning.ts";
import { GradientView } from "./gradient-view.ts";

defineParts();
const define = (name: string, element: CustomElementConstructor) => {
  if (!customElements.get(name)) customElements.define(name, element);
};
define("cs-map-strip", MapStrip);
define("cs-loss-curve", LossCurve);
define("cs-gradient-view", GradientView);
define("convscope-filter-learning", FilterLearning);

export { FilterLearning };
