/** Where the learner's own data comes in. */
import { html, nothing } from "lit";
import { filesOfDrop, filesOfInput } from "../../engine/sets/dropped.ts";
import type { GivenFile } from "../../engine/sets/given.ts";
import { sentenceOf } from "./sentence.ts";
import type { TrainingView } from "./view.ts";

export interface Owning {
  reading: boolean;
  /** Why the last files could not be taken. */
  trouble: unknown;
  take(files: Promise<GivenFile[]> | GivenFile[]): void;
}

export function ownView({ words, language, state }: TrainingView, { reading, trouble, take }: Owning) {
  const field = (label: string, folder: boolean) => html`<label class="chip pick">
    ${label}
    <input
      class="visually-hidden"
      type="file"
      multiple
      ?webkitdirectory=${folder}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        take(filesOfInput(input.files));
        input.value = "";
      }}
    />
  </label>`;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (event.dataTransfer) take(filesOfDrop(event.dataTransfer));
  };
  return html`<details class="more" ?open=${state.data === "own"} @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${drop}>
    <summary>${words.own}</summary>
    <div class="inside">
      <p class="note">${words.ownSays}</p>
      <div class="fields">${field(words.ownFiles, false)} ${field(words.ownFolder, true)}</div>
      ${reading ? html`<p class="note" role="status">${words.ownReading}</p>` : nothing}
      ${trouble ? html`<p class="trouble" role="alert">${sentenceOf(trouble, language)}</p>` : nothing}
    </div>
  </details>`;
}
