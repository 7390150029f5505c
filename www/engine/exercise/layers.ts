/** A network as an exercise writes it: its shapes and its parameters, by the core's shape rules. */
import type { AnyOpName, AnyOptions, Tensor } from "convscope";
import { type World, zeros } from "./laying.ts";
import { optionsOf, readNumbers, readPair, type Spec } from "./reading.ts";

interface Layer {
  name: string;
  options: Spec;
}

/** What a layer gives: the shape after it, and its weights. */
export interface Laid {
  shape: number[];
  weights: Tensor[];
}

/** `conv2d filters=8 size=3,3; relu; …` */
function readLayers(text: string): Layer[] {
  return text.split(";").map((part) => {
    const [name, ...options] = part.trim().split(/\s+/);
    return { name, options: Object.fromEntries(options.map((option) => option.split("=", 2) as [string, string])) };
  });
}

/** Every layer of `layers` (the first `after` of them) laid on the ones before. */
export function layLayers(spec: Spec, world: World): Laid[] {
  const layers = readLayers(spec.layers);
  const count = spec.after ? Number(spec.after) : layers.length;
  if (!(count >= 1 && count <= layers.length))
    throw new Error(`after is ${spec.after}; there are ${layers.length} layers`);
  if (!spec["input-shape"]) throw new Error("layers need an input-shape");
  let shape = readNumbers(spec["input-shape"]);
  return layers.slice(0, count).map((layer) => {
    const laid = lay(layer, shape, world);
    shape = laid.shape;
    return laid;
  });
}

function lay({ name, options }: Layer, shape: number[], { core }: World): Laid {
  const { filters, units, ...rest } = options;
  const channels = shape.at(-1) ?? 1;
  if (name === "conv2d") {
    const [height, width] = readPair(rest.size ?? "3");
    const { size: _, ...window } = rest;
    const filter = zeros([height, width, channels, Number(filters)]);
    const weights = [filter, zeros([Number(filters)])];
    return { shape: core.outputShape("conv2d", shape, filter.shape, optionsOf(window)), weights };
  }
  if (name === "dense") {
    const kernel = zeros([channels, Number(units)]);
    return {
      shape: core.outputShape("dense" as AnyOpName, shape, kernel.shape, {}),
      weights: [kernel, zeros([Number(units)])],
    };
  }
  const plain = optionsOf(rest) as AnyOptions;
  return { shape: core.outputShape(name as AnyOpName, shape, null, plain), weights: [] };
}
