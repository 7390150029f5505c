/**
 * The service worker: keeps the whole site, answers from what it keeps, and takes in pictures that are shared to the
 * app. A new version is fetched beside the old one and waits until somebody asks for it, or until no page is open.
 */
import { found, isNamedByContent } from "./files.ts";
import { Store } from "./store.ts";

declare const self: ServiceWorkerGlobalScope;

const root = self.registration.scope;
const store = new Store(root);
/** Where a page finds the picture that was shared; www/engine/arrivals.ts reads it. */
const shared = { cache: `convscope shared ${root}`, url: `${root}shared-picture` };

/** Tells every open page of the site. */
async function tell(message: object) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
}

/** `quietly` where an older copy is whole: pages hear of a newer one when it waits. */
async function fill(quietly = false) {
  const say = (message: object) => (quietly ? undefined : tell(message));
  try {
    await store.fill((done, total) => say({ stage: done < total ? "saving" : "ready", done, total }));
  } catch (error) {
    await say({ stage: "failed", done: 0, total: 0 });
    throw error;
  }
}

self.addEventListener("install", (event) => event.waitUntil(fill(self.registration.active !== null)));

self.addEventListener("activate", (event) => {
  event.waitUntil(store.sweep().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "accept") event.waitUntil(self.skipWaiting());
  // The browser may have thrown away some of the files.
  if (event.data === "check") event.waitUntil(fill().catch(() => undefined));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const address = url.origin + url.pathname;
  if (!address.startsWith(root)) return;
  const path = decodeURIComponent(address.slice(root.length));
  if (request.method === "POST" && path === "share/") event.respondWith(takeShared(request));
  if (request.method !== "GET") return;
  const there = found(path);
  if (there && "folder" in there) event.respondWith(Response.redirect(root + there.folder + url.search, 301));
  else if (there) event.respondWith(answer(request, () => store.read(there.file)));
  else if (isNamedByContent(path)) event.respondWith(answer(request, () => store.readAny(path)));
});

/** From the copy; from the network where the copy has a hole. */
async function answer(request: Request, read: () => Promise<Response | undefined>): Promise<Response> {
  return (await read().catch(() => undefined)) ?? fetch(request);
}

async function takeShared(request: Request): Promise<Response> {
  const picture = (await request.formData()).get("picture");
  if (picture instanceof File) {
    const cache = await caches.open(shared.cache);
    await cache.put(shared.url, new Response(picture, { headers: { "Content-Type": picture.type } }));
  }
  return Response.redirect(`${root}?shared`, 303);
}
