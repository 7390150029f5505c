/**
 * Convscope in somebody else's page, in one script: `<script type="module" src="…/embed.js"></script>`.
 *
 * - An element `<convscope-…>` is defined when the first of its kind comes near the reader's view. However many there are,
 *   they share one engine and one GPU device.
 * - Frames that show `embed/<lab>/` of this site become as tall as their content.
 * - `load(name)` defines an element at once and resolves when it can be used, for scripts that do not want to wait.
 *
 * `embed.js` is always the newest; `embed-<version>.js` keeps its name. Where two of them meet on a page, each kind of
 * element belongs to the one that came first, so there is still one engine.
 */
import { elements } from "../components/elements-table.ts";
import { siteRoot } from "../components/use/place.ts";
import { labNames } from "../i18n/labs.ts";
import { sizeFrames } from "./frame-sizes.ts";

declare const __VERSION__: string;

/** What every Convscope script of a page knows of the others. */
interface Shared {
  /** Which version defines an element, by the element's name. */
  owners: Record<string, string>;
  /** How an element is loaded, by its name. */
  loaders: Record<string, () => Promise<unknown>>;
}

export const version = __VERSION__;

const page = globalThis as unknown as Record<symbol, Shared | undefined>;
const shared: Shared = page[Symbol.for("convscope")] ?? { owners: {}, loaders: {} };
page[Symbol.for("convscope")] = shared;

/** The elements that no earlier script of the page has taken. */
const own = labNames
  .map((lab) => `convscope-${lab}`)
  .filter((name) => !shared.owners[name] && !customElements.get(name));

for (const name of own) {
  shared.owners[name] = version;
  shared.loaders[name] = elements[name];
}

/** Defines an element now, seen or not: `await load("convscope-pooling")`. All of them without a name. */
export async function load(...names: string[]): Promise<void> {
  const wanted = names.length > 0 ? names : Object.keys(shared.loaders);
  const unknown = wanted.find((name) => !shared.loaders[name] && !customElements.get(name));
  if (unknown) {
    throw new Error(`there is no element ${unknown}; there are ${Object.keys(shared.loaders).join(", ")}`);
  }
  await Promise.all(wanted.map((name) => shared.loaders[name]?.()));
}

/** Loads what comes near the view, and what is added to the page later. */
function watch() {
  const selector = own.map((name) => `${name}:not(:defined)`).join(", ");
  if (!selector) return;
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        shared.loaders[target.localName]().catch((error) => {
          // The element stays as it is; the page's author finds the reason here.
          console.error(`${target.localName} could not be loaded from ${import.meta.url}`, error);
        });
      }
    },
    { rootMargin: "600px" },
  );
  const look = () => {
    for (const element of document.querySelectorAll(selector)) seen.observe(element);
  };
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
  look();
}

watch();
sizeFrames(siteRoot());
