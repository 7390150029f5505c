//! Numbers in sentences.

use core::fmt;

/// A number with at most six decimals. The formatting that `f64` brings along would be a tenth of the wasm that every
/// page loads.
pub struct Plain(pub f64);

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut head, mut exponent) = (self.0.abs(), 0);
        if head.is_nan() {
            return f.write_str("NaN");
        }
        if self.0 < 0.0 {
            f.write_str("-")?;
        }
        if head == f64::INFINITY {
            return f.write_str("inf");
        }
        if head >= 1e15 {
            while head >= 10.0 {
                (head, exponent) = (head / 10.0, exponent + 1);
            }
        }
        let millionths = (head.fract() * 1e6).round() as u64;
        write!(f, "{}", head as u64 + millionths / 1_000_000)?;
        let decimals = format!("{:06}", millionths % 1_000_000);
        let decimals = decimals.trim_end_matches('0');
        if !decimals.is_empty() {
            write!(f, ".{decimals}")?;
        }
        if exponent > 0 {
            write!(f, "e{exponent}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_plainly() {
        for (number, text) in [
            (0.0, "0"),
            (-1.0, "-1"),
            (1.5, "1.5"),
            (-0.25, "-0.25"),
            (65_536.0, "65536"),
            (0.999_999_9, "1"),
            (1.0 / 3.0, "0.333333"),
            (1e300, "1e300"),
            (-2.5e15, "-2.5e15"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(Plain(number).to_string(), text);
        }
    }
}
