/** Where the site will stand, with a slash at its end; empty when the build was not told. */
export function publicAddress(): string {
  const told = process.env.CONVSCOPE_ADDRESS ?? "";
  if (!told) return "";
  if (!/^https?:\/\//.test(told))
    throw new Error(`CONVSCOPE_ADDRESS is "${told}"; it must begin with https:// or http://`);
  return told.endsWith("/") ? told : `${told}/`;
}
