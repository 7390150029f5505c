/** What the parts of the training lab are given to draw. */
import type { Session } from "../../engine/classifier/session.ts";
import type { Layer } from "../../engine/network/layers.ts";
import type { DataSet } from "../../engine/sets/set.ts";
import type { Lang, Messages } from "../../i18n/index.ts";
import type { TrainingWords } from "../../i18n/training.ts";
import type { TrainingState } from "./state.ts";

export interface TrainingView {
  words: TrainingWords;
  text: Messages;
  language: Lang;
  state: TrainingState;
  set: DataSet | null;
  layers: Layer[];
  session: Session | null;
  shows(control: string): boolean;
  change(patch: Record<string, unknown>): void;
}

/** A share as a percentage with one decimal, so that the last pictures count. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
