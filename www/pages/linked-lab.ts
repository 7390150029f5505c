/** A page that holds one lab, whose whole state stands in its address. */
import { elements } from "../components/elements-table.ts";
import type { Schema } from "../components/lab/schema.ts";
import { labNames } from "../i18n/labs.ts";
import { bindAddress, canRun } from "./page.ts";

export interface LinkedLab extends HTMLElement {
  state: object;
  readonly ready: Promise<void>;
}

/** What an address says besides the state, and the element takes as attributes. */
const extras = ["controls", "predict"];

/** Loads the page's lab and gives it what the address says; nothing where the browser cannot run it. */
export async function openLinkedLab(): Promise<LinkedLab | null> {
  const lab = document.querySelector("[data-main]") as LinkedLab;
  if (!canRun()) return null;
  const asked = new URLSearchParams(location.search);
  for (const name of extras) {
    const value = asked.get(name);
    if (value !== null) lab.setAttribute(name, value);
  }
  const source = await followedLab(asked, lab);
  // Before it comes alive: otherwise it would open a picture in vain.
  if (source) lab.setAttribute("from", source.id);
  await elements[lab.localName]();
  bindAddress(lab, schemaOf(lab));
  return lab;
}

/** The lab whose map this one works on: `from` names it, and `from.…` is its state. */
async function followedLab(asked: URLSearchParams, lab: LinkedLab): Promise<LinkedLab | null> {
  const wanted = asked.get("from");
  if (!labNames.some((one) => one === wanted)) return null;
  const name = `convscope-${wanted}`;
  const source = document.createElement(name) as LinkedLab;
  source.id = "from";
  source.hidden = document.body.classList.contains("embed");
  lab.before(source);
  await elements[name]();
  bindAddress(source, schemaOf(source), "from.");
  return source;
}

const schemaOf = (lab: HTMLElement) => (lab.constructor as unknown as { schema: Schema<object> }).schema;
