/**
 * The page's way to a training: in a worker where workers are allowed, on this thread where a frame forbids them.
 *
 * ```ts
 * const training = await openTraining({ network, train, test, steering, evaluateEvery: 50 }, (news) => …);
 * await training.run({ weights: true });   // resolves when it has ended: at its goal, paused, or run away (news "ended")
 * await training.pause();                  // acts between two slices, as do predict, activations, explainGradient, …
 * ```
 */
import { answeringWorker } from "../answering-worker.ts";
import { errorFromData } from "../errors.ts";
import { buffersOf, type Message, type Method, type Question } from "./messages.ts";
import type { Trainer } from "./trainer.ts";
import type { News, Standing, TrainingSetup } from "./types.ts";

/** A training's methods, wherever it runs, and its end. */
export type Training = Pick<Trainer, Method> & {
  /** Begins with another network or other data. What the old one still tells comes before the answer. */
  begin(setup: TrainingSetup): Promise<Standing>;
  /** Ends it at once, whatever it is at. Questions without an answer stay without one. */
  close(): void;
};

type Ask = (method: Question["method"], args: unknown[]) => Promise<unknown>;

/** Creates a network with its data. `tell` hears the news, in the order in which they happen. */
export async function openTraining(setup: TrainingSetup, tell: (news: News) => void): Promise<Training> {
  let open = true;
  const heard = (news: News) => {
    if (open) tell(news);
  };
  const { ask, end } = (await inWorker(heard)) ?? (await onThisThread(heard));
  const close = () => {
    open = false;
    end();
  };
  try {
    await ask("begin", [setup]);
  } catch (error) {
    close();
    throw error;
  }
  return new Proxy({ close } as Training, {
    // `then` would make it look like a promise.
    get: (known, name) =>
      name === "close" ? known.close : name === "then" ? undefined : (...args: unknown[]) => ask(name as Method, args),
  });
}

interface Place {
  ask: Ask;
  end(): void;
}

async function inWorker(tell: (news: News) => void): Promise<Place | undefined> {
  const worker = await answeringWorker(trainerWorker);
  if (!worker) return undefined;
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: unknown): void }>();
  let next = 1;
  worker.onmessage = ({ data }: MessageEvent<Message>) => {
    if ("news" in data) return tell(data.news);
    if ("ready" in data) return;
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error) asked?.reject(errorFromData(data.error));
    else asked?.resolve(data.answer);
  };
  worker.onerror = (event) => {
    const error = new Error(event.message || "the worker stopped");
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const ask: Ask = (method, args) =>
    new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve, reject });
      const question: Question = { id, method, args };
      worker.postMessage(question, method === "begin" ? buffersOf(args) : []);
    });
  return { ask, end: () => worker.terminate() };
}

// In one expression: only so do bundlers see that the file is a worker.
const trainerWorker = () =>
  new Worker(new URL("../worker/trainer-worker.ts", import.meta.url), { type: "module", name: "convscope training" });

async function onThisThread(tell: (news: News) => void): Promise<Place> {
  const { openDesk } = await import("./desk.ts");
  const { onThisThread: here } = await import("./surroundings.ts");
  const desk = openDesk(here(), tell);
  return { ask: desk.answer, end: () => desk.answer("free", []) };
}
