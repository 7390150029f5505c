//! A network that learns on the GPU: its weights, the optimizer's memory and every activation stay there.
//!
//! A batch is written to the GPU, two programs run, and two numbers for each picture are read back, if anybody asks. Each sum is
//! added up in a fixed order, so a GPU gives the same bits in every run; another GPU, or the CPU, may differ in the last digits.
//!
//! Whether a step diverges is found on the GPU, before the weights move. Then they stay, as on the CPU, also where nobody asked.

mod shelf;
mod slice;

use super::{
    Kept, Loss, Memory, Network, Optimizer, Outcome, Rule, Targets,
    loss::{Part, Tally},
};
use crate::{
    error::Error,
    gpu::{
        Gpu, Resident,
        program::{Player, Program},
    },
    op::Op,
    ops::softmax::Softmax,
    tensor::Tensor,
};
use shelf::{SETTINGS, Shelf, VERDICT};
use slice::Slice;

/// Slices and endings that are kept: those of a batch and of an epoch's last, smaller one, each with a remainder.
const KEPT: usize = 4;
/// Pictures that are answered at a time.
const ANSWERED: usize = 128;
/// How far a derivative may be off, of the largest: float32 sums in another order.
const TOLERANCE: f32 = 1e-3;

/// A [`Network`] that computes on a GPU.
pub struct NetworkOnGpu {
    network: Network,
    gpu: Gpu,
    shelf: Shelf,
    slices: Vec<Slice>,
    endings: Vec<Ending>,
}

/// The end of a step on batches of one size.
struct Ending {
    pictures: usize,
    told: Resident,
    program: Program,
}

impl NetworkOnGpu {
    /// Takes a network over, once the GPU has found the same derivatives as the CPU.
    ///
    /// # Errors
    /// [`Error::Gpu`] when it fails, computes wrongly, or has no way to do it.
    pub async fn new(network: Network, gpu: Gpu) -> Result<Self, Error> {
        if network.loss != Loss::CrossEntropy {
            return Err(refused("the squared error is learned on the CPU"));
        }
        if network.weights.is_empty() {
            return Err(refused("nothing in this network learns"));
        }
        if slice::most(&gpu, &network, 1)?.is_none() {
            return Err(refused("a layer is too large for one dispatch of this GPU"));
        }
        let shelf = Shelf::new(&gpu, &network.weights).await?;
        let mut training = Self {
            network,
            gpu,
            shelf,
            slices: Vec::new(),
            endings: Vec::new(),
        };
        training.upload().await?;
        training.probe().await?;
        Ok(training)
    }

    /// Two pictures without a pattern: the GPU has to find the derivatives that the CPU finds.
    async fn probe(&mut self) -> Result<(), Error> {
        let shape = self.network.batch_shape(2, &self.network.input)?;
        let values = (0..shape.len()).map(|at| ((at * at * 7 + at) % 17) as f32 / 8.0 - 1.0);
        let batch = Tensor::with_shape(shape, values.collect())?;
        let right = self.network.gradients(&batch, &Targets::Labels(&[0, 0]))?.1.to_vec();
        let (_, found) = self.gradients(&batch, &[0, 0]).await?;
        for (right, found) in right.iter().zip(&found) {
            let largest = right.data().iter().fold(1e-6_f32, |most, value| most.max(value.abs()));
            let off = |(right, found): (&f32, &f32)| !found.is_finite() || (right - found).abs() > TOLERANCE * largest;
            if right.data().iter().zip(found.data()).any(off) {
                return Err(refused("the GPU computes gradients wrongly"));
            }
        }
        self.slices.clear();
        self.endings.clear();
        Ok(())
    }

    /// The network as it was when it was last read or written; layers, names and shapes are always true.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Changes the network, and gives the GPU what is new.
    ///
    /// # Errors
    /// What `change` gives, or [`Error::Gpu`].
    pub async fn change(&mut self, change: impl FnOnce(&mut Network) -> Result<(), Error>) -> Result<(), Error> {
        change(&mut self.network)?;
        self.upload().await
    }

    /// Gives the device back. Later work fails.
    pub fn close(&self) {
        self.gpu.close();
    }

