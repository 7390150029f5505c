/** Pictures that arrive from outside: shared to the app, or opened with it. */

interface LaunchQueue {
  setConsumer(take: (params: { files?: readonly FileSystemFileHandle[] }) => void): void;
}

/** The picture that www/offline/worker.ts laid down for the page below `root`; an empty file where there is none. */
export async function sharedPicture(root: string): Promise<Blob> {
  const url = `${root}shared-picture`;
  const cache = await caches.open(`convscope shared ${root}`);
  const found = await cache.match(url);
  await cache.delete(url);
  return found ? found.blob() : new Blob();
}

/** Hands over every picture that the system opens with the app. */
export function onOpenedPicture(take: (picture: Blob) => void) {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(async ({ files = [] }) => {
    const [first] = files;
    if (first) take(await first.getFile());
  });
}
