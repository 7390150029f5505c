/** One network that learns one data set, and all that is known of it so far. */
import type { LayerSummary, NamedTensor, Tensor } from "convscope";
import { errorFromData } from "../errors.ts";
import type { Layer } from "../network/layers.ts";
import { type DataSet, examplesOf } from "../sets/set.ts";
import { openTraining, type Training } from "../training/training.ts";
import type { Choice, End, Evaluation, News, Standing, Steering } from "../training/types.ts";
import { type Answers, answersOf } from "./answers.ts";
import { Curve, type Point } from "./curve.ts";

/** All that a training follows from. */
export interface Plan {
  set: DataSet;
  layers: Layer[];
  seed: number;
  /** In which order every picture's pixels are laid; null for as they are. */
  order: readonly number[] | null;
  steering: Steering;
}

/** No more often than this are all test pictures asked for their answers while it learns. */
const answersEveryMs = 1200;

export class Session {
  summary: LayerSummary[] = [];
  weights: NamedTensor[] = [];
  /** The weights that it began with. */
  start: NamedTensor[] = [];
  standing: Standing = { step: 0, epoch: 0, at: 0, distance: null };
  running = false;
  /** Means over the steps' own batches. */
  train = new Curve();
  test: Point[] = [];
  answers: Answers | null = null;
  /** Where it learns; null until it has begun. `isLost` where it was on a GPU that failed. */
  choice: (Choice & { isLost: boolean }) | null = null;
  /** How the last run ended. */
  end: { why: End; error: Error | null } | null = null;
  #training!: Training;
  #answered = 0;
  #asking: Promise<void> | null = null;
  #closed = false;
  #leave: () => void = () => undefined;
  /** Resolves when it is closed: what was asked before stays without an answer. */
  readonly closed = new Promise<void>((resolve) => {
    this.#leave = resolve;
  });

  private constructor(
    readonly plan: Plan,
    private readonly changed: () => void,
  ) {}

  static async open(plan: Plan, changed: () => void): Promise<Session> {
    const session = new Session(plan, changed);
    const { set, layers, seed, order, steering } = plan;
    session.#training = await openTraining(
      {
        network: { input: [set.height, set.width, 1], layers, seed },
        train: examplesOf(set, "train", order),
        test: examplesOf(set, "test", order),
        steering: { ...steering },
        measures: true,
        evaluateEvery: "epoch",
      },
      (news) => session.#hear(news),
    );
    try {
      session.summary = await session.#training.summary();
      await session.#begin();
    } catch (error) {
      session.close();
      throw error;
    }
    return session;
  }

  async #begin(): Promise<void> {
    // Answers that are under way are to other weights.
    await this.#asking?.catch(() => undefined);
    this.train = new Curve();
    this.test = [];
    this.end = null;
    this.weights = await this.#training.weights();
    this.start = this.weights;
    await this.#answer();
  }

  // Learning --------------------------------------------------------------------------------------------------------

  /** Steps in one time through all training pictures. */
  get stepsOfEpoch(): number {
    return Math.ceil(this.plan.set.train.labels.length / this.plan.steering.batch);
  }

  /** As fast as it goes, or so many steps a second. */
  async run(epochs: number, perSecond?: number): Promise<void> {
    await this.#run(Math.max(1, Math.round(epochs * this.stepsOfEpoch)), perSecond);
  }

  async step(count: number): Promise<void> {
    await this.#run(count);
  }

  async #run(steps: number, perSecond?: number): Promise<void> {
    this.running = true;
    this.end = null;
    this.changed();
    try {
      await this.#training.run({ steps, perSecond, weights: true });
    } catch (error) {
      this.running = false;
      throw error;
    }
    await this.#answer();
  }

  async pause(): Promise<void> {
    await this.#training.pause();
  }

  async reset(): Promise<void> {
    await this.pause();
    this.standing = await this.#training.reset();
    await this.#begin();
    this.changed();
  }

  async steer(steering: Steering): Promise<void> {
    this.plan.steering = steering;
    await this.#training.steer(steering);
  }

  #hear(news: News) {
    if (this.#closed) return;
    if (news.kind === "chosen") {
      const { kind: _, ...choice } = news;
      this.choice = { ...choice, isLost: this.choice?.backend === "gpu" && choice.backend === "cpu" };
      return this.changed();
    }
    if (news.kind === "evaluated") {
      this.#note(news);
      if (performance.now() - this.#answered > answersEveryMs) this.#answer().catch(() => undefined);
      return this.changed();
    }
    const { step, epoch, at, distance } = news;
    this.standing = { step, epoch, at, distance };
    if (news.kind === "progress") {
      news.losses.forEach((loss, i) => {
        this.train.add(news.first + i, loss, news.accuracies[i]);
      });
      if (news.weights) this.weights = news.weights;
    } else {
      this.running = false;
      this.end = { why: news.why, error: news.error ? errorFromData(news.error) : null };
    }
    this.changed();
  }

  #note({ step, loss, accuracy }: Evaluation) {
    const last = this.test.at(-1);
    if (last && last.step >= step) return;
    this.test.push({ step, loss, accuracy });
  }

  /** All test pictures' answers, as the weights are now. */
  async #answer(): Promise<void> {
    if (this.#asking) return this.#asking;
    const asked = this.#training.evaluate("test", true).then((told) => {
      this.#answered = performance.now();
      if (this.#closed || !told?.predictions) return;
      this.#note(told);
      this.answers = answersOf(told.predictions, this.plan.set.test.labels);
      this.changed();
    });
    this.#asking = asked.finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  // What it knows ---------------------------------------------------------------------------------------------------

  /** The share of each class for one picture, which is laid out as the network's are. */
  async predict(picture: Tensor): Promise<Float32Array> {
    return (await this.#training.predict(picture)).data;
  }

  async toSafetensors(metadata: Record<string, string | number>): Promise<Uint8Array<ArrayBuffer>> {
    return this.#training.toSafetensors(metadata);
  }

  /** Takes over the weights of a file; its curves begin anew. */
  async loadSafetensors(bytes: Uint8Array): Promise<Record<string, string>> {
    await this.pause();
    const metadata = await this.#training.loadSafetensors(bytes);
    this.standing = { step: 0, epoch: 0, at: 0, distance: null };
    await this.#begin();
    this.changed();
    return metadata;
  }

  close(): void {
    this.#closed = true;
    this.#leave();
    this.#training.close();
  }
}
