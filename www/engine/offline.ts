/** The copy of the site that works without a network: asks the service worker to keep it, and says how far that is. */

export interface OfflineState {
  stage: "none" | "saving" | "ready" | "failed";
  /** Bytes. */
  done: number;
  total: number;
  /** A new version has been fetched and waits. */
  newer: boolean;
}

let registration: ServiceWorkerRegistration | undefined;

/** Has the site below `root` kept, and tells every change. Where a browser forbids it the site works with its network. */
export async function keepOffline(root: string, tell: (state: Partial<OfflineState>) => void): Promise<void> {
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener("message", ({ data }) => tell(data));
  const kept = await serviceWorker.register(`${root}sw.js`, { scope: root, updateViaCache: "none" });
  registration = kept;
  const look = () => tell({ newer: kept.waiting !== null && kept.active !== null });
  const watch = (worker: ServiceWorker | null) => worker?.addEventListener("statechange", look);
  watch(kept.installing);
  watch(kept.waiting);
  kept.addEventListener("updatefound", () => watch(kept.installing));
  look();
  (await serviceWorker.ready).active?.postMessage("check");
}

/** Moves to the new version; the page opens again. */
export function acceptNewer() {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  registration?.waiting?.postMessage("accept");
}
