/** From what was measured to tables: ratios to the best peer and to the roofline, and which aims are met. */

/** The subjects: a module under page/subjects/ and the rows it fills; `only` names the one workload that some of them do. */
export const subjects = [
  { module: "ours", title: "Convscope SIMD, fresh output", kept: "Convscope SIMD, kept output" },
  { module: "tfjs", title: "tfjs wasm" },
  { module: "onnx", title: "onnxruntime-web wasm" },
  { module: "opencv", title: "OpenCV.js", kept: "OpenCV.js, kept output" },
  { module: "loops", title: "plain JS loops" },
  { module: "tfjs_cpu", title: "tfjs cpu", only: "W6" },
  { module: "burn", title: "burn flex wasm", only: "W6" },
  { module: "torch", title: "PyTorch, one native thread", only: "W6", isNative: true },
];

const [ours, ...others] = subjects;
/** A peer gives a new array each time: that is how its API is meant to be used. */
const peers = others.filter(({ isNative }) => !isNative).map(({ title }) => title);

/**
 * What was aimed at: `limit` is the ratio of our median to that of `peer`, or of the fastest peer. `output` says which of
 * ours; where it is left out, the faster.
 */
const aims = [
  { id: "W1", limit: 0.25 },
  { id: "W2", output: "fresh", limit: 0.5 },
  { id: "W2", output: "kept", limit: 0.25 },
  { id: "W3", limit: 0.6 },
  { id: "W4", limit: 0.5 },
  { id: "W5", limit: 0.6 },
  { id: "W6", limit: 0.5, peer: "burn flex wasm" },
  { id: "W6", limit: 1 / 40, peer: "tfjs cpu" },
  { id: "W6", limit: 1.5, peer: "PyTorch, one native thread" },
  { id: "W7a", limit: 0.1, peer: "OpenCV.js" },
  { id: "W7b", limit: 0.1 },
];
const rooflineAims = { ids: ["W1", "W2", "W3", "W4"], limit: 1.6 };

/**
 * The least time that one thread needs: its arithmetic or its memory traffic, whichever takes longer, and then the copy of
 * the result out of wasm's memory. A copy of n bytes reads and writes, so it moves 2n.
 */
export function rooflineOf({ flops, read, written }, { flopsPerMs, keptMsPerByte, freshMsPerByte }) {
  const inside = Math.max(flops / flopsPerMs, ((read + written) * keptMsPerByte) / 2);
  return { kept: inside + written * keptMsPerByte, fresh: inside + written * freshMsPerByte };
}

function medianOf({ results }, name) {
  return results.find((result) => result.name === name)?.median;
}

/** One workload in a few numbers; `undefined` where there is none. */
function summarised(workload, roofline) {
  const timed = peers
    .map((name) => ({ name, ms: medianOf(workload, name) }))
    .filter(({ ms }) => ms !== undefined)
    .sort((a, b) => a.ms - b.ms);
  return {
    id: workload.id,
    best: timed[0],
    bestKept: medianOf(workload, "OpenCV.js, kept output"),
    ours: { fresh: medianOf(workload, ours.title), kept: medianOf(workload, ours.kept) },
    roofline: rooflineOf(workload, roofline),
  };
}

/** What a person feels: a row of the table, and where there is one the limit of ours, as a ratio to the loops or in ms. */
const feelings = [
  { key: "drop", title: "from the drop of a 12 MP JPEG to its drawn map", ratio: 1 },
  { key: "silence", title: "the longest time meanwhile in which the page answers nothing", ms: 100 },
  { key: "large", title: "a changed weight, 12 MP drawn again", ms: 100 },
  { key: "small", title: "a changed weight, 640 pixels drawn again (two frames of 60 Hz are waited for)", ms: 50 },
  { key: "visit", title: "a first visit, from navigation to the first drawn map", ratio: 1.5 },
];

