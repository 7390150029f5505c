/** What every page does: language, theme, and the state in the address. */

import { type Schema, stateToLink } from "../components/lab/schema.ts";
import type { Lang } from "../i18n/languages.ts";

/** A browser without SIMD cannot run the core: a module whose one function holds a v128 constant. */
const simdProbe = Uint8Array.of(
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  5,
  1,
  96,
  0,
  1,
  123,
  3,
  2,
  1,
  0,
  10,
  10,
  1,
  8,
  0,
  65,
  0,
  253,
  15,
  253,
  98,
  11,
);

/** Shows the sentence for old browsers; gives whether the page can run. */
export function canRun(): boolean {
  const can = typeof WebAssembly === "object" && WebAssembly.validate(simdProbe);
  document.getElementById("old")?.toggleAttribute("hidden", can);
  return can;
}

/** Reads from storage, which some frames forbid even to look at. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`convscope.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`convscope.${key}`, value);
  } catch {
    // Only a convenience is lost.
  }
}

/** Theme of the page and of its labs. */
export function dress(theme: string, labs: Iterable<Element>): void {
  const fixed = theme === "light" || theme === "dark" ? theme : null;
  if (fixed) document.documentElement.dataset.theme = fixed;
  else delete document.documentElement.dataset.theme;
  for (const lab of labs) {
    if (fixed) lab.setAttribute("theme", fixed);
    else lab.removeAttribute("theme");
  }
}

/** The theme field of the header, remembered from page to page. */
export function bindTheme(labs: Iterable<Element>): void {
  const field = document.getElementById("theme") as HTMLSelectElement;
  field.value = new URLSearchParams(location.search).get("theme") ?? remembered("theme") ?? "auto";
  dress(field.value, labs);
  field.addEventListener("change", () => {
    remember("theme", field.value);
    dress(field.value, labs);
  });
}

/** Marks the language among the header's links, and lets the others lead to pages in it. */
export function markLanguage(lang: Lang): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-place]")) {
    link.setAttribute("href", `${link.dataset.up}${lang}/${link.dataset.place}`);
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".languages a")) {
    if (link.lang === lang) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/**
 * Has the whole site kept for a time without a network, once this page has nothing else to do. A page inside a frame, or of
 * somebody who pays by the megabyte, leaves it be.
 */
export function keepForOffline(): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (window.top !== window || !("serviceWorker" in navigator) || connection?.saveData) return;
  const keep = () =>
    setTimeout(() => import("./offline.ts").then((offline) => offline.keep()).catch(() => undefined), 2000);
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep, { once: true });
}

interface Stateful extends HTMLElement {
  state: object;
}

/** Keeps a lab's state in the address, under `prefix`, and takes it from there. */
export function bindAddress<S extends object>(lab: Stateful, schema: Schema<S>, prefix = ""): void {
  const given = new URLSearchParams(location.search);
  const patch = Object.fromEntries(
    Object.keys(schema)
      .filter((key) => given.has(prefix + key))
      .map((key) => [key, given.get(prefix + key)]),
  );
  if (Object.keys(patch).length > 0) lab.state = patch;
  let waiting = 0;
  const write = () => {
    const query = new URLSearchParams(location.search);
    for (const key of Object.keys(schema)) query.delete(prefix + key);
    for (const [key, value] of stateToLink(schema, lab.state as S)) query.set(prefix + key, value);
    // A picture of one's own stays on the device; a link cannot hold it.
    if (query.get(`${prefix}image`) === "own") query.delete(`${prefix}image`);
    const text = query.toString().replaceAll("%2C", ",");
    try {
      history.replaceState(null, "", text ? `?${text}` : location.pathname);
    } catch {
      // A frame without an origin, or a page from a file, may not name its state.
    }
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(write, 250);
  };
  lab.addEventListener("convscope-change", later);
}