    async fn upload(&self) -> Result<(), Error> {
        let (network, shelf) = (&self.network, &self.shelf);
        let first_loss = network.first_loss.map(|loss| loss as f32);
        let score = |player: &mut Player<'_>| {
            player.write_values(&shelf.weights, 0, &shelf.laid(&network.weights));
            player.write_values(&shelf.first, 0, &shelf.laid(&network.memory.first));
            player.write_values(&shelf.second, 0, &shelf.laid(&network.memory.second));
            let there = u32::from(first_loss.is_some());
            player.write(&shelf.health, 0, &[0, there, first_loss.unwrap_or(0.0).to_bits(), 0]);
        };
        self.gpu.play(score, None).await.map(|_| ())
    }

    /// Reads everything back, so that [`Self::network`] tells how far it is.
    ///
    /// # Errors
    /// [`Error::Gpu`].
    pub async fn download(&mut self) -> Result<(), Error> {
        let shelf = &self.shelf;
        let weights = self.gpu.play(|_| (), Some(&shelf.weights)).await?;
        shelf.take(&weights, &mut self.network.weights);
        let Memory { first, second, .. } = &mut self.network.memory;
        for (resident, tensors) in [(&shelf.first, first), (&shelf.second, second)] {
            if !tensors.is_empty() {
                let values = self.gpu.play(|_| (), Some(resident)).await?;
                shelf.take(&values, tensors);
            }
        }
        let health = self.gpu.play(|_| (), Some(&shelf.health)).await?;
        if health[1].to_bits() == 1 {
            self.network.first_loss.get_or_insert(f64::from(health[2]));
        }
        Ok(())
    }

    /// As [`Network::train_step`]. The outcome is read back only where it `tells`; a step that diverged unheard is told by the next
    /// one that does, and until then the weights stay.
    ///
    /// # Errors
    /// As there, and [`Error::Gpu`]: then the GPU's weights are not to be had any more.
    pub async fn train_step(
        &mut self,
        batch: &Tensor,
        labels: &[u32],
        optimizer: &Optimizer,
        tells: bool,
    ) -> Result<Option<Outcome>, Error> {
        optimizer.check()?;
        let pictures = self.check(batch, labels)?;
        let sizes = self.prepare(pictures).await?;
        let place = self.ending(pictures).await?;
        let forgets = self.network.memory.begin(optimizer, &self.network.gradients);
        let settings = settings(pictures, optimizer, &self.network.memory);
        let (shelf, ending) = (&self.shelf, &self.endings[place]);
        let score = |player: &mut Player<'_>| {
            if forgets {
                player.clear(&shelf.first);
                player.clear(&shelf.second);
            }
            self.learn(player, batch, labels, &sizes, settings, Some(&ending.told));
            player.run(&ending.program);
        };
        let told = self.gpu.play(score, tells.then_some(&ending.told)).await?;
        self.network.steps += 1;
        if !tells {
            return Ok(None);
        }
        let outcome = outcome_of(&told, pictures);
        if told[2 * pictures] == 0.0 {
            self.network.first_loss.get_or_insert(outcome.loss);
            return Ok(Some(outcome));
        }
        // The weights have not moved since the step that diverged, heard or not.
        let still = told[2 * pictures + 1] as u64;
        self.network.steps = self.network.steps.saturating_sub(still);
        self.network.memory.take_back(still);
        let again = |player: &mut Player<'_>| {
            player.write(&self.shelf.health, 0, &[0]);
            player.write(&self.shelf.health, 3, &[0]);
        };
        self.gpu.play(again, None).await?;
        Err(self.network.diverged(outcome.loss, optimizer))
    }

    /// As [`Network::gradients`].
    ///
    /// # Errors
    /// As there, and [`Error::Gpu`].
    pub async fn gradients(&mut self, batch: &Tensor, labels: &[u32]) -> Result<(Outcome, Vec<Tensor>), Error> {
        let pictures = self.check(batch, labels)?;
        let sizes = self.prepare(pictures).await?;
        let place = self.ending(pictures).await?;
        let (shelf, told) = (&self.shelf, &self.endings[place].told);
        let settings = [pictures as f32, 0.0, 0.0, 0.0];
        let score = |player: &mut Player<'_>| self.learn(player, batch, labels, &sizes, settings, Some(told));
        let values = self.gpu.play(score, Some(&shelf.gradients)).await?;
        let mut gradients = self.network.weights.clone();
        shelf.take(&values, &mut gradients);
        let told = self.gpu.play(|_| (), Some(told)).await?;
        Ok((outcome_of(&told, pictures), gradients))
    }

    /// As [`Network::predict`].
    ///
    /// # Errors
    /// As there, and [`Error::Gpu`].
    pub async fn predict(&mut self, batch: &Tensor) -> Result<Tensor, Error> {
        let scores = self.scores(batch).await?;
        Op::simd(&Softmax::default(), &[&scores])
    }

    /// As [`Network::evaluate`].
    ///
    /// # Errors
    /// As there, and [`Error::Gpu`].
    pub async fn evaluate(&mut self, batch: &Tensor, labels: &[u32]) -> Result<Outcome, Error> {
        let pictures = self.check(batch, labels)?;
        let scores = self.scores(batch).await?;
        let mut error = vec![0.0; scores.data().len()];
        let tally: Tally = Loss::CrossEntropy.part(scores.data(), &Part::Labels(labels), pictures, &mut error);
        Ok(tally.outcome(Loss::CrossEntropy, pictures))
    }

    async fn scores(&mut self, batch: &Tensor) -> Result<Tensor, Error> {
        let pictures = self.network.check_batch(batch)?;
        let size: usize = self.network.input.iter().product();
        let mut scores = Vec::new();
        for first in (0..pictures).step_by(ANSWERED) {
            let count = ANSWERED.min(pictures - first);
            let mut start = first;
            for place in self.prepare(count).await? {
                let slice = &self.slices[place];
                let values = &batch.data()[start * size..][..slice.pictures * size];
                let score = |player: &mut Player<'_>| {
                    player.write_values(&slice.input, 0, values);
                    player.run(&slice.forward);
                };
                scores.extend(self.gpu.play(score, Some(&slice.scores)).await?);
                start += slice.pictures;
            }
        }
        let output = &self.network.layers[self.network.scored() - 1].output;
        Tensor::with_shape(self.network.batch_shape(pictures, output)?, scores)
    }

    fn check(&self, batch: &Tensor, labels: &[u32]) -> Result<usize, Error> {
        let pictures = self.network.check_batch(batch)?;
        let output = &self.network.layers[self.network.scored() - 1].output;
        let output = self.network.batch_shape(pictures, output)?;
        self.network.loss.check(output, &Targets::Labels(labels))?;
        Ok(pictures)
    }

    /// The slices of so many pictures, one after the other, as places among those kept.
    async fn prepare(&mut self, pictures: usize) -> Result<Vec<usize>, Error> {
        let most = slice::most(&self.gpu, &self.network, pictures)?;
        let most = most.ok_or_else(|| refused("a layer is too large for one dispatch of this GPU"))?;
        let sizes: Vec<usize> = (0..pictures)
            .step_by(most)
            .map(|first| most.min(pictures - first))
            .collect();
        for &size in &sizes {
            if self.slices.iter().all(|slice| slice.pictures != size) {
                if self.slices.len() == KEPT {
                    // The oldest that this batch does not need.
                    let oldest = self.slices.iter().position(|slice| !sizes.contains(&slice.pictures));
                    self.slices.remove(oldest.unwrap_or(0));
                }
                self.slices
                    .push(Slice::record(&self.gpu, &self.network, &self.shelf, size).await?);
            }
        }
        let place = |size: &usize| self.slices.iter().position(|slice| slice.pictures == *size);
        Ok(sizes.iter().filter_map(place).collect())
    }

    async fn ending(&mut self, pictures: usize) -> Result<usize, Error> {
        if let Some(place) = self.endings.iter().position(|ending| ending.pictures == pictures) {
            return Ok(place);
        }
        if self.endings.len() == KEPT {
            self.endings.remove(0);
        }
        let told = self.gpu.room(2 * pictures + VERDICT).await?;
        let program = self.shelf.ending(&self.gpu, &told, pictures).await?;
        self.endings.push(Ending {
            pictures,
            told,
            program,
        });
        Ok(self.endings.len() - 1)
    }

    /// Takes a batch forward and back: the gradients become its own.
    fn learn(
        &self,
        player: &mut Player<'_>,
        batch: &Tensor,
        labels: &[u32],
        places: &[usize],
        settings: [f32; SETTINGS],
        told: Option<&Resident>,
    ) {
        let size: usize = self.network.input.iter().product();
        player.write_values(&self.shelf.settings, 0, &settings);
        player.clear(&self.shelf.gradients);
        let mut first = 0;
        for slice in places.iter().map(|&place| &self.slices[place]) {
            player.write_values(&slice.input, 0, &batch.data()[first * size..][..slice.pictures * size]);
            player.write(&slice.labels, 0, &labels[first..][..slice.pictures]);
            player.run(&slice.forward);
            player.run(&slice.backward);
            if let Some(told) = told {
                player.copy(&slice.told, told, 2 * first);
            }
            first += slice.pictures;
        }
    }
}

fn settings(pictures: usize, optimizer: &Optimizer, memory: &Memory) -> [f32; SETTINGS] {
    let (rule, momentum) = match (memory.kept, optimizer.rule) {
        (Kept::Velocity, Rule::Sgd { momentum }) => (1.0, momentum),
        (Kept::Moments, _) => (2.0, 0.0),
        _ => (0.0, 0.0),
    };
    [pictures as f32, memory.rate(optimizer), momentum as f32, rule]
}

/// The means over a batch of what is told of each picture.
fn outcome_of(told: &[f32], pictures: usize) -> Outcome {
    let pairs = told[..2 * pictures].as_chunks::<2>().0;
    let (losses, right) = pairs.iter().fold((0.0, 0.0), |(losses, right), &[loss, is_right]| {
        (losses + f64::from(loss), right + f64::from(is_right))
    });
    Outcome {
        loss: losses / pictures as f64,
        accuracy: right / pictures as f64,
    }
}

fn refused(reason: &str) -> Error {
    Error::Gpu { reason: reason.into() }
}
