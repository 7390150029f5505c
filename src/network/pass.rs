//! Forward and backward, a few pictures at a time.
//!
//! A batch goes through all layers in slices of so many pictures that a large batch needs no more memory than a small one: only
//! [`Network::forward`] keeps every activation. Each gradient is a sum over pictures in their order, so that for convolutions the
//! slices do not show in its bits. The buffers of a slice are kept for the next one, and for the next step.

use super::{
    Layer, Network,
    loss::{Loss, Outcome, Tally, Targets},
};
use crate::{error::Error, op::Op, op::gradient::Pass, ops::softmax::Softmax, shape::Shape, tensor::Tensor};

/// The most values of a slice's largest activation: 256 KB. Measured on a training step: a quarter of it takes a fortieth longer,
/// four times as much a fiftieth less.
const SLICE: usize = 1 << 16;

/// What a slice of some size computes in.
pub(super) struct Buffers {
    /// Its pictures.
    input: Tensor,
    /// What each layer gives.
    pub activations: Vec<Tensor>,
    /// The loss's derivative by what each layer gives.
    pub errors: Vec<Tensor>,
}

impl Network {
    /// Whether scores can be compared with labels.
    pub(super) fn check_output(&self) -> Result<(), Error> {
        let Some(last) = self.layers.last() else {
            return Err(Error::WrongCount {
                what: "layers",
                actual: 0,
                expected: 1,
            });
        };
        if self.loss == Loss::CrossEntropy && last.output.iter().rev().skip(1).any(|&dim| dim > 1) {
            return Err(Error::InLayer {
                layer: last.name.clone(),
                cause: Box::new(Error::Rank {
                    what: "output",
                    expected: "(n, classes), which a flatten layer before the last gives",
                    actual: self.batch_shape(1, &last.output)?.to_string(),
                }),
            });
        }
        Ok(())
    }

    /// The layers up to the scores: a last softmax belongs to the cross-entropy.
    pub(super) fn scored(&self) -> usize {
        let has_softmax = self.layers.last().is_some_and(|layer| layer.layer == Layer::Softmax);
        self.layers.len() - usize::from(has_softmax && self.loss == Loss::CrossEntropy && self.layers.len() > 1)
    }

    pub(super) fn batch_shape(&self, pictures: usize, dims: &[usize]) -> Result<Shape, Error> {
        Shape::new(&[&[pictures], dims].concat())
    }

    pub(super) fn check_batch(&self, batch: &Tensor) -> Result<usize, Error> {
        let dims = batch.shape();
        match dims.dims().split_first() {
            Some((&pictures, rest)) if rest == self.input => Ok(pictures),
            _ => {
                let expected = self.batch_shape(1, &self.input)?.to_string();
                Err(Error::Unfit {
                    what: "batch".into(),
                    shape: dims.to_string(),
                    expected: expected.replacen('1', "n", 1),
                })
            }
        }
    }

    /// Every layer's activation for a whole batch.
    ///
    /// # Errors
    /// [`Error::Unfit`] for a batch of other pictures, [`Error::TooLarge`] for one whose activations are too many.
    pub fn forward(&self, batch: &Tensor) -> Result<Vec<Tensor>, Error> {
        self.check_batch(batch)?;
        let mut activations: Vec<Tensor> = Vec::with_capacity(self.layers.len());
        for at in 0..self.layers.len() {
            let activation = self.layer(at, activations.last().unwrap_or(batch))?;
            activations.push(activation);
        }
        Ok(activations)
    }

    /// The output for a batch: for a classifier the share of each class, for others what the last layer gives.
    ///
    /// # Errors
    /// As [`Self::forward`].
    pub fn predict(&self, batch: &Tensor) -> Result<Tensor, Error> {
        let pictures = self.check_batch(batch)?;
        let last = &self.layers[self.layers.len() - 1];
        let mut output = Vec::with_capacity(pictures * last.output.iter().product::<usize>());
        for slice in self.slices(pictures) {
            let input = self.part(batch, slice.start, slice.len())?;
            let mut activation = self.layer(0, &input)?;
            for at in 1..self.layers.len() {
                activation = self.layer(at, &activation)?;
            }
            if self.loss == Loss::CrossEntropy && self.scored() == self.layers.len() {
                activation = Op::simd(&Softmax::default(), &[&activation])?;
            }
            output.extend_from_slice(activation.data());
        }
        Tensor::with_shape(self.batch_shape(pictures, &last.output)?, output)
    }

    /// How well a batch is answered, without learning from it.
    ///
    /// # Errors
    /// A sentence for a batch or labels that do not fit.
    pub fn evaluate(&mut self, batch: &Tensor, targets: &Targets<'_>) -> Result<Outcome, Error> {
        self.passes(batch, targets, false)
    }

    /// The outcome of a batch; the gradients become those of its mean loss.
    pub(super) fn learn(&mut self, batch: &Tensor, targets: &Targets<'_>) -> Result<Outcome, Error> {
        self.passes(batch, targets, true)
    }

