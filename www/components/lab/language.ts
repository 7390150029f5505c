/** Tells labs when the language of the page, or of a part of it, changes: one observer for all of them. */

const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;

/** Calls `listener` after any `lang` attribute of the page changed; gives a way to stop. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  observer ??= new MutationObserver(() => {
    for (const one of listeners) one();
  });
  observer.observe(document.documentElement, { attributeFilter: ["lang"], subtree: true });
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) observer?.disconnect();
  };
}
