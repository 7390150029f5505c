/** The trainer itself, with the real core, its slices counted: what a page asks acts between two of them. */
import { expect, test } from "@playwright/test";
import init, { conv2d, Engine, Network, permutation, type Tensor } from "../../pkg/convscope.js";
import { type Surroundings, Trainer } from "../../www/engine/training/trainer.ts";
import type { Goal, News, Progress, Steering, TrainingSetup } from "../../www/engine/training/types.ts";

const side = 10;
const hidden: Tensor = { data: Float32Array.of(-1, 0, 1, -2, 0, 2, -1, 0, 1), shape: [3, 3, 1, 1] };
const steering: Steering = { optimizer: "sgd", learningRate: 0.5, momentum: 0.9, batch: 8 };

/** A clock that goes on by a millisecond whenever somebody looks: a slice of 5 ms is as many steps on every machine. */
function counted(change: Partial<Surroundings> = {}): Surroundings {
  let ms = 0;
  return {
    open: (config) => new Network(config),
    choose: async () => ({ choice: { backend: "cpu", reason: "", measured: null }, network: null }),
    breathe: () => new Promise((resolve) => setTimeout(resolve)),
    sliceMs: 5,
    now: () => {
      ms += 1;
      return ms;
    },
    ...change,
  };
}

/** Pictures of values from -0.5 to 0.5 in an order by chance. */
function pictures(count: number): Tensor {
  const some = permutation(251, 4);
  const data = Float32Array.from({ length: count * side * side }, (_, i) => some[i % some.length] / 250 - 0.5);
  return { data, shape: [count, side, side, 1] };
}

/** Finds a hidden filter. */
function finding(change: Partial<TrainingSetup> = {}): TrainingSetup {
  const given = pictures(40);
  return {
    network: {
      input: [side, side, 1],
      layers: [{ type: "conv2d", filters: 1, size: [3, 3], useBias: false }],
      loss: "meanSquaredError",
      seed: 3,
    },
    train: { pictures: given, targets: conv2d(given, hidden) },
    steering,
    ...change,
  };
}

/** Tells whether the first pixel is brighter than the last one. */
function telling(change: Partial<TrainingSetup> = {}): TrainingSetup {
  const part = (count: number) => {
    const given = pictures(count);
    const size = side * side;
    const brighter = (i: number) => Number(given.data[i * size] > given.data[(i + 1) * size - 1]);
    return { pictures: given, targets: Uint32Array.from({ length: count }, (_, i) => brighter(i)) };
  };
  return {
    network: { input: [side, side, 1], layers: [{ type: "flatten" }, { type: "dense", units: 2 }], seed: 1 },
    train: part(96),
    test: part(150),
    steering: { optimizer: "adam", learningRate: 0.01, momentum: 0, batch: 16 },
    ...change,
  };
}

