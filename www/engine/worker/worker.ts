/** The studio behind a worker's door. Buffers in its answers are handed over, not copied. */
import { expose, transfer } from "comlink";
import { errorToData } from "../errors.ts";
import { Studio } from "./studio.ts";

const studio = new Studio();
// Before the page asks; what goes wrong is told when it does.
studio.start().catch(() => undefined);

/** Every buffer that an answer carries. */
function buffers(answer: unknown): Transferable[] {
  if (ArrayBuffer.isView(answer)) return [answer.buffer as ArrayBuffer];
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return [];
  return Object.values(answer).flatMap(buffers);
}

type Method = Exclude<keyof Studio, "prototype">;

expose({
  async call(method: Method, args: unknown[]) {
    try {
      const answer = await (studio[method] as (...args: unknown[]) => Promise<unknown>).apply(studio, args);
      return transfer({ answer }, buffers(answer));
    } catch (error) {
      return { error: errorToData(error) };
    }
  },
});