function feltOf({ felt }) {
  const { large, small } = felt.change;
  const times = { ...felt, large: { ours: large }, small: { ours: small } };
  return feelings.map(({ key, title, ratio, ms }) => {
    const { ours, loops } = times[key];
    const [limit, value] = ratio === undefined ? [ms, ours] : [ratio, ours / loops];
    return { title, ours, loops, ratio: ours / loops, limit, isRatio: ratio !== undefined, met: value <= limit };
  });
}

function feltLines(measured) {
  if (!measured.felt) return [];
  const { backend, megabytes } = measured.felt;
  const where = `On the site, with ops on the ${backend.toUpperCase()}; the photo is a JPEG of ${digits(megabytes)} MB:`;
  return [where, feltTable(measured)];
}

function feltTable(measured) {
  let text = row(["what a person feels, ms", "Convscope", "decoder and JS loops", "ratio", "aim", ""]);
  text += row(["---", "---:", "---:", "---:", "---:", "---"]);
  for (const { title, ours, loops, ratio, limit, isRatio, met } of feltOf(measured)) {
    const aim = isRatio ? `ratio ${limit}` : `${limit} ms`;
    text += row([title, digits(ours), digits(loops), digits(ratio), aim, met ? "met" : "**missed**"]);
  }
  return text;
}

function judged(summary, workloads) {
  const isMeasured = (id) => summary.some((entry) => entry.id === id);
  const found = aims
    .filter(({ id }) => isMeasured(id))
    .map(({ id, output, limit, peer }) => {
      const { ours, best } = summary.find((entry) => entry.id === id);
      const against = peer
        ? medianOf(
            workloads.find((entry) => entry.id === id),
            peer,
          )
        : best?.ms;
      const ms = output ? ours[output] : Math.min(...Object.values(ours).filter((ms) => ms !== undefined));
      const ratio = ms / against;
      return { aim: `${id}${output ? `, ${output} output` : ""}: of ${peer ?? "the fastest peer"}`, limit, ratio };
    });
  for (const id of rooflineAims.ids.filter(isMeasured)) {
    const { ours, roofline } = summary.find((entry) => entry.id === id);
    for (const output of ["fresh", "kept"]) {
      const ratio = ours[output] / roofline[output];
      found.push({ aim: `${id}, ${output} output: of the roofline`, limit: rooflineAims.limit, ratio });
    }
  }
  return found.map((aim) => ({ ...aim, met: aim.ratio <= aim.limit }));
}

/** Three digits, as many as a time is worth. */
function digits(value) {
  if (value === undefined || !Number.isFinite(value)) return "–";
  if (value >= 100) return value.toFixed(0);
  return value.toPrecision(value < 1 ? 2 : 3);
}

function row(cells) {
  return `| ${cells.join(" | ")} |\n`;
}

function cell(result) {
  if (result === undefined) return "–";
  if (result.wrong !== undefined) return "WRONG";
  if (result.failure !== undefined) return "failed";
  return `${digits(result.median)} (${digits(result.min)})`;
}

/** Rows in the order of `subjects`; WebGPU's row is named after the card. */
function rowNames(workloads) {
  const known = subjects.flatMap(({ title, kept }) => (kept ? [title, kept] : [title]));
  const seen = workloads.flatMap(({ results }) => results.map(({ name }) => name));
  return [...new Set([...known, ...seen])];
}

function timesTable({ workloads, cold = {} }, summary) {
  const ids = workloads.map(({ id }) => id);
  let text = row(["median (minimum), ms", ...ids, "gzip kB", "cold ms"]);
  text += row(["---", ...ids.map(() => "---:"), "---:", "---:"]);
  for (const name of rowNames(workloads)) {
    const cells = workloads.map(({ results }) => cell(results.find((result) => result.name === name)));
    const start = cold[subjects.find(({ title }) => title === name)?.module];
    const costs = start ? [digits(start.gzipBytes / 1000), digits(start.ms)] : ["", ""];
    text += row([name, ...cells, ...costs]);
  }
  for (const output of ["kept", "fresh"]) {
    text += row([`roofline, ${output} output`, ...summary.map(({ roofline }) => digits(roofline[output])), "", ""]);
  }
  return text;
}

