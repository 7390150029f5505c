/** Every file of this version of the site, as the build lists them. */

/** A file of the site. */
export interface SiteFile {
  /** From the root of the site; a page's is its folder's, as visitors ask for it. */
  path: string;
  /** What the bytes have to be, in the form of an `integrity` attribute. */
  hash: string;
  bytes: number;
}

/** What the build writes into the worker. */
declare const SITE: { version: string; files: SiteFile[] };

export const { version, files } = SITE;
export const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);

const known = new Set(files.map(({ path }) => path));

/** What the site has at an address: a file, the folder that the address meant, or nothing. */
export function found(path: string): { file: string } | { folder: string } | null {
  const page = path.replace(/(^|\/)index\.html$/, "$1");
  if (known.has(page)) return { file: page };
  return known.has(`${path}/`) ? { folder: `${path}/` } : null;
}

/** Such a file's name holds the hash of its content: whoever has the name has the content. */
export const isNamedByContent = (path: string): boolean => path.startsWith("assets/");
