/** The state of the lab, and how links and attributes spell it. */
import { colourFilters } from "../../engine/colour-filters.ts";
import { limitsOf } from "../../engine/core.ts";
import type { View } from "../../engine/types.ts";
import type { PixelState } from "../lab/pixel-lab.ts";
import * as fields from "../lab/schema.ts";
import { type Speed, speeds } from "../playback/playback.ts";
import { bank, type FilterState } from "./bank.ts";

/** The whole state of the lab. */
export interface FiltersState extends PixelState {
  filters: FilterState[];
  /** The chosen map, counted from 0. */
  map: number;
  strides: fields.Pair;
  padding: fields.PaddingState;
  view: View;
  speed: Speed;
}

const limits = (name: string) => () => limitsOf("conv2d", name);
const start = (["vertical-edge", "horizontal-edge", "blur", "red-cyan"] as const).map((name) => ({
  planes: colourFilters[name],
  bias: 0,
}));

export const schema: fields.Schema<FiltersState> = {
  image: fields.text("china"),
  filters: bank(start),
  map: fields.number(0, () => ({ min: 0, max: 7 })),
  strides: fields.pair([1, 1], limits("strides")),
  padding: fields.padding(limits("padding")),
  view: fields.choice(["gray", "viridis"], "gray"),
  cell: fields.cell(),
  speed: fields.choice(speeds, "ten"),
};
