import type { LayerSummary, NamedTensor, Network, NetworkConfig, Tensor } from "convscope";
import { errorToData } from "../errors.ts";
import type { Chosen } from "./chosen.ts";
import { ExampleSet } from "./examples.ts";
import { Helper } from "./helper.ts";
import type {
  Batch,
  End,
  Evaluation,
  Goal,
  News,
  OpenedGradient,
  Part,
  Progress,
  RunOptions,
  SavedTraining,
  Standing,
  Steering,
  TrainingSetup,
} from "./types.ts";

/** Pictures that are evaluated at a time. */
const evaluatedAtOnce = 64;

/** Where a training runs: what computes it, and how it lets others have their turn. */
export interface Surroundings {
  open(config: NetworkConfig): Network;
  /** Finds out where a network learns faster. */
  choose(config: NetworkConfig, batch: number): Promise<Chosen>;
  /** Resolves when whoever waited has had a turn, and not before `ms` are over. */
  breathe(ms: number): Promise<void>;
  /** How long it computes between two breaths. */
  sliceMs: number;
  now(): number;
}

/** A run that has been asked for. */
interface Run {
  options: RunOptions;
  left: number;
  stopped: boolean;
}

interface Ending {
  why: End;
  error?: unknown;
}

/**
 * A network that learns in slices. Between two slices every other question is answered, so that pausing, stepping and
 * starting anew act at once. It runs in a worker, or, where a frame forbids workers, on the page's own thread; it knows neither.
 */
