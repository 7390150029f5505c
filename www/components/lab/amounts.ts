/** How measured times, rates and amounts are written: three digits that mean something, and the unit that suits them. */

import { formatNumber } from "./format.ts";

/** Three significant digits, and no exponent. */
function three(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** "0.052 ms", "12.3 ms", "1.32 s" */
export function formatMs(ms: number, seconds: string): string {
  return ms >= 1000 ? `${three(ms / 1000)} ${seconds}` : `${three(ms)} ms`;
}

/** "0.34 ns", "1.2 µs" */
export function formatNs(ns: number): string {
  return ns >= 1000 ? `${three(ns / 1000)} µs` : `${three(ns)} ns`;
}

/** "0.0123", "−9.1e−6": at most `decimals` decimals, and an exponent where these would leave nothing. */
export function formatSmall(value: number, decimals = 4): string {
  if (value === 0 || !Number.isFinite(value) || Math.abs(value) >= 10 ** -decimals)
    return formatNumber(value, decimals);
  return value.toExponential(1).replace(".0e", "e").replaceAll("-", "\u2212");
}

/** "65억", "6.5 billion" */
export function formatMany(count: number, lang: string): string {
  return new Intl.NumberFormat(lang, {
    notation: "compact",
    compactDisplay: "long",
    maximumSignificantDigits: 3,
  }).format(count);
}

/** "1.32", "10.6", "220" */
export const formatTimes = (times: number, digits = 3): string => String(Number(times.toPrecision(digits)));

/** "1.2 MB", as storage is sold: a thousand to the next. */
export function formatBytes(bytes: number, lang: string): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return new Intl.NumberFormat(lang, {
    style: "unit",
    unit: units[step],
    unitDisplay: step === 0 ? "long" : "short",
    maximumSignificantDigits: 3,
  }).format(bytes / 1000 ** step);
}
