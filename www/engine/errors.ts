import { type Lang, type Messages, messages } from "../i18n/index.ts";

/** An error that every language has a sentence for. */
export class Trouble extends Error {
  override name = "Trouble";
  constructor(
    readonly code: keyof Messages["errors"],
    readonly values: Record<string, string> = {},
  ) {
    super(code);
  }
}

/** An error as plain data, to cross from a worker. */
export interface ErrorData {
  message: string;
  code?: string;
  values?: Record<string, string>;
}

export function errorToData(error: unknown): ErrorData {
  const { message, code, values } = error as ErrorData;
  return { message: message ?? String(error), code, values };
}

export function errorFromData({ message, code, values }: ErrorData): Error {
  return Object.assign(new Error(message), { code, values });
}

/** The sentence for an error in a language; an error of the core brings its code and numbers. */
export function sentence(error: unknown, lang: Lang): string {
  const { code, values, message } = errorToData(error);
  const table = messages(lang).errors;
  if (code && code in table) return table[code as keyof typeof table](values ?? {});
  return table.unexpected({ detail: message });
}
