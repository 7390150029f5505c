/**
 * Networks that learn on the GPU or on the CPU, wherever it is faster: another wasm module, loaded where somebody asks for one.
 *
 * A network on the CPU stands beside the one on the GPU. It answers what needs no GPU, and knows the weights of some steps
 * before, from which it goes on when the GPU fails.
 */
import { GpuModule, gpuReason, untilFault } from "./gpu.js";
import { failure, sentenceOf } from "./loading.js";
import { Network } from "./network.js";
import { packed } from "./safetensors.js";
import { openSecond } from "./second.js";

/** So many steps may be lost with a GPU. */
const keptEvery = 50;
/** Steps that are timed on each, after one that is not, and how long that may take. */
const timedSteps = 7;
const timedMs = 400;
const usualBatch = 32;

let loading;

async function trainingModule() {
  const load = () =>
    new GpuModule().load(import("./bindings_training.js"), new URL("./convscope_training_bg.wasm", import.meta.url));
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  const module = await loading;
  if (module.fault) throw new Error(module.fault);
  return module;
}

const digits = (ms) => (ms >= 10 ? ms.toFixed(0) : ms.toPrecision(2));

/** The median time of a step, in ms. */
async function timed(step) {
  const start = performance.now();
  await step();
  const times = [];
  while (times.length < timedSteps && (times.length === 0 || performance.now() - start < timedMs)) {
    const begun = performance.now();
    await step();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

/** A batch of noise, the same each time, and right classes that are all 0. */
function noise([height, width, channels], count) {
  const data = Float32Array.from({ length: count * height * width * channels }, (_, i) => ((i * i * 7 + i) % 17) / 17);
  return [{ data, shape: [count, height, width, channels] }, new Uint32Array(count)];
}

/** Layers that learn on the GPU, or on the CPU where that is faster or the GPU fails. */
export class EngineNetwork {
  /** Knows what was last read back; while the CPU learns, all of it. */
  #cpu;
  /** `{ module, network }` while the GPU learns. */
  #gpu;
  #steps = 0;
  #turn = Promise.resolve();
  /** Why not the GPU, as a sentence, or "". */
  reason = "";
  /** What was measured, or null. */
  choice = null;

  static async open(config, engine, options) {
    await openSecond();
    const wanted = options?.backend ?? "auto";
    const backends = ["auto", "gpu", "cpu"];
    if (!backends.includes(wanted)) {
      const values = { name: "backend", value: String(wanted), choices: backends.join(", ") };
      throw failure("unknownChoice", `backend is "${values.value}"; it must be one of ${values.choices}`, values);
    }
    const batch = options?.batch ?? usualBatch;
    if (!Number.isInteger(batch) || batch < 1) {
      const values = { name: "batch", expected: "a whole number from 1", actual: String(batch) };
      throw failure("wrongType", `batch must be ${values.expected}, but is ${values.actual}`, values);
    }
    const network = new EngineNetwork();
    network.#cpu = new Network(config);
    network.reason = gpuReason(wanted) || (engine.backend === "cpu" ? engine.reason : "");
    if (network.reason === "") await network.#openGpu(config);
    if (network.#gpu && wanted === "auto") await network.#choose(config, batch);
    return network;
  }

  async #openGpu(config) {
    try {
      const module = await trainingModule();
      this.#gpu = { module, network: await untilFault(module, () => module.bindings.openGpuNetwork(config)) };
    } catch (error) {
      this.reason = sentenceOf(error);
    }
  }

  /** Times steps of rate 0 on both: they change nothing that is not put back. */
  async #choose(config, batch) {
    const [pictures, labels] = noise(config.input, batch);
    const scratch = new Network(config);
    try {
      const cpuMs = await timed(() => scratch.trainStep(pictures, labels, { learningRate: 0 }));
      const { network, module } = this.#gpu;
      const step = () => network.trainStep(pictures, labels, { learningRate: 0 }, true);
      const gpuMs = await timed(() => untilFault(module, step));
      await untilFault(module, () => network.restore(this.#cpu.save()));
      const backend = gpuMs < cpuMs ? "gpu" : "cpu";
      this.choice = { backend, cpuMs, gpuMs, batch };
      if (backend === "gpu") return;
      const times = `${digits(cpuMs)} ms a step of ${batch} pictures, ${digits(gpuMs)} on the GPU`;
      this.#leave(`for this network the CPU is faster: ${times}`);
    } catch (error) {
      this.#leave(sentenceOf(error));
    } finally {
      scratch.free();
    }
  }

  #leave(reason) {
    const gpu = this.#gpu;
    this.#gpu = undefined;
    this.reason = reason;
    try {
      if (!gpu.module.fault) gpu.network.close();
    } catch {
      // A module that stopped has given everything back.
    }
  }

  /** One thing after the other: `onGpu(network)` while that works, else `onCpu(network)`. */
  #next(onGpu, onCpu) {
    const job = async () => {
      const done = await this.#tried(onGpu);
      return done ? done.value : onCpu(this.#cpu);
    };
    const turn = this.#turn.then(job);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #tried(onGpu) {
    const gpu = this.#gpu;
    if (!gpu) return undefined;
    try {
      return { value: await untilFault(gpu.module, () => onGpu(gpu.network, gpu.module)) };
    } catch (error) {
      if (error?.code === "diverged") this.#steps = Number(error.values.step) - 1;
      // A sentence about the arguments, or of a run that diverged, would be the same on the CPU.
      if (error?.code !== undefined && error.code !== "gpu") throw error;
      const lost = this.#steps - this.#cpu.steps;
      const from =
        lost > 0 ? `step ${this.#cpu.steps}, the last that was read back; ${lost} are lost` : `step ${this.#steps}`;
      this.#leave(`${sentenceOf(error)}; the CPU goes on from ${from}`);
      this.#steps = this.#cpu.steps;
      return undefined;
    }
  }

  /** The network on the CPU as it is now. */
  #read(answer) {
    const onGpu = async (network) => {
      this.#cpu.restore(await network.save());
      return answer(this.#cpu);
    };
    return this.#next(onGpu, answer);
  }

  /** Changes the network on the CPU, and takes it over to the GPU. */
  #write(change) {
    const job = async () => {
      const answer = change(this.#cpu);
      this.#steps = this.#cpu.steps;
      const state = this.#gpu && this.#cpu.save();
      await this.#tried((network) => network.restore(state));
      return answer;
    };
    const turn = this.#turn.then(job);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  get backend() {
    return this.#gpu ? "gpu" : "cpu";
  }

  get steps() {
    return this.#steps;
  }

  get seed() {
    return this.#cpu.seed;
  }

  get summary() {
    return this.#cpu.summary;
  }

  order(count, epoch) {
    return this.#cpu.order(count, epoch);
  }

  trainStep(batch, targets, options) {
    const { outcome: tells = true, ...how } = options ?? {};
    const onGpu = async (network) => {
      const told = await network.trainStep(batch, targets, how, tells);
      this.#steps += 1;
      if (this.#steps % keptEvery === 0) this.#cpu.restore(await network.save());
      return told;
    };
    const onCpu = (network) => {
      const told = network.trainStep(batch, targets, how);
      this.#steps = network.steps;
      return tells ? told : null;
    };
    return this.#next(onGpu, onCpu);
  }

  predict(batch) {
    return this.#next(
      (network) => network.predict(batch),
      (network) => network.predict(batch),
    );
  }

  evaluate(batch, targets) {
    return this.#next(
      (network) => network.evaluate(batch, targets),
      (network) => network.evaluate(batch, targets),
    );
  }

  gradients(batch, targets) {
    return this.#next(
      (network) => network.gradients(batch, targets),
      (network) => network.gradients(batch, targets),
    );
  }

  weights() {
    return this.#read((network) => network.weights);
  }

  forward(batch) {
    return this.#read((network) => network.forward(batch));
  }

  explainGradient(batch, targets, name, index) {
    return this.#read((network) => network.explainGradient(batch, targets, name, index));
  }

  save() {
    return this.#read((network) => network.save());
  }

  async toSafetensors(metadata) {
    return packed(await this.weights(), metadata);
  }

  setWeights(weights) {
    return this.#write((network) => network.setWeights(weights));
  }

  reset(seed) {
    return this.#write((network) => network.reset(seed));
  }

  restore(state) {
    return this.#write((network) => network.restore(state));
  }

  loadSafetensors(bytes) {
    return this.#write((network) => network.loadSafetensors(bytes));
  }

  async free() {
    await this.#turn;
    if (this.#gpu) this.#leave("the network was closed");
    this.#cpu.free();
  }
}
