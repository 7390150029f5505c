import { Story } from "./story.ts";

if (!customElements.get("cs-story")) customElements.define("cs-story", Story);

export { Story };
