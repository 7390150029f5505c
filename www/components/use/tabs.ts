import { html, type TemplateResult } from "lit";
import { exports } from "../../i18n/exports.ts";
import type { Lang } from "../../i18n/index.ts";
import { type UseMessages, use } from "../../i18n/use.ts";
import * as snippets from "./snippets.ts";
import { addressOf, type Subject } from "./subject.ts";

/** A text to copy, with a title above and a note below. */
export interface Snippet {
  title: string;
  text: string;
  note?: string;
}

/**
 * One way to take a lab along. A row of the table below is a tab of the dialog and of the teacher's page.
 *
 * What is larger than a snippet (code that is generated, pictures, films) comes with an element of its own: its row loads
 * that when the tab is first chosen, and shows it. Its texts are its own, in a file of `i18n` that only it imports:
 *
 * ```ts
 * {
 *   id: "code",
 *   label: (lang) => code[lang].tab,
 *   serves: (subject) => subject.lab === "convolution" || subject.lab === "pooling",
 *   show: async (subject) => {
 *     await import("../code-export/define.ts");
 *     return html`<cs-code-export .subject=${subject}></cs-code-export>`;
 *   },
 * }
 * ```
 *
 * `subject.element` is the lab itself: its `state`, `input`, `output` are what is on the screen. `show` is called again
 * whenever the subject changes.
 */
export interface Tab {
  id: string;
  label(lang: Lang): string;
  /** Whether the tab is offered for this lab; always, when left out. */
  serves?(subject: Subject): boolean;
  show(subject: Subject): Snippet[] | Promise<TemplateResult>;
}

type Texts = UseMessages["tabs"];

/** A tab that shows text to copy. */
function written(id: keyof Texts, show: (subject: Subject, words: UseMessages) => Snippet[]): Tab {
  return { id, label: (lang) => use[lang].tabs[id], show: (subject) => show(subject, use[subject.lang]) };
}

/** The race of backends holds no picture, and a lab that is still opening holds none yet. */
const hasNumbers = ({ element }: Subject) => "input" in element;

export const tabs: Tab[] = [
  written("link", (subject, { link }) => [
    { title: link.page, text: addressOf(subject, "page"), note: link.pageNote },
    { title: link.embed, text: addressOf(subject, "embed"), note: link.embedNote },
  ]),
  written("frame", (subject, { frame }) => [
    { title: frame.code, text: snippets.frame(subject), note: frame.codeNote },
    { title: frame.script, text: snippets.script(), note: frame.scriptNote },
  ]),
  written("element", (subject, { element }) => [
    { title: element.code, text: `${snippets.script()}\n${snippets.element(subject)}`, note: element.codeNote },
  ]),
  written("markdown", (subject, { markdown }) => [
    { title: markdown.code, text: snippets.frame(subject), note: markdown.codeNote },
  ]),
  written("myst", (subject, { myst }) => [
    { title: myst.sphinx, text: snippets.sphinx(subject) },
    { title: myst.mystmd, text: snippets.mystmd(subject) },
  ]),
  written("jupyter", (subject, { jupyter }) => [
    { title: jupyter.code, text: snippets.jupyter(subject), note: jupyter.codeNote },
  ]),
  {
    id: "code",
    label: (lang) => exports[lang].tabs.code,
    serves: ({ lab, image }) => image !== "" && ["convolution", "pooling", "filters"].includes(lab),
    show: async (subject) => {
      await import("../code-export/define.ts");
      return html`<cs-code-export .subject=${subject}></cs-code-export>`;
    },
  },
  {
    id: "picture",
    label: (lang) => exports[lang].tabs.picture,
    serves: hasNumbers,
    show: async (subject) => {
      await import("../picture-export/define.ts");
      return html`<cs-picture-export .subject=${subject}></cs-picture-export>`;
    },
  },
  {
    id: "numbers",
    label: (lang) => exports[lang].tabs.numbers,
    serves: hasNumbers,
    show: async (subject) => {
      await import("../picture-export/define.ts");
      return html`<cs-numbers-export .subject=${subject}></cs-numbers-export>`;
    },
  },
];
