/** Tensors and pictures that an engine keeps: in the core's memory, on the GPU, or in both. */
import { failure } from "./loading.js";

/** Gives the GPU memory of handles back that nobody can release any longer. */
const forgotten = globalThis.FinalizationRegistry && new FinalizationRegistry(letGo);

function letGo(there) {
  // What could not be uploaded needs no release.
  there.held.then((held) => there.engine.release(held)).catch(() => undefined);
}

function refused(message) {
  return failure("gpu", message, { reason: message });
}

/**
 * What a caller gave lies in the core's memory from the beginning, and on the GPU once it is needed there. What the GPU
 * computed lies there alone; should the GPU be lost, it is computed again.
 */
export class EngineHandle {
  #gpu;
  #here;
  #there;
  #make;
  #isReleased = false;

  /** `here` is a handle of the core, `there` a place on the GPU with `make`, which gives the same in the core. */
  constructor(gpu, shape, { here, there, make }) {
    this.#gpu = gpu;
    this.shape = shape;
    this.#here = here;
    this.#make = make;
    if (there) this.#isThere(there);
  }

  /** The values. */
  read() {
    return this.#read();
  }

  /** The values, in an array that the caller keeps. */
  readInto(output) {
    return this.#read(output ?? null);
  }

  release() {
    this.#isReleased = true;
    this.#here?.release();
    this.#leave();
  }

  /** A handle of what `onGpu` makes of it on `gpu`, or `onCpu` in the core; both get `more`. */
  async derive(gpu, onGpu, onCpu, ...more) {
    this.#check();
    const there = await gpu.use(async (engine) => {
      const { held, shape } = await onGpu(engine, await this.#onGpu(engine), ...more);
      return { engine, held: Promise.resolve(held), shape };
    });
    if (!there) {
      const here = onCpu(this.#inCore(), ...more);
      return new EngineHandle(gpu, here.shape, { here });
    }
    const copies = structuredClone(more);
    const make = () => {
      if (!this.#isReleased) return onCpu(this.#inCore(), ...copies);
      throw refused("the GPU was lost, and what these values were computed from was released; compute them again");
    };
    return new EngineHandle(gpu, there.shape, { there, make });
  }

  /** What `onGpu` finds out where the values lie on the GPU, else `onCpu` in the core. */
  async ask(onGpu, onCpu) {
    this.#check();
    const there = this.#here ? undefined : this.#there;
    const answer = there && (await this.#gpu.use(async (engine) => onGpu(engine, await this.#onGpu(engine))));
    return answer ?? onCpu(this.#inCore());
  }

  #check() {
    if (!this.#isReleased) return;
    const values = { name: "input", expected: "something that is still held", actual: "a handle that was released" };
    throw failure("wrongType", `${values.name} must be ${values.expected}, but is ${values.actual}`, values);
  }

  #read(output) {
    return this.ask(
      (engine, held) => engine.read(held, output),
      (here) => (output === undefined ? here.read() : here.readInto(output)),
    );
  }

  #inCore() {
    this.#check();
    this.#here ??= this.#make();
    return this.#here;
  }

  /** Its number on the GPU. */
  async #onGpu(engine) {
    if (this.#there?.engine !== engine) {
      const value = this.#inCore().read();
      this.#isThere({ engine, held: engine.hold(value).then(({ held }) => held) });
    }
    return this.#there.held;
  }

  #isThere(there) {
    this.#leave();
    this.#there = there;
    forgotten?.register(this, there, there);
  }

  #leave() {
    if (!this.#there) return;
    forgotten?.unregister(this.#there);
    letGo(this.#there);
    this.#there = undefined;
  }
}
