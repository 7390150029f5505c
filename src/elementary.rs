//! Exponential, logarithm and hyperbolic tangent with the same bits on every machine.
//!
//! A system's own `expf` and `logf` differ in their last digits from one library to the next, and a training run would soon
//! differ with them. These use only additions, multiplications and divisions in 64 bits, which are the same everywhere, and
//! round once at the end. They are within one unit in the last place of the true value.

use core::f64::consts::{LN_2, LOG2_E, SQRT_2};

/// e to the power `x`.
pub fn exp(x: f32) -> f32 {
    wide_exp(f64::from(x)) as f32
}

/// The hyperbolic tangent, `(e^x - e^-x) / (e^x + e^-x)`.
pub fn tanh(x: f32) -> f32 {
    let wide = f64::from(x);
    if wide.abs() < 1e-4 {
        // The difference below would cancel; the next term is beyond the last digit.
        return (wide * (1.0 - wide * wide / 3.0)) as f32;
    }
    if wide.abs() > 20.0 {
        return 1.0_f32.copysign(x);
    }
    let squared = wide_exp(2.0 * wide);
    ((squared - 1.0) / (squared + 1.0)) as f32
}

/// e to the power `x`, for what does not have to reach beyond `f32`.
///
/// `x = k·ln 2 + r` with `|r|` at most half of ln 2; the series of `e^r` ends after the 13th power.
fn wide_exp(x: f64) -> f64 {
    // The second part of ln 2, so that `r` keeps its last digits.
    const LN_2_REST: f64 = 2.319_046_813_846_299_6e-17;
    if x.is_nan() {
        return x;
    }
    if x > 200.0 {
        return f64::INFINITY;
    }
    if x < -200.0 {
        return 0.0;
    }
    let k = (x * LOG2_E + 0.5_f64.copysign(x)) as i64;
    let r = x - k as f64 * LN_2 - k as f64 * LN_2_REST;
    let mut sum = 1.0;
    for power in (1..=13).rev() {
        sum = 1.0 + sum * r / f64::from(power);
    }
    sum * f64::from_bits(((1023 + k) as u64) << 52)
}

/// The natural logarithm of a positive, finite, normal number.
///
/// `x = 2^k·m` with `m` around 1, and `ln m = 2·(s + s³/3 + s⁵/5 + …)` with `s = (m - 1) / (m + 1)`.
pub fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    let mut k = (bits >> 52) as i64 - 1023;
    let mut m = f64::from_bits((bits & ((1 << 52) - 1)) | (1023 << 52));
    if m > SQRT_2 {
        (m, k) = (m / 2.0, k + 1);
    }
    let s = (m - 1.0) / (m + 1.0);
    let mut sum = 0.0;
    for odd in (1..=23).rev().step_by(2) {
        sum = sum * s * s + 1.0 / f64::from(odd);
    }
    k as f64 * LN_2 + 2.0 * s * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether two numbers are neighbours or the same.
    fn is_near(got: f32, want: f32) -> bool {
        got == want || (got.to_bits() as i64 - want.to_bits() as i64).abs() <= 1
    }

    #[test]
    fn they_agree_with_the_system_in_64_bits() {
        for step in -12_000..=12_000 {
            let x = step as f32 / 100.0 + step as f32 * 1e-7;
            let wide = f64::from(x);
            assert!(is_near(exp(x), wide.exp() as f32), "exp {x}: {}", exp(x));
            assert!(is_near(tanh(x), wide.tanh() as f32), "tanh {x}: {}", tanh(x));
            let small = x * 1e-5;
            assert!(is_near(tanh(small), f64::from(small).tanh() as f32), "tanh {small}");
            let positive = wide.abs() + 1e-3;
            assert!((ln(positive) - positive.ln()).abs() < 1e-14, "ln {positive}");
        }
    }

    #[test]
    fn edges_are_those_of_the_definition() {
        assert_eq!((exp(0.0), exp(200.0), exp(-200.0)), (1.0, f32::INFINITY, 0.0));
        assert_eq!((exp(f32::NEG_INFINITY), exp(f32::INFINITY)), (0.0, f32::INFINITY));
        assert!(exp(f32::NAN).is_nan() && tanh(f32::NAN).is_nan());
        assert_eq!(
            (tanh(f32::INFINITY), tanh(-50.0), tanh(-0.0).to_bits()),
            (1.0, -1.0, (-0.0_f32).to_bits())
        );
        assert_eq!(ln(1.0), 0.0);
    }

    #[test]
    fn the_bits_are_fixed() {
        // What every machine must give: a change here would change every training run.
        let inputs = [-87.3, -10.1, -1.0, -0.3, 0.1, 0.7, 1.0, 3.3, 80.2];
        let digest = inputs.iter().fold(0_u32, |digest, &x| {
            digest.rotate_left(5) ^ exp(x).to_bits() ^ tanh(x).to_bits().rotate_left(13)
        });
        assert_eq!(digest, 750_868_547);
    }
}
