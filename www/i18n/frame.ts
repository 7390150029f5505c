/** Texts of the page that holds one lab for a frame. */

const ko = { onward: "Convscope에서 열기" };

const en: typeof ko = { onward: "Open in Convscope" };

export const frame = { ko, en };
