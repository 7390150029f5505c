import "../components/builder/define.ts";
import { languageOf } from "../i18n/languages.ts";
import { bindTheme, canRun, keepForOffline, markLanguage } from "./page.ts";
import { nameScripts } from "./script-address.ts";

markLanguage(languageOf(document.documentElement.lang));
bindTheme(document.querySelectorAll("cs-builder"));
canRun();
keepForOffline();
nameScripts(document, "../../");

/** A link to an element's reference opens it. */
function openReference() {
  const place = document.getElementById(location.hash.slice(1));
  if (place instanceof HTMLDetailsElement) place.open = true;
}

openReference();
addEventListener("hashchange", openReference);
