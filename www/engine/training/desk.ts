/** Answers a page's questions about one training, wherever it runs. The core is loaded for the first. */
import init from "convscope";
import { type Surroundings, Trainer } from "./trainer.ts";
import type { News, Standing, TrainingSetup } from "./types.ts";

export interface Desk {
  answer(method: string, args: unknown[]): Promise<unknown>;
}

export function openDesk(around: Surroundings, tell: (news: News) => void): Desk {
  let trainer: Trainer | null = null;
  const begin = async (setup: TrainingSetup): Promise<Standing> => {
    await init();
    const old = trainer;
    // Where the new one is refused, the old one stays as it was.
    trainer = new Trainer(around, tell, setup);
    await old?.free();
    return trainer.standing();
  };
  return {
    async answer(method, args) {
      if (method === "begin") return begin(args[0] as TrainingSetup);
      // Where the first one was refused there is nothing to end.
      if (!trainer) return undefined;
      const asked = trainer as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
      return asked[method](...args);
    },
  };
}
