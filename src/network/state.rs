//! All that a network knows, as plain data: what is saved goes on as if it had never stopped.

use super::Network;
use crate::{error::Error, tensor::Tensor};

/// What an optimizer keeps from step to step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// Plain gradient descent.
    #[default]
    Nothing,
    /// A velocity for each weight.
    Velocity,
    /// A running mean and a running mean square for each.
    Moments,
}

/// An optimizer's memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Memory {
    /// What is kept.
    pub kept: Kept,
    /// Steps of this optimizer.
    pub steps: u64,
    /// Beta 1 and beta 2 to the power of the steps.
    pub powers: [f64; 2],
    /// Velocities, or means; none where nothing is kept.
    pub first: Vec<Tensor>,
    /// Mean squares, for Adam.
    pub second: Vec<Tensor>,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            kept: Kept::Nothing,
            steps: 0,
            powers: [1.0; 2],
            first: Vec::new(),
            second: Vec::new(),
        }
    }
}

/// All that a network knows besides its layers.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The seed.
    pub seed: u64,
    /// Steps it has learned.
    pub steps: u64,
    /// The loss of the first of them, by which a runaway is known.
    pub first_loss: Option<f64>,
    /// The weights, in the order of the layers.
    pub weights: Vec<Tensor>,
    /// The optimizer's memory.
    pub memory: Memory,
}

impl Network {
    /// A copy of all it knows.
    pub fn save(&self) -> State {
        State {
            seed: self.seed,
            steps: self.steps,
            first_loss: self.first_loss,
            weights: self.weights.clone(),
            memory: self.memory.clone(),
        }
    }

    /// Goes on from where a network with the same layers was saved.
    ///
    /// # Errors
    /// [`Error::WrongCount`] or [`Error::Unfit`]; then nothing is changed.
    pub fn restore(&mut self, state: State) -> Result<(), Error> {
        self.check_weights(&state.weights)?;
        let (first, second) = match state.memory.kept {
            Kept::Nothing => (false, false),
            Kept::Velocity => (true, false),
            Kept::Moments => (true, true),
        };
        for (list, is_needed) in [(&state.memory.first, first), (&state.memory.second, second)] {
            if is_needed {
                self.check_weights(list)?;
            }
        }
        self.seed = state.seed;
        self.steps = state.steps;
        self.first_loss = state.first_loss;
        self.weights = state.weights;
        self.memory = state.memory;
        Ok(())
    }
}
