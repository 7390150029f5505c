/** A small drawing for each lesson: what it is about, in a few lines. `window` is the current window, as everywhere. */

const drawings: Record<string, string> = {
  "01-why-cnn": '<path d="M12 5h24v21H12zM12 15.5h24M24 5v21"/><path d="M4 35h40v8H4zM14 35v8M24 35v8M34 35v8"/>',
  "02-coordinates":
    '<path d="M8 8h34M8 8v34M37 3l5 5-5 5M3 37l5 5 5-5"/><path d="M29 8v13M8 27h15" stroke-dasharray="2 4"/><rect class="window" x="24" y="22" width="11" height="11" rx="2"/>',
  "03-colour": '<rect x="5" y="5" width="24" height="24" rx="3"/><path d="M34 12h2v24H12v-2M41 19h2v24H19v-2"/>',
  "04-convolution":
    '<rect x="5" y="5" width="38" height="38" rx="5"/><rect class="window" x="5" y="5" width="19" height="19" rx="3"/><path d="M29 15h8M33.5 11.5L37 15l-3.5 3.5"/>',
  "05-padding":
    '<rect x="4" y="4" width="40" height="40" rx="4" stroke-dasharray="4 4"/><rect x="13" y="13" width="22" height="22" rx="2"/>',
  "06-filters":
    '<rect x="4" y="17" width="14" height="14" rx="2"/><path d="M22 24h5M22 20l6-9M22 28l6 9"/><rect x="32" y="3" width="12" height="11" rx="2"/><rect x="32" y="18.5" width="12" height="11" rx="2"/><rect x="32" y="34" width="12" height="11" rx="2"/>',
  "07-pooling":
    '<path d="M4 11h26v26H4zM17 11v26M4 24h26"/><path d="M34 24h2"/><rect class="window" x="17" y="11" width="13" height="13" rx="2"/><rect x="38" y="19.5" width="8" height="9" rx="2"/>',
  "08-network": '<path d="M7 6v36M18 11v26M29 16v16M40 21v6M7 6l33 15M7 42l33-15"/>',
  "09-learning":
    '<path d="M5 6c4 26 11 35 20 35s14-6 18-13"/><circle cx="10" cy="24" r="3.5"/><circle cx="17" cy="37" r="3.5"/><circle cx="26" cy="41" r="3.5"/>',
  "10-faster": '<path d="M6 8h36v7H6zM6 21h20v7H6zM6 34h7v7H6z"/>',
  "11-in-practice": '<path d="M15 13L4 24l11 11M33 13l11 11-11 11M28 8l-8 32"/>',
};

export const glyph = (name: string): string =>
  `<svg class="glyph" viewBox="0 0 48 48" width="44" height="44" aria-hidden="true">${drawings[name] ?? ""}</svg>`;
