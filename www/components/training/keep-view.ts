/** Saves what was learned, as a safetensors file or for Keras, and loads it again. */
import { html, nothing } from "lit";
import { kerasCode } from "../../engine/classifier/keras.ts";
import { writeNpz } from "../../engine/sets/npy.ts";
import type { TrainingView } from "./view.ts";

export interface Keeping {
  /** What was saved, loaded or copied last, as a sentence. */
  said: string;
  say(sentence: string): void;
  fail(error: unknown): void;
}

/** A name that tells what the file is of. */
const nameOf = ({ state }: TrainingView) =>
  `convscope-${state.data}-${/^\w+$/.test(state.layers) ? state.layers : "network"}`;

export function keepView(view: TrainingView, keeping: Keeping) {
  const { words, session, set, layers } = view;
  if (!session || !set) return nothing;
  const name = nameOf(view);
  const code = kerasCode(layers, set, `${name}.npz`);
  const copy = () => navigator.clipboard.writeText(code ?? "").then(() => keeping.say(words.copied), keeping.fail);
  return html`<details class="more">
    <summary>${words.keep}</summary>
    <div class="inside">
      <p class="note">${words.keepSays}</p>
      <div class="fields">
        <button class="chip" @click=${() => saveSafetensors(view, `${name}.safetensors`, keeping)}>${words.saveSafetensors}</button>
        ${code ? html`<button class="chip" @click=${() => saveKeras(view, `${name}.npz`, keeping)}>${words.saveKeras}</button>` : nothing}
        <label class="chip pick">
          ${words.load}
          <input class="visually-hidden" type="file" accept=".safetensors" @change=${(event: Event) => load(view, event, keeping)} />
        </label>
      </div>
      <p class="note" role="status">${keeping.said}</p>
      ${
        code
          ? html`<div class="code">
            <header><h4>${words.code}</h4><button class="chip grow" @click=${copy}>${words.copy}</button></header>
            <pre tabindex="0"><code>${code}</code></pre>
          </div>`
          : nothing
      }
    </div>
  </details>`;
}

async function saveSafetensors({ words, session, state }: TrainingView, name: string, { say, fail }: Keeping) {
  if (!session) return;
  const { step } = session.standing;
  const bytes = await session.toSafetensors({ ...state, step }).catch(fail);
  if (!bytes) return;
  give(bytes, name);
  say(words.saved(name));
}

function saveKeras({ words, session }: TrainingView, name: string, { say }: Keeping) {
  if (!session) return;
  give(writeNpz(session.weights), name);
  say(words.saved(name));
}

async function load({ words, session }: TrainingView, event: Event, { say, fail }: Keeping) {
  const input = event.target as HTMLInputElement;
  const file = input.files?.[0];
  input.value = "";
  if (!file || !session) return;
  try {
    await session.loadSafetensors(new Uint8Array(await file.arrayBuffer()));
    say(words.loaded(file.name));
  } catch (error) {
    fail(error);
  }
}

/** Hands a file over, as a download. */
function give(bytes: Uint8Array<ArrayBuffer>, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
