/** What is wrong with data that somebody gave, as a code and its numbers: the component has the sentences. */
import type { TrainingWords } from "../../i18n/training.ts";

export type DataCode = keyof TrainingWords["troubles"];

export class DataTrouble extends Error {
  override name = "DataTrouble";
  constructor(
    readonly code: DataCode,
    readonly values: Record<string, string> = {},
  ) {
    super(code);
  }
}
