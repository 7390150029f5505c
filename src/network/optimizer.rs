//! How gradients become steps, as Keras has it.

use super::state::{Kept, Memory};
use crate::{error::Error, tensor::Tensor};

/// How a weight moves. The numbers are those that Keras has unless told otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// Stochastic gradient descent: `velocity = momentum · velocity - rate · gradient`; the weight moves by the velocity.
    Sgd {
        /// How much of the last step is kept; 0 for none.
        momentum: f64,
    },
    /// Adam (Kingma and Ba, 2015): the gradient's running mean, over the root of its running mean square. Beta 0.9 and 0.999,
    /// epsilon 1e-7, added to the root before it is corrected for its start at 0; PyTorch adds it after.
    Adam,
}

/// A rule and how far it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Optimizer {
    /// How a weight moves.
    pub rule: Rule,
    /// How far.
    pub learning_rate: f64,
}

const BETA_1: f64 = 0.9;
const BETA_2: f64 = 0.999;
const EPSILON: f32 = 1e-7;

impl Optimizer {
    /// Plain gradient descent.
    pub fn sgd(learning_rate: f64) -> Self {
        Self {
            rule: Rule::Sgd { momentum: 0.0 },
            learning_rate,
        }
    }

    /// Gradient descent with momentum.
    pub fn momentum(learning_rate: f64, momentum: f64) -> Self {
        Self {
            rule: Rule::Sgd { momentum },
            learning_rate,
        }
    }

    /// Adam.
    pub fn adam(learning_rate: f64) -> Self {
        Self {
            rule: Rule::Adam,
            learning_rate,
        }
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        let within = |name, value: f64, max: f64| {
            let error = Error::OutOfRange {
                name,
                value,
                min: 0.0,
                max,
            };
            if (0.0..=max).contains(&value) {
                Ok(())
            } else {
                Err(error)
            }
        };
        within("learningRate", self.learning_rate, 1e6)?;
        match self.rule {
            Rule::Sgd { momentum } => within("momentum", momentum, 1.0),
            Rule::Adam => Ok(()),
        }
    }

    fn kept(&self) -> Kept {
        match self.rule {
            Rule::Sgd { momentum: 0.0 } => Kept::Nothing,
            Rule::Sgd { .. } => Kept::Velocity,
            Rule::Adam => Kept::Moments,
        }
    }
}

impl Memory {
    /// Another rule than in the step before begins with nothing remembered: then true. The step is counted.
    pub(super) fn begin(&mut self, optimizer: &Optimizer, gradients: &[Tensor]) -> bool {
        let zeros = || {
            gradients
                .iter()
                .map(|gradient| Tensor::zeros(gradient.shape()))
                .collect()
        };
        let forgets = self.kept != optimizer.kept();
        if forgets {
            *self = Self {
                kept: optimizer.kept(),
                first: if optimizer.kept() == Kept::Nothing {
                    Vec::new()
                } else {
                    zeros()
                },
                second: if optimizer.kept() == Kept::Moments {
                    zeros()
                } else {
                    Vec::new()
                },
                ..Self::default()
            };
        }
        self.steps += 1;
        if self.kept == Kept::Moments {
            self.powers = [self.powers[0] * BETA_1, self.powers[1] * BETA_2];
        }
        forgets
    }

    /// As if the last `steps` had not begun.
    #[cfg(feature = "gpu")]
    pub(super) fn take_back(&mut self, steps: u64) {
        self.steps = self.steps.saturating_sub(steps);
        if self.kept == Kept::Moments {
            self.powers = (0..self.steps).fold([1.0; 2], |[mean, square], _| [mean * BETA_1, square * BETA_2]);
        }
    }

    /// How far the weights move now: Adam's rate, corrected for its start at 0.
    pub(super) fn rate(&self, optimizer: &Optimizer) -> f32 {
        let rate = optimizer.learning_rate;
        match self.kept {
            Kept::Moments => (rate * (1.0 - self.powers[1]).sqrt() / (1.0 - self.powers[0])) as f32,
            _ => rate as f32,
        }
    }

    /// Moves the weights.
    pub(super) fn update(&mut self, optimizer: &Optimizer, gradients: &[Tensor], weights: &mut [Tensor]) {
        self.begin(optimizer, gradients);
        let rate = self.rate(optimizer);
        match optimizer.rule {
            Rule::Sgd { momentum: 0.0 } => {
                for (weights, gradients) in weights.iter_mut().zip(gradients) {
                    let pairs = weights.data_mut().iter_mut().zip(gradients.data());
                    pairs.for_each(|(weight, gradient)| *weight -= rate * gradient);
                }
            }
            Rule::Sgd { momentum } => self.roll(momentum as f32, rate, gradients, weights),
            Rule::Adam => self.adam(rate, gradients, weights),
        }
    }

    fn roll(&mut self, momentum: f32, rate: f32, gradients: &[Tensor], weights: &mut [Tensor]) {
        for ((weights, gradients), velocity) in weights.iter_mut().zip(gradients).zip(&mut self.first) {
            let pairs = weights.data_mut().iter_mut().zip(gradients.data());
            for ((weight, gradient), velocity) in pairs.zip(velocity.data_mut()) {
                *velocity = momentum * *velocity - rate * gradient;
                *weight += *velocity;
            }
        }
    }

    fn adam(&mut self, rate: f32, gradients: &[Tensor], weights: &mut [Tensor]) {
        let moments = self.first.iter_mut().zip(&mut self.second);
        for ((weights, gradients), (mean, square)) in weights.iter_mut().zip(gradients).zip(moments) {
            let pairs = weights.data_mut().iter_mut().zip(gradients.data());
            let moments = mean.data_mut().iter_mut().zip(square.data_mut());
            for ((weight, gradient), (mean, square)) in pairs.zip(moments) {
                *mean += (gradient - *mean) * (1.0 - BETA_1) as f32;
                *square += (gradient * gradient - *square) * (1.0 - BETA_2) as f32;
                *weight -= *mean * rate / (square.sqrt() + EPSILON);
            }
        }
    }
}
