/** A race in a worker of its own: it may be ended in the middle of a run, and no lab waits for it. */
import { errorToData } from "../errors.ts";
import { runRace } from "../race/race.ts";
import type { Workload } from "../race/workload.ts";

addEventListener("message", ({ data }: MessageEvent<Workload>) => {
  runRace(
    data,
    (news) => postMessage({ news }),
    () => false,
  ).catch((error) => postMessage({ error: errorToData(error) }));
});
postMessage({ ready: true });
