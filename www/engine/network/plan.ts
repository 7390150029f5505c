/** The shapes of a network, before anything is computed. */
import { outputShape } from "convscope";
import { type Asked, askedOf, type Layer, parametersOf } from "./layers.ts";
import { tooMany } from "./weights.ts";

/** A layer laid on what comes before it. */
export interface Planned {
  layer: Layer;
  asked: Asked | null;
  /** The shape it reads; none below a layer that does not fit. */
  input: number[] | null;
  output: number[] | null;
  parameters: number;
  /** Why it does not fit. */
  error: unknown;
  /** Its weights, where there are more than a network may have here. */
  tooMany: number;
}

/** Every layer with its shapes, from what the network sees onwards. Below one that does not fit nothing is known. */
export function planned(layers: Layer[], seen: number[] | null): Planned[] {
  let input = seen;
  return layers.map((layer) => {
    const plan = planOf(layer, input);
    input = plan.output;
    return plan;
  });
}

function planOf(layer: Layer, input: number[] | null): Planned {
  const nothing = { layer, asked: null, input, output: null, parameters: 0, error: null, tooMany: 0 };
  if (!input) return nothing;
  const asked = askedOf(layer, input);
  const parameters = parametersOf(asked);
  try {
    const output = outputShape(asked.op, input, asked.weights, asked.options);
    if (asked.weights && tooMany(asked.weights)) return { ...nothing, asked, parameters, tooMany: parameters };
    return { ...nothing, asked, output, parameters };
  } catch (error) {
    return { ...nothing, asked, error };
  }
}
