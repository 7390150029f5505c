/** What passes between a page and the worker of its training. */
import type { ErrorData } from "../errors.ts";
import type { Trainer } from "./trainer.ts";
import type { News } from "./types.ts";

/** What may be asked of a trainer. */
export type Method = Exclude<keyof Trainer, "standing" | "free">;

/** What a page asks. The first question is for a new trainer. */
export interface Question {
  id: number;
  method: Method | "begin";
  args: unknown[];
}

/** What a page hears. */
export type Message = { ready: true } | { news: News } | { id: number; answer?: unknown; error?: ErrorData };

/** Every buffer in plain data, once. */
export function buffersOf(data: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (one: unknown) => {
    if (ArrayBuffer.isView(one)) found.add(one.buffer as ArrayBuffer);
    else if (Array.isArray(one)) one.forEach(look);
    else if (typeof one === "object" && one !== null) Object.values(one).forEach(look);
  };
  look(data);
  return [...found];
}
