/** The window's walk over the output, y first, then x: where it is, whether it plays, how far the map is filled. */
import type { Speed } from "../playback/playback.ts";

/** The output and its walk, as the core lays them. */
export interface Walk {
  height: number;
  width: number;
  cellOf(step: number): [y: number, x: number];
  stepOf(y: number, x: number): number;
}

interface Listener {
  /** The window came to another cell. */
  moved(): void;
  /** Playing began, ended, or the taps of the current cell went on. */
  changed(): void;
}

/** Cells a second. */
function rateOf(speed: Speed, { height, width }: Walk): number {
  switch (speed) {
    case "one":
      return 1;
    case "ten":
      return 10;
    case "row":
      return Math.max(10, width * 5);
    case "all":
      return Math.max(10, (height * width) / 4);
  }
}

export class Walker {
  step = 0;
  playing = false;
  /** Whether the map is shown only as far as the window has come. */
  filling = false;
  /** While a cell is being added up one tap at a time: the share of it that is done, 0 to 1. */
  share = 1;
  walk: Walk = { height: 1, width: 1, cellOf: () => [0, 0], stepOf: () => 0 };
  y = 0;
  x = 0;
  speed: Speed = "ten";

  #listener: Listener;
  #frame = 0;
  #last = 0;
  #owed = 0;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  get steps(): number {
    return this.walk.height * this.walk.width;
  }

  /** How far the map is filled in: up to the current cell, or to the one before while its sum is still growing. */
  get filled(): { y: number; x: number } | null {
    if (!this.filling) return null;
    const step = this.share < 1 ? this.step - 1 : this.step;
    if (step < 0) return { y: 0, x: -1 };
    const [y, x] = this.walk.cellOf(step);
    return { y, x };
  }

  /** A new output: keep the cell if it still exists. */
  resize(walk: Walk) {
    this.walk = walk;
    this.step = this.#stepOf(this.y, this.x);
    [this.y, this.x] = walk.cellOf(this.step);
  }

  goTo(y: number, x: number) {
    this.#move(this.#stepOf(y, x));
  }

  /** The step at the nearest cell that exists. */
  #stepOf(y: number, x: number): number {
    const inside = (at: number, count: number) => Math.max(0, Math.min(count - 1, at));
    return this.walk.stepOf(inside(y, this.walk.height), inside(x, this.walk.width));
  }

  seek(step: number) {
    this.#move(Math.max(0, Math.min(this.steps - 1, step)));
  }

  /** `count` cells forward, or back; every cell on the way is visited. */
  stepBy(count: number) {
    const goal = Math.max(0, Math.min(this.steps - 1, this.step + (Math.trunc(count) || 0)));
    const direction = Math.sign(goal - this.step);
    while (this.step !== goal) this.#move(this.step + direction);
  }

  play() {
    if (this.playing) return;
    if (this.step >= this.steps - 1) this.#move(0);
    this.playing = true;
    this.filling = true;
    this.#owed = 0;
    this.share = this.#sumsTapByTap ? 0 : 1;
    this.#last = performance.now();
    this.#frame = requestAnimationFrame(this.#tick);
    this.#listener.changed();
  }

  pause() {
    if (!this.playing) return;
    cancelAnimationFrame(this.#frame);
    this.playing = false;
    this.share = 1;
    this.#listener.changed();
  }

  /** Shows the whole map again. */
  fill() {
    this.filling = false;
    this.#listener.changed();
  }

  get #sumsTapByTap(): boolean {
    return this.speed === "one" && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  #move(step: number) {
    this.share = 1;
    if (step === this.step) return;
    this.step = step;
    [this.y, this.x] = this.walk.cellOf(step);
    this.#listener.moved();
  }

  #tick = (now: number) => {
    // A frame that came very late (a hidden tab) must not make the window jump.
    this.#owed += (Math.min(100, Math.max(0, now - this.#last)) / 1000) * rateOf(this.speed, this.walk);
    this.#last = now;
    const steps = Math.floor(this.#owed);
    this.#owed -= steps;
    if (steps > 0 && this.step >= this.steps - 1) {
      this.pause();
      return;
    }
    if (steps > 0) this.#move(Math.min(this.steps - 1, this.step + steps));
    // Whoever heard of the step may have paused.
    if (!this.playing) return;
    if (this.#sumsTapByTap) {
      // Four fifths of the second add up; then the sum rests a moment.
      this.share = Math.min(1, this.#owed / 0.8);
      this.#listener.changed();
    }
    this.#frame = requestAnimationFrame(this.#tick);
  };
}
