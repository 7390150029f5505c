/**
 * What a person feels: from a dropped 12-megapixel photo to its drawn map, the longest silence of the page meanwhile, a
 * changed weight, and a first visit; the built site beside a page of plain loops, turn by turn.
 */
import { readdirSync } from "node:fs";

const lab = "/site/embed/convolution/?lang=en&image=";

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** In a page that is about to load: makes `firstMap`, a promise of when the lab has drawn its first map. */
function heard() {
  globalThis.firstMap = new Promise((resolve) => {
    const tell = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    globalThis.addEventListener("convscope-output", tell, { once: true });
  });
}

/** A page of its own, closed again. */
async function inPage(browser, address, work, before) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    if (before) await page.addInitScript(before);
    await page.goto(address);
    return await work(page);
  } finally {
    await context.close();
  }
}

/** In the page: what `work` takes until its result is drawn, and the longest time in which the page answered nothing. */
function watched() {
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  globalThis.watch = async (work) => {
    const begin = performance.now();
    let [last, silence] = [begin, 0];
    const beat = () => {
      const now = performance.now();
      silence = Math.max(silence, now - last);
      last = now;
    };
    const timer = setInterval(beat, 5);
    await work();
    await drawn();
    beat();
    clearInterval(timer);
    return { ms: performance.now() - begin, silence };
  };
}

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** The photo as a string that can be handed to any page. */
async function photo(browser, origin) {
  return inPage(browser, `${origin}/bench/felt.html`, (page) =>
    page.evaluate(async () => {
      const bytes = new Uint8Array(await (await globalThis.felt.phonePhoto()).arrayBuffer());
      let text = "";
      for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
      return btoa(text);
    }),
  );
}

async function ours(browser, origin, jpeg) {
  return inPage(browser, `${origin}${lab}grid`, async (page) => {
    await page.waitForFunction(() => document.querySelector("convscope-convolution")?.ready);
    await page.evaluate(watched);
    await page.evaluate(`globalThis.bytesOf = ${bytesOf}`);
    return page.evaluate(async (jpeg) => {
      const element = document.querySelector("convscope-convolution");
      await element.ready;
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([globalThis.bytesOf(jpeg)], "photo.jpg", { type: "image/jpeg" }));
      const target = element.shadowRoot.querySelector("section.lab");
      const dropped = await globalThis.watch(() => {
        target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true, composed: true }));
        return element.ready;
      });
      if (element.output.data.length !== 2998 * 3998)
        throw new Error(`the map has ${element.output.data.length} values`);
      const change = (filter) =>
        globalThis.watch(() => {
          element.state = { ...element.state, filter };
          return element.ready;
        });
      await change("1 1 1, 0 0 0, -1 -1 -1");
      const large = await change("1 2 1, 0 0 0, -1 -2 -1");
      await element.setImage("china");
      const small = await change("0 1 0, 1 -4 1, 0 1 0");
      return { dropped, large, small, backend: element.backend.backend };
    }, jpeg);
  });
}

async function theirs(browser, origin, jpeg) {
  return inPage(browser, `${origin}/bench/felt.html`, async (page) => {
    await page.evaluate(watched);
    await page.evaluate(`globalThis.bytesOf = ${bytesOf}`);
    return page.evaluate((jpeg) => {
      const blob = new Blob([globalThis.bytesOf(jpeg)], { type: "image/jpeg" });
      return globalThis.watch(() => globalThis.felt.drawMap(blob));
    }, jpeg);
  });
}

/** From navigation to the first drawn map of a photo that comes with the site. */
async function visits(browser, origin) {
  const assets = new URL("../../target/site/assets/", import.meta.url);
  const china = readdirSync(assets).find((name) => /^china-[^.]*\.webp$/.test(name) && !name.startsWith("china-thumb"));
  const site = await inPage(browser, `${origin}${lab}china`, (page) => page.evaluate(() => globalThis.firstMap), heard);
  const loops = await inPage(browser, `${origin}/bench/felt.html`, (page) =>
    page.evaluate(async (address) => {
      await globalThis.felt.firstMap(address);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return performance.now();
    }, `/site/assets/${china}`),
  );
  return { site, loops };
}

/** Medians of several turns, ours and the loops' one after the other. */
export async function measureFelt(browser, origin, rounds) {
  const jpeg = await photo(browser, origin);
  const turns = [];
  for (let round = 0; round < rounds; round++) {
    const mine = await ours(browser, origin, jpeg);
    turns.push({ mine, loops: await theirs(browser, origin, jpeg), visit: await visits(browser, origin) });
  }
  const of = (pick) => median(turns.map(pick));
  return {
    megabytes: (jpeg.length * 3) / 4e6,
    backend: turns[0].mine.backend,
    drop: { ours: of(({ mine }) => mine.dropped.ms), loops: of(({ loops }) => loops.ms) },
    silence: { ours: of(({ mine }) => mine.dropped.silence), loops: of(({ loops }) => loops.silence) },
    change: { large: of(({ mine }) => mine.large.ms), small: of(({ mine }) => mine.small.ms) },
    visit: { ours: of(({ visit }) => visit.site), loops: of(({ visit }) => visit.loops) },
  };
}
