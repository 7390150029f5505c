/** Frames of our own labs become as tall as what they hold. */

/** No lab is taller: what says so is not one. */
const tallest = 20_000;

/** Listens to the frames of `site` in this page, and to no other window. */
export function sizeFrames(site: string): void {
  const ours = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(`${site}embed/`));
  addEventListener("message", ({ data, source }) => {
    if (data?.type !== "convscope-height" || !(data.height > 0 && data.height < tallest)) return;
    const frame = ours().find(({ contentWindow }) => contentWindow === source);
    // By the property: a page's policy may forbid style attributes.
    if (frame) frame.style.height = `${Math.ceil(data.height)}px`;
  });
  // A lab may have spoken before this script came.
  for (const frame of ours()) frame.contentWindow?.postMessage({ type: "convscope-ask-height" }, "*");
}
