import { en } from "./en.ts";
import { ko } from "./ko.ts";

/** Korean is the source; English must have the same keys, which the type checker sees to. */
export type Messages = typeof ko;
export type Lang = "ko" | "en";

export const languages: Lang[] = ["ko", "en"];

const tables: Record<Lang, Messages> = { ko, en };

export function messages(lang: Lang): Messages {
  return tables[lang];
}

/** The language of a BCP 47 tag such as `ko-KR`; English for every other. */
export function languageOf(tag: string | null | undefined): Lang {
  return tag?.toLowerCase().startsWith("ko") ? "ko" : "en";
}
