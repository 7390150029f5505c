/** A page that holds one lab and nothing else, for a frame in somebody's course. */
import type { Schema } from "../components/lab/schema.ts";
import { bindAddress, canRun, dress, languageOfVisit } from "./page.ts";

export function openEmbed<S extends object>(name: string, schema: Schema<S>): void {
  const lab = document.querySelector(name) as HTMLElement & { state: object };
  const asked = new URLSearchParams(location.search);
  document.documentElement.lang = languageOfVisit();
  const controls = asked.get("controls");
  if (controls !== null) lab.setAttribute("controls", controls);
  dress(asked.get("theme") ?? "auto", [lab]);
  if (canRun()) bindAddress(lab, schema);
}
