/**
 * The labs as elements: `import "convscope/elements"` defines them all, `import "convscope/elements/convolution"` one.
 *
 * Attributes hold what is on the screen, by the names of the state's keys (`filter="-1 0 1, -1 0 1, -1 0 1"`, `strides="2 2"`).
 */
import type { Tensor } from "./tensors.js";

/** What a lab's state may hold: text, numbers, flags and rows of them. */
export type LabState = Record<string, unknown>;

/** A lab in a page, as scripts see it. Pairs are y then x. */
export interface LabElement extends HTMLElement {
  /** Settles when the picture and what is made of it are on the screen. */
  readonly ready: Promise<void>;
  /** Plain JSON; setting it changes the keys that are given. */
  get state(): LabState;
  set state(patch: LabState);
  /** A file, an address, or the id of a sample. Rejects with a sentence when it is no picture. */
  setImage(source: Blob | string): Promise<void>;
  pause(): void;
}

/** A lab with a window that walks over its input. */
export interface WindowLabElement extends LabElement {
  play(): void;
  /** So many cells forward; back for a negative number. */
  step(count?: number): Promise<void>;
  goTo(y: number, x: number): void;
  /** The current output cell. */
  readonly cell: { y: number; x: number };
  /** What the window slides over, `[1, h, w, 1]`; null until `ready`. */
  readonly input: Tensor | null;
  /** The map; null until `ready`. */
  readonly output: Tensor | null;
  /** Where the map was computed, and why not on the GPU. */
  readonly backend: { backend: "gpu" | "cpu"; reason: string };
}

/** What labs fire; all of them bubble. */
export interface LabEvents {
  /** The reader changed something: the new state. */
  "convscope-change": CustomEvent<LabState>;
  /** The window came to a cell. */
  "convscope-step": CustomEvent<{ y: number; x: number; value: number }>;
  /** A sentence. */
  "convscope-error": CustomEvent<{ message: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "convscope-convolution": WindowLabElement;
    "convscope-pooling": WindowLabElement;
    "convscope-coordinates": LabElement;
    "convscope-channels": LabElement;
    "convscope-flatten": LabElement;
    "convscope-filters": LabElement;
    "convscope-pipeline": LabElement;
    "convscope-filter-learning": LabElement;
    "convscope-training": LabElement;
    "convscope-backends": LabElement;
  }
}
