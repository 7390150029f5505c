import "../components/progress-file/define.ts";
import { languageOf } from "../i18n/languages.ts";
import { showProgress } from "./course-progress.ts";
import { bindTheme, canRun, keepForOffline, markLanguage } from "./page.ts";

showProgress();
document.addEventListener("convscope-progress", showProgress);
markLanguage(languageOf(document.documentElement.lang));
bindTheme([]);
canRun();
keepForOffline();
