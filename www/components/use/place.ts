/** Where the site is that this code came from: what is taken along points back there. */

/** The public address that the build was told (CONVSCOPE_ADDRESS), for code that was served from nowhere. */
declare const __ADDRESS__: string;

/** The root of the site, with a slash at its end. */
export function siteRoot(): string {
  // A variable: of a literal the bundler would make an asset.
  const up = import.meta.env.DEV ? "../../" : "../";
  const here = import.meta.url;
  return /^https?:/.test(here) ? new URL(up, here).href : __ADDRESS__ || "https://…/";
}
