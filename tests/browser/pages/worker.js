/** Runs the cases where there is no document. */
import { runCases } from "./cases.js";

addEventListener("message", async ({ data }) => postMessage(await runCases(data)));
