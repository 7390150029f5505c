import type { EngineNetwork, Network } from "convscope";

/**
 * The faster network beside the one that answers all questions: it learns a slice, and what it has learned is taken over. So
 * whoever asks between two slices finds one state of things, and a GPU that is lost loses no more than a slice.
 */
export class Helper {
  #era = Number.NaN;

  constructor(private readonly network: EngineNetwork) {}

  /** Begins where `own` stands; `era` tells whether that has become another than what was learned here. */
  async begin(own: Network, era: number): Promise<void> {
    if (era === this.#era) return;
    await this.network.restore(own.save());
    this.#era = era;
  }

  get trainStep() {
    return this.network.trainStep.bind(this.network);
  }

  get steps(): number {
    return this.network.steps;
  }

  /** Hands over what was learned. Afterwards it says whether it is still to be used. */
  async end(own: Network): Promise<boolean> {
    own.restore(await this.network.save());
    return this.network.backend === "gpu";
  }

  get reason(): string {
    return this.network.reason;
  }

  async free(): Promise<void> {
    await this.network.free();
  }
}
