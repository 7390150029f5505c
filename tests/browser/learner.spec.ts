/** The learner's own picture goes along from lesson to lesson, and stays on the device. */
import { readFileSync } from "node:fs";
import { expect, type LabElement, type Lang, open, type Page, settle, stateOf, test } from "./labs.ts";
import { names, openLesson, settleLesson } from "./lessons.ts";

const picture = readFileSync(new URL("../pictures/rgb.png", import.meta.url));
const follower = "[data-lab]:not([data-fixed])";

interface Carrier extends LabElement {
  ownPicture?: Blob | null;
}

/** The page's labs that show the learner's picture: what each shows, and how many bytes it has. */
const carried = (page: Page) =>
  page
    .locator(follower)
    .evaluateAll((labs) =>
      (labs as Carrier[])
        .filter((lab) => "ownPicture" in lab)
        .map((lab) => ({ image: lab.state.image, bytes: lab.ownPicture?.size ?? 0 })),
    );

/** The first of these lessons that has such a lab; it is open then. */
async function openFirst(page: Page, lang: Lang, from: string[]): Promise<string> {
  for (const name of from) {
    await openLesson(page, lang, name);
    if ((await carried(page)).length > 0) return name;
  }
  throw new Error("no lesson shows the learner's picture");
}

/** What the browser keeps of the learner's picture. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    // To open it would make it, empty.
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === "convscope")) return null;
    return new Promise<unknown>((resolve) => {
      const asked = indexedDB.open("convscope", 1);
      asked.onsuccess = () => {
        const { result } = asked;
        const read = result.transaction("learner").objectStore("learner").get("picture");
        read.onsuccess = () => {
          result.close();
          const { result: picture } = read;
          resolve(picture instanceof Blob ? picture.size : (picture ?? null));
        };
      };
    });
  });

const drop = (page: Page, target: string) =>
  page.evaluate(
    ([bytes, target]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], "mine.png", { type: "image/png" }));
      const lab = document.querySelector(target) as HTMLElement;
      const place = lab.shadowRoot?.querySelector(".lab") ?? lab;
      place.dispatchEvent(
        new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true, composed: true }),
      );
    },
    [[...picture], target] as const,
  );

/** Waits until every lab that can shows the picture that was dropped. */
const expectMine = async (page: Page) => {
  await expect.poll(async () => (await carried(page)).every(({ bytes }) => bytes === picture.length)).toBe(true);
  await settleLesson(page);
  for (const { image } of await carried(page)) expect(image).toBe("own");
};

test("a picture dropped in lesson 2 is there in lesson 8", async ({ page }) => {
  await openLesson(page, "ko", "02-coordinates");
  await drop(page, follower);
  await expectMine(page);
  await expect.poll(() => kept(page)).toBe(picture.length);
  await openLesson(page, "ko", "08-network");
  expect(await carried(page)).toHaveLength(2);
  await expectMine(page);
});

test("a picture dropped on the home page is there in every lesson, and where the text fixes one it stays", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await open(page, "ko/");
  await drop(page, "#convolution");
  await expect.poll(async () => (await stateOf(page.locator("#convolution"))).image).toBe("own");
  await settle(page);
  await expect.poll(() => kept(page)).toBe(picture.length);
  const showing: string[] = [];
  for (const [at, name] of names.entries()) {
    await openLesson(page, at % 2 ? "en" : "ko", name);
    await expectMine(page);
    if ((await carried(page)).length > 0) showing.push(name);
  }
  expect(showing).toEqual(expect.arrayContaining(names.filter((name) => name !== "09-learning")));
  await openLesson(page, "ko", "06-filters");
  const fixed = await page
    .locator("[data-fixed]")
    .evaluateAll((labs) => labs.map((lab) => [(lab as LabElement).state.image, lab.getAttribute("image")]));
  for (const [shown, given] of fixed) expect(shown).toBe(given);
});

test("a picture may be dropped beside the labs", async ({ page }) => {
  await openFirst(page, "ko", names);
  await drop(page, ".lesson h1");
  await expectMine(page);
});

test("a sample that was chosen goes along, too, and the last choice counts", async ({ page }) => {
  await openLesson(page, "ko", "04-convolution");
  const lab = page.locator("#photo");
  for (const name of ["커피", "고양이 첼시"]) await lab.getByRole("button", { name }).click();
  await expect.poll(async () => (await carried(page)).every(({ image }) => image === "chelsea")).toBe(true);
  await settleLesson(page);
  await openFirst(page, "ko", names.toReversed());
  for (const { image } of await carried(page)) expect(image).toBe("chelsea");
});

test("whoever only turns a knob has chosen no picture", async ({ page }) => {
  await openLesson(page, "ko", "04-convolution");
  await page.locator("#yours").getByRole("button", { name: "소벨" }).click();
  await settleLesson(page);
  expect(await kept(page)).toBeNull();
});