    fn passes(&mut self, batch: &Tensor, targets: &Targets<'_>, learns: bool) -> Result<Outcome, Error> {
        let pictures = self.check_batch(batch)?;
        let size = self.layers[self.scored() - 1].output.iter().product::<usize>();
        self.loss.check(
            self.batch_shape(pictures, &self.layers[self.scored() - 1].output)?,
            targets,
        )?;
        if learns {
            self.gradients
                .iter_mut()
                .for_each(|gradient| gradient.data_mut().fill(0.0));
        }
        let mut tally = Tally::default();
        for slice in self.slices(pictures) {
            let mut buffers = self.take_buffers(slice.len())?;
            let values = slice.start * buffers.input.shape().len() / slice.len();
            let len = buffers.input.shape().len();
            buffers.input.data_mut().copy_from_slice(&batch.data()[values..][..len]);
            self.run(&mut buffers)?;
            let last = self.scored() - 1;
            let part = targets.part(slice.start, slice.len(), size);
            let count = self.loss.count(pictures, size);
            let error = buffers.errors[last].data_mut();
            tally.add(self.loss.part(buffers.activations[last].data(), &part, count, error));
            if learns {
                self.back(&mut buffers)?;
            }
            self.buffers.push(buffers);
        }
        Ok(tally.outcome(self.loss, pictures))
    }

    /// Slices of so many pictures; the last may be smaller.
    fn slices(&self, pictures: usize) -> impl Iterator<Item = core::ops::Range<usize>> + use<> {
        let sizes = self.layers.iter().map(|layer| layer.output.iter().product::<usize>());
        let largest = sizes.chain([self.input.iter().product()]).max().unwrap_or(1);
        let step = (SLICE / largest).max(1);
        (0..pictures)
            .step_by(step)
            .map(move |first| first..(first + step).min(pictures))
    }

    fn part(&self, batch: &Tensor, first: usize, count: usize) -> Result<Tensor, Error> {
        let size: usize = self.input.iter().product();
        let values = batch.data()[first * size..][..count * size].to_vec();
        Tensor::with_shape(self.batch_shape(count, &self.input)?, values)
    }

    /// The buffers of a slice of that size: those kept, or new ones. No more than two sizes are kept, a batch's slices and its
    /// last.
    fn take_buffers(&mut self, count: usize) -> Result<Buffers, Error> {
        let fits = |buffers: &Buffers| buffers.input.shape().dims()[0] == count;
        if let Some(at) = self.buffers.iter().position(fits) {
            return Ok(self.buffers.swap_remove(at));
        }
        if self.buffers.len() > 1 {
            self.buffers.remove(0);
        }
        let zeros = |dims: &[usize]| self.batch_shape(count, dims).map(Tensor::zeros);
        let outputs = || {
            self.layers
                .iter()
                .map(|layer| zeros(&layer.output))
                .collect::<Result<Vec<_>, _>>()
        };
        Ok(Buffers {
            input: zeros(&self.input)?,
            activations: outputs()?,
            errors: outputs()?,
        })
    }

    fn layer(&self, at: usize, input: &Tensor) -> Result<Tensor, Error> {
        let layer = &self.layers[at];
        let mut inputs = vec![input];
        inputs.extend(&self.weights[layer.weights.clone()]);
        layer.op.simd(&inputs)
    }

    fn run(&self, buffers: &mut Buffers) -> Result<(), Error> {
        for (at, layer) in self.layers[..self.scored()].iter().enumerate() {
            let (before, after) = buffers.activations.split_at_mut(at);
            let mut inputs = vec![before.last().unwrap_or(&buffers.input)];
            inputs.extend(&self.weights[layer.weights.clone()]);
            layer.op.simd_into(&inputs, after[0].data_mut())?;
        }
        Ok(())
    }

    /// From the error of the scores to the gradients. Below the first layer that learns, nobody asks for errors.
    fn back(&mut self, buffers: &mut Buffers) -> Result<(), Error> {
        let learning = self.layers.iter().position(|layer| !layer.weights.is_empty());
        for at in (learning.unwrap_or(usize::MAX)..self.scored()).rev() {
            let layer = &self.layers[at];
            let (before, after) = buffers.errors.split_at_mut(at);
            let (inputs, outputs) = buffers.activations.split_at(at);
            let mut read = vec![inputs.last().unwrap_or(&buffers.input)];
            read.extend(&self.weights[layer.weights.clone()]);
            let pass = Pass {
                inputs: &read,
                output: &outputs[0],
                error: &after[0],
            };
            let input = before.last_mut().filter(|_| Some(at) != learning);
            layer
                .op
                .gradient(&pass, input, &mut self.gradients[layer.weights.clone()])?;
        }
        Ok(())
    }

    /// A whole batch as one slice: what goes into a layer and what comes back to it.
    pub(super) fn traced(&mut self, batch: &Tensor, targets: &Targets<'_>, layer: usize) -> Result<[Tensor; 2], Error> {
        let pictures = self.check_batch(batch)?;
        let last = self.scored() - 1;
        let output = self.batch_shape(pictures, &self.layers[last].output)?;
        self.loss.check(output, targets)?;
        let mut buffers = self.take_buffers(pictures)?;
        buffers.input.data_mut().copy_from_slice(batch.data());
        self.run(&mut buffers)?;
        let size = output.len() / pictures;
        let part = targets.part(0, pictures, size);
        let error = buffers.errors[last].data_mut();
        self.loss.part(
            buffers.activations[last].data(),
            &part,
            self.loss.count(pictures, size),
            error,
        );
        self.gradients
            .iter_mut()
            .for_each(|gradient| gradient.data_mut().fill(0.0));
        self.back(&mut buffers)?;
        let input = layer
            .checked_sub(1)
            .map_or(&buffers.input, |before| &buffers.activations[before]);
        Ok([input.clone(), buffers.errors[layer].clone()])
    }
}
