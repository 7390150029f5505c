import type { ko } from "../i18n/ko.ts";

/** An error that every language has a sentence for. */
export class Trouble extends Error {
  override name = "Trouble";
  constructor(
    readonly code: keyof (typeof ko)["errors"],
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
