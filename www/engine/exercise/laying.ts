/** From attributes to a run of the core: the input, the op and its output. */
import type * as Core from "convscope";
import type { AnyOpName, GreyMethod, OpName, Options, Tensor } from "convscope";
import { filtersOf, isOn, optionsOf, readNumbers, readPlanes, readSlice, type Spec } from "./reading.ts";

/** An 8-bit picture, rows first: `[h, w, 3]`. */
export interface Rgb {
  data: Uint8Array;
  shape: [height: number, width: number, channels: 3];
}

/** What exercises ask of the core. */
type Asked =
  | "avgPool2d"
  | "cellOfStep"
  | "conv2d"
  | "explain"
  | "flatten"
  | "geometry"
  | "globalAvgPool2d"
  | "greyPixel"
  | "greyscale"
  | "maxPool2d"
  | "outputShape"
  | "outputsOf"
  | "preview"
  | "range"
  | "relu"
  | "softmax"
  | "windowAt";

/** What computing needs from outside: the core, and the pictures by their names. */
export interface World {
  core: Pick<typeof Core, Asked>;
  picture(name: string): Promise<Rgb>;
}

/** An op that was run, with what it was run on. Without an op the output is the input. */
export interface Run {
  picture: Rgb | null;
  input: Tensor;
  op: AnyOpName | null;
  filter: Tensor | null;
  options: Options;
  output: Tensor;
}

const windowed = ["conv2d", "maxPool2d", "avgPool2d"];

export const isWindowed = (op: AnyOpName | null): op is OpName => op !== null && windowed.includes(op);

export async function run(spec: Spec, world: World): Promise<Run> {
  const picture = await pictureOf(spec, world);
  const input = await inputOf(spec, world, picture);
  const op = (spec.op ?? null) as AnyOpName | null;
  if (op === null) return { picture, input, op, filter: null, options: {}, output: input };
  const filter = op === "conv2d" ? weightsOf(spec, input.shape.at(-1) ?? 1) : null;
  const options = isWindowed(op) ? optionsOf(spec, filter?.shape[3]) : {};
  return { picture, input, op, filter, options, output: apply(world, op, input, filter, options) };
}

function weightsOf(spec: Spec, channels: number): Tensor {
  if (spec.filter) return filtersOf(spec.filter, channels);
  if (!spec["filter-shape"]) throw new Error("conv2d needs a filter or a filter-shape");
  return zeros(readNumbers(spec["filter-shape"]));
}

export function zeros(shape: number[]): Tensor {
  return { data: new Float32Array(shape.reduce((all, one) => all * one, 1)), shape };
}

function apply({ core }: World, op: AnyOpName, input: Tensor, filter: Tensor | null, options: Options): Tensor {
  switch (op) {
    case "conv2d":
      return core.conv2d(input, filter as Tensor, options);
    case "maxPool2d":
    case "avgPool2d":
      return core[op](input, options as Core.MaxPool2dOptions);
    case "globalAvgPool2d":
    case "relu":
    case "flatten":
    case "softmax":
      return core[op](input);
    default:
      throw new Error(`op is "${op}", which no exercise can run`);
  }
}

async function pictureOf(spec: Spec, world: World): Promise<Rgb | null> {
  if (!spec.input || !/^[a-z]/.test(spec.input)) return null;
  const whole = await world.picture(spec.input);
  if (!spec.crop) return whole;
  const [y0, y1, x0, x1] = readSlice(spec.crop);
  const [height, width] = whole.shape;
  if (y1 > height || x1 > width) throw new Error(`crop "${spec.crop}" leaves the picture of ${height} × ${width}`);
  const rows = Array.from({ length: y1 - y0 }, (_, y) =>
    whole.data.subarray(((y0 + y) * width + x0) * 3, ((y0 + y) * width + x1) * 3),
  );
  return { data: Uint8Array.from(rows.flatMap((row) => [...row])), shape: [y1 - y0, x1 - x0, 3] };
}

/** The tensor that the op works on, or that `as` asks for. */
async function inputOf(spec: Spec, { core }: World, picture: Rgb | null): Promise<Tensor> {
  if (spec["input-shape"]) return zeros(readNumbers(spec["input-shape"]));
  if (!picture) return literal(spec);
  const as = spec.as ?? (spec.op ? "batch" : "picture");
  const grey = spec.grey ?? (as === "picture" ? "none" : "mean");
  const [height, width] = picture.shape;
  const data = grey === "none" ? picture.data : core.greyscale(picture, grey as GreyMethod).data;
  const channels = grey === "none" ? 3 : 1;
  const shape =
    as === "batch" ? [1, height, width, channels] : as === "grey" ? [height, width] : [height, width, channels];
  return { data: Float32Array.from(data), shape };
}

function literal(spec: Spec): Tensor {
  if (!spec.input) throw new Error("an input is missing: say input, input-shape or of");
  const planes = readPlanes(spec.input);
  const [height, width] = [planes[0].length, planes[0][0].length];
  const data = Float32Array.from({ length: height * width * planes.length }, (_, at) => {
    const cell = Math.floor(at / planes.length);
    return planes[at % planes.length][Math.floor(cell / width)][cell % width];
  });
  const bare = !spec.op && !isOn(spec, "as");
  return { data, shape: bare && planes.length === 1 ? [height, width] : [1, height, width, planes.length] };
}
