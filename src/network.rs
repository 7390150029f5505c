//! A network: layers as data, seeded weights, forward, backward, and the step that learns.
//!
//! ```
//! use convscope::{Layer, Loss, Network, Optimizer, Targets, Tensor};
//! let layers = [Layer::Flatten, Layer::dense(2)];
//! let mut network = Network::new(&[1, 2, 1], &layers, Loss::CrossEntropy, 1)?;
//! let batch = Tensor::new(&[2, 1, 2, 1], vec![1.0, 0.0, 0.0, 1.0])?;
//! let targets = Targets::Labels(&[0, 1]);
//! let first = network.train_step(&batch, &targets, &Optimizer::sgd(0.5))?;
//! let second = network.train_step(&batch, &targets, &Optimizer::sgd(0.5))?;
//! assert!(second.loss < first.loss);
//! # Ok::<(), convscope::Error>(())
//! ```

mod explain;
mod layer;
mod loss;
#[cfg(feature = "gpu")]
mod on_gpu;
mod optimizer;
mod pass;
mod state;

use crate::{error::Error, rng::Rng, shape::Shape, tensor::Tensor};

pub use layer::Layer;
pub use loss::{Loss, Outcome, Targets, cross_entropy};
#[cfg(feature = "gpu")]
pub use on_gpu::NetworkOnGpu;
pub use optimizer::{Optimizer, Rule};
pub use state::{Kept, Memory, State};

use layer::Placed;
use pass::Buffers;

/// A loss so many times the first one, or so many where the first is below 1, has run away.
const RUNAWAY: f64 = 1000.0;

/// One row of a network's summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The layer's name, such as "conv2d_0".
    pub name: String,
    /// The shape of what it gives for one picture.
    pub output: Vec<usize>,
    /// How many numbers it learns.
    pub parameters: usize,
}

/// Layers, one after the other, and what they have learned.
pub struct Network {
    input: Vec<usize>,
    layers: Vec<Placed>,
    loss: Loss,
    seed: u64,
    names: Vec<String>,
    weights: Vec<Tensor>,
    gradients: Vec<Tensor>,
    memory: Memory,
    steps: u64,
    first_loss: Option<f64>,
    buffers: Vec<Buffers>,
}

impl Network {
    /// A network on pictures of shape `input` (height, width, channels), with the weights of `seed`.
    ///
    /// # Errors
    /// [`Error::InLayer`] for the first layer that does not fit what comes before it.
    pub fn new(input: &[usize], layers: &[Layer], loss: Loss, seed: u64) -> Result<Self, Error> {
        let mut dims = [&[1], input].concat();
        Shape::new(&dims)?;
        let mut placed: Vec<Placed> = Vec::with_capacity(layers.len());
        let (mut names, mut weights) = (Vec::new(), Vec::new());
        for layer in layers {
            let number = placed.iter().filter(|other| other.layer.kind() == layer.kind()).count();
            let name = format!("{}_{number}", layer.kind());
            let in_layer = |cause| Error::InLayer {
                layer: name.clone(),
                cause: Box::new(cause),
            };
            let shapes = layer.weights(&dims).map_err(in_layer)?;
            let inputs: Vec<Shape> = [Shape::new(&dims)?].iter().chain(&shapes).copied().collect();
            let op = layer.op();
            let output = op.output_shape(&inputs).map_err(in_layer)?;
            dims = output.dims().to_vec();
            let first = weights.len();
            names.extend(
                ["kernel", "bias"][..shapes.len()]
                    .iter()
                    .map(|part| format!("{name}/{part}")),
            );
            weights.extend(shapes.into_iter().map(Tensor::zeros));
            placed.push(Placed {
                name,
                layer: *layer,
                op,
                weights: first..weights.len(),
                output: dims[1..].to_vec(),
            });
        }
        let mut network = Self {
            input: input.to_vec(),
            layers: placed,
            loss,
            seed,
            names,
            gradients: weights.clone(),
            weights,
            memory: Memory::default(),
            steps: 0,
            first_loss: None,
            buffers: Vec::new(),
        };
        network.check_output()?;
        network.reset(seed);
        Ok(network)
    }

    /// Begins anew: Glorot-uniform kernels as Keras has them, drawn in the order of the layers; every bias 0; nothing
    /// remembered of past steps.
    pub fn reset(&mut self, seed: u64) {
        let mut rng = Rng::new(seed);
        for weights in &mut self.weights {
            let Some((inputs, outputs)) = fans(weights.shape().dims()) else {
                weights.data_mut().fill(0.0);
                continue;
            };
            let limit = (6.0 / (inputs + outputs) as f64).sqrt() as f32;
            weights
                .data_mut()
                .iter_mut()
                .for_each(|weight| *weight = rng.within(limit));
        }
        self.seed = seed;
        self.forget();
    }

