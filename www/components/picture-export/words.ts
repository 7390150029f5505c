/** What a drawing says of itself. */
import { exports } from "../../i18n/exports.ts";
import { creditOf } from "../code-export/code-of.ts";
import type { Subject } from "../use/subject.ts";
import type { Words } from "./scene.ts";

/** Attributes that say nothing of the numbers. */
const silent = ["image", "cell", "speed", "view", "controls", "predict", "theme"];
const longest = 140;

export function wordsOf({ title, lang, attributes, image }: Subject): Words {
  const words = exports[lang];
  const credit = creditOf(image, lang);
  const said = attributes.filter(([name]) => !silent.includes(name)).map(([name, value]) => `${name} ${value}`.trim());
  const settings = said.join(" · ");
  return {
    title,
    settings: settings.length > longest ? `${settings.slice(0, longest - 1)}…` : settings,
    input: words.input,
    output: words.output,
    fromTo: words.fromTo,
    foot: ["Convscope · CC BY 4.0", ...(credit ? [words.photo(credit)] : [])].join(" · "),
    window: words.window,
    filter: words.filter,
    products: words.products,
  };
}
