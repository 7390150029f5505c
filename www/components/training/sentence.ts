/** What went wrong, as a sentence: with somebody's data, or with anything else. */
import { sentence } from "../../engine/sentence.ts";
import { DataTrouble } from "../../engine/sets/trouble.ts";
import type { Lang } from "../../i18n/index.ts";
import { training } from "../../i18n/training.ts";

export function sentenceOf(error: unknown, language: Lang): string {
  if (error instanceof DataTrouble) return training[language].troubles[error.code](error.values);
  return sentence(error, language);
}
