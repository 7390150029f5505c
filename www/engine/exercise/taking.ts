/** What an exercise asks for (`take`), from a run of the core. */
import type { Explanation, Geometry, GreyMethod } from "convscope";
import { layLayers, receptiveField } from "./layers.ts";
import { isWindowed, type Run, run, type World, zeros } from "./laying.ts";
import { readNumbers, type Spec } from "./reading.ts";

type Taker = (run: Run, spec: Spec, world: World) => number[] | Promise<number[]>;

/** The answer, as numbers: one, a shape, a cell `(y, x)`, or the whole output. */
export async function compute(spec: Spec, world: World): Promise<number[]> {
  const take = spec.take ?? "output";
  if (spec.layers) return takeOfLayers(take, spec, world);
  const taker = takers[take];
  if (!taker) throw new Error(`take is "${take}"; it must be one of ${Object.keys(takers).join(", ")}`);
  return taker(await run(spec, world), spec, world);
}

function takeOfLayers(take: string, spec: Spec, world: World): number[] {
  const laid = layLayers(spec, world);
  const { shape, weights } = laid[laid.length - 1];
  const count = (sizes: { data: Float32Array }[]) => sizes.reduce((sum, { data }) => sum + data.length, 0);
  switch (take) {
    case "shape":
      return shape;
    case "size":
      return shape.slice(1, 3);
    case "rank":
      return [shape.length];
    case "count":
      return [zeros(shape).data.length];
    case "field": {
      const { y0, x0, y1, x1 } = receptiveField(laid, pairOf(spec), world);
      return [y1 - y0, x1 - x0];
    }
    case "parameters":
      return [count(spec.only === "last" ? weights : laid.flatMap((one) => one.weights))];
    default:
      throw new Error(`take is "${take}"; of layers it must be shape, size, rank, count, field or parameters`);
  }
}

function cellOf(spec: Spec, name = "cell"): number[] {
  if (!spec[name]) throw new Error(`take="${spec.take}" needs ${name}="y x"`);
  return readNumbers(spec[name]);
}

const pairOf = (spec: Spec): [number, number] => cellOf(spec).slice(0, 2) as [number, number];

/** Where a value stands: `[n, h, w, c]`, `[h, w, c]`, `[h, w]` or `[n, values]`, counted from the first picture. */
function place(shape: number[], cell: number[]): number {
  const axes = shape.length === 4 ? shape.slice(1) : shape.length === 2 && cell.length === 1 ? shape.slice(1) : shape;
  const at = axes.map((_, axis) => cell[axis] ?? 0);
  axes.forEach((size, axis) => {
    if (at[axis] < 0 || at[axis] >= size)
      throw new Error(`there is no cell ${cell.join(" ")} in (${shape.join(", ")})`);
  });
  return axes.reduce((sum, size, axis) => sum * size + at[axis], 0);
}

function laid({ op, input, filter, options }: Run) {
  if (!isWindowed(op)) throw new Error("only an op with a window has that");
  return [op, input.shape, filter?.shape ?? null, options] as const;
}

function explained(run: Run, spec: Spec, { core }: World): Explanation {
  const { input, filter, options } = run;
  const [y, x, c = 0] = spec.cell ? cellOf(spec) : [0, 0];
  return core.explain(laid(run)[0], input, filter, options, [0, y, x, c]);
}

/** The tap of `explained` at `tap`, counted y first, then x, then the channel. */
function tapped(run: Run, spec: Spec, world: World) {
  const width = run.filter?.shape[1] ?? run.options.size?.[1] ?? 1;
  const channels = run.filter?.shape[2] ?? 1;
  const [y, x, c = 0] = cellOf(spec, "tap");
  const tap = explained(run, spec, world).taps[(y * width + x) * channels + c];
  if (!tap) throw new Error(`there is no tap ${spec.tap}`);
  return tap;
}

function extreme(run: Run, { core }: World): [number, number] {
  const { data } = run.output;
  return core.range({ data, shape: [1, data.length, 1, 1] });
}

