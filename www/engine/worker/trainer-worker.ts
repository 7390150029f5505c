/** A training in a worker of its own: it may be ended in the middle of a step, and no lab waits for it. */
import { errorToData } from "../errors.ts";
import { openDesk } from "../training/desk.ts";
import { buffersOf, type Message, type Question } from "../training/messages.ts";
import { inWorker } from "../training/surroundings.ts";

const say = (message: Message) => postMessage(message, { transfer: buffersOf(message) });
const desk = openDesk(inWorker(), (news) => say({ news }));

addEventListener("message", ({ data: { id, method, args } }: MessageEvent<Question>) => {
  desk.answer(method, args).then(
    (answer) => say({ id, answer }),
    (error) => say({ id, error: errorToData(error) }),
  );
});
say({ ready: true });
