import type { ko } from "./ko.ts";
import { type Lang, languageOf, languages } from "./languages.ts";

export { type Lang, languageOf, languages };

/** Korean is the source; English must have the same keys, which the type checker sees to. */
export type Messages = typeof ko;

/** Most visitors read one language, and load the sentences of one. */
const loads: Record<Lang, () => Promise<Messages>> = {
  ko: async () => (await import("./ko.ts")).ko,
  en: async () => (await import("./en.ts")).en,
};
const tables: Partial<Record<Lang, Messages>> = {};

/** Whether this language's sentences are there. */
export const speaks = (lang: Lang): boolean => lang in tables;

/** Fetches this language's sentences, once. */
export async function learn(lang: Lang): Promise<void> {
  tables[lang] ??= await loads[lang]();
}

/** The sentences in this language, once they have been fetched; meanwhile those of another one. */
export function messages(lang: Lang): Messages {
  return (tables[lang] ?? tables.ko ?? tables.en) as Messages;
}