export class Trainer {
  readonly #network: Network;
  readonly #train: ExampleSet;
  readonly #test: ExampleSet | null;
  readonly #evaluateEvery: number | "epoch";
  #steering: Steering;
  #goal: Goal | null;
  #epoch = 0;
  #at = 0;
  #order: Uint32Array;
  #slice = 0;
  /** Grows when the weights become others than by learning: what went on from the old ones gives up. */
  #era = 0;
  #run: Run | null = null;
  /** Learns faster than the network itself, once that is known. */
  #helper: Helper | null = null;
  /** What is to be measured before the first step. */
  #unmeasured: NetworkConfig | null;
  #running: Promise<unknown> = Promise.resolve();
  #evaluating: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly around: Surroundings,
    private readonly tell: (news: News) => void,
    { network, train, test, steering, evaluateEvery = 0, goal, measures = false }: TrainingSetup,
  ) {
    this.#train = new ExampleSet(train);
    this.#test = test ? new ExampleSet(test) : null;
    this.#network = around.open(network);
    this.#unmeasured = measures ? network : null;
    this.#steering = steering;
    this.#evaluateEvery = evaluateEvery;
    this.#goal = goal ?? null;
    this.#order = this.#network.order(this.#train.count, 0);
  }

  // Running ---------------------------------------------------------------------------------------------------------

  /** Runs; resolves when the run has ended, for whatever reason. A newer run takes the place of an older one. */
  run(options: RunOptions = {}): Promise<Standing> {
    const run: Run = { options, left: options.steps ?? Number.POSITIVE_INFINITY, stopped: false };
    const ended = this.#next(() => this.#go(run));
    this.#run = run;
    return ended;
  }

  /** Stops after the slice that is being computed. */
  pause(): Promise<Standing> {
    return this.#next(() => this.standing());
  }

  /** So many steps and no more. */
  step(steps = 1): Promise<Standing> {
    return this.run({ steps, weights: true });
  }

  /** Begins anew, with another seed where one is given. */
  reset(seed?: number): Promise<Standing> {
    return this.#replace(() => this.#network.reset(seed), 0, 0);
  }

  /** Learns in another way from the next step on. */
  async steer(change: Partial<Steering>): Promise<void> {
    this.#steering = { ...this.#steering, ...change };
  }

  /** Looks for other weights from the next step on. */
  async aim(goal: Goal | null): Promise<Standing> {
    this.#goal = goal;
    return this.standing();
  }

  /** Stops what runs, and does `job` after all that was asked before. */
  #next<T>(job: () => T | Promise<T>): Promise<T> {
    if (this.#run) this.#run.stopped = true;
    const turn = this.#running.then(job);
    this.#running = turn.catch(() => undefined);
    return turn;
  }

  async #go(run: Run): Promise<Standing> {
    await this.#choose();
    const { perSecond = 0 } = run.options;
    const begun = this.around.now();
    const first = this.#network.steps;
    let end: Ending | null = null;
    while (!end) {
      await this.#evaluated();
      if (run.stopped) {
        end = { why: "stopped" };
        break;
      }
      const done = this.#network.steps - first;
      const due = perSecond ? dueBy(this.around.now() - begun, perSecond) - done : run.left;
      end = due > 0 ? await this.#computeSlice(run, Math.min(due, run.left)) : null;
      if (!end) await this.around.breathe(perSecond ? Math.min(16, 1000 / perSecond) : 0);
    }
    await this.#evaluated();
    // A run that a newer one has replaced has no end that anybody should act on.
    if (this.#run === run) {
      this.#run = null;
      const error = end.error === undefined ? undefined : errorToData(end.error);
      this.tell({ kind: "ended", why: end.why, error, ...this.standing() });
    }
    return this.standing();
  }

  /** Finds out where it learns faster, once. */
  async #choose() {
    const config = this.#unmeasured;
    if (!config) return;
    this.#unmeasured = null;
    const { choice, network } = await this.around.choose(config, this.#steering.batch);
    this.#helper = network && new Helper(network);
    this.tell({ kind: "chosen", ...choice });
  }

  /** What was learned elsewhere becomes the network's own; steps that were lost with a GPU are given back to the run. */
  async #takeOver(helper: Helper, run: Run, before: number, told: number[][]) {
    const works = await helper.end(this.#network);
    const learned = this.#network.steps - before;
    const lost = told[0].length - learned;
    if (lost > 0) {
      run.left += lost;
      for (const list of told) list.splice(0, lost);
    }
    if (works) return;
    this.#helper = null;
    this.tell({ kind: "chosen", backend: "cpu", reason: helper.reason, measured: null });
    await helper.free();
  }

  /** Nothing is being evaluated: what is would see weights of two steps. */
  async #evaluated() {
    let seen: unknown;
    do {
      seen = this.#evaluating;
      await seen;
    } while (seen !== this.#evaluating);
  }

  /** Learns until the slice is over, or as many steps as asked; gives why the run has ended, if it has. */
  async #computeSlice(run: Run, most: number): Promise<Ending | null> {
    const helper = this.#helper;
    await helper?.begin(this.#network, this.#era);
    const until = this.around.now() + this.around.sliceMs;
    const first = this.#network.steps + 1;
    const [losses, accuracies]: number[][] = [[], []];
    let end: Ending | null = null;
    let evaluates = false;
    while (!end && losses.length < most) {
      try {
        const { loss, accuracy } = await this.#learn(helper);
        losses.push(loss);
        accuracies.push(accuracy);
      } catch (error) {
        end = { why: "diverged", error };
        break;
      }
      run.left -= 1;
      if (this.#isReached()) end = { why: "reached" };
      else if (run.left <= 0) end = { why: "done" };
      evaluates = this.#isEvaluated((helper ?? this.#network).steps);
      if (evaluates || this.around.now() >= until) break;
    }
    if (helper) await this.#takeOver(helper, run, first - 1, [losses, accuracies]);
    this.#slice += 1;
    const told = { first, losses: Float64Array.from(losses), accuracies: Float64Array.from(accuracies) };
    const weights = run.options.weights ? this.#network.weights : undefined;
    const progress: Progress = { kind: "progress", ...this.standing(), slice: this.#slice, ...told, weights };
    this.tell(progress);
    if (evaluates) this.#evaluateAndTell();
    return end;
  }

  /** One step; on the CPU without leaving anybody else a turn. */
  async #learn(helper: Helper | null) {
    const indices = this.#nextIndices();
    const { pictures, targets } = this.#train.take(indices);
    const { batch: _, ...options } = this.#steering;
    const outcome = helper
      ? await helper.trainStep(pictures, targets, options)
      : this.#network.trainStep(pictures, targets, options);
    this.#at += indices.length;
    if (this.#at >= this.#train.count) {
      this.#epoch += 1;
      this.#at = 0;
      this.#order = this.#network.order(this.#train.count, this.#epoch);
    }
    return outcome;
  }

  #nextIndices(): Uint32Array {
    return this.#order.slice(this.#at, this.#at + this.#steering.batch);
  }

  #isReached(): boolean {
    const distance = this.#distance();
    return distance !== null && distance <= (this.#goal as Goal).within;
  }

  #distance(): number | null {
    if (!this.#goal) return null;
    const { name, data } = this.#goal;
    const found = this.#network.weights.find((one) => one.name === name);
    return found ? found.data.reduce((most, value, i) => Math.max(most, Math.abs(value - data[i])), 0) : null;
  }

  standing(): Standing {
    return { step: this.#network.steps, epoch: this.#epoch, at: this.#at, distance: this.#distance() };
  }

  // How well ----------------------------------------------------------------------------------------------------------

  /** The loss and the accuracy over a whole part, in slices, while learning waits; null where the weights were replaced meanwhile. */
  evaluate(part: Part, predictions = false): Promise<Evaluation | null> {
    const before = this.#evaluating;
    const job = before.then(() => this.#evaluate(part, predictions));
    this.#evaluating = job.catch(() => undefined);
    return job;
  }

  #isEvaluated(step: number): boolean {
    const every = this.#evaluateEvery;
    if (!this.#test) return false;
    return every === "epoch" ? this.#at === 0 : every > 0 && step % every === 0;
  }

  #evaluateAndTell() {
    this.evaluate("test").then(
      (told) => told && this.tell({ kind: "evaluated", ...told }),
      () => undefined,
    );
  }

  async #evaluate(part: Part, wanted: boolean): Promise<Evaluation | null> {
    const set = part === "train" ? this.#train : this.#test;
    if (!set) throw new Error(`there is no ${part} part`);
    const [era, step] = [this.#era, this.#network.steps];
    let [loss, accuracy] = [0, 0];
    const rows: Tensor[] = [];
    let until = this.around.now() + this.around.sliceMs;
    for (let start = 0; start < set.count; start += evaluatedAtOnce) {
      if (this.around.now() >= until) {
        await this.around.breathe(0);
        if (era !== this.#era) return null;
        until = this.around.now() + this.around.sliceMs;
      }
      const { pictures, targets } = set.run(start, evaluatedAtOnce);
      const told = this.#network.evaluate(pictures, targets);
      const share = pictures.shape[0] / set.count;
      loss += told.loss * share;
      accuracy += told.accuracy * share;
      if (wanted) rows.push(this.#network.predict(pictures));
    }
    return { part, step, loss, accuracy, predictions: wanted ? stacked(rows) : undefined };
  }

  // What it knows -----------------------------------------------------------------------------------------------------

  async summary(): Promise<LayerSummary[]> {
    return this.#network.summary;
  }

  async weights(): Promise<NamedTensor[]> {
    return this.#network.weights;
  }

  async predict(pictures: Tensor): Promise<Tensor> {
    return this.#network.predict(pictures);
  }

  /** Every layer's activation for some pictures: feature maps, as they are now. */
  async activations(pictures: Tensor): Promise<Tensor[]> {
    return this.#network.forward(pictures);
  }

  /** The pictures of the next step, or some by their numbers. */
  async batch(indices?: Uint32Array): Promise<Batch> {
    return this.#train.take(indices ?? this.#nextIndices());
  }

  /** The loss and its derivatives on the pictures of the next step, or on some by their numbers. */
  async gradients(indices?: Uint32Array) {
    const { pictures, targets } = await this.batch(indices);
    return this.#network.gradients(pictures, targets);
  }

  /** One weight's derivative opened up, with all others, the loss, and the pictures that they come from. */
  async explainGradient(name: string, index: readonly number[], indices?: Uint32Array): Promise<OpenedGradient> {
    const batch = this.#train.take(indices ?? this.#nextIndices());
    const { loss, gradients } = this.#network.gradients(batch.pictures, batch.targets);
    return { batch, loss, gradients, told: this.#network.explainGradient(batch.pictures, batch.targets, name, index) };
  }

  // Keeping -----------------------------------------------------------------------------------------------------------

  async save(): Promise<SavedTraining> {
    return { network: this.#network.save(), epoch: this.#epoch, at: this.#at };
  }

  /** Goes on from there, as if it had never stopped. */
  async restore({ network, epoch, at }: SavedTraining): Promise<Standing> {
    return this.#replace(() => this.#network.restore(network), epoch, at);
  }

  async setWeights(weights: Tensor[]): Promise<Standing> {
    return this.#replace(() => this.#network.setWeights(weights), 0, 0);
  }

  async toSafetensors(metadata?: Record<string, string | number>): Promise<Uint8Array<ArrayBuffer>> {
    return this.#network.toSafetensors(metadata);
  }

  /** Takes over the weights of a file, and gives its metadata. */
  async loadSafetensors(bytes: Uint8Array): Promise<Record<string, string>> {
    let metadata: Record<string, string> = {};
    const put = () => {
      metadata = this.#network.loadSafetensors(bytes);
    };
    await this.#replace(put, 0, 0);
    return metadata;
  }

  /** Stops the run and puts other weights in. Where they are refused, nothing has changed but that it stands still. */
  #replace(put: () => void, epoch: number, at: number): Promise<Standing> {
    return this.#next(() => {
      put();
      this.#era += 1;
      this.#epoch = epoch;
      this.#at = at;
      this.#order = this.#network.order(this.#train.count, epoch);
      return this.standing();
    });
  }

  /** Stops, and gives the memory back. */
  async free(): Promise<void> {
    await this.pause();
    this.#era += 1;
    await this.#evaluated();
    await this.#helper?.free();
    this.#network.free();
  }
}

/** Steps that a pace has come to: the first at once. */
const dueBy = (ms: number, perSecond: number): number => Math.floor((ms / 1000) * perSecond) + 1;

function stacked(rows: Tensor[]): Tensor {
  const width = rows[0].shape.slice(1);
  const count = rows.reduce((sum, { shape }) => sum + shape[0], 0);
  const data = new Float32Array(rows.reduce((sum, row) => sum + row.data.length, 0));
  let at = 0;
  for (const row of rows) {
    data.set(row.data, at);
    at += row.data.length;
  }
  return { data, shape: [count, ...width] };
}
