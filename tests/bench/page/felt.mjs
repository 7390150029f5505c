/** The page that the site is held against: the browser's decoder, loops over the pixels, and the map on a canvas. */

const kernel = [-1, 0, 1, -1, 0, 1, -1, 0, 1];

/** A photo as a phone makes it: 12 megapixels with something everywhere, as a JPEG. */
async function phonePhoto() {
  const [width, height] = [4000, 3000];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  const sky = context.createLinearGradient(0, 0, width, height);
  sky.addColorStop(0, "#204080");
  sky.addColorStop(1, "#f0e0c0");
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  // Grain, as a small sensor has it, in tiles.
  const tile = new ImageData(250, 250);
  let state = 7;
  for (let i = 0; i < tile.data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    tile.data[i] = i % 4 === 3 ? 110 : state >>> 24;
  }
  const grain = await createImageBitmap(tile);
  for (let y = 0; y < height; y += 250) for (let x = 0; x < width; x += 250) context.drawImage(grain, x, y);
  for (let i = 0; i < 400; i++) {
    context.fillStyle = `hsl(${i * 37} 60% 50% / 0.6)`;
    context.fillRect((i * 997) % width, (i * 613) % height, 300, 200);
  }
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
}

function greyOf(rgba) {
  const grey = new Float32Array(rgba.length / 4);
  for (let i = 0; i < grey.length; i++) grey[i] = Math.floor((rgba[i * 4] + rgba[i * 4 + 1] + rgba[i * 4 + 2]) / 3);
  return grey;
}

function convolved(grey, height, width) {
  const map = new Float32Array((height - 2) * (width - 2));
  for (let y = 0; y < height - 2; y++) {
    for (let x = 0; x < width - 2; x++) {
      let sum = 0;
      for (let kY = 0; kY < 3; kY++) {
        for (let kX = 0; kX < 3; kX++) sum += grey[(y + kY) * width + x + kX] * kernel[kY * 3 + kX];
      }
      map[y * (width - 2) + x] = sum;
    }
  }
  return map;
}

/** Draws the feature map of a picture file on the canvas. */
async function drawMap(blob) {
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  const map = convolved(greyOf(context.getImageData(0, 0, width, height).data), height, width);
  let [low, high] = [Infinity, -Infinity];
  for (const value of map) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const image = new ImageData(width - 2, height - 2);
  for (let i = 0; i < map.length; i++) {
    image.data.fill(((map[i] - low) / (high - low)) * 255, i * 4, i * 4 + 3);
    image.data[i * 4 + 3] = 255;
  }
  const canvas = document.querySelector("canvas");
  Object.assign(canvas, { width: image.width, height: image.height });
  canvas.getContext("2d").putImageData(image, 0, 0);
}

async function firstMap(address) {
  await drawMap(await (await fetch(address)).blob());
}

globalThis.felt = { phonePhoto, drawMap, firstMap };
