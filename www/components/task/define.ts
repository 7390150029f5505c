import { Task } from "./task.ts";

if (!customElements.get("convscope-task")) customElements.define("convscope-task", Task);

export { Task };
