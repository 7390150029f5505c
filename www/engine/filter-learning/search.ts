/** The search for one hidden filter: a network of a single 3×3 filter, what it has learned so far, and its losses. */
import { conv2d, preview, range, type Tensor } from "convscope";
import { errorFromData } from "../errors.ts";
import { openTraining, type Training } from "../training/training.ts";
import type { End, News, OpenedGradient, Standing, Steering } from "../training/types.ts";
import type { Preview } from "../types.ts";
import { type Material, pictureSide } from "./material.ts";

const kernel = "conv2d_0/kernel";
/** A weight that is no further away counts as found. */
export const foundWithin = 0.01;
/** Earlier runs that stay on the curve. */
const mostCurves = 4;
/** While it runs, the gradient is opened anew at most so often. */
const gradientMs = 300;

/** The losses of one run, step by step. */
export interface Curve {
  seed: number;
  losses: number[];
}

/** A map as it is drawn. */
export interface Drawn {
  tensor: Tensor;
  preview: Preview;
}

/** The maps of one moment, and what the strongest colour of the difference stands for. */
export interface Maps {
  input: Drawn;
  target: Drawn;
  current: Drawn;
  difference: Tensor;
  strongest: number;
}

/** A weight's gradient for the next step, opened up. */
export interface Opened extends OpenedGradient {
  index: [number, number];
}

export class FilterSearch {
  material: Material | null = null;
  standing: Standing = { step: 0, epoch: 0, at: 0, distance: null };
  weights = new Float32Array(9);
  /** How far each weight has moved in the last `movedIn` steps: those since the screen was last drawn. */
  moved = new Float32Array(9);
  movedIn = 0;
  /** The newest last. */
  curves: Curve[] = [];
  running = false;
  end: End | null = null;
  opened: Opened | null = null;

  #training: Training | null = null;
  #index: [number, number] = [0, 0];
  #openedAt = 0;
  #opening = false;
  #maps: (Maps & { of: Float32Array }) | null = null;
  #ended: Promise<unknown> = Promise.resolve();
  #life = 0;
  #leave: () => void = () => undefined;

