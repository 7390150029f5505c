/** What is on the screen, as everything that takes it along needs it. */

import { type Lang, languageOf } from "../../i18n/index.ts";
import { labs } from "../../i18n/labs.ts";
import { type Schema, stateToLink } from "../lab/schema.ts";
import { siteRoot } from "./place.ts";

/** A lab, as far as it can be taken along. */
export interface Usable extends HTMLElement {
  readonly state: object;
  readonly theme: string | null;
  readonly controls: string | null;
  readonly predict?: string | null;
  /** The lab whose map this one works on. */
  readonly from?: string | null;
  /** Numbers that a script has laid in, in place of a picture. */
  readonly upstream?: unknown;
  /** The file that was given, if one is shown. */
  readonly ownPicture?: Blob | null;
}

export interface Subject {
  /** The element itself: its `state`, `input` and `output` are what is on the screen. */
  element: Usable;
  /** The element's name without its prefix. */
  lab: string;
  /** The lab's name in words. */
  title: string;
  lang: Lang;
  /** Attributes that differ from what the element starts with, by their names. */
  attributes: [string, string][];
  /** The lab that this one follows, if it does. */
  source: Subject | null;
  /** Height of the lab on the screen, in CSS pixels. */
  height: number;
  /** A picture or data of one's own is shown: it stays on the device, and no link can hold it. */
  own: boolean;
  /** The picture that the numbers come from, through a followed lab too; empty for numbers that a script has laid in. */
  image: string;
}

export function readSubject(element: Usable): Subject {
  const lab = element.localName.replace(/^convscope-/, "");
  const lang = languageOf(element.lang || element.closest("[lang]")?.getAttribute("lang") || navigator.language);
  const { schema } = element.constructor as unknown as { schema: Schema<object> };
  const state = stateToLink(schema, element.state).filter(([, value]) => value !== "own");
  const extras = (["controls", "predict", "theme"] as const).flatMap((key): [string, string][] => {
    const value = element[key];
    return value === null || value === undefined ? [] : [[key, value]];
  });
  const followed = element.from ? (element.getRootNode() as Document).getElementById(element.from) : null;
  const source = followed ? readSubject(followed as Usable) : null;
  const laid = source === null && Boolean(element.upstream);
  const { image = "", data } = element.state as { image?: string; data?: string };
  return {
    element,
    lab,
    title: labs[lang][lab as keyof (typeof labs)["ko"]]?.name ?? lab,
    lang,
    attributes: [...state, ...extras],
    source,
    height: Math.ceil(element.getBoundingClientRect().height),
    own: source ? source.own : laid || image === "own" || data === "own",
    image: source ? source.image : laid ? "" : image,
  };
}

/** The state in an address: `embed/` for a frame, `{ko,en}/labs/` for the site. */
export function addressOf(subject: Subject, kind: "embed" | "page"): string {
  const { lab, lang, source } = subject;
  const query = new URLSearchParams(kind === "embed" ? [["lang", lang]] : []);
  // Which controls a frame shows is its own affair; the site shows all.
  const kept = subject.attributes.filter(([key]) => kind === "embed" || !["controls", "theme"].includes(key));
  for (const [key, value] of kept) query.set(key, value);
  if (source) {
    query.set("from", source.lab);
    for (const [key, value] of source.attributes) query.set(`from.${key}`, value);
  }
  const text = query.toString().replaceAll("%2C", ",");
  const folder = kind === "embed" ? `embed/${lab}/` : `${lang}/labs/${lab}/`;
  return `${siteRoot()}${folder}${text && `?${text}`}`;
}
