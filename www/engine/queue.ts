/** Thrown inside a job that a newer one has overtaken; nobody needs to hear of it. */
export class Overtaken extends Error {
  override name = "Overtaken";
}

/**
 * A queue in which only the newest job counts: while one runs, at most one more waits, and a newer one takes its place.
 * A slider dragged across fifty values thus costs two runs, the first and the last.
 */
export class LatestQueue {
  #running: Promise<unknown> = Promise.resolve();
  #newest = 0;

  /** Runs `job` when its turn comes; rejects with `Overtaken` when a newer job came first. */
  run<T>(job: (check: () => void) => Promise<T>): Promise<T> {
    this.#newest += 1;
    const mine = this.#newest;
    const check = () => {
      if (mine !== this.#newest) throw new Overtaken();
    };
    const turn = this.#running.then(async () => {
      check();
      const result = await job(check).catch((error) => {
        check();
        throw error;
      });
      check();
      return result;
    });
    this.#running = turn.catch(() => undefined);
    return turn;
  }

  /** Makes whatever runs or waits overtaken; resolves when it has ended. */
  async abort(): Promise<void> {
    this.#newest += 1;
    await this.#running;
  }
}
