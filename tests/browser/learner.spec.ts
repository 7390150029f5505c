/** The learner's own picture goes along from lesson to lesson, and stays on the device. */
import { readFileSync } from "node:fs";
import { everyTag } from "../../www/build/lessons/source.ts";
import { expect, type LabElement, type Page, test } from "./labs.ts";
import { exercises, lessonOf, names, openLesson, settleLesson } from "./lessons.ts";

const picture = readFileSync(new URL("../pictures/rgb.png", import.meta.url));
const follower = "[data-lab]:not([data-fixed])";

/** Lessons with a lab whose picture is the learner's. */
const following = names.filter((name) =>
  everyTag(lessonOf("ko", name).nodes).some(
    ({ name: tag, attributes }) =>
      /^convscope-(convolution|pooling)$/.test(tag) && !exercises.includes(tag) && !attributes.image,
  ),
);

const imagesOf = (page: Page) =>
  page.locator(follower).evaluateAll((labs) => labs.map((lab) => (lab as LabElement).state.image));

const inputOf = (page: Page) =>
  page
    .locator(
      `convscope-convolution${follower.replace("[data-lab]", "")}, convscope-pooling${follower.replace("[data-lab]", "")}`,
    )
    .first()
    .evaluate((lab) => (lab as LabElement).input?.shape);

test("a picture dropped in one lesson is there in the last", async ({ page }) => {
  await openLesson(page, "ko", following[0]);
  const before = await inputOf(page);
  const lab = page.locator(`convscope-convolution${follower.replace("[data-lab]", "")}`).first();
  await lab.evaluate(
    (el, bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], "mine.png", { type: "image/png" }));
      const target = el.shadowRoot?.querySelector(".lab") as HTMLElement;
      target.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [...picture],
  );
  await expect.poll(() => inputOf(page)).not.toEqual(before);
  await settleLesson(page);
  const mine = await inputOf(page);
  // Every lab of the page that has no picture of its own shows it.
  for (const image of await imagesOf(page)) expect(image).toBe("own");
  await openLesson(page, "en", following.at(-1) as string);
  await expect.poll(() => inputOf(page)).toEqual(mine);
  for (const image of await imagesOf(page)) expect(image).toBe("own");
  for (const image of await page
    .locator("[data-fixed]")
    .evaluateAll((labs) => labs.map((el) => [(el as LabElement).state.image, el.getAttribute("image")]))) {
    expect(image[0]).toBe(image[1]);
  }
});

test("a sample that was chosen goes along, too, and the last choice counts", async ({ page }) => {
  await openLesson(page, "ko", following[0]);
  const lab = page.locator(`convscope-convolution${follower.replace("[data-lab]", "")}`).first();
  for (const name of ["커피", "고양이 첼시"]) await lab.getByRole("button", { name }).click();
  await expect.poll(() => imagesOf(page)).toContain("chelsea");
  await settleLesson(page);
  await openLesson(page, "ko", following.at(-1) as string);
  for (const image of await imagesOf(page)) expect(image).toBe("chelsea");
});

test("whoever only turns a knob has chosen no picture", async ({ page }) => {
  await openLesson(page, "ko", "04-convolution");
  await page.locator("#yours").getByRole("button", { name: "소벨" }).click();
  await settleLesson(page);
  const kept = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const asked = indexedDB.open("convscope", 1);
        asked.onsuccess = () => {
          const { result } = asked;
          if (!result.objectStoreNames.contains("learner")) return resolve(null);
          const read = result.transaction("learner").objectStore("learner").get("picture");
          read.onsuccess = () => resolve(read.result ?? null);
        };
      }),
  );
  expect(kept).toBeNull();
});
