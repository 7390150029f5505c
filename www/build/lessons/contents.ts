/** The contents of the course: a page of their own, and the entry on the home page. */
import { course as messages } from "../../i18n/course.ts";
import { type Lang, languages } from "../../i18n/index.ts";
import { glyph } from "../../pages/glyphs.ts";
import { type Course, everyTag, type Lesson, readCourse } from "./source.ts";
import { escapeHtml } from "./tags.ts";

const exercises = ["convscope-question", "convscope-task"];

/** What the pages' script counts: the ids of each lesson's exercises. */
export function exercisesByLesson(www: string): Record<string, string[]> {
  const idsOf = ({ nodes }: Lesson) =>
    everyTag(nodes)
      .filter((tag) => exercises.includes(tag.name))
      .map((tag) => tag.attributes.id);
  return Object.fromEntries(readCourse(www, "ko").lessons.map((lesson) => [lesson.name, idsOf(lesson)]));
}

const state = '<span class="state"><span class="bar" data-bar hidden></span><span data-progress hidden></span></span>';

export function renderContents({ lessons, lang }: Course): string {
  const words = messages[lang];
  const parts = words.parts.map(({ title, from, to }) => {
    const items = lessons.filter(({ number }) => number >= from && number <= to).map((lesson) => entry(lesson, lang));
    return `<section class="part"><h2>${title}</h2><ol class="contents" start="${from}">${items.join("\n")}</ol></section>`;
  });
  return `<div class="intro"><h1>${words.heading}</h1><p>${words.lead}</p>
<p class="whole">${whole(lessons, lang)}</p>
<p><a class="button" href="${lessons[0].name}/" data-begin>${words.begin}</a></p></div>
${parts.join("\n")}
<cs-progress-file></cs-progress-file>`;
}

const whole = (lessons: Lesson[], lang: Lang) =>
  messages[lang].whole(
    lessons.length,
    lessons.reduce((sum, { head }) => sum + head.minutes, 0),
  );

function entry(lesson: Lesson, lang: Lang): string {
  const { name, number, head } = lesson;
  const words = messages[lang];
  return `<li><a href="${name}/" data-lesson="${name}">
${glyph(name)}
<span class="words"><b><span class="number">${number}</span> <span lang="${lang}">${escapeHtml(head.title)}</span></b><span class="summary">${escapeHtml(head.summary)}</span>
<span class="muted">${words.minutes(head.minutes)}</span>${state}</span></a></li>`;
}

/**
 * On the home page, which changes its language in place, every text stands in both; styles show one. Drawings and
 * styles come after the first load.
 */
export function renderEntry(www: string, up: string, lang: Lang): string {
  const courses = languages.map((one) => readCourse(www, one));
  const both = (text: (course: Course) => string) =>
    courses.map((course) => `<span lang="${course.lang}">${escapeHtml(text(course))}</span>`).join("");
  const link = (place: string) => `href="${up}${lang}/lessons/${place}" data-up="${up}" data-place="lessons/${place}"`;
  const [first] = courses;
  const items = first.lessons.map(
    (lesson, at) =>
      `<li><a ${link(`${lesson.name}/`)} data-lesson="${lesson.name}"><span class="words"><b><span class="number">${lesson.number}</span> ${both(({ lessons }) => lessons[at].head.title)}</b>${state}</span></a></li>`,
  );
  return `<section class="course">
<div class="intro"><h2>${both((course) => messages[course.lang].heading)}</h2><p>${both(({ lessons, lang }) => whole(lessons, lang))}</p></div>
<ol class="contents">${items.join("\n")}</ol>
</section>`;
}
