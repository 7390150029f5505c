/** The committed answers of TensorFlow, PyTorch and ONNX, and this browser's own answers beside them. */
import { Engine, type Tensor } from "convscope";

const files = import.meta.glob<string>("../../src/ops/*/{cases,onnx}.json", {
  eager: true,
  query: "?url",
  import: "default",
});

type Params = Record<string, unknown>;

interface WrittenTensor {
  shape: number[];
  data: (number | "NaN" | "Infinity" | "-Infinity")[];
}

interface WrittenCase {
  name: string;
  from: string;
  params: Params;
  inputs: WrittenTensor[];
  output: WrittenTensor;
  tolerance: number;
  known_difference?: string;
}

interface WrittenFile {
  op: string;
  generator: { libraries: Record<string, string> };
  cases: WrittenCase[];
}

/** The cases of one op that one library answered. */
export interface Group {
  op: string;
  from: string;
  version: string;
  tolerances: [number, number];
  cases: WrittenCase[];
}

/** Where an answer differs. */
export interface Difference {
  case: string;
  /** Which value; null when the shapes differ. */
  at: number | null;
  got: number[];
  want: number[];
}

/** All groups, by op. Loaded when asked for: they are larger than the site. */
export async function loadGroups(): Promise<Group[]> {
  const loaded = await Promise.all(
    Object.values(files).map(async (url): Promise<WrittenFile> => {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      return answer.json();
    }),
  );
  // An op is proved through the package; one that it does not offer yet has nothing to show.
  const offered = loaded.filter(({ op }) => camel(op) in Engine.prototype);
  return offered.flatMap(groupsOf).sort((a, b) => a.op.localeCompare(b.op) || a.from.localeCompare(b.from));
}

function groupsOf({ op, generator, cases }: WrittenFile): Group[] {
  const libraries = [...new Set(cases.map((one) => one.from))];
  return libraries.map((library) => {
    const own = cases.filter((one) => one.from === library);
    const tolerances = own.map((one) => one.tolerance);
    const version = generator.libraries[library] ?? "";
    return { op, from: library, version, tolerances: [Math.min(...tolerances), Math.max(...tolerances)], cases: own };
  });
}

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function tensorOf({ shape, data }: WrittenTensor): Tensor {
  return { shape, data: Float32Array.from(data, Number) };
}

/** How the weights of an op are handed over, after its input. */
function argumentsOf(op: string, params: Params, weights: Tensor[]): unknown[] {
  const options = Object.fromEntries(Object.entries(params).map(([key, value]) => [camel(key), value]));
  const [first, ...rest] = weights;
  switch (op) {
    case "batch_norm": {
      const [gamma, beta, mean, variance] = weights.map((weight) => weight.data);
      return [{ ...options, gamma, beta, mean, variance }];
    }
    case "conv2d":
    case "conv_transpose2d":
    case "dense":
      return [first, { ...options, ...(rest[0] && { bias: rest[0].data }) }];
    default:
      return Object.keys(options).length > 0 ? [options] : [];
  }
}

type AnyEngine = Record<string, (...args: unknown[]) => Promise<Tensor>>;

/** Works one case out; gives the first value that differs, or nothing. */
export async function check(engine: Engine, op: string, one: WrittenCase): Promise<Difference | undefined> {
  const [input, ...weights] = one.inputs.map(tensorOf);
  const got = await (engine as unknown as AnyEngine)[camel(op)](input, ...argumentsOf(op, one.params, weights));
  const want = tensorOf(one.output);
  if (String(got.shape) !== String(want.shape)) return { case: one.name, at: null, got: got.shape, want: want.shape };
  const at = want.data.findIndex((value, i) => !agrees(got.data[i], value, one.tolerance));
  return at < 0 ? undefined : { case: one.name, at, got: [got.data[at]], want: [want.data[at]] };
}

function agrees(got: number, want: number, tolerance: number): boolean {
  if (Number.isNaN(want)) return Number.isNaN(got);
  if (!Number.isFinite(want)) return got === want;
  return Math.abs(got - want) <= tolerance * Math.max(1, Math.abs(want));
}

export { Engine };
