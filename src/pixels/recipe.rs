//! A grey worked out in the open: one fraction for every method.

use super::Grey;

/// `(weights · pixel + added) / divisor`, cut to an integer. Adding half the divisor before the cut is rounding to nearest.
///
/// ```
/// use convscope::pixels::Grey;
/// let mean = Grey::Mean.recipe();
/// assert_eq!((mean.weights, mean.added, mean.divisor), ([1, 1, 1], 0, 3));
/// assert_eq!(mean.products([52, 120, 200]), [52, 120, 200]);
/// assert_eq!(mean.sum([52, 120, 200]), 372); // 372 / 3 = 124
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// What each colour is multiplied by.
    pub weights: [u32; 3],
    /// What is added before the division.
    pub added: u32,
    /// What the sum is divided by.
    pub divisor: u32,
}

impl Grey {
    /// How the method computes. [`Grey::of`] gives the same, in a form that is quick for a whole picture.
    pub fn recipe(self) -> Recipe {
        let (weights, added, divisor) = match self {
            Self::Mean => ([1, 1, 1], 0, 3),
            Self::Rec601 => ([19_595, 38_470, 7_471], 1 << 15, 1 << 16),
            Self::Rec709 => ([2_126, 7_152, 722], 5_000, 10_000),
            Self::R => ([1, 0, 0], 0, 1),
            Self::G => ([0, 1, 0], 0, 1),
            Self::B => ([0, 0, 1], 0, 1),
        };
        Recipe {
            weights,
            added,
            divisor,
        }
    }
}

impl Recipe {
    /// Each colour times its weight.
    pub fn products(&self, pixel: [u8; 3]) -> [u32; 3] {
        let [r, g, b] = pixel.map(u32::from);
        let [of_r, of_g, of_b] = self.weights;
        [r * of_r, g * of_g, b * of_b]
    }

    /// The products and what is added, before the division.
    pub fn sum(&self, pixel: [u8; 3]) -> u32 {
        self.products(pixel).iter().sum::<u32>() + self.added
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recipe_gives_the_grey_of_its_method() {
        for (name, method) in Grey::NAMES {
            let recipe = method.recipe();
            for code in (0..1 << 24).step_by(97) {
                let pixel = [code >> 16, code >> 8, code].map(|byte: u32| byte as u8);
                let grey = recipe.sum(pixel) / recipe.divisor;
                assert_eq!(grey, u32::from(method.of(pixel)), "{name} of {pixel:?}");
            }
        }
    }
}
