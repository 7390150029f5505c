/**
 * A symbol, its number and its place in the picture light up together: pointed at, focused or tapped. From the text
 * (`data-symbol`) the places in the labs (`data-place`) light up too; from a place in a lab, the symbols in the text.
 */

/** What is lit: names, and whether a lab or the text named them. */
interface Lit {
  names: string[];
  inLab: boolean;
}

/** Adopted by every lab: the place of the moment. */
const places = new CSSStyleSheet();

/** The outline of a place; of a number inside a line it stays close, of a whole pane it stays inside. */
const outlined = (name: string) => `
  [data-place~="${name}"] { outline: 3px solid var(--accent); outline-offset: 5px; border-radius: 10px; }
  :is(span, b)[data-place~="${name}"] { outline-width: 2px; outline-offset: 2px; border-radius: 4px; }
  :is(.pane, .card)[data-place~="${name}"] { outline-offset: -4px; }`;

function light(lit: Lit | null) {
  const names = lit?.names ?? [];
  for (const one of document.querySelectorAll<HTMLElement>("[data-symbol]")) {
    one.toggleAttribute("data-lit", names.includes(one.dataset.symbol as string));
  }
  const [name] = lit?.inLab ? [] : names;
  places.replaceSync(name ? outlined(name) : "");
  for (const lab of document.querySelectorAll<HTMLElement>(".lesson > [data-lab]")) {
    const root = lab.shadowRoot;
    if (root && !root.adoptedStyleSheets.includes(places)) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, places];
    }
    if (name) lab.setAttribute("highlight", name);
    else lab.removeAttribute("highlight");
  }
}

/** What an event is about: the innermost symbol or place on its way. */
function named(event: Event): Lit | null {
  for (const one of event.composedPath()) {
    if (!(one instanceof HTMLElement || one instanceof MathMLElement)) continue;
    const { symbol, place } = one.dataset;
    if (symbol) return { names: [symbol], inLab: false };
    if (place) return { names: place.split(" "), inLab: true };
  }
  return null;
}

export function bindSymbols(): void {
  // What is pointed at goes before what has the focus, and that before what was tapped, which stays until the next tap.
  const now: Record<"pointed" | "focused" | "held", Lit | null> = { pointed: null, focused: null, held: null };
  const set = (how: keyof typeof now, lit: Lit | null) => {
    now[how] = lit;
    light(now.pointed ?? now.focused ?? now.held);
  };
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") set("pointed", named(event));
  });
  document.addEventListener("focusin", (event) => set("focused", named(event)));
  document.addEventListener("focusout", () => set("focused", null));
  const hold = (lit: Lit | null) => {
    const text = lit?.inLab ? null : lit;
    set("held", text && String(text.names) === String(now.held?.names) ? null : text);
  };
  document.addEventListener("click", (event) => hold(named(event)));
  document.addEventListener("keydown", (event) => {
    const lit = named(event);
    if (event.key === "Escape") {
      Object.assign(now, { pointed: null, focused: null });
      set("held", null);
    } else if (lit && !lit.inLab && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      hold(lit);
    }
  });
}
