/** Picture → input plane → output plane, each stage redone only when something before it changed. */
import { type Geometry, geometry, type Options, ready, type Tensor } from "../../engine/core.ts";
import { openPicture } from "../../engine/pictures.ts";
import { LatestQueue } from "../../engine/queue.ts";
import { studio } from "../../engine/studio-client.ts";
import type { Applied, Backend, GreyMethod, OpName, Picture, Plane, View } from "../../engine/types.ts";

export enum Stage {
  Picture,
  Input,
  Output,
  Colours,
  Done,
}

const stages: Record<string, Stage> = {
  image: Stage.Picture,
  grey: Stage.Input,
  view: Stage.Colours,
  cell: Stage.Done,
  speed: Stage.Done,
};

/** The first stage that a key of the state is an ingredient of: an op's own parameters are of the output. */
export const stageOf = (key: string): Stage => stages[key] ?? Stage.Output;

/** What a lab wants right now. */
export interface Wish {
  source: Blob | string;
  grey: GreyMethod;
  op: OpName;
  filter: Tensor | null;
  options: Options;
  /** Another op on the same input, to be seen beside the first. */
  beside?: { op: OpName; options: Options } | null;
  view: View;
  /** An input made elsewhere, such as another lab's output. */
  input: Plane | null;
}

/** The last wish that came true. */
export interface Good {
  op: OpName;
  input: Plane;
  filter: Tensor | null;
  options: Options;
  geometry: Geometry;
  view: View;
  output: Applied;
  beside: (Applied & { op: OpName }) | null;
}

export class Pipeline {
  picture: Picture | null = null;
  input: Plane | null = null;
  good: Good | null = null;

  #queue = new LatestQueue();
  #stage = Stage.Picture;
  #borrowed = false;
  #spent: number[] = [];

  /** Redoes everything from `stage` on; rejects with `Overtaken` when a newer call came first. */
  run(stage: Stage, wish: () => Wish): Promise<void> {
    this.#stage = Math.min(this.#stage, stage);
    return this.#queue.run(async (check) => {
      // The worker starts while the core of this thread is loaded; who asks it hears of a failure.
      studio().catch(() => undefined);
      await ready();
      // One stage at a time: what is done stays done, even if this run is overtaken.
      while (this.#stage < Stage.Done) {
        const stage = this.#stage;
        // Counted as done from the start: a change that comes meanwhile sets it back, and that must stay.
        this.#stage = stage >= Stage.Output ? Stage.Done : stage + 1;
        try {
          await this.#advance(stage, wish());
        } catch (error) {
          this.#stage = Math.min(this.#stage, stage);
          throw error;
        }
        check();
      }
    });
  }

  /** Says where the next run begins, after a failure: the last good state stays on the screen. */
  settle(next = Stage.Done) {
    this.#stage = this.good ? next : Stage.Picture;
  }

  /** Hears where ops run from now on; whether the map that is there was computed there already. */
  learn(backend: Backend): boolean {
    const { good } = this;
    if (good?.output.backend !== backend.backend) return false;
    this.good = { ...good, output: { ...good.output, ...backend } };
    return true;
  }

  /** Lets the studio drop what has been replaced, once those who looked at it know of its successor. */
  async sweep() {
    const ids = this.#spent.splice(0);
    if (ids.length > 0) await (await studio()).release(ids);
  }

  /** Hands everything back to the studio, what a run still made included. It is not used again. */
  async close() {
    await this.#queue.abort();
    for (const held of [this.picture, this.#borrowed ? null : this.input, this.good?.output, this.good?.beside]) {
      this.#spend(held);
    }
    await this.sweep();
  }

  async #advance(stage: Stage, wish: Wish) {
    switch (stage) {
      case Stage.Picture:
        return this.#openPicture(wish);
      case Stage.Input:
        return this.#makeInput(wish);
      case Stage.Output:
        return this.#makeOutput(wish);
      default:
        return this.#recolour(wish);
    }
  }

  async #openPicture(wish: Wish) {
    if (!wish.input) {
      const old = this.picture;
      this.picture = await openPicture(wish.source);
      this.#spend(old);
    }
  }

  async #makeInput(wish: Wish) {
    const old = this.#borrowed ? null : this.input;
    if (wish.input) this.input = wish.input;
    else if (this.picture) this.input = await (await studio()).grey(this.picture.id, wish.grey);
    this.#borrowed = wish.input !== null;
    if (old?.id !== this.input?.id) this.#spend(old);
  }

  async #makeOutput({ op, filter, options, beside, view }: Wish) {
    const input = this.input as Plane;
    // The core's shape rule speaks first: a sentence costs no run.
    const laid = geometry(op, input.tensor.shape, filter?.shape ?? null, options);
    const client = await studio();
    const output = await client.apply({ plane: input.id, op, filter, options, view });
    const other = beside
      ? { ...(await client.apply({ plane: input.id, filter, view, ...beside })), op: beside.op }
      : null;
    const old = this.good;
    this.good = { op, input, filter, options, geometry: laid, view, output, beside: other };
    for (const held of [old?.output, old?.beside]) this.#spend(held);
  }

  #spend(held: { id: number } | null | undefined) {
    if (held) this.#spent.push(held.id);
  }

  async #recolour({ view }: Wish) {
    const { good } = this;
    if (good) {
      const client = await studio();
      const recoloured = async <P extends Plane>(plane: P) => ({
        ...plane,
        view,
        preview: await client.recolour(plane.id, view),
      });
      const beside = good.beside && (await recoloured(good.beside));
      this.good = { ...good, view, output: await recoloured(good.output), beside };
    }
  }
}
