/** A network as an exercise writes it: its shapes and its parameters, by the core's shape rules. */
import type { AnyOpName, AnyOptions, Box, Options, Tensor } from "convscope";
import { isWindowed, type World, zeros } from "./laying.ts";
import { optionsOf, readNumbers, readPair, type Spec } from "./reading.ts";

interface Layer {
  name: string;
  options: Spec;
}

/** What a layer gives: the shape after it, and its weights; and from what: the shape before it and its options. */
export interface Laid {
  op: AnyOpName;
  input: number[];
  options: AnyOptions;
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
  const laidBy = (op: AnyOpName, options: AnyOptions, weights: Tensor[]): Laid => {
    const output = core.outputShape(op, shape, weights[0]?.shape ?? null, options);
    return { op, input: shape, options, shape: output, weights };
  };
  if (name === "conv2d") {
    const [height, width] = readPair(rest.size ?? "3");
    const { size: _, ...window } = rest;
    const filter = zeros([height, width, channels, Number(filters)]);
    return laidBy("conv2d", optionsOf(window), [filter, zeros([Number(filters)])]);
  }
  if (name === "dense") {
    return laidBy("dense", {}, [zeros([channels, Number(units)]), zeros([Number(units)])]);
  }
  return laidBy(name as AnyOpName, optionsOf(rest) as AnyOptions, []);
}

/** The box of the picture that a cell (y, x) of the last layer sees, walked back layer by layer. */
export function receptiveField(laid: Laid[], [y, x]: [number, number], { core }: World): Box {
  let field: Box = { y0: y, x0: x, y1: y + 1, x1: x + 1 };
  for (const { op, input, options, weights } of laid.toReversed()) {
    if (op === "relu") continue;
    if (!isWindowed(op)) throw new Error(`behind ${op} every value sees all of the picture`);
    const window = (cell: [number, number]) =>
      core.windowAt(op, input, weights[0]?.shape ?? null, options as Options, cell);
    const [first, last] = [window([field.y0, field.x0]), window([field.y1 - 1, field.x1 - 1])];
    field = { y0: first.y0, x0: first.x0, y1: last.y1, x1: last.x1 };
  }
  return field;
}
