/**
 * How a time is taken: warmed up, in rounds in which every subject has one turn, in an order that rotates, so that a slow
 * moment of the machine meets all alike.
 */

/** The first calls run code that is not yet optimised. */
const warmUpMs = 600;
/** Shorter jobs are timed in batches: the browser's clock ticks every 0.1 ms. */
const shortMs = 5;
const batchMs = 20;
/** A subject as slow as this has a turn only in every fifth round. */
const slowMs = 1000;
const slowEvery = 5;

/** Milliseconds of one turn of `count` runs, for each run; a subject outside of the browser has a clock of its own. */
async function turn({ run, turn }, count) {
  if (turn) return turn(count);
  const start = performance.now();
  for (let i = 0; i < count; i++) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  return (performance.now() - start) / count;
}

/** Warms a subject up and finds how many runs make a turn. */
async function warmUp(subject) {
  const start = performance.now();
  const times = [];
  while (times.length < 2 || performance.now() - start < warmUpMs) times.push(await turn(subject, 1));
  const half = times.slice(Math.floor(times.length / 2));
  const ms = half.reduce((sum, time) => sum + time, 0) / half.length;
  return { batch: ms < shortMs ? Math.ceil(batchMs / Math.max(ms, 0.01)) : 1, isSlow: ms > slowMs };
}

/** Garbage of one subject is not to be swept in the turn of another. */
function sweep() {
  globalThis.gc?.();
}

export function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Times every subject `{ name, run, turn? }` and gives `{ name, median, min, turns, batch }` for each; one that throws gets
 * `{ name, failure }` and leaves.
 */
export async function time(subjects, rounds, say) {
  const racing = [];
  const failed = [];
  const attempt = async (subject, work) => {
    try {
      return await work();
    } catch (error) {
      failed.push({ name: subject.name, failure: String(error?.message ?? error) });
      return undefined;
    }
  };
  for (const subject of subjects) {
    say(`warming up ${subject.name}`);
    sweep();
    const found = await attempt(subject, () => warmUp(subject));
    if (found) racing.push({ ...subject, ...found, times: [] });
  }
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}`);
    for (let place = 0; place < racing.length; place++) {
      const subject = racing[(place + round) % racing.length];
      if (subject.failed || (subject.isSlow && round % slowEvery !== 0)) continue;
      sweep();
      const ms = await attempt(subject, () => turn(subject, subject.batch));
      if (ms === undefined) subject.failed = true;
      else subject.times.push(ms);
    }
  }
  const timed = racing
    .filter((subject) => !subject.failed)
    .map(({ name, times, batch }) => ({
      name,
      median: median(times),
      min: Math.min(...times),
      turns: times.length,
      batch,
    }));
  return [...timed, ...failed];
}
