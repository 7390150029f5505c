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
  // Who taps wants it to stay; the next tap anywhere puts it out.
  let held: string | null = null;
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") light(symbolAt(event.target) ?? held);
  });
  document.addEventListener("focusin", (event) => light(symbolAt(event.target) ?? held));
  document.addEventListener("focusout", () => light(held));
  const hold = (name: string | null) => {
    held = name === held ? null : name;
    light(held);
  };
  document.addEventListener("click", (event) => hold(symbolAt(event.target)));
  document.addEventListener("keydown", (event) => {
    const name = symbolAt(event.target);
    if (event.key === "Escape") hold(null);
    else if (name && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      hold(name);
    }
  });
}
