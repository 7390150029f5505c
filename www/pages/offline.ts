/** Loaded when a page has settled: has the site kept for a time without a network. */
import type { OfflineNotice } from "../components/offline-notice/offline-notice.ts";

interface Lab extends Element {
  ready?: Promise<void>;
}

/** What the page itself needs comes before what later pages may need. */
async function labsAreReady() {
  const labs: Lab[] = [...document.querySelectorAll("[data-lab], main > section > *")];
  await Promise.allSettled(labs.map((lab) => lab.ready));
}

export async function keep() {
  await labsAreReady();
  await import("../components/offline-notice/define.ts");
  const notice = document.createElement("cs-offline-notice") as OfflineNotice;
  const manifest = document.querySelector("link[rel=manifest]") as HTMLLinkElement;
  notice.root = new URL(".", manifest.href).href;
  // The page at the root speaks the visitor's language, whichever its file is in.
  manifest.href = `${notice.root}${document.documentElement.lang}.webmanifest`;
  document.querySelector("footer.site")?.append(notice);
}
