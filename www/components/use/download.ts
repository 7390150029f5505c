/** Files that the page has made, for the reader to keep. */

export function download(file: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Whether the page stands in a sandbox, which as a rule refuses downloads without a word. */
export const inSandbox = () => globalThis.origin === "null" && location.protocol !== "file:";
