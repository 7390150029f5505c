import { languageOf } from "../i18n/index.ts";
import { bindTheme, canRun, markLanguage } from "./page.ts";

markLanguage(languageOf(document.documentElement.lang));
bindTheme([]);
canRun();
