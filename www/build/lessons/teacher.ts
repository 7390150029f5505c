/** The fold-out for teachers at the end of a lesson. */
import type { CourseMessages } from "../../i18n/course.ts";
import { highlighted } from "./highlight.ts";
import type { Head } from "./source.ts";

/** The address of the labs' script: a teacher's page puts the site's own address before it. */
const script = (site: string) => `<script type="module" src="${site}embed.js"></script>`;

export function renderTeacher(
  head: Head,
  tags: string[],
  words: CourseMessages,
  inline: (text: string) => string,
): string {
  const { teacher } = words;
  const list = (items: string[]) => `<ul>${items.map((item) => `<li>${inline(item)}</li>`).join("\n")}</ul>`;
  const paste =
    tags.length > 0
      ? `<h3>${teacher.tags}</h3><p>${teacher.tagsLead}</p>
<div data-site-script>${highlighted(script("…/"), "html")}</div>
${tags.map((tag) => highlighted(tag, "html")).join("\n")}`
      : "";
  return `<details class="teacher" id="teacher"><summary>${teacher.summary}</summary>
<h3>${teacher.objectives}</h3>${list(head.objectives)}
<p>${teacher.minutes(head.minutes)}</p>
<h3>${teacher.discussion}</h3>${list(head.discussion)}
${paste}</details>`;
}
