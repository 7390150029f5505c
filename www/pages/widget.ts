/**
 * The labs in a notebook, through anywidget: `pkg/python` holds the Python side, whose traits have the names of the
 * state's keys. What is computed goes back as bytes.
 */
import { Convolution } from "../components/convolution/define.ts";
import type { Schema } from "../components/lab/schema.ts";
import { Pooling } from "../components/pooling/define.ts";
import { ready, type Tensor } from "../engine/core.ts";
import { studio } from "../engine/studio-client.ts";
import type { Plane } from "../engine/types.ts";

/** What anywidget gives: traits by their names, bytes as a DataView. */
interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(event: string, listen: () => void): void;
  off(event: string, listen: () => void): void;
}

/** An array as it crosses: its bytes and its shape. */
interface Sent {
  data: DataView;
  shape: number[];
}

type Lab = Convolution | Pooling;

const kinds = { convolution: Convolution, pooling: Pooling };
const traitOf = (key: string) => key.replaceAll("-", "_");
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The keys that Python shares; the picture crosses by itself, and how fast the window walks is the reader's own. */
const sharedKeys = (schema: Schema<object>) => Object.keys(schema).filter((key) => key !== "image" && key !== "speed");

function bytesOf(view: DataView): Uint8Array<ArrayBuffer> {
  return new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength);
}

/** Gives the lab what the filter slides over: a sample, a picture file, or plain numbers. The newest counts. */
function feeder(model: Model, lab: Lab) {
  let newest = 0;
  /** Numbers that lie in the studio for this lab. */
  let laid: number[] = [];
  const release = async (ids: number[]) => {
    if (ids.length > 0) await (await studio()).release(ids);
  };
  const feed = async () => {
    newest += 1;
    const turn = newest;
    const [sample, picture, values] = ["_sample", "_picture", "_values"].map((name) => model.get(name));
    const plane = values ? await lay(values as Sent) : null;
    if (turn !== newest) return release(plane ? [plane.id] : []);
    const old = laid;
    laid = plane ? [plane.id] : [];
    lab.upstream = plane;
    if (plane) await lab.ready;
    else {
      const source = picture ? new Blob([bytesOf(picture as DataView)], { type: "image/png" }) : String(sample);
      await lab.setImage(source);
    }
    await release(old);
  };
  // What is wrong with it the lab says itself, and `error` repeats.
  return { feed: () => feed().catch(() => undefined), stop: () => release(laid).catch(() => undefined) };
}

async function lay({ data, shape }: Sent): Promise<Plane> {
  const tensor: Tensor = { data: new Float32Array(bytesOf(data).slice().buffer), shape: [1, ...shape, 1] };
  return (await studio()).lay(tensor, "gray");
}

/** Tells Python what the reader chose and what was computed. */
function tellPython(model: Model, lab: Lab, keys: string[]) {
  const tellState = () => {
    for (const key of keys) {
      const value = lab.state[key as keyof typeof lab.state];
      if (!same(value, model.get(traitOf(key)))) model.set(traitOf(key), value);
    }
    model.save_changes();
  };
  lab.addEventListener("convscope-change", tellState);
  lab.addEventListener("convscope-output", () => {
    const { output } = lab;
    if (!output) return;
    const { data, shape } = output;
    model.set("error", "");
    model.set("output", { data: new DataView(data.slice().buffer), shape: shape.slice(1, 3) });
    model.save_changes();
  });
  lab.addEventListener("convscope-error", (event) => {
    model.set("error", (event as CustomEvent<{ message: string }>).detail.message);
    model.save_changes();
  });
}

/** Follows what Python sets. Gives a way to stop. */
function hearPython(model: Model, lab: Lab, keys: string[], feed: () => void): () => void {
  const heard: [string, () => void][] = [
    ...keys.map((key): [string, () => void] => [
      `change:${traitOf(key)}`,
      () => {
        const value = model.get(traitOf(key));
        if (!same(value, lab.state[key as keyof typeof lab.state])) lab.state = { [key]: value };
      },
    ]),
    ...["_sample", "_picture", "_values"].map((name): [string, () => void] => [`change:${name}`, feed]),
    ...["lang", "theme", "controls"].map((name): [string, () => void] => [
      `change:${name}`,
      () => dress(model, lab, name),
    ]),
  ];
  for (const [event, listen] of heard) model.on(event, listen);
  return () => {
    for (const [event, listen] of heard) model.off(event, listen);
  };
}

/** What Python says; of the theme, too, what JupyterLab's own page says. */
function dress(model: Model, lab: Lab, name: string) {
  const { jpThemeLight } = document.body.dataset;
  const ofPage = name === "theme" && jpThemeLight ? (jpThemeLight === "true" ? "light" : "dark") : null;
  const value = model.get(name) ?? ofPage;
  if (typeof value === "string") lab.setAttribute(name, value);
  else lab.removeAttribute(name);
}

/** A notebook takes keys for its own commands, X to cut a cell: what is typed into the lab is the lab's. */
function keepKeys(el: HTMLElement) {
  el.dataset.lmSuppressShortcuts = "true";
  el.addEventListener("keydown", (event) => event.stopPropagation());
}

async function render({ model, el }: { model: Model; el: HTMLElement }) {
  await ready();
  const Kind = kinds[model.get("_kind") as keyof typeof kinds];
  const lab: Lab = new Kind();
  const keys = sharedKeys(Kind.schema as Schema<object>);
  for (const name of ["lang", "theme", "controls"]) dress(model, lab, name);
  lab.state = Object.fromEntries(keys.map((key) => [key, model.get(traitOf(key))]));
  tellPython(model, lab, keys);
  const { feed, stop } = feeder(model, lab);
  const deafen = hearPython(model, lab, keys, feed);
  keepKeys(el);
  const fed = feed();
  el.append(lab);
  await fed;
  return () => {
    deafen();
    stop();
  };
}

/**
 * Each widget of a notebook brings this module anew, but an element can be defined once a page: the first one draws for
 * all of them, with one engine.
 */
const page = globalThis as unknown as Record<symbol, { render: typeof render } | undefined>;
const key = Symbol.for("convscope widget");
page[key] ??= { render };

export default page[key];
