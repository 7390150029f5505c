/** How much data goes in and comes out, and how many values can be learned. */
import { html, nothing } from "lit";
import { type Options, outputShape, valuesIn } from "../../engine/core.ts";
import type { filters } from "../../i18n/filters.ts";
import { formatBytes, formatTimes } from "../lab/amounts.ts";
import { formatCount, formatShape } from "../lab/format.ts";

/** First layers of networks that people know have this many filters. */
const common = [32, 64];

/** How many values there would be; null where no memory here could hold them. */
function countOf(shapeOf: () => number[]): number | null {
  try {
    return valuesIn(shapeOf());
  } catch {
    return null;
  }
}

const hasRoom = <T extends { values: number | null }>(one: T): one is T & { values: number } => one.values !== null;

interface Grown {
  /** `[1, h, w, 3]` */
  input: number[];
  /** `[k, k, 3, filters]` */
  filter: number[];
  options: Options;
}

export function renderGrowth({ input, filter, options }: Grown, words: (typeof filters)["ko"], lang: string) {
  const [, size, depth, count] = filter;
  const shapeOf = (filters: number) => outputShape("conv2d", input, [size, size, depth, filters], options);
  const before = valuesIn(input);
  const grown = [...new Set([count, ...common])].map((filters) => ({
    filters,
    name: words.mapRow(filters),
    values: countOf(() => shapeOf(filters)),
    now: filters === count,
  }));
  const rows = [{ name: words.inputRow, values: before, now: false }, ...grown.filter(hasRoom)];
  const most = Math.max(...rows.map(({ values }) => values));
  const amount = (values: number) => formatCount(values, lang);
  const bytes = (values: number) => formatBytes(values * Float32Array.BYTES_PER_ELEMENT, lang);
  const times = (values: number) => formatTimes(values / before);
  const after = grown[0].values ?? 0;
  const parameters = valuesIn(filter) + valuesIn([count]);
  return html`<div class="row growth">
    <div data-place="growth">
      <h4>${words.growth}</h4>
      <p class="mono">${words.shapes(formatShape(input), formatShape(filter), formatShape(shapeOf(count)))}</p>
      <p>
        ${words.grows(amount(before), amount(after), times(after))}
        ${grown
          .slice(1)
          .map((one) =>
            hasRoom(one) ? `${words.whatIf(one.filters, times(one.values))} ` : `${words.noRoom(one.filters)} `,
          )}
      </p>
      <div class="bars" role="list">
        ${rows.map(
          ({
            name,
            values,
            now,
          }) => html`<span role="listitem" aria-label=${`${name}: ${words.values(amount(values))}, ${bytes(values)}`}
              >${name}${now ? html` <b>(${words.now})</b>` : nothing}</span
            >
            <div class="track ${now ? "current" : ""}" aria-hidden="true">
              <div class="fill" .style=${`width: ${(values / most) * 100}%`}></div>
            </div>
            <span class="mono" aria-hidden="true">${amount(values)} · ${bytes(values)}</span>`,
        )}
      </div>
    </div>
    <div data-place="parameters">
      <h4>${words.parameters}</h4>
      <p class="total">${words.parametersSum(size, count, amount(parameters))}</p>
      <p class="muted">${words.parametersWords}</p>
    </div>
  </div>`;
}
