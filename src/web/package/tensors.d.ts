/** What the functions take and give: tensors, pictures, and handles of those that stay in the core. */

/** Values and their shape. `data` has as many values as the product of `shape`, which has one to four axes. */
export interface Tensor {
  data: Float32Array<ArrayBuffer>;
  shape: number[];
}

/** What a function takes as a tensor: any `Float32Array`, and a shape that need not be an ordinary array. */
export interface TensorLike {
  readonly data: Float32Array;
  readonly shape: ArrayLike<number>;
}

/** An 8-bit RGB picture, three bytes a pixel, row by row. */
export interface Picture {
  data: Uint8Array<ArrayBuffer>;
  shape: [height: number, width: number, channels: 3];
}

/** What a function takes as a picture. */
export interface PictureLike {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly shape: ArrayLike<number>;
}

/** A picture in grey, one byte a pixel. */
export interface Grey {
  data: Uint8Array<ArrayBuffer>;
  shape: [height: number, width: number];
}

/** One channel of one picture: shape `[h, w]`, `[h, w, 1]` or `[1, h, w, 1]`. */
export interface MapLike {
  readonly data: Float32Array | Uint8Array | Uint8ClampedArray;
  readonly shape: ArrayLike<number>;
}

/** An array that a result is written to: as many values as the result has, and its shape. */
export interface TensorOutput {
  readonly data: Float32Array;
  readonly shape: ArrayLike<number>;
}

/**
 * Values that stay in the core's memory, so that a chain of ops copies nothing in and out: {@link hold} gives one, every op
 * takes it as its input or filter and then gives a handle too, and so do {@link explain}, {@link range}, {@link colorize},
 * {@link preview} and {@link patch}. A released handle is refused with a sentence.
 */
export interface Handle {
  readonly shape: number[];
  /** A copy of the values. */
  read(): Tensor;
  /** The values, copied to an array of the same shape, which is given back. */
  readInto<T extends TensorOutput>(output: T): Tensor;
  /** Gives the memory back. A handle that is only forgotten is released when its garbage is collected. */
  release(): void;
}

/** A picture that stays in the core's memory, for {@link greyscale} and {@link previewPicture}. */
export interface PictureHandle {
  readonly shape: [height: number, width: number, channels: 3];
  /** A copy of the bytes. */
  read(): Picture;
  /** The bytes, copied to an array of the same shape. */
  readInto(output: PictureLike): Picture;
  /** As {@link Handle.release}. */
  release(): void;
}
