/** Signed values as colours: blue is positive, orange negative, and the ground of every map is 0. */
import type { Preview } from "../../engine/types.ts";

type Rgb = [number, number, number];

export interface SignedPalette {
  zero: Rgb;
  positive: Rgb;
  negative: Rgb;
}

/** The colours of a lab, as its style sheet has them right now; `ground` names that of 0. */
export function signedPaletteOf(element: Element, ground: "sunken" | "surface" = "sunken"): SignedPalette {
  const style = getComputedStyle(element);
  const read = (name: string) => rgbOf(style.getPropertyValue(`--${name}`).trim());
  return { zero: read(ground), positive: read("positive"), negative: read("negative") };
}

/** `#1769b0`, or `#fff` as a minifier writes it. */
function rgbOf(hex: string): Rgb {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : hex.slice(1).match(/../g);
  return (digits ?? []).map((pair) => Number.parseInt(pair, 16)) as Rgb;
}

/** `strongest` and beyond have the full colour. */
export function signedPreview(
  values: ArrayLike<number>,
  [height, width]: readonly number[],
  strongest: number,
  { zero, positive, negative }: SignedPalette,
): Preview {
  const data = new Uint8ClampedArray(height * width * 4);
  for (let i = 0; i < height * width; i += 1) {
    const share = strongest > 0 ? Math.min(1, Math.abs(values[i]) / strongest) : 0;
    const colour = values[i] < 0 ? negative : positive;
    for (let c = 0; c < 3; c += 1) data[i * 4 + c] = zero[c] + (colour[c] - zero[c]) * share;
    data[i * 4 + 3] = 255;
  }
  return { data, height, width, factor: 1 };
}
