/** W6's network as plain data, its batch and first weights, and how other libraries lay out the same weights. */

const [batch, size, classes] = [32, 28, 10];

/** The kernels, HWIO, and [in, out] for the dense layer; each has a bias. */
export const kernels = [
  [3, 3, 1, 8],
  [3, 3, 8, 16],
  [400, classes],
];
export const batchShape = [batch, size, size, 1];
export const learningRate = 0.01;
/** Losses that are compared: wrong gradients tell on the second. */
export const checkedSteps = 8;

/** For `new Network(…)` of the package. */
export const config = {
  input: [size, size, 1],
  layers: [
    { type: "conv2d", filters: 8, size: [3, 3] },
    { type: "relu" },
    { type: "maxPool2d", size: [2, 2] },
    { type: "conv2d", filters: 16, size: [3, 3] },
    { type: "maxPool2d", size: [2, 2] },
    { type: "flatten" },
    { type: "dense", units: classes },
  ],
};

const product = (shape) => shape.reduce((all, each) => all * each, 1);

/** Values in 0..1, labels, and weights in the order of the layers, kernel before bias: Glorot-uniform, and small biases. */
export function trainingData(next) {
  const uniform = (limit) => ((next() & 0xffff) / 0x8000 - 1) * limit;
  const input = Float32Array.from({ length: product(batchShape) }, () => (next() & 255) / 255);
  const labels = Uint32Array.from({ length: batch }, () => next() % classes);
  const weights = kernels.flatMap((shape) => {
    const [inputs, outputs] = shape.slice(-2);
    const field = product(shape.slice(0, -2));
    const limit = Math.sqrt(6 / (field * (inputs + outputs)));
    const kernel = Float32Array.from({ length: product(shape) }, () => uniform(limit));
    const bias = Float32Array.from({ length: outputs }, () => uniform(0.1));
    return [
      { data: kernel, shape },
      { data: bias, shape: [outputs] },
    ];
  });
  return { input, labels, weights };
}

/** Multiplications and additions of a step: forward, by each filter, and by each input but the picture. */
export function trainingCost() {
  const places = [26 * 26, 11 * 11, 1];
  const flops = kernels.map((shape, layer) => 2 * batch * places[layer] * product(shape) * (layer === 0 ? 2 : 3));
  return { flops: flops.reduce((all, each) => all + each), read: 4 * product(batchShape), written: 4 };
}

/** A filter in the order out, in, y, x; a dense kernel whose rows count channel, y, x: channels first, as burn and PyTorch have it. */
export function channelsFirst({ data, shape }) {
  if (shape.length === 1) return data;
  if (shape.length === 2) {
    const [side, channels] = [5, 16];
    return Float32Array.from(data, (_, i) => {
      const [row, unit] = [Math.floor(i / classes), i % classes];
      const [channel, place] = [Math.floor(row / (side * side)), row % (side * side)];
      return data[(place * channels + channel) * classes + unit];
    });
  }
  const [height, width, depth, filters] = shape;
  return Float32Array.from(data, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width) % height];
    const [channel, filter] = [Math.floor(i / (width * height)) % depth, Math.floor(i / (width * height * depth))];
    return data[((y * width + x) * depth + channel) * filters + filter];
  });
}
