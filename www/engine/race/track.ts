/** The page's way to a race: in a worker where workers are allowed, on this thread where a frame forbids them. */
import { answeringWorker } from "../answering-worker.ts";
import { type ErrorData, errorFromData } from "../errors.ts";
import type { News, Workload } from "./workload.ts";

type Message = { ready?: true; news?: News; error?: ErrorData };

export interface Race {
  /** Resolves when the race is over or was stopped; rejects when it broke. */
  ended: Promise<void>;
  stop(): void;
}

export function startRace(workload: Workload, tell: (news: News) => void): Race {
  let stop = () => undefined as unknown;
  let stopped = false;
  const heard = (news: News) => {
    if (!stopped) tell(news);
  };
  const run = async () => {
    const worker = await answeringWorker(raceWorker);
    if (stopped) return worker?.terminate();
    if (!worker) {
      const { runRace } = await import("./race.ts");
      return runRace(workload, heard, () => stopped);
    }
    await new Promise<void>((resolve, reject) => {
      stop = resolve;
      worker.onmessage = ({ data: { news, error } }: MessageEvent<Message>) => {
        if (news) heard(news);
        if (error) reject(errorFromData(error));
        if (news?.kind === "done") resolve();
      };
      worker.onerror = (event) => reject(new Error(event.message || "the worker stopped"));
      worker.postMessage(workload);
    }).finally(() => worker.terminate());
  };
  return {
    ended: run(),
    stop() {
      stopped = true;
      stop();
    },
  };
}

// In one expression: only so do bundlers see that the file is a worker.
const raceWorker = () =>
  new Worker(new URL("../worker/race-worker.ts", import.meta.url), { type: "module", name: "convscope race" });
