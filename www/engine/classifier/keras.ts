/** A network as Keras code that loads the weights which were saved beside it. */
import type { Layer } from "../network/layers.ts";
import type { DataSet } from "../sets/set.ts";

type Seen = Pick<DataSet, "height" | "width" | "white">;

/** The code; null where a pooling has a padding that Keras's layer has no name for. */
export function kerasCode(layers: Layer[], { height, width, white }: Seen, file: string): string | null {
  const rows = layers.map(rowsOf);
  if (rows.some((row) => row === null)) return null;
  const ends = layers.at(-1)?.type === "softmax" ? [] : ["layers.Softmax()"];
  const body = [`Input((${height}, ${width}, 1))`, ...rows.flatMap((row) => row as string[]), ...ends];
  return `import numpy as np
from keras import Input, Sequential, layers

model = Sequential([
${body.map((row) => `    ${row},`).join("\n")}
])
with np.load("${file}") as weights:
    model.set_weights([weights[name] for name in weights.files])

# x: pictures of shape (n, ${height}, ${width}, 1), their values divided by ${white}
# output = model.predict(x)
`;
}

function rowsOf(layer: Layer): string[] | null {
  const pair = ([y, x]: readonly number[]) => `(${y}, ${x})`;
  switch (layer.type) {
    case "conv2d": {
      const { filters, size, strides, padding } = layer;
      const sides = typeof padding === "string" ? [] : [`layers.ZeroPadding2D((${padding.map(pair).join(", ")}))`];
      const named = typeof padding === "string" ? padding : "valid";
      return [...sides, `layers.Conv2D(${filters}, ${pair(size)}, strides=${pair(strides)}, padding="${named}")`];
    }
    case "maxPool2d":
    case "avgPool2d": {
      const { type, size, strides, padding } = layer;
      if (typeof padding !== "string") return null;
      const name = type === "maxPool2d" ? "MaxPooling2D" : "AveragePooling2D";
      return [`layers.${name}(${pair(size)}, strides=${pair(strides)}, padding="${padding}")`];
    }
    case "dense":
      return [`layers.Dense(${layer.units})`];
    case "relu":
      return ["layers.ReLU()"];
    case "flatten":
      return ["layers.Flatten()"];
    case "softmax":
      return ["layers.Softmax()"];
  }
}
