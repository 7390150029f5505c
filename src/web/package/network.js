/** Networks that learn, and gradients of single ops, asked of the second module for the CPU. */
import { failure } from "./loading.js";
import { packed, unpacked } from "./safetensors.js";
import { askSecond as ask } from "./second.js";

export function gradient(op, input, filter, error, options) {
  return ask((core) => core.gradient(op, input, filter, error, options));
}

export function explainGradient(op, input, filter, error, options, index) {
  return ask((core) => core.explainGradient(op, input, filter, error, options, index));
}

/** Layers, one after the other, and what they have learned. */
export class Network {
  #network;

  constructor(config) {
    this.#network = ask((core) => new core.CoreNetwork(config));
  }

  get weights() {
    return ask(() => this.#network.weights());
  }

  get summary() {
    return ask(() => this.#network.summary());
  }

  get seed() {
    return ask(() => this.#network.seed());
  }

  get steps() {
    return ask(() => this.#network.steps());
  }

  setWeights(weights) {
    ask(() => this.#network.setWeights(weights));
  }

  reset(seed) {
    ask(() => this.#network.reset(seed));
  }

  order(count, epoch = 0) {
    return ask(() => this.#network.order(count, epoch));
  }

  forward(batch) {
    return ask(() => this.#network.forward(batch));
  }

  predict(batch) {
    return ask(() => this.#network.predict(batch));
  }

  evaluate(batch, targets) {
    return ask(() => this.#network.evaluate(batch, targets));
  }

  gradients(batch, targets) {
    return ask(() => this.#network.gradients(batch, targets));
  }

  trainStep(batch, targets, options) {
    return ask(() => this.#network.trainStep(batch, targets, options));
  }

  explainGradient(batch, targets, name, index) {
    return ask(() => this.#network.explainGradient(batch, targets, name, index));
  }

  save() {
    return ask(() => this.#network.save());
  }

  restore(state) {
    ask(() => this.#network.restore(state));
  }

  toSafetensors(metadata) {
    return packed(this.weights, metadata);
  }

  loadSafetensors(bytes) {
    const { tensors, metadata } = unpacked(bytes);
    const missing = this.weights.find(({ name }) => !tensors.has(name));
    if (missing) {
      const values = { name: missing.name, detail: [...tensors.keys()].join(", ") };
      throw failure("badFile", `the file has no weights ${missing.name}; it has ${values.detail}`, values);
    }
    this.setWeights(this.weights.map(({ name }) => tensors.get(name)));
    return metadata;
  }

  free() {
    ask(() => this.#network.free());
  }
}