  /** `changed` is called when there is something new to draw, `failed` when a run broke or ran away. */
  constructor(
    private readonly changed: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  get isFound(): boolean {
    const { distance } = this.standing;
    return distance !== null && distance <= foundWithin;
  }

  /** Resolves when nothing runs. */
  get ended(): Promise<unknown> {
    return this.#ended;
  }

  /** What there is to see; null before it has begun. */
  get maps(): Maps | null {
    const { material, weights } = this;
    if (!material) return null;
    if (this.#maps?.of !== weights) {
      const { target, current, difference } = mapsOf(material, weights);
      const input = this.#maps?.input ?? drawn(material.input, material.range);
      // The colours stay as they were at the start: so the difference is seen to fade.
      const strongest = this.#maps?.strongest ?? Math.max(...range(difference).map(Math.abs));
      this.#maps = { of: weights, input, target, current, difference, strongest };
    }
    return this.#maps;
  }

  get curve(): Curve | null {
    return this.curves.at(-1) ?? null;
  }

  /** How many losses of this run are, to the last digit, those of the run before it; null where that was another one. */
  get repeated(): number | null {
    const [now, before] = [this.curves.at(-1), this.curves.at(-2)];
    if (!now || !before || now.seed !== before.seed || now.losses.length === 0) return null;
    const same = now.losses.findIndex((loss, i) => loss !== before.losses[i]);
    return same === -1 ? now.losses.length : null;
  }

  /** Begins on a picture, with random values; given up where it is closed meanwhile. */
  async begin(material: Material, seed: number, steering: Steering): Promise<void> {
    const left = new Promise<void>((resolve) => {
      this.#leave = resolve;
    });
    await Promise.race([this.#begin(material, seed, steering), left]);
  }

  async #begin(material: Material, seed: number, steering: Steering): Promise<void> {
    this.#life += 1;
    const life = this.#life;
    const { patches, hidden, patch } = material;
    const setup = {
      network: {
        input: [...patch, 1] as [number, number, number],
        layers: [{ type: "conv2d" as const, filters: 1, size: [3, 3] as [number, number], useBias: false }],
        loss: "meanSquaredError" as const,
        seed,
      },
      train: patches,
      steering,
      goal: { name: kernel, data: hidden.data.slice(), within: foundWithin },
    };
    if (this.#training) await this.#training.begin(setup);
    else {
      const training = await openTraining(setup, (news) => this.#hear(news));
      if (life !== this.#life) return training.close();
      this.#training = training;
    }
    if (life !== this.#life) return;
    this.material = material;
    this.curves = [];
    await this.#restart(seed);
  }

  /** Learns; so many steps in a second, or as fast as it goes. Resolves when it has stopped. */
  async run(perSecond: number | null, steps?: number): Promise<void> {
    await this.pause();
    const training = this.#training;
    if (!training) return;
    this.running = true;
    this.end = null;
    this.changed();
    this.#ended = training
      .run({ perSecond: perSecond ?? undefined, steps, weights: true })
      .then(() => this.#open())
      .catch((error) => {
        this.running = false;
        this.failed(error);
      });
    await this.#ended;
  }

  async pause(): Promise<void> {
    if (this.running) await this.#training?.pause();
  }

  /** From the same random values again. `keeps` leaves the curve on the screen, to be compared. */
  async again(keeps: boolean): Promise<void> {
    await this.#training?.reset();
    if (!keeps) this.curves = [];
    await this.#restart(this.curve?.seed ?? 0);
  }

  steer(change: Partial<Steering>): void {
    this.#training?.steer(change).then(() => this.#open(), this.failed);
  }

  /** Opens another weight's gradient. */
  async open(index: [number, number]): Promise<void> {
    this.#index = index;
    await this.#open();
  }

  close(): void {
    this.#life += 1;
    this.#leave();
    this.#training?.close();
    this.#training = null;
    this.running = false;
  }

  async #restart(seed: number): Promise<void> {
    const training = this.#training as Training;
    const [weights] = await training.weights();
    this.weights = new Float32Array(weights.data);
    this.moved = new Float32Array(9);
    this.movedIn = 0;
    this.#maps = null;
    this.standing = await training.pause();
    this.running = false;
    this.end = null;
    this.curves = [...this.curves, { seed, losses: [] }].slice(-mostCurves);
    await this.#open();
  }

  #hear(news: News) {
    if (news.kind === "evaluated" || news.kind === "chosen") return;
    const { step, epoch, at, distance } = news;
    this.standing = { step, epoch, at, distance };
    if (news.kind === "progress") {
      for (const loss of news.losses) this.curve?.losses.push(loss);
      const now = news.weights?.[0].data;
      if (now && news.losses.length > 0) {
        this.moved = now.map((value, i) => value - this.weights[i]);
        this.movedIn = news.losses.length;
        this.weights = now;
      }
      if (performance.now() - this.#openedAt > gradientMs) this.#open();
    } else {
      this.running = false;
      this.end = news.why;
      if (news.error) this.failed(errorFromData(news.error));
    }
    this.changed();
  }

  async #open(): Promise<void> {
    const training = this.#training;
    if (!training || this.#opening) return;
    this.#opening = true;
    try {
      let index: [number, number];
      do {
        index = this.#index;
        this.#openedAt = performance.now();
        this.opened = { index, ...(await training.explainGradient(kernel, [...index, 0, 0])) };
      } while (index !== this.#index);
    } finally {
      this.#opening = false;
    }
    this.changed();
  }
}

function mapsOf({ input, hidden, target }: Material, weights: Float32Array) {
  const shape = hidden.shape;
  const apart = weights.map((value, i) => value - hidden.data[i]);
  const current = conv2d(input, { data: weights, shape });
  return {
    target: drawn(target, range(target)),
    current: drawn(current, range(target)),
    // The learned map less the target is what the difference of the two filters makes of the picture.
    difference: conv2d(input, { data: apart, shape }),
  };
}

function drawn(tensor: Tensor, [low, high]: [number, number]): Drawn {
  const small = preview(tensor, pictureSide, "gray", low < high ? [low, high] : [low - 1, high + 1]);
  return { tensor, preview: { data: small.data, height: small.shape[0], width: small.shape[1], factor: small.factor } };
}