function begin(setup: TrainingSetup, change: Partial<Surroundings> = {}) {
  const news: News[] = [];
  const trainer = new Trainer(counted(change), (one) => news.push(one), setup);
  const progress = () => news.filter((one): one is Progress => one.kind === "progress");
  const losses = () => progress().flatMap((one) => [...one.losses]);
  const slices = () => progress().at(-1)?.slice ?? 0;
  return { trainer, news, losses, slices };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

test.beforeAll(() => init());

test("what is asked while it learns acts before the next slice", async () => {
  const { trainer, news, slices } = begin(telling());
  const ended = trainer.run();
  while (slices() < 3) await turn();
  const before = slices();
  const shares = await trainer.predict(pictures(1));
  expect(shares.shape).toEqual([1, 2]);
  expect(slices()).toBe(before);
  const standing = await trainer.pause();
  // The one that was waiting for its turn finds that it is over.
  expect(slices()).toBe(before);
  expect(await ended).toEqual(standing);
  expect(news.at(-1)).toEqual({ kind: "ended", why: "stopped", ...standing });
  await trainer.step();
  expect((await trainer.save()).network.steps).toBe(standing.step + 1);
});

test("a run that is paused, saved and resumed gives the weights of an unbroken one, bit by bit", async () => {
  const whole = begin(finding());
  await whole.trainer.run({ steps: 60 });
  const broken = begin(finding());
  const going = broken.trainer.run({ steps: 60 });
  while (broken.slices() < 4) await turn();
  const { step } = await broken.trainer.pause();
  await going;
  expect(step).toBeGreaterThan(0);
  expect(step).toBeLessThan(60);
  const saved = structuredClone(await broken.trainer.save());
  const other = begin(finding({ network: { ...finding().network, seed: 9 } }));
  await other.trainer.restore(saved);
  await other.trainer.step(60 - step);
  expect(await other.trainer.save()).toEqual(await whole.trainer.save());
  await broken.trainer.step(60 - step);
  expect(await broken.trainer.save()).toEqual(await whole.trainer.save());
  expect(broken.losses()).toEqual(whole.losses());
});

test("a pace is kept, and changes nothing of what is learned", async () => {
  const fast = begin(finding());
  await fast.trainer.run({ steps: 12 });
  const paced = begin(finding());
  // The clock of these tests gives a millisecond a look: several looks for each step.
  await paced.trainer.run({ steps: 12, perSecond: 200 });
  expect(paced.losses()).toEqual(fast.losses());
  expect(paced.slices()).toBe(12);
  const endless = paced.trainer.run({ perSecond: 200 });
  while (paced.losses().length < 20) await turn();
  await paced.trainer.pause();
  expect((await endless).step).toBe(paced.losses().length);
});

test("the same seed gives the same losses, another one others", async () => {
  const { trainer, losses } = begin(finding());
  await trainer.step(30);
  const first = losses();
  await trainer.reset();
  await trainer.step(30);
  expect(losses()).toEqual([...first, ...first]);
  await trainer.reset(4);
  await trainer.step(30);
  expect(losses().slice(60)).not.toEqual(first);
});

test("the hidden filter is found, and the run ends with that very step", async () => {
  const goal: Goal = { name: "conv2d_0/kernel", data: hidden.data.slice(), within: 0.01 };
  const { trainer, news } = begin(finding({ goal }));
  const { step, distance } = await trainer.run();
  expect(news.at(-1)).toMatchObject({ kind: "ended", why: "reached", step });
  expect(distance).toBeLessThanOrEqual(0.01);
  expect(step).toBeLessThan(400);
});

test("a learning rate of 1000 ends in the core's sentence, and a smaller one then works", async () => {
  const { trainer, news } = begin(finding({ steering: { ...steering, learningRate: 1000 } }));
  await trainer.run({ steps: 500 });
  const end = news.at(-1);
  expect(end).toMatchObject({ kind: "ended", why: "diverged", error: { code: "diverged", values: { rate: "1000" } } });
  expect((await trainer.weights())[0].data.every(Number.isFinite)).toBe(true);
  await trainer.steer({ learningRate: 0.5 });
  await trainer.reset();
  await trainer.run({ steps: 20 });
  expect(news.at(-1)).toMatchObject({ kind: "ended", why: "done", step: 20 });
});

test("the test part is evaluated on time, and learning waits for it", async () => {
  const { trainer, news } = begin(telling({ evaluateEvery: 25 }));
  await trainer.run({ steps: 60 });
  const evaluated = news.filter((one) => one.kind === "evaluated");
  expect(evaluated.map(({ step, part }) => [step, part])).toEqual([
    [25, "test"],
    [50, "test"],
  ]);
  // 150 pictures are evaluated 64 at a time: the mean is that over all of them at once.
  const told = await trainer.evaluate("test", true);
  const { test: part, network } = telling();
  const all = new Network(network);
  all.restore((await trainer.save()).network);
  const want = all.evaluate((part as NonNullable<typeof part>).pictures, (part as NonNullable<typeof part>).targets);
  expect(told?.loss).toBeCloseTo(want.loss, 6);
  expect(told?.accuracy).toBeCloseTo(want.accuracy, 6);
  expect(told?.predictions?.shape).toEqual([150, 2]);
});

test("one weight's gradient is the sum of its terms on the pictures of the next step", async () => {
  const { trainer } = begin(finding());
  await trainer.step(7);
  const { gradients } = await trainer.gradients();
  const { told, batch, ...opened } = await trainer.explainGradient("conv2d_0/kernel", [1, 2, 0, 0]);
  expect(opened.gradients).toEqual(gradients);
  expect(batch.pictures.shape).toEqual([steering.batch, side, side, 1]);
  expect(told.result).toBe(gradients[0].data[5]);
  expect(told.terms).toHaveLength(steering.batch * 8 * 8);
  expect(told.pictures).toHaveLength(steering.batch);
});

test("weights go through a safetensors file; a wrong file changes nothing", async () => {
  const { trainer } = begin(finding());
  await trainer.step(5);
  const kept = await trainer.weights();
  const bytes = await trainer.toSafetensors({ seed: 3 });
  await trainer.reset();
  expect(await trainer.loadSafetensors(bytes)).toEqual({ seed: "3" });
  expect(await trainer.weights()).toEqual(kept);
  await expect(trainer.loadSafetensors(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: "badFile" });
  expect(await trainer.weights()).toEqual(kept);
});

test("as many targets as pictures, or a sentence", () => {
  const wrong = { pictures: pictures(3), targets: Uint32Array.of(0, 1) };
  expect(() => begin(telling({ train: wrong }))).toThrow("got 2 targets; 3 are needed");
});

test("where it learns is measured before the first step, once, and told", async () => {
  let asked: number[] = [];
  const choose: Surroundings["choose"] = async (_, batch) => {
    asked = [...asked, batch];
    return { choice: { backend: "cpu", reason: "there is no GPU", measured: null }, network: null };
  };
  const { trainer, news } = begin(telling({ measures: true }), { choose });
  await trainer.step(3);
  await trainer.step(2);
  expect(asked).toEqual([16]);
  const chosen = news.filter(({ kind }) => kind === "chosen");
  expect(chosen).toEqual([{ kind: "chosen", backend: "cpu", reason: "there is no GPU", measured: null }]);
  expect(news[0]).toBe(chosen[0]);
});

test("a network that helps learns whole slices, and gives the bits of one that has no help", async () => {
  // Without a GPU it computes on the CPU as well: the very same numbers.
  const engine = await Engine.create();
  const choose: Surroundings["choose"] = async (config) => ({
    choice: { backend: "gpu", reason: "", measured: { cpuMs: 2, gpuMs: 1, batch: 16 } },
    network: await engine.network(config),
  });
  const alone = begin(telling({ evaluateEvery: 7 }));
  const helped = begin(telling({ evaluateEvery: 7, measures: true }), { choose });
  for (const { trainer } of [alone, helped]) {
    await trainer.run({ steps: 12 });
    await trainer.reset(4);
    await trainer.run({ steps: 15 });
  }
  expect(helped.losses()).toEqual(alone.losses());
  expect(await helped.trainer.save()).toEqual(await alone.trainer.save());
  const evaluated = (news: News[]) => news.filter(({ kind }) => kind === "evaluated");
  expect(evaluated(helped.news)).toEqual(evaluated(alone.news));
  // It is no GPU: after the first slice the trainer hears that, and goes on by itself.
  expect(helped.news.filter(({ kind }) => kind === "chosen")).toMatchObject([{ backend: "gpu" }, { backend: "cpu" }]);
});
