/** Before anything else of the page is there: the worker starts and loads the core. */
import { startWorker } from "../engine/worker-start.ts";

startWorker();
