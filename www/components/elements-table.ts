/** Every element that a lesson may hold: a page loads those that stand on it. One row each, in the order of the course. */
export const elements: Record<string, () => Promise<unknown>> = {
  "convscope-flatten": () => import("./flatten/define.ts"),
  "convscope-coordinates": () => import("./coordinates/define.ts"),
  "convscope-channels": () => import("./channels/define.ts"),
  "convscope-convolution": () => import("./convolution/define.ts"),
  "convscope-filters": () => import("./filters/define.ts"),
  "convscope-pooling": () => import("./pooling/define.ts"),
  "convscope-pipeline": () => import("./pipeline/define.ts"),
  "convscope-filter-learning": () => import("./filter-learning/define.ts"),
  "convscope-training": () => import("./training/define.ts"),
  "convscope-backends": () => import("./backends/define.ts"),
  "convscope-question": () => import("./question/define.ts"),
  "convscope-task": () => import("./task/define.ts"),
  "convscope-code": () => import("./code-tabs/define.ts"),
};

/** Loads the elements of this page, labs and exercises alike. */
export function loadElements(): Promise<unknown> {
  const here = Object.entries(elements).filter(([name]) => document.querySelector(name));
  return Promise.all(here.map(([, load]) => load()));
}
