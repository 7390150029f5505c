/** Plain JavaScript loops, as a page on convolutions would write them. */
import { loopTraining } from "../training_loops.mjs";
import { sizes } from "../workloads.mjs";

/** The definition, loop by loop; NHWC and HWIO. */
function conv2d(input, [height, width, channels], filter, [kernelY, kernelX, depth, filters], padding) {
  const [top, left] = padding === "same" ? [(kernelY - 1) >> 1, (kernelX - 1) >> 1] : [0, 0];
  const [outHeight, outWidth] = padding === "same" ? [height, width] : [height - kernelY + 1, width - kernelX + 1];
  const output = new Float32Array(outHeight * outWidth * filters);
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0; x < outWidth; x++) {
      for (let o = 0; o < filters; o++) {
        let sum = 0;
        for (let kY = 0; kY < kernelY; kY++) {
          const inY = y + kY - top;
          if (inY < 0 || inY >= height) continue;
          for (let kX = 0; kX < kernelX; kX++) {
            const inX = x + kX - left;
            if (inX < 0 || inX >= width) continue;
            for (let i = 0; i < depth; i++) {
              sum +=
                input[(inY * width + inX) * channels + i] * filter[((kY * kernelX + kX) * depth + i) * filters + o];
            }
          }
        }
        output[(y * outWidth + x) * filters + o] = sum;
      }
    }
  }
  return output;
}

function relu(map) {
  for (let i = 0; i < map.length; i++) if (map[i] < 0) map[i] = 0;
}

function maxPool2d(map, [height, width, channels], size) {
  const [outHeight, outWidth] = [Math.floor(height / size), Math.floor(width / size)];
  const output = new Float32Array(outHeight * outWidth * channels);
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0; x < outWidth; x++) {
      for (let c = 0; c < channels; c++) {
        let best = -Infinity;
        for (let kY = 0; kY < size; kY++) {
          for (let kX = 0; kX < size; kX++) {
            const value = map[((y * size + kY) * width + x * size + kX) * channels + c];
            if (value > best) best = value;
          }
        }
        output[(y * outWidth + x) * channels + c] = best;
      }
    }
  }
  return output;
}

function grey(rgba) {
  const output = new Uint8Array(rgba.length / 4);
  for (let i = 0; i < output.length; i++) {
    output[i] = Math.floor((rgba[i * 4] + rgba[i * 4 + 1] + rgba[i * 4 + 2]) / 3);
  }
  return output;
}

function viridis(map, table) {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < map.length; i++) {
    if (map[i] < low) low = map[i];
    if (map[i] > high) high = map[i];
  }
  const scale = 256 / (high - low);
  const output = new Uint8ClampedArray(map.length * 4);
  for (let i = 0; i < map.length; i++) {
    const level = Math.min(255, Math.floor((map[i] - low) * scale));
    output[i * 4] = table[level * 4];
    output[i * 4 + 1] = table[level * 4 + 1];
    output[i * 4 + 2] = table[level * 4 + 2];
    output[i * 4 + 3] = 255;
  }
  return output;
}

function runOf(workload, data) {
  if (workload.kind === "training") return loopTraining(data, Float32Array);
  if (workload.kind === "grey") return () => grey(data.rgba);
  if (workload.kind === "viridis") return () => viridis(data.input, data.table);
  const { input, filter, padding, pool } = workload;
  const { map } = sizes(workload);
  return () => {
    const convolved = conv2d(data.input, input, data.filter, filter, padding);
    if (workload.relu) relu(convolved);
    return pool ? maxPool2d(convolved, [...map, filter[3]], pool) : convolved;
  };
}

export async function open(workload, data) {
  return [{ name: "plain JS loops", run: runOf(workload, data) }];
}
