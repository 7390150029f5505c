/** How the keyboard alone does what a lesson asks: answers a question, or brings a lab into a task's solution. */
import { writeAnswer } from "../../www/engine/exercise/answers.ts";
import { layerTypes, readLayers } from "../../www/engine/network/layers.ts";
import { expect, type LabElement, type Page } from "./labs.ts";
import type { QuestionElement, TaskElement } from "./lessons.ts";

const stops = 400;

/** Presses Tab until the focus is on something for which `wanted` holds; it gets the focused element and the element of the
 *  page that holds it. */
async function tabTo(page: Page, id: string, selector: string, key = "Tab") {
  for (let i = 0; i < stops; i += 1) {
    await page.keyboard.press(key);
    const there = await page.evaluate(
      ([id, selector]) => {
        const outer = document.activeElement;
        if (outer?.id !== id && !outer?.closest(`#${id}`)) return false;
        let inner = outer as Element;
        while (inner.shadowRoot?.activeElement) inner = inner.shadowRoot.activeElement;
        return inner.matches(selector);
      },
      [id, selector],
    );
    if (there) return;
  }
  throw new Error(`Tab never came to ${selector} in #${id}`);
}

/** Answers a question right. */
export async function answerByKeys(page: Page, id: string) {
  const question = page.locator(`convscope-question#${id}`);
  const [kind, right] = await question.evaluate((el: QuestionElement) => [el.kind, el.right] as const);
  if (kind === "choice" || kind === "filter") {
    await tabTo(page, id, "input[type=radio]");
    await page.keyboard.press("Space");
    for (let at = 0; at < right[0]; at += 1) await page.keyboard.press("ArrowDown");
  } else {
    await tabTo(page, id, "input");
    await page.keyboard.type(writeAnswer(kind as "number", right));
  }
  await tabTo(page, id, "button");
  await page.keyboard.press("Enter");
  await expect(question, id).toHaveAttribute("done");
}

const stateOf = (page: Page, lab: string) =>
  page.locator(`#${lab}`).evaluate((el) => {
    const { state, cell } = el as LabElement;
    return { ...state, cell: cell && [cell.y, cell.x] } as Record<string, unknown>;
  });

const plain = (value: unknown): string =>
  String(Array.isArray(value) ? value.flat(3).join(" ") : value)
    .split(/[\s,;:]+/)
    .join(" ");

/** Steps to a cell `y x` on a pane, by arrows: ten cells at a stride, then one. */
async function walkTo(page: Page, lab: string, goal: string) {
  await tabTo(page, lab, '[role="application"]');
  for (let i = 0; i < stops; i += 1) {
    const [y, x] = plain((await stateOf(page, lab)).cell)
      .split(" ")
      .map(Number);
    const [down, right] = [Number(goal.split(" ")[0]) - y, Number(goal.split(" ")[1]) - x];
    if (down === 0 && right === 0) return;
    const [way, key] =
      down !== 0 ? [down, down > 0 ? "ArrowDown" : "ArrowUp"] : [right, right > 0 ? "ArrowRight" : "ArrowLeft"];
    await page.keyboard.press(Math.abs(way) >= 10 ? `Shift+${key}` : key);
  }
  throw new Error(`the arrow keys never came to ${goal} in #${lab}`);
}

/** Types a filter into the grid whose numbers are fields, one after another. */
async function typeFilter(page: Page, lab: string, goal: string) {
  await tabTo(page, lab, 'input[inputmode="text"]');
  const press = async (key: string, times: number) => {
    for (let i = 0; i < times; i += 1) await page.keyboard.press(key);
  };
  for (const [y, row] of goal.split(",").entries()) {
    for (const [x, weight] of row.trim().split(/\s+/).entries()) {
      // With everything selected, a key that moves leaves the field.
      await press("Control+a", 1);
      await press("Home", 1);
      await press("ArrowDown", y);
      await press("ArrowRight", x);
      await page.keyboard.type(weight);
      await press("Enter", 1);
      await page.locator(`#${lab}`).evaluate((el) => (el as LabElement).ready);
    }
  }
  await expect.poll(async () => plain((await stateOf(page, lab)).filter)).toBe(plain(goal));
}

/** Types the four ends of a slice `y0:y1, x0:x1` into its fields, one after another. */
async function typeSlice(page: Page, lab: string, goal: string) {
  for (const end of plain(goal).split(" ")) {
    await tabTo(page, lab, ".ends input");
    await page.keyboard.press("Control+a");
    await page.keyboard.type(end);
    await page.keyboard.press("Enter");
  }
  await expect.poll(async () => plain((await stateOf(page, lab)).slice)).toBe(plain(goal));
}

/** Tries every control on the way, fields and choices alike, until the state has the value. */
async function turnTo(page: Page, lab: string, key: string, goal: string) {
  const has = async () => plain((await stateOf(page, lab))[key]) === plain(goal);
  for (let i = 0; i < stops && !(await has()); i += 1) {
    await tabTo(page, lab, "[role=radio], input, select, button[aria-pressed]");
    const kind = await page.evaluate(() => {
      let inner = document.activeElement as Element;
      while (inner.shadowRoot?.activeElement) inner = inner.shadowRoot.activeElement;
      return inner.getAttribute("role") ?? (inner as HTMLInputElement).type ?? inner.localName;
    });
    if (kind === "radio") {
      // Through the whole group, and back the same way unless the value came by.
      const round = 8;
      for (let press = 0; press < round && !(await has()); press += 1) await page.keyboard.press("ArrowRight");
      for (let press = 0; press < round && !(await has()); press += 1) await page.keyboard.press("ArrowLeft");
    }
  }
  expect(await has(), `the keyboard cannot bring ${key} of #${lab} to ${goal}`).toBe(true);
}

/** Adds the layers that the goal has beyond those of the network, by the buttons under it. */
async function addLayers(page: Page, lab: string, goal: string) {
  const wanted = readLayers(goal, "layers");
  const now = async () => (await stateOf(page, lab)).layers as { type: string }[];
  for (let at = (await now()).length; at < wanted.length; at += 1) {
    await tabTo(page, lab, `.adds .chip:nth-child(${layerTypes.indexOf(wanted[at].type) + 1})`);
    await page.keyboard.press("Enter");
    await page.locator(`#${lab}`).evaluate((el) => (el as LabElement).ready);
  }
  expect(await now()).toEqual(wanted);
}

/** Brings the lab of a task into its solution, and holds that this does the task. */
export async function solveByKeys(page: Page, id: string) {
  const task = page.locator(`convscope-task#${id}`);
  const [lab, goal, solution] = await task.evaluate(
    (el: TaskElement) => [el.getAttribute("for") as string, el.getAttribute("goal"), el.solution] as const,
  );
  for (const [key, value] of Object.entries(solution)) {
    if (key === "cell") await walkTo(page, lab, value);
    else if (key === "filter") await typeFilter(page, lab, value);
    else if (key === "slice") await typeSlice(page, lab, value);
    else if (key === "layers") await addLayers(page, lab, value);
    else await turnTo(page, lab, key, value);
  }
  if (goal === "learned") {
    await page.locator(`#${lab}`).evaluate((el) => (el as LabElement).ready);
    await tabTo(page, lab, ".go");
    await page.keyboard.press("Enter");
  }
  await expect(task, id).toHaveAttribute("done");
}
