import "../components/receipts/define.ts";
import { languageOf } from "../i18n/languages.ts";
import { bindTheme, canRun, keepForOffline, markLanguage } from "./page.ts";

markLanguage(languageOf(document.documentElement.lang));
bindTheme([]);
canRun();
keepForOffline();
