import { type Lang, messages } from "../i18n/index.ts";
import { errorToData } from "./errors.ts";

/** The sentence for an error in a language; an error of the core brings its code and numbers. */
export function sentence(error: unknown, lang: Lang): string {
  const { code, values, message } = errorToData(error);
  // The words themselves may have failed to come.
  const table = messages(lang)?.errors;
  if (!table) return message;
  if (code && code in table) return table[code as keyof typeof table](values ?? {});
  return table.unexpected({ detail: message });
}
