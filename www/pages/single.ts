/** A lab in a file of its own: opened from a disk or a course's files, with nothing beside it. */
import type { Schema } from "../components/lab/schema.ts";
import { labs } from "../i18n/labs.ts";
import { languageOfVisit } from "../i18n/languages.ts";
import { bindAddress, canRun, dress } from "./page.ts";

export function openSingle() {
  const lab = document.querySelector("[data-main]") as HTMLElement & { state: object };
  const lang = languageOfVisit();
  document.documentElement.lang = lang;
  const name = lab.localName.replace("convscope-", "") as keyof (typeof labs)["ko"];
  document.title = `${labs[lang][name].name} · Convscope`;
  dress(new URLSearchParams(location.search).get("theme") ?? "auto", [lab]);
  if (canRun()) bindAddress(lab, (lab.constructor as unknown as { schema: Schema<object> }).schema);
}
