// What every kernel is given first; its Plan holds one Band and two Lines, then the op's own words.

// What this dispatch computes: some rows of some pictures.
struct Band { pictures: u32, in_y: u32, in_rows: u32, out_y: u32, out_rows: u32 }

// One axis of the window on the input.
struct Line { axis: u32, kernel: u32, stride: u32, dilation: u32, before: u32, after: u32, input: u32, output: u32 }

const SIGN = 0x80000000u;
const INFINITY = 0x7f800000u;

// WGSL lets a compiler assume that no NaN occurs; the bits of a value are not touched by that.
fn is_nan(bits: u32) -> bool {
    return (bits & ~SIGN) > INFINITY;
}

