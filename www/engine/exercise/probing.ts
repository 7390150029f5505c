/** Small pictures on which a learner's filter shows what it answers to. */
import type { Tensor } from "convscope";
import type { World } from "./laying.ts";
import { filtersOf } from "./reading.ts";

const side = 15;

/** Brightness at `(y, x)`, 0 to 10. Edges lie in the middle, with dark above or left of them. */
const probes = {
  horizontal: (y: number) => (y > side / 2 ? 10 : 0),
  vertical: (_: number, x: number) => (x > side / 2 ? 10 : 0),
  diagonal: (y: number, x: number) => (y + x > side - 1 ? 10 : 0),
  flat: () => 10,
  spot: (y: number, x: number) => (y === (side - 1) / 2 && x === (side - 1) / 2 ? 10 : 0),
};

export type ProbeName = keyof typeof probes;

export const isProbe = (name: string): name is ProbeName => name in probes;

function probe(name: ProbeName): Tensor {
  const data = Float32Array.from({ length: side * side }, (_, at) => probes[name](Math.floor(at / side), at % side));
  return { data, shape: [1, side, side, 1] };
}

/** Weights such as 1/9 leave a rounding rest where they add up to nothing. */
const silence = 1e-4;

/** Whether the filter leaves anything but 0 on a probe. */
export function respondsTo(filter: Tensor, name: ProbeName, { core }: World): boolean {
  return core.conv2d(probe(name), filter).data.some((value) => Math.abs(value) > silence);
}

/** Whether two filters of one size give the same map of every probe. */
export function actsAs(filter: Tensor, other: string, { core }: World): boolean {
  const wanted = filtersOf(other, 1);
  if (filter.shape.join() !== wanted.shape.join()) return false;
  return (Object.keys(probes) as ProbeName[]).every((name) => {
    const [got, want] = [filter, wanted].map((one) => core.conv2d(probe(name), one).data);
    return got.every((value, at) => Math.abs(value - want[at]) <= silence);
  });
}
