/** The pictures that come with the site. Lossless, so that every browser computes the same numbers. */
const pictures = import.meta.glob<string>("../data/samples/*.webp", { eager: true, query: "?url", import: "default" });

const url = (name: string): string => pictures[`../data/samples/${name}.webp`];

export const photoIds = ["china", "chelsea", "astronaut", "coffee", "rocket"] as const;
export const sampleIds = [...photoIds, "grid"] as const;
export type SampleId = (typeof sampleIds)[number];

export const isSample = (id: string): id is SampleId => (sampleIds as readonly string[]).includes(id);
export const photoUrl = (id: SampleId): string => url(id);
export const thumbUrl = (id: SampleId): string => url(`${id}-thumb`);
