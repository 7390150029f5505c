/** A plain static server that a test can stop, or let give another folder. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

export class FolderServer {
  #folder: string;
  readonly #prefix: string;
  readonly #server: Server;
  /** The address of the folder, while it is served. */
  root = "";
  /** How many files were asked for. */
  asked = 0;
  /** Hangs up from then on. */
  limit = Number.POSITIVE_INFINITY;

  /** Gives the files of `folder` below `prefix`, which begins and ends with a slash. */
  private constructor(folder: string, prefix: string) {
    this.#folder = folder;
    this.#prefix = prefix;
    this.#server = createServer((request, response) => {
      this.asked += 1;
      if (this.asked > this.limit) {
        request.socket.destroy();
        return;
      }
      const file = this.#fileOf(new URL(request.url as string, "http://localhost").pathname);
      // Nothing but the service worker may remember.
      const headers = { "Content-Type": types[extname(file ?? "")] ?? "text/plain", "Cache-Control": "no-store" };
      response.writeHead(file ? 200 : 404, headers);
      if (file) createReadStream(file).pipe(response);
      else response.end("not found");
    });
  }

  static async start(folder: string, prefix: string): Promise<FolderServer> {
    const server = new FolderServer(folder, prefix);
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    server.root = `http://127.0.0.1:${(server.#server.address() as AddressInfo).port}${prefix}`;
    return server;
  }

  show(folder: string) {
    this.#folder = folder;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #fileOf(address: string): string | null {
    const path = normalize(decodeURIComponent(address));
    if (!path.startsWith(this.#prefix)) return null;
    let file = join(this.#folder, path.slice(this.#prefix.length));
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    return existsSync(file) ? file : null;
  }
}
