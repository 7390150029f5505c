/** What the course keeps of its learner, on this device alone: the picture, and what is done. Where a frame or a browser
 *  forbids storage, nothing is kept and everything else works. */

/** A file, or the id of a sample. */
export type LearnerPicture = Blob | string;

const database = "convscope";
const store = "learner";
const pictureKey = "picture";
const progressKey = "convscope.course";

function openStore(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(database, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(store);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
}

async function inStore<T>(mode: IDBTransactionMode, ask: (objects: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opened = await openStore();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = opened.transaction(store, mode);
      const request = ask(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    opened.close();
  }
}

/** The picture of an earlier lesson; null where there is none. */
export async function learnerPicture(): Promise<LearnerPicture | null> {
  try {
    const kept = await inStore("readonly", (objects) => objects.get(pictureKey));
    return kept instanceof Blob || typeof kept === "string" ? kept : null;
  } catch {
    return null;
  }
}

export async function keepPicture(picture: LearnerPicture): Promise<void> {
  try {
    await inStore("readwrite", (objects) => objects.put(picture, pictureKey));
  } catch {
    // The next lesson begins with a sample.
  }
}

/** The ids of what is done, by lesson. */
export type Progress = Record<string, string[]>;

export function readProgress(): Progress {
  try {
    const kept = JSON.parse(localStorage.getItem(progressKey) ?? "{}");
    return kept !== null && typeof kept === "object" ? kept : {};
  } catch {
    return {};
  }
}

/** Notes that an exercise is done. */
export function keepDone(lesson: string, id: string): void {
  const progress = readProgress();
  const done = new Set(progress[lesson]);
  done.add(id);
  try {
    localStorage.setItem(progressKey, JSON.stringify({ ...progress, [lesson]: [...done] }));
  } catch {
    // It is done all the same, until the page is left.
  }
}