    fn forget(&mut self) {
        self.memory = Memory::default();
        self.steps = 0;
        self.first_loss = None;
    }

    /// The seed of the weights and of the batches' order.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// How many steps it has learned since it began.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Each layer's name, output and number of parameters.
    pub fn summary(&self) -> Vec<Row> {
        let row = |layer: &Placed| Row {
            name: layer.name.clone(),
            output: layer.output.clone(),
            parameters: self.weights[layer.weights.clone()]
                .iter()
                .map(|weights| weights.shape().len())
                .sum(),
        };
        self.layers.iter().map(row).collect()
    }

    /// The weights with their names, such as "conv2d_0/kernel", in the order of the layers, kernel before bias.
    pub fn weights(&self) -> impl Iterator<Item = (&str, &Tensor)> {
        self.names.iter().map(String::as_str).zip(&self.weights)
    }

    /// Takes over weights in the order of [`Self::weights`], and forgets past steps.
    ///
    /// # Errors
    /// [`Error::WrongCount`] or [`Error::Unfit`]; then every weight stays as it was.
    pub fn set_weights(&mut self, weights: &[Tensor]) -> Result<(), Error> {
        self.check_weights(weights)?;
        self.weights.clone_from_slice(weights);
        self.forget();
        Ok(())
    }

    fn check_weights(&self, weights: &[Tensor]) -> Result<(), Error> {
        if weights.len() != self.weights.len() {
            return Err(Error::WrongCount {
                what: "weights",
                actual: weights.len(),
                expected: self.weights.len(),
            });
        }
        let pairs = weights.iter().zip(&self.weights).zip(&self.names);
        let wrong = pairs.into_iter().find(|((given, own), _)| given.shape() != own.shape());
        wrong.map_or(Ok(()), |((given, own), name)| {
            Err(Error::Unfit {
                what: name.clone(),
                shape: given.shape().to_string(),
                expected: own.shape().to_string(),
            })
        })
    }

    /// The order in which an epoch takes `count` pictures: the same for the same seed and epoch.
    pub fn order(&self, count: u32, epoch: u64) -> Vec<u32> {
        Rng::part(self.seed, epoch).permutation(count)
    }

    /// One step downhill on the mean loss of the batch; the outcome is that before the step.
    ///
    /// # Errors
    /// A sentence for a batch or labels that do not fit. [`Error::Diverged`] where the loss is no finite number, or a
    /// thousand times the first: then the weights stay as they were.
    pub fn train_step(
        &mut self,
        batch: &Tensor,
        targets: &Targets<'_>,
        optimizer: &Optimizer,
    ) -> Result<Outcome, Error> {
        optimizer.check()?;
        let outcome = self.learn(batch, targets)?;
        let first = *self.first_loss.get_or_insert(outcome.loss);
        let finite = self
            .gradients
            .iter()
            .all(|gradient| gradient.data().iter().all(|value| value.is_finite()));
        if !(finite && outcome.loss <= RUNAWAY * first.max(1.0)) {
            return Err(self.diverged(outcome.loss, optimizer));
        }
        self.memory.update(optimizer, &self.gradients, &mut self.weights);
        self.steps += 1;
        Ok(outcome)
    }

    fn diverged(&self, loss: f64, optimizer: &Optimizer) -> Error {
        Error::Diverged {
            step: self.steps + 1,
            loss,
            rate: optimizer.learning_rate,
            smaller: optimizer.learning_rate / 10.0,
        }
    }

    /// The loss and its derivatives by every weight, in the order of [`Self::weights`].
    ///
    /// # Errors
    /// A sentence for a batch or labels that do not fit.
    pub fn gradients(&mut self, batch: &Tensor, targets: &Targets<'_>) -> Result<(Outcome, &[Tensor]), Error> {
        let outcome = self.learn(batch, targets)?;
        Ok((outcome, &self.gradients))
    }

    /// What the last step or [`Self::gradients`] found, with the weights' names.
    pub fn last_gradients(&self) -> impl Iterator<Item = (&str, &Tensor)> {
        self.names.iter().map(String::as_str).zip(&self.gradients)
    }
}

/// Values that one output of these weights comes from, and outputs that one value goes to; a bias has none.
fn fans(dims: &[usize]) -> Option<(usize, usize)> {
    let (&outputs, rest) = dims.split_last()?;
    let (&inputs, window) = rest.split_last()?;
    let field: usize = window.iter().product();
    Some((field * inputs, field * outputs))
}
