/** The code of a lab as it stands on the screen, with its picture where the code carries one. */
import { type CodeInside, codeFor } from "../../engine/code.ts";
import { pngOf } from "../../engine/png.ts";
import { studio } from "../../engine/studio-client.ts";
import type { Picture } from "../../engine/types.ts";
import { exports } from "../../i18n/exports.ts";
import type { Lang } from "../../i18n/index.ts";

/** A picture of more pixels is a file beside the program: the core would not write it out. */
const mostWritten = 1200;

/** A lab, as far as code is written of it. */
export interface Coded extends HTMLElement {
  readonly state: object;
  readonly picture: Picture | null;
  readonly from?: string | null;
}

/** The state that the code is of: with that of the lab whose map it works on. */
interface Source {
  state: object;
  picture: Picture | null;
  image: string;
}

function sourceOf(lab: Coded, language: Lang): Source {
  const name = lab.localName.replace(/^convscope-/, "");
  const before = lab.from ? (lab.getRootNode() as Document).getElementById(lab.from) : null;
  const from = before ? sourceOf(before as unknown as Coded, language) : null;
  const state = { ...lab.state, lab: name, lang: language, from: from?.state };
  const { picture, image } = from ?? { picture: lab.picture, image: (lab.state as { image: string }).image };
  return { state, picture, image };
}

export async function codeOf(lab: Coded, target: string, language: Lang): Promise<string> {
  const { state, picture, image } = sourceOf(lab, language);
  return codeFor(state, target, { credit: creditOf(image, language), ...(await inside(picture, target)) });
}

async function inside(picture: Picture | null, target: string): Promise<CodeInside> {
  if (!picture) return {};
  if (picture.height * picture.width <= mostWritten) {
    return { picture: await (await studio()).pixels(picture.id) };
  }
  if (target !== "notebook") return {};
  const file = await pictureFile(picture);
  return { picture: new Uint8Array(await file.arrayBuffer()) };
}

/** The picture as the lab holds it, upright and no larger, as a PNG file. */
export async function pictureFile({ id }: Picture): Promise<Blob> {
  const { data, shape } = await (await studio()).pixels(id);
  return pngOf(data, shape[0], shape[1]);
}

/** The picture that the code of this lab opens. */
export const pictureOf = (lab: Coded, language: Lang) => sourceOf(lab, language).picture;

/** Whose photo a sample is. */
export function creditOf(image: string, language: Lang): string {
  const { credits } = exports[language];
  return Object.hasOwn(credits, image) ? credits[image as keyof typeof credits] : "";
}
