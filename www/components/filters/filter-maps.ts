/** The maps that a bank of filters makes of one picture: only what a change touches is computed again. */
import { type Geometry, geometry, type Options, type Tensor } from "../../engine/core.ts";
import type { StudioClient } from "../../engine/studio-client.ts";
import type { Applied, View } from "../../engine/types.ts";
import { type FilterState, tensorOf } from "./bank.ts";

export interface FilterMap extends Applied {
  filter: FilterState;
  /** Options of its convolution, its bias among them. */
  options: Options;
}

/** What a lab wants of a picture. */
export interface Wish {
  filters: FilterState[];
  options: Options;
  view: View;
}

/** The last wish that came true. */
export interface Made extends Wish {
  maps: FilterMap[];
  geometry: Geometry;
}

export class FilterMaps {
  /** The colours that the studio holds, and of which picture. */
  #colours: { picture: number; plane: number } | null = null;
  #done = new Map<string, FilterMap>();

  /** Makes the maps of picture `id`, whose shape is `[1, h, w, 3]`. What an earlier call has made is not made again. */
  async make(id: number, shape: number[], wish: Wish, studio: StudioClient): Promise<Made> {
    const { filters, options, view } = wish;
    // The core's shape rule speaks first: a sentence costs no run.
    const laid = geometry("conv2d", shape, tensorOf(filters[0]).shape, options);
    const plane = await this.#plane(id, studio);
    const maps: FilterMap[] = [];
    const used = new Set<string>();
    for (const filter of filters) {
      const key = JSON.stringify([filter.planes, filter.bias, options, view]);
      const made = this.#done.get(key) ?? (await this.#one(plane, filter, options, view, studio));
      this.#done.set(key, made);
      used.add(key);
      maps.push({ ...made, filter });
    }
    for (const key of this.#done.keys()) if (!used.has(key)) this.#done.delete(key);
    return { ...wish, maps, geometry: laid };
  }

  async #plane(picture: number, studio: StudioClient): Promise<number> {
    if (this.#colours?.picture === picture) return this.#colours.plane;
    const old = this.#colours;
    this.#colours = null;
    this.#done.clear();
    if (old) await studio.release([old.plane]);
    const plane = await studio.colours(picture);
    this.#colours = { picture, plane };
    return plane;
  }

  async #one(plane: number, filter: FilterState, options: Options, view: View, studio: StudioClient) {
    const own: Options = { ...options, ...(filter.bias && { bias: Float32Array.of(filter.bias) }) };
    const made = await studio.apply({ plane, op: "conv2d", filter: tensorOf(filter), options: own, view });
    // The page holds the values now; nobody goes on from here.
    await studio.release([made.id]);
    return { ...made, filter, options: own };
  }

  /** Where ops run has changed: what was made counts as not made. */
  forget() {
    this.#done.clear();
  }

  async close(studio: StudioClient) {
    const old = this.#colours;
    this.#colours = null;
    this.#done.clear();
    if (old) await studio.release([old.plane]);
  }
}

/** All maps as one tensor `[1, h, w, filters]`, as the network's next layer takes them. */
export function stacked(maps: FilterMap[]): Tensor {
  const [batch, height, width] = maps[0].tensor.shape;
  const data = new Float32Array(batch * height * width * maps.length);
  maps.forEach(({ tensor }, o) => {
    for (let i = 0; i < tensor.data.length; i += 1) data[i * maps.length + o] = tensor.data[i];
  });
  return { data, shape: [batch, height, width, maps.length] };
}
