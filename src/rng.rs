//! Random numbers that are the same on every machine: the seed is always visible.

/// `SplitMix64` (Steele, Lea, Flood 2014): one word of state, good enough for a shuffle or first weights.
///
/// ```
/// use convscope::Rng;
/// let mut shuffled = Rng::new(1).permutation(5);
/// assert_eq!(shuffled, Rng::new(1).permutation(5));
/// shuffled.sort_unstable();
/// assert_eq!(shuffled, [0, 1, 2, 3, 4]);
/// ```
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// A generator that begins at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A generator of its own for a numbered part of a run, such as an epoch.
    pub fn part(seed: u64, number: u64) -> Self {
        Self::new(Self::new(seed).bits() ^ Self::new(number).bits())
    }

    /// From `-limit` to `limit`, in steps that a float of 24 bits holds.
    pub fn within(&mut self, limit: f32) -> f32 {
        let share = (self.bits() >> 40) as f32 / (1 << 24) as f32;
        (2.0 * share - 1.0) * limit
    }

    /// A whole number from 0 to `limit`, which is not part of it.
    #[inline(never)]
    pub fn below(&mut self, limit: u32) -> u32 {
        // The upper 32 bits as a fraction of `limit`; what that prefers, it prefers by less than one in four thousand million.
        ((u64::from(limit) * (self.bits() >> 32)) >> 32) as u32
    }

    /// The numbers 0 to `count - 1`, shuffled (Fisher and Yates).
    pub fn permutation(&mut self, count: u32) -> Vec<u32> {
        let mut order: Vec<u32> = (0..count).collect();
        for last in (1..count).rev() {
            order.swap(last as usize, self.below(last + 1) as usize);
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bits_are_those_of_the_published_generator() {
        // The first outputs of the reference implementation for the seed 1234567.
        let mut rng = Rng::new(1_234_567);
        let first = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        assert_eq!(first.map(|_| rng.bits()), first);
    }

    #[test]
    fn a_permutation_holds_each_number_once_and_is_another_one_for_another_seed() {
        for count in [0, 1, 2, 25, 1024] {
            let mut order = Rng::new(7).permutation(count);
            if count > 2 {
                assert_ne!(order, Rng::new(8).permutation(count));
            }
            order.sort_unstable();
            assert_eq!(order, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn values_lie_within_their_limit_and_parts_differ() {
        let mut rng = Rng::part(5, 0);
        let values: Vec<f32> = (0..1000).map(|_| rng.within(0.5)).collect();
        assert!(values.iter().all(|value| (-0.5..0.5).contains(value)));
        assert!(values.iter().sum::<f32>().abs() < 30.0 && values.iter().any(|value| *value < -0.45));
        assert_ne!(Rng::part(5, 0).bits(), Rng::part(5, 1).bits());
        assert_ne!(Rng::part(5, 0).bits(), Rng::part(6, 0).bits());
    }

    #[test]
    fn every_order_of_three_is_about_equally_frequent() {
        let mut rng = Rng::new(3);
        let mut seen = std::collections::BTreeMap::new();
        (0..6000).for_each(|_| *seen.entry(rng.permutation(3)).or_insert(0) += 1);
        assert_eq!(seen.len(), 6);
        assert!(seen.values().all(|&count| (900..1100).contains(&count)), "{seen:?}");
    }
}
