/** The READMEs of the ops say what libraries and the core answer, and say the same in both languages. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { before, describe, test } from "node:test";
import init, { params } from "../../pkg/convscope.js";
import { text } from "./tensors.mjs";

const ops = readdirSync(new URL("../../src/ops", import.meta.url)).sort();
const readme = { en: (op) => text(`src/ops/${op}/README.md`), ko: (op) => text(`src/ops/${op}/README.ko.md`) };
const { differences } = JSON.parse(text("tests/oracle/differences.json"));

const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const numbers = (words) => words.match(/\d+(?:\.\d+)?(?:e-?\d+)?/g) ?? [];
const quoted = (words) => [...words.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
const shape = (axes) => `(${axes.join(", ")}${axes.length === 1 ? "," : ""})`;

/** The fences of a README, and what is left without them. */
function parts(markdown) {
  const fences = [];
  const prose = markdown.replace(/^```(\w*)\n([\s\S]*?)^```$/gm, (_, language, code) => {
    fences.push({ language: language || "rust", code });
    return "";
  });
  return { fences, prose, rows: prose.split("\n").filter((line) => line.startsWith("|")) };
}

const cells = (row) => row.split("|").slice(1, -1);
/** A cell's numbers and its code that holds no words of a language. */
const facts = (cell) => [numbers(cell), quoted(cell).filter((code) => !/[가-힣]|\b(top|bottom|left|right)\b/.test(code))];

before(() => init());

describe("the README of", () => {
  for (const op of ops) {
    test(`${op} says the same in Korean and in English`, () => {
      const [en, ko] = [parts(readme.en(op)), parts(readme.ko(op))];
      const headings = ({ prose }) => prose.match(/^#+(?= )/gm);
      assert.deepEqual(headings(ko), headings(en));
      assert.ok(headings(en).length >= 9);
      assert.deepEqual(
        ko.rows.map((row) => cells(row).map(facts)),
        en.rows.map((row) => cells(row).map(facts)),
      );
      const stated = ({ language, code }) => [language, language === "rust" ? code : numbers(code)];
      assert.deepEqual(ko.fences.map(stated), en.fences.map(stated));
      const links = ({ prose }) => [...prose.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target).sort();
      assert.deepEqual(links(ko), links(en));
    });

    test(`${op} quotes every call of the libraries beside its answer`, () => {
      const examples = differences.filter((example) => example.op === op);
      assert.ok(examples.length > 0, "no example of a difference");
      for (const { rows } of Object.values(readme).map((of) => parts(of(op)))) {
        const pairs = rows.map(quoted);
        for (const { shows, answers } of examples) {
          for (const answer of answers) {
            const said = answer.error ?? (shows === "shape" ? shape(answer.shape) : answer.text);
            const found = pairs.some(([call, got]) => call === answer.call && got === said);
            assert.ok(found, `no row says that ${answer.call} is ${said}`);
          }
        }
      }
    });

    test(`${op} names every parameter with the limits of the core`, () => {
      for (const { rows } of Object.values(readme).map((of) => parts(of(op)))) {
        for (const { name, min, max, default: initial } of params(camelCase(op))) {
          const row = rows.map(cells).find(([first = ""]) => camelCase(first.trim()) === `\`${name}\``);
          assert.ok(row, `no row for ${name}`);
          const offered = row.at(-1).match(/-?\d+(?:\.\d+)?/g).map(Number);
          assert.deepEqual(offered, [min, max, Math.fround(initial)].map((value) => Number(value.toFixed(6))));
        }
      }
    });

    test(`${op} shows where its sources are`, () => {
      for (const of of Object.values(readme)) {
        for (const file of ["naive.rs", "simd.rs", "kernel.wgsl"]) assert.ok(of(op).includes(`\`${file}\``), file);
      }
    });
  }
});

test("no difference is told of an op that is not there", () => {
  assert.deepEqual([...new Set(differences.map(({ op }) => op))].sort(), ops);
});
