/** A worker of `start` that has answered once; nothing where a frame forbids workers, or the worker cannot run. */
export async function answeringWorker(start: () => Worker): Promise<Worker | undefined> {
  try {
    const worker = start();
    const answers = await new Promise<boolean>((resolve) => {
      worker.onmessage = () => resolve(true);
      worker.onerror = () => resolve(false);
    });
    if (answers) return worker;
    worker.terminate();
  } catch {
    // The frame forbids workers.
  }
  return undefined;
}
