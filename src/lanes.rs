//! Four `f32` side by side: wasm's `v128` where there is SIMD, an array everywhere else.
//!
//! Every operation is the scalar one, lane by lane. There is no fused multiply-add: it rounds once where the
//! definition rounds twice, and the fast paths promise the definition's numbers bit for bit (but for Winograd's).
//!
//! Tried: relaxed SIMD's multiply-add. In Chromium it takes a tenth off a 3×3 kernel on a photo and a sixth off 11×11, off many
//! filters and off Winograd's: too little for a second module, and for digits that depend on who computes.

#![allow(
    unsafe_code,
    reason = "wasm reads and writes v128 through pointers; this is the only file that may"
)]

/// How many values stand side by side.
pub const LANES: usize = 4;

/// Four values.
#[derive(Clone, Copy)]
pub struct F32x4(raw::Raw);

impl F32x4 {
    /// The same value in every lane.
    #[inline(always)]
    pub fn splat(value: f32) -> Self {
        Self(raw::splat(value))
    }

    /// The first four of `values`.
    ///
    /// # Panics
    /// When there are fewer.
    #[inline(always)]
    pub fn load(values: &[f32]) -> Self {
        Self(raw::load(four(values)))
    }

    /// `values[0]`, `values[step]`, `values[2·step]`, `values[3·step]`; reads nothing beyond the last of them.
    ///
    /// `STEP` is the step where it is known to the compiler, and 0 where only `step` knows it.
    ///
    /// # Panics
    /// When there are fewer than `3·step + 1` values.
    #[inline(always)]
    pub fn load_every<const STEP: usize>(values: &[f32], step: usize) -> Self {
        Self(match STEP {
            1 => raw::load(four(values)),
            // Values 0 and 2 of one load, 4 and 6 of another that starts at value 3.
            2 => raw::lanes_0_2_5_7(raw::load(four(values)), raw::load(four(&values[3..]))),
            // Values 0 and 3 of one load, 6 and 9 of another that starts at value 6.
            3 => raw::lanes_0_3_4_7(raw::load(four(values)), raw::load(four(&values[6..]))),
            _ => raw::load(&[values[0], values[step], values[2 * step], values[3 * step]]),
        })
    }

    /// Writes the four values to the front of `out`.
    ///
    /// # Panics
    /// When `out` is shorter.
    #[inline(always)]
    pub fn store(self, out: &mut [f32]) {
        *out.first_chunk_mut().expect("room for four values") = self.to_array();
    }

    /// The four values.
    #[inline(always)]
    pub fn to_array(self) -> [f32; LANES] {
        raw::to_array(self.0)
    }

    /// The sum, lane by lane.
    #[inline(always)]
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(raw::add(self.0, other.0))
    }

    /// The difference, lane by lane.
    #[inline(always)]
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(raw::sub(self.0, other.0))
    }

    /// The product, lane by lane.
    #[inline(always)]
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self(raw::mul(self.0, other.0))
    }

    /// `other` where it is larger, lane by lane; not where either is NaN.
    #[inline(always)]
    #[must_use]
    pub fn or_larger(self, other: Self) -> Self {
        Self(raw::larger(self.0, other.0))
    }

    /// `other` where it is smaller, lane by lane; not where either is NaN.
    #[inline(always)]
    #[must_use]
    pub fn or_smaller(self, other: Self) -> Self {
        Self(raw::smaller(self.0, other.0))
    }

    /// `other` where this value is negative; -0 and NaN are not.
    #[inline(always)]
    #[must_use]
    pub fn or_where_negative(self, other: Self) -> Self {
        Self(raw::or_where_negative(self.0, other.0))
    }

    /// This value where `a` is the same as `b`, two NaNs included, and 0 elsewhere; and the other way round.
    #[inline(always)]
    #[must_use]
    pub fn split_where_same(self, a: Self, b: Self) -> (Self, Self) {
        let (same, other) = raw::split_where_same(self.0, a.0, b.0);
        (Self(same), Self(other))
    }
}

