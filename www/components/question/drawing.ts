/** The picture and the map of a question that shows them, drawn from what the core gives. */
import { browserWorld } from "../../engine/exercise/browser-world.ts";
import { run, type World } from "../../engine/exercise/laying.ts";
import type { Spec } from "../../engine/exercise/reading.ts";
import type { Tensor } from "../../engine/types.ts";

/** No side of a drawn picture is longer. */
const side = 320;

export async function drawQuestion(spec: Spec, input: HTMLCanvasElement, map: HTMLCanvasElement): Promise<void> {
  const world = await browserWorld();
  const { input: picture, output } = await run(spec, world);
  draw(world, input, picture);
  draw(world, map, output);
}

function draw({ core }: World, canvas: HTMLCanvasElement, { data, shape }: Tensor) {
  const plane = { data, shape: [1, shape[1], shape[2], 1] };
  const { data: rgba, shape: size } = core.preview(plane, side);
  Object.assign(canvas, { height: size[0], width: size[1] });
  canvas.toggleAttribute("data-small", size[0] < 100);
  canvas.getContext("2d")?.putImageData(new ImageData(rgba, size[1], size[0]), 0, 0);
}
