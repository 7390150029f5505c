/** Never run: the compiler holds that the package's types say what the README's examples do. */
import init, { conv2d, type Tensor } from "convscope";
import "convscope/elements";
import "convscope/elements/pooling";

await init();
const input: Tensor = { data: new Float32Array(9), shape: [1, 3, 3, 1] };
const output: Tensor = conv2d(input, input, { strides: [1, 1], padding: "same" });
const lab = document.createElement("convscope-convolution");
await lab.ready;
lab.goTo(0, output.shape[1]);
const cell: { y: number; x: number } = lab.cell;
// @ts-expect-error A lab has no such method.
lab.fly(cell);
