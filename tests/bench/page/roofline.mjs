/** The roofline, measured in the same browser as everything else: one thread's arithmetic, and what copies cost. */
import { time } from "./timing.mjs";

/** Twelve accumulators of four lanes, a multiplication and an addition each (roofline.wat). */
const flopsPerTurn = 12 * 4 * 2;
const turns = 200_000;
/** A map of 12 megapixels. */
const values = 12_000_000;

/**
 * `flopsPerMs`; `keptMsPerByte` and `freshMsPerByte`: what it costs to copy a result out of wasm's memory into an array that
 * is there already, and into a new one. The best turn counts: a roofline is what the machine can do.
 */
export async function measureRoofline(wasm, rounds, say) {
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(wasm));
  const memory = new WebAssembly.Memory({ initial: Math.ceil((values * 4) / 65536) });
  const map = new Float32Array(memory.buffer, 0, values).fill(1);
  const kept = new Float32Array(values);
  let sink = 0;
  const subjects = [
    {
      name: "mul+add",
      run: () => {
        sink += instance.exports.mul_add(turns, 0.999, 0.001);
      },
    },
    { name: "kept", run: () => kept.set(map) },
    {
      name: "fresh",
      run: () => {
        sink += map.slice()[values - 1];
      },
    },
  ];
  const times = Object.fromEntries((await time(subjects, rounds, say)).map((timed) => [timed.name, timed.min]));
  if (!Number.isFinite(sink)) throw new Error("the arithmetic of the roofline went astray");
  return {
    flopsPerMs: (flopsPerTurn * turns) / times["mul+add"],
    keptMsPerByte: times.kept / (values * 4),
    freshMsPerByte: times.fresh / (values * 4),
  };
}
