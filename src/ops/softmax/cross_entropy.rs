//! Softmax and cross-entropy as one: the loss of a classifier, and its gradient by the scores.
//!
//! The cross-entropy of a row is `-ln(share of the right class)`, which is `ln(Σ e^score) - score of the right class`. Taking the
//! largest score off first keeps it exact where the share itself would round to 0 and its logarithm be infinite.

use crate::elementary::{exp, ln};
#[cfg(feature = "gpu")]
use crate::kernel::gradient_wgsl;

/// The same for every row of a batch, on a GPU.
#[cfg(feature = "gpu")]
pub const WGSL: &str = gradient_wgsl!("cross_entropy.wgsl");

/// The loss of one row of scores. `shares` are overwritten with its softmax.
pub fn row(scores: &[f32], right: usize, shares: &mut [f32]) -> f64 {
    let largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0_f64;
    for (share, score) in shares.iter_mut().zip(scores) {
        *share = exp(score - largest);
        sum += f64::from(*share);
    }
    for share in shares.iter_mut() {
        *share = (f64::from(*share) / sum) as f32;
    }
    // Not finite where a score is not.
    ln(sum)
        + (f64::from(largest) - f64::from(scores[right]))
        + f64::from(scores.iter().fold(0.0, |nan, score| nan * score))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_that_rounds_to_nothing_keeps_its_loss() {
        let mut shares = [0.0; 2];
        assert_eq!(row(&[0.0, 1000.0], 0, &mut shares), 1000.0);
        assert_eq!(shares, [0.0, 1.0]);
        assert!((row(&[0.0, 0.0], 1, &mut shares) - core::f64::consts::LN_2).abs() < 1e-15);
    }

    #[test]
    fn scores_that_are_no_numbers_make_no_loss() {
        let mut shares = [0.0; 2];
        assert!(!row(&[f32::NAN, 1.0], 1, &mut shares).is_finite());
        assert!(!row(&[f32::INFINITY, 1.0], 0, &mut shares).is_finite());
        assert!(!row(&[f32::NEG_INFINITY, 1.0], 0, &mut shares).is_finite());
    }
}
