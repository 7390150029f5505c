/** Where the site is that this code came from: what is taken along points back there. */

/** Set where this code is served by a site, beside its pages; in a package or a single file it is not. */
declare const __SITE__: boolean | undefined;
/** The public address that the build was told (CONVSCOPE_ADDRESS). */
declare const __ADDRESS__: string;

/** Stands where an address has to be written in by hand. */
export const unknownSite = "https://…/";

/** The root of the site, with a slash at its end. */
export function siteRoot(): string {
  // A variable: of a literal the bundler would make an asset.
  const up = import.meta.env.DEV ? "../../" : "../";
  const here = import.meta.url;
  const served = typeof __SITE__ !== "undefined" && /^https?:/.test(here);
  return served ? new URL(up, here).href : __ADDRESS__ || unknownSite;
}
