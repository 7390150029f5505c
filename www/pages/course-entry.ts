/** The home page's entry to the course, dressed once the first load is over. */
import "../styles/course.css";
import { showProgress } from "./course-progress.ts";
import { glyph } from "./glyphs.ts";

export function showEntry(): void {
  for (const link of document.querySelectorAll<HTMLElement>(".course a[data-lesson]")) {
    if (!link.querySelector(".glyph")) link.insertAdjacentHTML("afterbegin", glyph(link.dataset.lesson as string));
  }
  showProgress();
}
