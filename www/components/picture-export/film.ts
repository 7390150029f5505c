/** Scenes one after another as a film, with progress, until somebody cancels. */
import type { Film } from "../../engine/film/gif.ts";
import { Easel } from "./canvas.ts";
import type { Scene } from "./marks.ts";

export type FilmKind = "gif" | "webm";

export interface Reel {
  count: number;
  sceneAt(index: number): Scene;
  /** A scene with every colour of the film. */
  model: Scene;
}

export interface Making {
  scale: number;
  perSecond: number;
  signal: AbortSignal;
  progress(done: number): void;
}

/** The film; null where the browser cannot make one of that kind. */
export async function filmOf(
  kind: FilmKind,
  reel: Reel,
  { scale, perSecond, signal, progress }: Making,
): Promise<Blob | null> {
  const easel = new Easel(reel.model, scale);
  const film = await opened(kind, easel, reel.model, perSecond);
  if (!film) return null;
  try {
    for (let index = 0; index < reel.count; index += 1) {
      easel.draw(reel.sceneAt(index));
      await film.add(() => easel.pixels());
      progress(index + 1);
      // The page stays usable, and whoever wants to stop is heard.
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
    }
    return await film.finish();
  } catch (error) {
    await film.cancel();
    throw error;
  }
}

async function opened(kind: FilmKind, easel: Easel, model: Scene, perSecond: number): Promise<Film | null> {
  if (kind === "webm") {
    const { webmFilm } = await import("../../engine/film/webm.ts");
    return webmFilm(easel.canvas, perSecond);
  }
  const { gifFilm } = await import("../../engine/film/gif.ts");
  easel.draw(model);
  return gifFilm(easel.pixels(), easel.canvas.width, easel.canvas.height, perSecond);
}