function ratiosTable(summary) {
  let text = row(["ratio", ...summary.map(({ id }) => id)]);
  text += row(["---", ...summary.map(() => "---:")]);
  text += row(["fastest peer", ...summary.map(({ best }) => best?.name ?? "–")]);
  for (const output of ["fresh", "kept"]) {
    const ratios = summary.map(({ ours, best }) => digits(ours[output] / best?.ms));
    text += row([`ours, ${output} output / fastest peer`, ...ratios]);
  }
  const keptRatios = summary.map(({ ours, bestKept }) => digits(ours.kept / bestKept));
  text += row(["ours, kept output / OpenCV.js, kept output", ...keptRatios]);
  for (const output of ["fresh", "kept"]) {
    const ratios = summary.map(({ ours, roofline }) => digits(ours[output] / roofline[output]));
    text += row([`ours, ${output} output / roofline`, ...ratios]);
  }
  return text;
}

function aimsTable(judgement) {
  let text = row(["aim", "at most", "measured", ""]) + row(["---", "---:", "---:", "---"]);
  for (const { aim, limit, ratio, met } of judgement) {
    const verdict = Number.isFinite(ratio) ? (met ? "met" : "**missed**") : "not measured";
    text += row([aim, limit, digits(ratio), verdict]);
  }
  return text;
}

/** The report as Markdown, and its numbers. */
export function report(measured) {
  const { machine, date, rounds, isQuick, roofline, workloads } = measured;
  const summary = workloads.map((workload) => summarised(workload, roofline));
  const judgement = judged(summary, workloads);
  const gigaflops = digits(roofline.flopsPerMs / 1e6);
  const copy = [roofline.keptMsPerByte, roofline.freshMsPerByte].map((ms) => digits(ms * 48e6));
  const lines = [
    `Measured on ${date}: ${machine.cpu}, ${machine.cores} cores, Chromium ${machine.chromium}, one thread each, ` +
      `${rounds} rounds${isQuick ? " (quick)" : ""}.`,
    timesTable(measured, summary),
    `Roofline: ${gigaflops} GFLOP/s in float32; 48 MB into a kept array ${copy[0]} ms, into a new one ${copy[1]} ms.`,
    ratiosTable(summary),
    aimsTable(judgement),
    ...feltLines(measured),
    ...workloads.map(({ id, title }) => `- ${id}: ${title}`),
    ...notesOf(workloads),
  ];
  return {
    markdown: `${lines
      .map((line) => line.trimEnd())
      .join("\n\n")
      .replaceAll("\n\n- ", "\n- ")}\n`,
    summary: { workloads: summary, aims: judgement, felt: measured.felt && feltOf(measured) },
  };
}

/** What "failed" and "WRONG" in a cell stand for. */
function notesOf(workloads) {
  return workloads.flatMap(({ id, results, tolerance }) =>
    results.flatMap(({ name, failure, wrong }) => {
      if (wrong !== undefined) return [`- ${id}, ${name}: WRONG, error ${digits(wrong)} where ${tolerance} is allowed`];
      return failure === undefined ? [] : [`- ${id}, ${name}: failed: ${failure.split("\n")[0].slice(0, 200)}`];
    }),
  );
}

/** Sentences for what makes the command fail: a wrong result of anybody, and any failure of ours. */
export function failuresOf({ workloads }) {
  return workloads.flatMap(({ id, results }) =>
    results
      .filter(
        ({ name, failure, wrong }) => wrong !== undefined || (failure !== undefined && name.startsWith("Convscope")),
      )
      .map(({ name }) => `${id}: ${name} is wrong or failed; see above`),
  );
}
