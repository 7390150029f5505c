import { openPicture } from "../../engine/pictures.ts";
import { studio } from "../../engine/studio-client.ts";
import type { Picture } from "../../engine/types.ts";

/** The picture that a lab holds in the studio: opened anew only where it has to be, and given back for the next one. */
export class HeldPicture {
  current: Picture | null = null;
  #isStale = true;

  /** The next use opens the lab's source again. */
  reopen() {
    this.#isStale = true;
  }

  /** After a failure: what is held stays the lab's picture. */
  keep() {
    this.#isStale = false;
  }

  /**
   * Gives `work` the picture of `source`, with whether it was just opened. The lab holds it once that is done; where it
   * fails, or `check` throws because something newer has come, all is as before.
   */
  async use(
    source: () => Blob | string,
    check: () => void,
    work: (picture: Picture, isNew: boolean) => Promise<void>,
  ): Promise<void> {
    const client = await studio();
    const reopens = this.#isStale || !this.current;
    this.#isStale = false;
    let opened: Picture | null = null;
    try {
      opened = reopens ? await openPicture(source()) : null;
      check();
      await work(opened ?? (this.current as Picture), opened !== null);
    } catch (error) {
      // Whoever has overtaken this run has to open the picture in its place.
      this.#isStale ||= reopens;
      if (opened) await client.release([opened.id]);
      throw error;
    }
    if (!opened) return;
    const old = this.current;
    this.current = opened;
    if (old) await client.release([old.id]);
  }

  /** What is held, which is the caller's to give back from now on. */
  take(): Picture | null {
    const held = this.current;
    this.current = null;
    return held;
  }
}
