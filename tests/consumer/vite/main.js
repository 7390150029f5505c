/** Runs one of the README's examples when the test asks for it; a bundler sees them all. */
const examples = { page: () => import("./readme-page.js"), elements: () => import("./readme-elements.js") };

globalThis.run = (name) => examples[name]();
