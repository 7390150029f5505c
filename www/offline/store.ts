/** The copy of the site in the browser's cache: one cache for each version, filled file by file. */
import { files, isNamedByContent, type SiteFile, totalBytes, version } from "./files.ts";

/** Requests at once: few, so that the page that is open stays quick. */
const lanes = 3;

export class Store {
  readonly #root: string;
  /** Two copies of the site on one origin share its caches: each names its own by its address. */
  readonly #family: string;

  constructor(root: string) {
    this.#root = root;
    this.#family = `convscope ${root} `;
  }

  get #name(): string {
    return this.#family + version;
  }

  /** A file of this version. */
  async read(path: string): Promise<Response | undefined> {
    const cache = await caches.open(this.#name);
    return cache.match(this.#root + path, { ignoreVary: true });
  }

  /** A file of whichever version is still kept. */
  async readAny(path: string): Promise<Response | undefined> {
    return caches.match(this.#root + path, { ignoreVary: true });
  }

  /** Fetches what is missing, and tells how many bytes are there. What was fetched stays when the network goes away. */
  async fill(tell: (done: number, total: number) => unknown): Promise<void> {
    const cache = await caches.open(this.#name);
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    const missing = files.filter(({ path }) => !kept.has(this.#root + path));
    let done = totalBytes - missing.reduce((sum, { bytes }) => sum + bytes, 0);
    tell(done, totalBytes);
    const lane = async () => {
      for (let file = missing.shift(); file; file = missing.shift()) {
        await this.#keep(cache, file);
        done += file.bytes;
        tell(done, totalBytes);
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
    const failed = ended.find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
  }

  async #keep(cache: Cache, { path, hash }: SiteFile) {
    const url = this.#root + path;
    const older = isNamedByContent(path) ? await this.readAny(path) : undefined;
    if (older) return cache.put(url, older);
    // While a server changes versions it gives files of both: the hash refuses those of the other one.
    const answer = await fetch(url, {
      integrity: hash,
      cache: isNamedByContent(path) ? "default" : "no-cache",
      priority: "low",
    });
    if (!answer.ok) throw new Error(`${path || "the home page"} answered ${answer.status}`);
    // A browser refuses to open a page from an answer that was redirected.
    await cache.put(url, answer.redirected ? new Response(answer.body, answer) : answer);
  }

  /** Drops old versions but the last: pages that are still open may ask for files of it. */
  async sweep(): Promise<void> {
    const others = (await caches.keys()).filter((name) => name.startsWith(this.#family) && name !== this.#name);
    await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  }
}
