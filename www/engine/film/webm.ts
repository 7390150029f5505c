/** Pictures one after another as WebM, by the browser's own encoder. */
import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Output,
  QUALITY_HIGH,
  WebMOutputFormat,
} from "mediabunny";
import type { Film } from "./gif.ts";

/** Null where the browser encodes no film. */
export async function webmFilm(canvas: HTMLCanvasElement, perSecond: number): Promise<Film | null> {
  const { width, height } = canvas;
  const codec = await getFirstEncodableVideoCodec(["vp9", "vp8", "av1"], { width, height, bitrate: QUALITY_HIGH });
  if (!codec) return null;
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new CanvasSource(canvas, { codec, bitrate: QUALITY_HIGH });
  output.addVideoTrack(source, { frameRate: perSecond });
  await output.start();
  let count = 0;
  return {
    async add() {
      await source.add(count / perSecond, 1 / perSecond);
      count += 1;
    },
    async finish() {
      await output.finalize();
      return new Blob([target.buffer as ArrayBuffer], { type: "video/webm" });
    },
    cancel: () => output.cancel(),
  };
}
