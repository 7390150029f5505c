/** What a teacher's script can rely on: promises, events, states, and elements that come and go. */
import {
  convolution,
  expect,
  type LabElement,
  messages,
  open,
  outputOf,
  pictureFile,
  settle,
  shapesOf,
  stateOf,
  test,
  transferOf,
  trouble,
} from "./labs.ts";

const grid = "embed/convolution/?lang=ko&image=grid";
const text = messages("ko");
const walked = [2, 0, -2, 3, 2, -2, 3, 1, -2];

test("convscope-change is for what people do, and brings the state", async ({ page }) => {
  await open(page, grid);
  const lab = convolution(page);
  const heard = await lab.evaluateHandle((el) => {
    const states: unknown[] = [];
    document.addEventListener("convscope-change", (event) => states.push((event as CustomEvent).detail));
    return Object.assign(states, { el });
  });
  await lab.evaluate(async (el: LabElement) => {
    el.state = { strides: [2, 2] };
    el.setAttribute("view", "viridis");
    el.goTo(1, 1);
    await el.step(-1);
    await el.ready;
  });
  expect(await heard.evaluate((states) => states.length)).toBe(0);
  await lab.getByRole("button", { name: text.presets.identity.name }).click();
  await settle(page);
  expect(await heard.evaluate((states) => [...states])).toEqual([await stateOf(lab)]);
});

test("a state may be given back as it was taken", async ({ page }) => {
  await open(page, `${grid}&filter=1 2, 3 4&strides=2 1&padding=1 0 0 1&view=viridis&cell=1 2&bias=0.5`);
  const lab = convolution(page);
  const [state, output] = [await stateOf(lab), await outputOf(lab)];
  await lab.evaluate(async (el: LabElement) => {
    const kept = el.state;
    el.state = { filter: [[1]], strides: "1", padding: "valid", view: "gray", cell: "0 0", bias: 0 };
    await el.ready;
    el.state = kept;
    await el.ready;
  });
  expect(await stateOf(lab)).toEqual(state);
  expect(await outputOf(lab)).toEqual(output);
});

test("elements made by script stand beside one another, each with its own state", async ({ page }) => {
  await open(page, grid);
  const outputs = await page.evaluate(async () => {
    const made = ["1", "2"].map((weight) => {
      const lab = document.createElement("convscope-convolution") as LabElement;
      lab.setAttribute("image", "grid");
      lab.setAttribute("filter", weight);
      // Before the element is in the page, too.
      lab.state = { strides: "2" };
      document.querySelector("main")?.append(lab);
      return lab;
    });
    await Promise.all(made.map((lab) => lab.ready));
    return made.map((lab) => [...(lab.output?.data ?? [])]);
  });
  expect(outputs).toEqual([
    [1, 1, 0, 0, 1, 1, 0, 1, 0],
    [2, 2, 0, 0, 2, 2, 0, 2, 0],
  ]);
  expect([...(await outputOf(convolution(page).first()))]).toEqual(walked);
});

test("an element may move, leave and come back", async ({ page }) => {
  await open(page, `${grid}&filter=2`);
  const lab = convolution(page);
  const twice = [2, 2, 2, 0, 0, 0, 2, 2, 2, 0, 0, 0, 2, 2, 2, 0, 0, 2, 2, 0, 0, 2, 2, 0, 0];
  for (const away of [false, true]) {
    await lab.evaluate(async (el: LabElement, leaves) => {
      const home = document.createElement("div");
      document.body.append(home);
      if (leaves) {
        el.remove();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      home.append(el);
      await el.ready;
    }, away);
    expect([...(await outputOf(lab))]).toEqual(twice);
    await lab.evaluate(async (el: LabElement) => {
      el.state = { bias: 1 };
      await el.ready;
      el.state = { bias: 0 };
      await el.ready;
    });
    expect([...(await outputOf(lab))]).toEqual(twice);
  }
});

test("of two pictures set at once the later one stays, and neither promise hangs", async ({ page }) => {
  await open(page, grid);
  const lab = convolution(page);
  await lab.evaluate((el: LabElement) => Promise.all([el.setImage("coffee"), el.setImage("rocket")]));
  await settle(page);
  expect((await stateOf(lab)).image).toBe("rocket");
  expect((await shapesOf(lab))[0]).toEqual([1, 427, 640, 1]);
});

for (const [first, fate] of [
  ["coffee", "is still on its way"],
  ["nowhere.webp", "is about to fail"],
]) {
  test.describe(`while another picture ${fate}`, () => {
    test.use({ expected: /404/ });

    test("the one asked for later is the one that stays", async ({ page }) => {
      await open(page, grid);
      const lab = convolution(page);
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const late = new RegExp(`${first}(?!-thumb)`);
      await page.route(late, (route) => held.then(() => route.continue()));
      const asked = page.waitForRequest(late);
      await lab.evaluate((el: LabElement, image) => {
        el.setImage(image).catch(() => undefined);
      }, first);
      await asked;
      await lab.evaluate((el: LabElement) => {
        el.setImage("chelsea").catch(() => undefined);
      });
      release();
      await settle(page);
      expect((await stateOf(lab)).image).toBe("chelsea");
      expect((await shapesOf(lab))[0]).toEqual([1, 300, 451, 1]);
      await expect(trouble(lab)).toHaveCount(0);
    });
  });
}

test("of many changes in a row, each made while the one before is computed, the last one is shown", async ({
  page,
}) => {
  await open(page, "embed/convolution/?lang=ko&image=astronaut");
  const lab = convolution(page);
  for (let round = 0; round < 6; round += 1) {
    const { input, output } = await lab.evaluate(async (el: LabElement, start) => {
      for (let i = 1; i <= 12; i += 1) {
        el.state = { filter: [[start + i]] };
        await new Promise((resolve) => setTimeout(resolve, i));
      }
      await el.ready;
      return { input: el.input?.data.slice(0, 3), output: el.output?.data.slice(0, 3) };
    }, round * 100);
    expect(output).toEqual(input?.map((value) => value * (round * 100 + 12)));
  }
});

test("a picture that fails while another is loading does not take its place", async ({ page }) => {
  await open(page, grid);
  const lab = convolution(page);
  const given = await transferOf(page, [pictureFile("text.jpg")]);
  const outcome = await lab.evaluate(
    (el: LabElement, { files: [broken] }) =>
      Promise.allSettled([el.setImage(broken), el.setImage("coffee")]).then((all) => all.map(({ status }) => status)),
    given,
  );
  expect(outcome[1]).toBe("fulfilled");
  await settle(page);
  expect((await stateOf(lab)).image).toBe("coffee");
  expect((await shapesOf(lab))[0]).toEqual([1, 400, 600, 1]);
});

test("step before play, play before ready: nothing throws and the walk begins at the first cell", async ({ page }) => {
  await page.goto(grid);
  await page.waitForFunction(() => customElements.get("convscope-convolution"));
  const lab = convolution(page);
  await lab.evaluate((el: LabElement) => {
    el.pause();
    el.goTo(1, 1);
    el.play();
  });
  await settle(page);
  await expect(lab.getByRole("button", { name: text.playback.play, exact: true })).toBeVisible();
  expect([...(await outputOf(lab))]).toEqual(walked);
});
