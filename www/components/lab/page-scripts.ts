/**
 * The page's own scripts say what a lab shows. They may come after the one that defines the lab, but before
 * `DOMContentLoaded`: to start earlier would be to open a picture that nobody asked for.
 */
export function scriptsOfPage(): Promise<void> {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (document.readyState === "complete" || navigation?.domContentLoadedEventStart) return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("DOMContentLoaded", () => resolve(), { once: true });
  });
}
