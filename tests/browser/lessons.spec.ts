/** Every lesson, in both languages: the same things on it, links that lead somewhere, answers that are the core's. */
import { everyTag } from "../../www/build/lessons/source.ts";
import { isTag, type Tag } from "../../www/build/lessons/tags.ts";
import { expect, test } from "./labs.ts";
import { exercisesOf, langs, lessonOf, names, openLesson, type QuestionElement, type TaskElement } from "./lessons.ts";

/** A tag without its text: what has to be the same in both languages. */
const bones = ({ name, attributes, children }: Tag): unknown => {
  const { says: _, ...same } = attributes;
  return { name, same, children: children.filter((child) => isTag(child)).map((child) => bones(child)) };
};

const computedNumbers = (nodes: unknown): string[] =>
  [...JSON.stringify(nodes).matchAll(/<value .*?\/>/g)].map(([value]) => value).sort();

for (const name of names) {
  test(`${name}: both languages hold the same tags, anchors and computed numbers`, () => {
    const [ko, en] = langs.map((lang) => lessonOf(lang, name));
    const skeleton = (lesson: typeof ko) => lesson.nodes.filter((node) => isTag(node)).map((node) => bones(node));
    expect(skeleton(en)).toEqual(skeleton(ko));
    expect([...en.anchors]).toEqual([...ko.anchors]);
    expect(computedNumbers(en.nodes)).toEqual(computedNumbers(ko.nodes));
    expect(en.head.minutes).toBe(ko.head.minutes);
    expect(en.head.objectives).toHaveLength(ko.head.objectives.length);
    expect(en.head.discussion).toHaveLength(ko.head.discussion.length);
  });

  test(`${name}: it asks, lets build, shows code and meets misunderstandings`, () => {
    const tags = everyTag(lessonOf("ko", name).nodes).map((tag) => tag.name);
    const count = (wanted: string) => tags.filter((tag) => tag === wanted).length;
    expect(count("convscope-question")).toBeGreaterThanOrEqual(3);
    expect(count("convscope-task")).toBeGreaterThanOrEqual(1);
    expect(count("convscope-code")).toBeGreaterThanOrEqual(1);
    expect(count("misunderstanding")).toBeGreaterThanOrEqual(1);
  });

  test(`${name}: every right answer is what the core computes in this browser`, async ({ page }) => {
    await openLesson(page, "ko", name);
    const answers = await page.evaluate(async () => {
      const found = [...document.querySelectorAll<QuestionElement>("convscope-question")];
      return Promise.all(
        found.map(async (one) => ({ id: one.id, written: one.right, computed: await one.computed() })),
      );
    });
    expect(answers.length).toBeGreaterThan(2);
    for (const { id, written, computed } of answers) {
      expect(written, id).toHaveLength(computed.length);
      // Written as JSON, a float32 keeps all its digits.
      expect(written, id).toEqual(computed);
    }
  });

  test(`${name}: no task is done from the start, and its solution does it`, async ({ page }) => {
    await openLesson(page, "ko", name);
    for (const { attributes } of exercisesOf(lessonOf("ko", name)).filter((tag) => tag.name === "convscope-task")) {
      const task = page.locator(`convscope-task#${attributes.id}`);
      expect(await task.evaluate((el: TaskElement) => el.done), attributes.id).toBe(false);
      expect((await task.evaluate((el: TaskElement) => el.judgement())).reached, attributes.id).toBe(false);
      await task.evaluate((el: TaskElement) => el.showSolution());
      await expect.poll(() => task.evaluate((el: TaskElement) => el.done), { message: attributes.id }).toBe(true);
    }
  });
}

test("every link of the course and of the ops leads to a page and a place on it", async ({ page, baseURL }) => {
  const pages = new Map<string, Promise<string | null>>();
  const fetched = (address: string) => {
    const known =
      pages.get(address) ?? page.request.get(address).then((answer) => (answer.ok() ? answer.text() : null));
    pages.set(address, known);
    return known;
  };
  const waiting = langs.flatMap((lang) => [`${lang}/lessons/`, `${lang}/ops/`, `${lang}/`]);
  const queue = waiting.map((address) => new URL(address, baseURL).href);
  const seen = new Set(queue);
  const broken: string[] = [];
  for (let from = queue.shift(); from; from = queue.shift()) {
    const html = (await fetched(from)) ?? "";
    for (const [, href] of html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
      const to = new URL(href.replaceAll("&amp;", "&"), from);
      if (!to.href.startsWith(baseURL as string)) continue;
      const goal = await fetched(to.href.split("#")[0]);
      const place = to.hash.slice(1);
      if (goal === null || (place && !goal.includes(`id="${place}"`))) broken.push(`${from}: ${href}`);
      else if (!seen.has(to.href.split("#")[0])) {
        seen.add(to.href.split("#")[0]);
        queue.push(to.href.split("#")[0]);
      }
    }
  }
  expect(broken).toEqual([]);
  expect(seen.size).toBeGreaterThan(2 * (names.length + 14));
});

test("the contents name every lesson, and next and previous follow their order", async ({ page }) => {
  for (const lang of langs) {
    await page.goto(`${lang}/lessons/`);
    const listed = page.locator("ol.contents a");
    await expect(listed).toHaveCount(names.length);
    for (const [at, name] of names.entries()) {
      await expect(listed.nth(at)).toHaveAttribute("href", `${name}/`);
      const html = await (await page.request.get(`${lang}/lessons/${name}/`)).text();
      for (const [rel, other] of [
        ["prev", names[at - 1]],
        ["next", names[at + 1]],
      ] as const) {
        expect(html.includes(`rel="${rel}" href="../${other}/"`), `${name} ${rel}`).toBe(other !== undefined);
      }
    }
  }
});

test("a page that the build writes holds no inline style and no stray script", async ({ page }) => {
  for (const lang of langs) {
    for (const address of [...names.map((name) => `${lang}/lessons/${name}/`), `${lang}/ops/conv2d/`]) {
      const html = await (await page.request.get(address)).text();
      expect(html.match(/<[^>]*\sstyle=/)?.[0] ?? null, address).toBeNull();
      expect(html.match(/<script(?![^>]*\ssrc=)/)?.[0] ?? null, address).toBeNull();
      expect(html.includes("\uE000") || html.includes("\uE002"), address).toBe(false);
    }
  }
});
