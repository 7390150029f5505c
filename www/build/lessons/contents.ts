/** The contents page of the course. */
import { course as messages } from "../../i18n/course.ts";
import type { Course } from "./source.ts";
import { everyTag } from "./source.ts";
import { escapeHtml } from "./tags.ts";

const exercises = ["convscope-question", "convscope-task"];

export function renderContents({ lessons, lang }: Course): string {
  const words = messages[lang];
  const items = lessons.map(({ name, number, head, nodes }) => {
    const ids = everyTag(nodes)
      .filter((tag) => exercises.includes(tag.name))
      .map((tag) => tag.attributes.id);
    return `<li><a href="${name}/" data-lesson="${name}" data-exercises="${ids.join(" ")}">
<span class="number">${number}</span>
<span class="words"><b>${escapeHtml(head.title)}</b><span class="summary">${escapeHtml(head.summary)}</span>
<span class="muted">${words.minutes(head.minutes)}<span data-progress hidden></span></span></span></a></li>`;
  });
  return `<div class="intro"><h1>${words.heading}</h1><p>${words.lead}</p></div>
<ol class="contents">${items.join("\n")}</ol>
<cs-progress-file></cs-progress-file>`;
}