/** The first cell (y, x) of the output that holds `value`. */
function whereIs({ output }: Run, value: number): number[] {
  const at = output.data.indexOf(value);
  const [width, channels] = output.shape.length === 4 ? output.shape.slice(2) : [output.shape[1], 1];
  const cell = Math.floor(at / channels);
  return [Math.floor(cell / width), cell % width];
}

const geometry = (run: Run, { core }: World): Geometry => core.geometry(...laid(run));

/** The attributes that `against` changes: `flip`, `padding=same`, `strides=2,2`. */
function changed(spec: Spec): Spec {
  const [name, value = ""] = (spec.against ?? "flip").split("=", 2);
  return { ...spec, [name]: value };
}

const takers: Record<string, Taker> = {
  output: ({ output }) => [...output.data],
  shape: ({ output }) => output.shape,
  size: ({ output }) => (output.shape.length === 4 ? output.shape.slice(1, 3) : output.shape.slice(0, 2)),
  rank: ({ output }) => [output.shape.length],
  count: ({ output }) => [output.data.length],
  kept: ({ input, output }) => [(output.data.length / input.data.length) * 100],
  value: ({ output }, spec) => [output.data[place(output.shape, cellOf(spec))]],
  min: (run, _, world) => [extreme(run, world)[0]],
  max: (run, _, world) => [extreme(run, world)[1]],
  "where-min": (run, _, world) => whereIs(run, extreme(run, world)[0]),
  "where-max": (run, _, world) => whereIs(run, extreme(run, world)[1]),
  zeros: ({ output }) => [output.data.filter((value) => value === 0).length],
  window: (run, spec, { core }) => {
    const { y0, x0 } = core.windowAt(...laid(run), pairOf(spec));
    return [y0, x0];
  },
  "window-end": (run, spec, { core }) => {
    const { y1, x1 } = core.windowAt(...laid(run), pairOf(spec));
    return [y1 - 1, x1 - 1];
  },
  walk: (run, spec, { core }) => core.cellOfStep(...laid(run), cellOf(spec, "step")[0]),
  uses: (run, spec, { core }) => [core.outputsOf(...laid(run), pairOf(spec)).length],
  products: (run, spec, world) => [explained(run, spec, world).taps.length],
  product: (run, spec, world) => [tapped(run, spec, world).product],
  weight: (run, spec, world) => [tapped(run, spec, world).weight],
  "input-value": (run, spec, world) => [tapped(run, spec, world).value],
  padded: (run, _, world) => {
    const { y, x } = geometry(run, world);
    return [y.before, y.after, x.before, x.after];
  },
  unused: (run, _, world) => {
    const { y, x } = geometry(run, world);
    return [y.unusedAfter, x.unusedAfter];
  },
  parameters: ({ filter, options }) => [(filter?.data.length ?? 0) + (options.bias?.length ?? 0)],
  multiplications: (run, spec, world) => [explained(run, spec, world).taps.length * run.output.data.length],
  pixel: ({ picture }, spec) => {
    if (!picture) throw new Error("take=pixel needs a picture");
    const at = place(picture.shape, pairOf(spec));
    return [...picture.data.slice(at, at + 3)];
  },
  grey: ({ picture }, spec, { core }) => {
    if (!picture) throw new Error("take=grey needs a picture");
    const at = place(picture.shape, pairOf(spec));
    const [r, g, b] = picture.data.slice(at, at + 3);
    return [core.greyPixel([r, g, b])[(spec.grey ?? "mean") as GreyMethod]];
  },
  index: ({ input }, spec, { core }) => {
    const shape =
      input.shape.length === 4 ? input.shape : [1, ...input.shape, ...(input.shape.length === 2 ? [1] : [])];
    const marked = zeros(shape);
    marked.data[place(shape, cellOf(spec))] = 1;
    return [core.flatten(marked).data.indexOf(1)];
  },
  differences: async ({ output }, spec, world) => {
    const other = (await run(changed(spec), world)).output.data;
    return [output.data.filter((value, at) => value !== other[at]).length];
  },
};
