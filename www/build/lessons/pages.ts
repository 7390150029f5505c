/** The pages of the course: its contents and its lessons. */
import { course as messages } from "../../i18n/course.ts";
import { type Lang, languages } from "../../i18n/index.ts";
import type { DocumentPage } from "../pages.ts";
import { renderContents } from "./contents.ts";
import { openHighlighter } from "./highlight.ts";
import { renderLesson } from "./lesson.ts";
import { readCourse, writtenLessons } from "./source.ts";
import { openWorld } from "./world.ts";

export function lessonPages(www: string, pages: readonly string[]): DocumentPage[] {
  return languages.flatMap((lang) => [
    contentsPage(www, lang),
    ...writtenLessons(www, lang).map((name) => lessonPage(www, lang, name, pages)),
  ]);
}

function contentsPage(www: string, lang: Lang): DocumentPage {
  const make = async () => {
    const { title, lead } = messages[lang];
    return { title, summary: lead, script: "contents", body: renderContents(readCourse(www, lang)) };
  };
  return { lang, here: "lessons/", make };
}

function lessonPage(www: string, lang: Lang, name: string, pages: readonly string[]): DocumentPage {
  const make = async () => {
    await openHighlighter();
    const course = readCourse(www, lang);
    const lesson = course.lessons.find((one) => one.name === name);
    if (!lesson) throw new Error(`lessons/${lang}/${name}.md is gone`);
    const body = await renderLesson(lesson, course, await openWorld(www), pages);
    return { title: lesson.head.title, summary: lesson.head.summary, script: "lesson", body };
  };
  return { lang, here: `lessons/${name}/`, make };
}
