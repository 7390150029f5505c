/** A symbol, its number and its place in the picture light up together: pointed at, focused or tapped. */

/** Lights up everything of `name`, in the text and in the labs; null puts all out. */
function light(name: string | null) {
  for (const one of document.querySelectorAll<HTMLElement>("[data-symbol]")) {
    one.toggleAttribute("data-lit", one.dataset.symbol === name);
  }
  for (const lab of document.querySelectorAll<HTMLElement>(".lesson > [data-lab]")) {
    if (name === null) lab.removeAttribute("highlight");
    else lab.setAttribute("highlight", name);
  }
}

const symbolAt = (target: EventTarget | null): string | null =>
  (target as Element | null)?.closest?.("[data-symbol]")?.getAttribute("data-symbol") ?? null;

export function bindSymbols(): void {
  // What is pointed at goes before what has the focus, and that before what was tapped, which stays until the next tap.
  const now: Record<"pointed" | "focused" | "held", string | null> = { pointed: null, focused: null, held: null };
  const set = (how: keyof typeof now, name: string | null) => {
    now[how] = name;
    light(now.pointed ?? now.focused ?? now.held);
  };
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") set("pointed", symbolAt(event.target));
  });
  document.addEventListener("focusin", (event) => set("focused", symbolAt(event.target)));
  document.addEventListener("focusout", () => set("focused", null));
  const hold = (name: string | null) => set("held", name === now.held ? null : name);
  document.addEventListener("click", (event) => hold(symbolAt(event.target)));
  document.addEventListener("keydown", (event) => {
    const name = symbolAt(event.target);
    if (event.key === "Escape") {
      Object.assign(now, { pointed: null, focused: null });
      set("held", null);
    } else if (name && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      hold(name);
    }
  });
}
