/** The script's address in a text to be pasted is this site's own: `up` leads to its root. */
export function nameScripts(place: ParentNode, up: string): void {
  const root = new URL(up, location.href).href;
  for (const token of place.querySelectorAll("[data-site-script] code span, [data-site-script] code")) {
    for (const node of token.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) node.textContent = node.textContent?.replace("…/", root) ?? "";
    }
  }
}
