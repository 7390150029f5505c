/** The languages of the site, and which one a visitor reads. */
export type Lang = "ko" | "en";

export const languages: Lang[] = ["ko", "en"];
export const languageNames: Record<Lang, string> = { ko: "한국어", en: "English" };

/** The language of a BCP 47 tag such as `ko-KR`; English for every other. */
export function languageOf(tag: string | null | undefined): Lang {
  return tag?.toLowerCase().startsWith("ko") ? "ko" : "en";
}

/** The language of the address, or of the visitor. */
export function languageOfVisit(): Lang {
  const asked = new URLSearchParams(location.search).get("lang") ?? rememberedLanguage();
  return languageOf(asked ?? navigator.languages?.[0] ?? navigator.language);
}

/** Some frames forbid even to look at the storage. */
function rememberedLanguage(): string | null {
  try {
    return localStorage.getItem("convscope.lang");
  } catch {
    return null;
  }
}
