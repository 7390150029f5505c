/**
 * A training step of W6 in plain loops: in Float32Array a subject, as a page on training would write it, and in Float64Array
 * the definition that every subject is checked against.
 */
import { batchShape, kernels, learningRate } from "./training.mjs";

/** A VALID convolution of `input` (NHWC) with `kernel` (HWIO), with a bias. */
function conv2d(input, [height, width], kernel, [kernelY, kernelX, depth, filters], bias, Real) {
  const [outHeight, outWidth] = [height - kernelY + 1, width - kernelX + 1];
  const output = new Real(batchShape[0] * outHeight * outWidth * filters);
  for (let n = 0; n < batchShape[0]; n++) {
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        const out = ((n * outHeight + y) * outWidth + x) * filters;
        for (let o = 0; o < filters; o++) {
          let sum = bias[o];
          for (let kY = 0; kY < kernelY; kY++) {
            for (let kX = 0; kX < kernelX; kX++) {
              const from = ((n * height + y + kY) * width + x + kX) * depth;
              const tap = (kY * kernelX + kX) * depth * filters + o;
              for (let i = 0; i < depth; i++) sum += input[from + i] * kernel[tap + i * filters];
            }
          }
          output[out + o] = sum;
        }
      }
    }
  }
  return output;
}

/** The derivatives of that by kernel and bias, and by the input where it is wanted. */
function conv2dBackward(input, [height, width], kernel, [kernelY, kernelX, depth, filters], error, wantsInput, Real) {
  const [outHeight, outWidth] = [height - kernelY + 1, width - kernelX + 1];
  const [byKernel, byBias] = [new Real(kernel.length), new Real(filters)];
  const byInput = wantsInput ? new Real(input.length) : undefined;
  for (let n = 0; n < batchShape[0]; n++) {
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        const out = ((n * outHeight + y) * outWidth + x) * filters;
        for (let o = 0; o < filters; o++) {
          const by = error[out + o];
          if (by === 0) continue;
          byBias[o] += by;
          for (let kY = 0; kY < kernelY; kY++) {
            for (let kX = 0; kX < kernelX; kX++) {
              const from = ((n * height + y + kY) * width + x + kX) * depth;
              const tap = (kY * kernelX + kX) * depth * filters + o;
              for (let i = 0; i < depth; i++) {
                byKernel[tap + i * filters] += input[from + i] * by;
                if (wantsInput) byInput[from + i] += kernel[tap + i * filters] * by;
              }
            }
          }
        }
      }
    }
  }
  return { byKernel, byBias, byInput };
}

/** 2 × 2 max pooling; `winners` are where the maxima were. */
function pool(map, [height, width], channels, Real) {
  const [outHeight, outWidth] = [height >> 1, width >> 1];
  const length = batchShape[0] * outHeight * outWidth * channels;
  const [output, winners] = [new Real(length), new Uint32Array(length)];
  let at = 0;
  for (let n = 0; n < batchShape[0]; n++) {
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        for (let c = 0; c < channels; c++) {
          let best = -Infinity;
          for (let k = 0; k < 4; k++) {
            const from = ((n * height + 2 * y + (k >> 1)) * width + 2 * x + (k & 1)) * channels + c;
            if (map[from] > best) {
              best = map[from];
              winners[at] = from;
            }
          }
          output[at++] = best;
        }
      }
    }
  }
  return { output, winners };
}

function unpool(error, winners, length, Real) {
  const spread = new Real(length);
  for (let i = 0; i < error.length; i++) spread[winners[i]] += error[i];
  return spread;
}

function dense(rows, kernel, bias, Real) {
  const units = bias.length;
  const inputs = kernel.length / units;
  const scores = new Real(batchShape[0] * units);
  for (let n = 0; n < batchShape[0]; n++) {
    for (let u = 0; u < units; u++) {
      let sum = bias[u];
      for (let i = 0; i < inputs; i++) sum += rows[n * inputs + i] * kernel[i * units + u];
      scores[n * units + u] = sum;
    }
  }
  return scores;
}

function denseBackward(rows, kernel, error, units, Real) {
  const inputs = kernel.length / units;
  const [byKernel, byBias, byInput] = [new Real(kernel.length), new Real(units), new Real(rows.length)];
  for (let n = 0; n < batchShape[0]; n++) {
    for (let u = 0; u < units; u++) {
      const by = error[n * units + u];
      byBias[u] += by;
      for (let i = 0; i < inputs; i++) {
        byKernel[i * units + u] += rows[n * inputs + i] * by;
        byInput[n * inputs + i] += kernel[i * units + u] * by;
      }
    }
  }
  return { byKernel, byBias, byInput };
}

/** The mean loss, and its derivative by each score. */
function crossEntropy(scores, labels, units, Real) {
  const error = new Real(scores.length);
  let loss = 0;
  for (let n = 0; n < labels.length; n++) {
    const row = scores.subarray(n * units, (n + 1) * units);
    const most = row.reduce((a, b) => Math.max(a, b));
    const total = row.reduce((sum, score) => sum + Math.exp(score - most), 0);
    loss += Math.log(total) + most - row[labels[n]];
    for (let u = 0; u < units; u++) {
      error[n * units + u] = (Math.exp(row[u] - most) / total - (u === labels[n] ? 1 : 0)) / labels.length;
    }
  }
  return { loss: loss / labels.length, error };
}

/** A network that learns from one batch; `Real` is Float32Array or Float64Array. A step gives the loss before it. */
export function loopTraining({ input, labels, weights: first }, Real) {
  const weights = first.map(({ data }) => Real.from(data));
  const [shape0, shape1, [, classes]] = kernels;
  const size0 = batchShape.slice(1, 3);
  const map0Size = size0.map((side) => side - 2);
  const size1 = map0Size.map((side) => side >> 1);
  const map1Size = size1.map((side) => side - 2);
  return () => {
    const [kernel0, bias0, kernel1, bias1, kernel2, bias2] = weights;
    const map0 = conv2d(input, size0, kernel0, shape0, bias0, Real);
    for (let i = 0; i < map0.length; i++) if (map0[i] < 0) map0[i] = 0;
    const pool0 = pool(map0, map0Size, shape0[3], Real);
    const map1 = conv2d(pool0.output, size1, kernel1, shape1, bias1, Real);
    const pool1 = pool(map1, map1Size, shape1[3], Real);
    const { loss, error } = crossEntropy(dense(pool1.output, kernel2, bias2, Real), labels, classes, Real);

    const by2 = denseBackward(pool1.output, kernel2, error, classes, Real);
    const error1 = unpool(by2.byInput, pool1.winners, map1.length, Real);
    const by1 = conv2dBackward(pool0.output, size1, kernel1, shape1, error1, true, Real);
    const error0 = unpool(by1.byInput, pool0.winners, map0.length, Real);
    for (let i = 0; i < error0.length; i++) if (map0[i] === 0) error0[i] = 0;
    const by0 = conv2dBackward(input, size0, kernel0, shape0, error0, false, Real);

    const gradients = [by0, by1, by2].flatMap(({ byKernel, byBias }) => [byKernel, byBias]);
    for (const [at, gradient] of gradients.entries()) {
      for (let i = 0; i < gradient.length; i++) weights[at][i] -= learningRate * gradient[i];
    }
    return loss;
  };
}