/// The largest of the values met so far, lane by lane. A NaN wins and stays, and of `0.0` and `-0.0` the first met is kept.
#[derive(Clone, Copy)]
pub struct Largest {
    values: raw::Raw,
    /// NaN where one was met, else zero.
    holes: raw::Raw,
}

impl Largest {
    /// Before any value is met.
    #[inline(always)]
    pub fn none() -> Self {
        Self {
            values: raw::splat(f32::NEG_INFINITY),
            holes: raw::splat(0.0),
        }
    }

    /// Meets four more values.
    #[inline(always)]
    pub fn meet(&mut self, values: F32x4) {
        self.values = raw::larger(self.values, values.0);
        self.holes = raw::or_nan(self.holes, values.0);
    }

    /// The four largest.
    #[inline(always)]
    pub fn get(self) -> F32x4 {
        F32x4(raw::or_nan(self.values, self.holes))
    }
}

/// The mean of the three bytes of each of sixteen pixels, cut to a whole number.
#[inline(always)]
pub fn means_of_three(pixels: &[u8; 48]) -> [u8; 16] {
    raw::means_of_three(pixels)
}

#[inline(always)]
fn four(values: &[f32]) -> &[f32; LANES] {
    values.first_chunk().expect("four values")
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod raw {
    use core::arch::wasm32::{
        f32x4_add, f32x4_eq, f32x4_lt, f32x4_mul, f32x4_ne, f32x4_pmax, f32x4_pmin, f32x4_splat, f32x4_sub,
        i8x16_swizzle, i16x8_narrow_i32x4, i16x8_q15mulr_sat, i16x8_splat, i16x8_sub, i32x4_shuffle, u8x16,
        u8x16_narrow_i16x8, u16x8_extadd_pairwise_u8x16, u32x4_extadd_pairwise_u16x8, v128, v128_and, v128_andnot,
        v128_bitselect, v128_load, v128_or, v128_store,
    };

    pub type Raw = v128;

    #[inline(always)]
    pub fn splat(value: f32) -> Raw {
        f32x4_splat(value)
    }

    #[inline(always)]
    pub fn load(values: &[f32; 4]) -> Raw {
        // SAFETY: the reference is to sixteen readable bytes, and v128_load asks for no alignment.
        unsafe { v128_load(values.as_ptr().cast()) }
    }

    #[inline(always)]
    pub fn to_array(a: Raw) -> [f32; 4] {
        let mut values = [0.0; 4];
        // SAFETY: `values` is sixteen writable bytes, and v128_store asks for no alignment.
        unsafe { v128_store(values.as_mut_ptr().cast(), a) }
        values
    }

    #[inline(always)]
    pub fn add(a: Raw, b: Raw) -> Raw {
        f32x4_add(a, b)
    }

    #[inline(always)]
    pub fn sub(a: Raw, b: Raw) -> Raw {
        f32x4_sub(a, b)
    }

    #[inline(always)]
    pub fn mul(a: Raw, b: Raw) -> Raw {
        f32x4_mul(a, b)
    }

    /// `a` where either is NaN.
    #[inline(always)]
    pub fn larger(a: Raw, b: Raw) -> Raw {
        f32x4_pmax(a, b)
    }

    /// `a` where either is NaN.
    #[inline(always)]
    pub fn smaller(a: Raw, b: Raw) -> Raw {
        f32x4_pmin(a, b)
    }

    /// `a`, but NaN where `b` is.
    #[inline(always)]
    pub fn or_nan(a: Raw, b: Raw) -> Raw {
        v128_or(a, f32x4_ne(b, b))
    }

    #[inline(always)]
    pub fn or_where_negative(a: Raw, b: Raw) -> Raw {
        v128_bitselect(b, a, f32x4_lt(a, f32x4_splat(0.0)))
    }

    #[inline(always)]
    pub fn split_where_same(values: Raw, a: Raw, b: Raw) -> (Raw, Raw) {
        let same = v128_or(f32x4_eq(a, b), v128_and(f32x4_ne(a, a), f32x4_ne(b, b)));
        (v128_and(values, same), v128_andnot(values, same))
    }

    #[inline(always)]
    pub fn lanes_0_2_5_7(a: Raw, b: Raw) -> Raw {
        i32x4_shuffle::<0, 2, 5, 7>(a, b)
    }

    #[inline(always)]
    pub fn lanes_0_3_4_7(a: Raw, b: Raw) -> Raw {
        i32x4_shuffle::<0, 3, 4, 7>(a, b)
    }

    #[inline(always)]
    pub fn means_of_three(pixels: &[u8; 48]) -> [u8; 16] {
        // Three bytes and a zero for each of four pixels; the last four are those at the end of what was loaded.
        let first = u8x16(0, 1, 2, 16, 3, 4, 5, 16, 6, 7, 8, 16, 9, 10, 11, 16);
        let last = u8x16(4, 5, 6, 16, 7, 8, 9, 16, 10, 11, 12, 16, 13, 14, 15, 16);
        let sums = |at: usize, places| {
            let bytes: &[u8; 16] = pixels[at..].first_chunk().expect("four pixels and more");
            // SAFETY: the reference is to sixteen readable bytes, and v128_load asks for no alignment.
            let bytes = unsafe { v128_load(bytes.as_ptr().cast()) };
            u32x4_extadd_pairwise_u16x8(u16x8_extadd_pairwise_u8x16(i8x16_swizzle(bytes, places)))
        };
        // A third, cut, is a third of one less, rounded to nearest; 10923 / 2¹⁵ is as good as a third for sums of three bytes.
        let thirds = |low, high| {
            let sums = i16x8_narrow_i32x4(low, high);
            i16x8_q15mulr_sat(i16x8_sub(sums, i16x8_splat(1)), i16x8_splat(10_923))
        };
        let low = thirds(sums(0, first), sums(12, first));
        let high = thirds(sums(24, first), sums(32, last));
        let mut means = [0; 16];
        // SAFETY: `means` is sixteen writable bytes, and v128_store asks for no alignment.
        unsafe { v128_store(means.as_mut_ptr().cast(), u8x16_narrow_i16x8(low, high)) }
        means
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod raw {
    pub type Raw = [f32; 4];

    #[inline(always)]
    pub fn splat(value: f32) -> Raw {
        [value; 4]
    }

    #[inline(always)]
    pub fn load(values: &[f32; 4]) -> Raw {
        *values
    }

    #[inline(always)]
    pub fn to_array(a: Raw) -> [f32; 4] {
        a
    }

    #[inline(always)]
    pub fn add(a: Raw, b: Raw) -> Raw {
        [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]]
    }

    #[inline(always)]
    pub fn sub(a: Raw, b: Raw) -> Raw {
        [a[0] - b[0], a[1] - b[1], a[2] - b[2], a[3] - b[3]]
    }

    #[inline(always)]
    pub fn mul(a: Raw, b: Raw) -> Raw {
        [a[0] * b[0], a[1] * b[1], a[2] * b[2], a[3] * b[3]]
    }

    #[inline(always)]
    pub fn larger(a: Raw, b: Raw) -> Raw {
        core::array::from_fn(|i| if a[i] < b[i] { b[i] } else { a[i] })
    }

    #[inline(always)]
    pub fn smaller(a: Raw, b: Raw) -> Raw {
        core::array::from_fn(|i| if b[i] < a[i] { b[i] } else { a[i] })
    }

    #[inline(always)]
    pub fn or_nan(a: Raw, b: Raw) -> Raw {
        core::array::from_fn(|i| if b[i].is_nan() { b[i] } else { a[i] })
    }

    #[inline(always)]
    pub fn or_where_negative(a: Raw, b: Raw) -> Raw {
        core::array::from_fn(|i| if a[i] < 0.0 { b[i] } else { a[i] })
    }

    #[inline(always)]
    pub fn means_of_three(pixels: &[u8; 48]) -> [u8; 16] {
        core::array::from_fn(|i| {
            let [r, g, b] = [0, 1, 2].map(|c| u16::from(pixels[3 * i + c]));
            ((r + g + b) / 3) as u8
        })
    }

    #[inline(always)]
    pub fn split_where_same(values: Raw, a: Raw, b: Raw) -> (Raw, Raw) {
        let mask = |i: usize| {
            let same = (a[i] == b[i]) | ((a[i].is_nan()) & (b[i].is_nan()));
            u32::from(same).wrapping_neg()
        };
        let chosen = |flip: u32| core::array::from_fn(|i| f32::from_bits(values[i].to_bits() & (mask(i) ^ flip)));
        (chosen(0), chosen(u32::MAX))
    }

    #[inline(always)]
    pub fn lanes_0_2_5_7(a: Raw, b: Raw) -> Raw {
        [a[0], a[2], b[1], b[3]]
    }

    #[inline(always)]
    pub fn lanes_0_3_4_7(a: Raw, b: Raw) -> Raw {
        [a[0], a[3], b[0], b[3]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_skips_values_and_reads_no_further() {
        let values: Vec<f32> = (0..16).map(|i| i as f32).collect();
        assert_eq!(F32x4::load_every::<1>(&values[..4], 1).to_array(), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(F32x4::load_every::<2>(&values[..7], 2).to_array(), [0.0, 2.0, 4.0, 6.0]);
        assert_eq!(
            F32x4::load_every::<3>(&values[..10], 3).to_array(),
            [0.0, 3.0, 6.0, 9.0]
        );
        assert_eq!(F32x4::load_every::<0>(&values, 5).to_array(), [0.0, 5.0, 10.0, 15.0]);
    }

    #[test]
    fn nan_wins_and_the_first_zero_is_kept() {
        let mut largest = Largest::none();
        largest.meet(F32x4::load(&[f32::NAN, 1.0, -0.0, 2.0]));
        largest.meet(F32x4::load(&[5.0, f32::NAN, 0.0, 3.0]));
        let larger = largest.get().to_array();
        assert!(larger[0].is_nan() && larger[1].is_nan());
        assert_eq!(larger[2].to_bits(), (-0.0_f32).to_bits());
        assert_eq!(larger[3], 3.0);
    }

    #[test]
    fn only_what_is_below_zero_is_negative() {
        let values = F32x4::load(&[-1.0, -0.0, f32::NAN, f32::NEG_INFINITY]);
        let chosen = values.or_where_negative(F32x4::splat(7.0)).to_array();
        assert_eq!(
            (chosen[0], chosen[1].to_bits(), chosen[3]),
            (7.0, (-0.0_f32).to_bits(), 7.0)
        );
        assert!(chosen[2].is_nan());
    }

    #[test]
    fn a_value_goes_where_two_others_are_the_same() {
        let values = F32x4::load(&[1.0, 2.0, 3.0, 4.0]);
        let a = F32x4::load(&[5.0, f32::NAN, f32::NAN, -0.0]);
        let b = F32x4::load(&[6.0, f32::NAN, 1.0, 0.0]);
        let (same, other) = values.split_where_same(a, b);
        assert_eq!(
            (same.to_array(), other.to_array()),
            ([0.0, 2.0, 0.0, 4.0], [1.0, 0.0, 3.0, 0.0])
        );
    }

    #[test]
    fn multiply_and_add_round_twice() {
        let a = 1.0 + 1.0 / 4096.0; // its square needs a 25th bit
        let twice = F32x4::splat(a).times(F32x4::splat(a)).plus(F32x4::splat(-1.0));
        assert_eq!(twice.to_array(), [a * a - 1.0; 4]);
        assert_ne!(twice.to_array()[0], a.mul_add(a, -1.0));
    }
}
