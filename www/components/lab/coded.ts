/** Sentences with code in them: what stands between backticks is set as code. */
import { html } from "lit";

export function coded(text: string) {
  return text.split("`").map((part, i) => (i % 2 === 1 ? html`<code class="mono">${part}</code>` : part));
}
