//! All that a network has learned, on the GPU: weights, gradients and the optimizer's memory side by side, each tensor from a
//! place on that can be bound.

use super::slice::plain;
use crate::{
    error::Error,
    gpu::{
        Gpu, Resident,
        program::{ALIGNED, Dispatch, Part, Program},
    },
    kernel::{Kernel, gradient_wgsl},
    tensor::Tensor,
};

/// Words of the settings: pictures, rate, momentum, rule.
pub const SETTINGS: usize = 4;
/// Words that say how it goes: diverged, first loss there, its bits, steps that stood still since.
pub const HEALTH: usize = 4;
/// What the guard adds behind the pictures' losses: diverged, steps that stood still.
pub const VERDICT: usize = 2;

pub struct Shelf {
    /// Where each tensor begins, and how long it is.
    places: Vec<(usize, usize)>,
    pub weights: Resident,
    pub gradients: Resident,
    /// Velocities, or running means.
    pub first: Resident,
    /// Running mean squares.
    pub second: Resident,
    pub settings: Resident,
    pub health: Resident,
    /// Stands for a bias that there is not.
    pub zero: Resident,
}

impl Shelf {
    /// Room for as many values as `weights` have, all 0.
    pub async fn new(gpu: &Gpu, weights: &[Tensor]) -> Result<Self, Error> {
        let mut places = Vec::with_capacity(weights.len());
        let mut end = 0_usize;
        for tensor in weights {
            let first = end.next_multiple_of(ALIGNED);
            places.push((first, tensor.shape().len()));
            end = first + tensor.shape().len();
        }
        let len = end.max(1);
        Ok(Self {
            places,
            weights: gpu.room(len).await?,
            gradients: gpu.room(len).await?,
            first: gpu.room(len).await?,
            second: gpu.room(len).await?,
            settings: gpu.room(SETTINGS).await?,
            health: gpu.room(HEALTH).await?,
            zero: gpu.room(1).await?,
        })
    }

    /// One tensor's values in one of the residents.
    pub fn part<'a>(&self, of: &'a Resident, at: usize) -> Part<'a> {
        let (first, len) = self.places[at];
        Part::new(of, first, len)
    }

    /// The tensors as they lie here, with zeros between them; none: all zeros.
    pub fn laid(&self, tensors: &[Tensor]) -> Vec<f32> {
        let mut values = vec![0.0; self.weights.len()];
        for (tensor, &(first, len)) in tensors.iter().zip(&self.places) {
            values[first..first + len].copy_from_slice(tensor.data());
        }
        values
    }

    /// What was read back, in tensors.
    pub fn take(&self, values: &[f32], tensors: &mut [Tensor]) {
        for (tensor, &(first, len)) in tensors.iter_mut().zip(&self.places) {
            tensor.data_mut().copy_from_slice(&values[first..first + len]);
        }
    }

    /// The end of a step on so many pictures: whether all is well, and then the weights move.
    pub async fn ending(&self, gpu: &Gpu, told: &Resident, pictures: usize) -> Result<Program, Error> {
        let (count, guard) = (self.weights.len(), gradient_wgsl!("guard.wgsl"));
        let guard = Kernel {
            params: vec![count as u32, pictures as u32],
            turns: count.div_ceil(64),
            ..plain("guard", guard, 1)?
        };
        let update = plain("update", gradient_wgsl!("update.wgsl"), count)?;
        let memory = [&self.first, &self.second, &self.weights];
        let dispatches = [
            Dispatch {
                kernel: guard,
                bound: [&self.gradients, told, &self.health].map(Part::from).to_vec(),
            },
            Dispatch {
                kernel: update,
                bound: [&self.settings, &self.health, &self.gradients]
                    .into_iter()
                    .chain(memory)
                    .map(Part::from)
                    .collect(),
            },
        ];
        gpu.record(&dispatches).await
    }
}
