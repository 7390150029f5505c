/** The pictures that come with the site. Lossless, so that every browser computes the same numbers. */

// Address by address: this form every bundler understands, and a page without one.
const photos = {
  china: {
    photo: new URL("../data/samples/china.webp", import.meta.url).href,
    thumb: new URL("../data/samples/china-thumb.webp", import.meta.url).href,
  },
  chelsea: {
    photo: new URL("../data/samples/chelsea.webp", import.meta.url).href,
    thumb: new URL("../data/samples/chelsea-thumb.webp", import.meta.url).href,
  },
  astronaut: {
    photo: new URL("../data/samples/astronaut.webp", import.meta.url).href,
    thumb: new URL("../data/samples/astronaut-thumb.webp", import.meta.url).href,
  },
  coffee: {
    photo: new URL("../data/samples/coffee.webp", import.meta.url).href,
    thumb: new URL("../data/samples/coffee-thumb.webp", import.meta.url).href,
  },
  rocket: {
    photo: new URL("../data/samples/rocket.webp", import.meta.url).href,
    thumb: new URL("../data/samples/rocket-thumb.webp", import.meta.url).href,
  },
};

type PhotoId = keyof typeof photos;

export const photoIds = Object.keys(photos) as PhotoId[];
export const sampleIds = [...photoIds, "grid"] as const;

export const isPhoto = (id: string): id is PhotoId => Object.hasOwn(photos, id);
export const photoUrl = (id: PhotoId): string => photos[id].photo;
export const thumbUrl = (id: PhotoId): string => photos[id].thumb;
