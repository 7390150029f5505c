//! So many pictures on the GPU: what they need there, and the dispatches that take them forward and back.

use crate::{
    error::Error,
    gpu::{
        Gpu, Resident,
        program::{Dispatch, Part, Program},
    },
    kernel::{Kernel, Rows},
    network::{Layer, Network},
    op::gradient::{Flow, Read, flow},
    ops::softmax::cross_entropy::WGSL,
    shape::Shape,
    window::Window,
};

use super::shelf::Shelf;

/// Pictures that go through the layers together.
pub struct Slice {
    pub pictures: usize,
    pub input: Resident,
    pub labels: Resident,
    /// For each picture its loss, and 1 where it was right.
    pub told: Resident,
    /// The scores.
    pub scores: Resident,
    pub forward: Program,
    /// From the scores to what is added to the gradients.
    pub backward: Program,
    /// What lies between; the programs bind it.
    _between: Vec<Resident>,
}

/// A layer on so many pictures. A flattening changes no value: what goes in and what comes out are one.
struct Step {
    forward: Kernel,
    input: Option<Flow>,
    weights: Vec<Flow>,
    /// Where its input and its output lie; 0 is the batch.
    from: usize,
    to: usize,
    len: usize,
    at: usize,
}

/// The kernels of all layers up to the scores.
fn steps(network: &Network, pictures: usize) -> Result<Vec<Step>, Error> {
    let mut steps = Vec::new();
    let mut shape = network.batch_shape(pictures, &network.input)?;
    let mut from = 0;
    for (at, layer) in network.layers[..network.scored()].iter().enumerate() {
        let weights = network.weights[layer.weights.clone()]
            .iter()
            .map(|weights| weights.shape());
        let inputs: Vec<Shape> = [shape].into_iter().chain(weights).collect();
        shape = layer.op.output_shape(&inputs)?;
        if layer.layer == Layer::Flatten {
            continue;
        }
        let flows = layer.op.flows(&inputs)?;
        steps.push(Step {
            forward: layer.op.kernel(&inputs)?,
            input: flows.input,
            weights: flows.weights,
            from,
            to: from + 1,
            len: shape.len(),
            at,
        });
        from += 1;
    }
    Ok(steps)
}

/// The most pictures, up to so many, whose kernels this GPU takes at once; none where even one is too much.
pub fn most(gpu: &Gpu, network: &Network, pictures: usize) -> Result<Option<usize>, Error> {
    let mut count = pictures;
    loop {
        let fits = match steps(network, count) {
            Ok(steps) => steps.iter().all(|step| {
                let flows = step.input.iter().chain(&step.weights);
                let mut kernels = flows.map(|flow| &flow.kernel).chain([&step.forward]);
                kernels.all(|kernel| gpu.takes(kernel))
            }),
            // Fewer pictures may fit where all of them are more than a tensor holds.
            Err(Error::TooLarge { .. }) if count > 1 => false,
            Err(wrong) => return Err(wrong),
        };
        if fits {
            return Ok(Some(count));
        }
        if count == 1 {
            return Ok(None);
        }
        count = count.div_ceil(2);
    }
}

impl Slice {
    pub async fn record(gpu: &Gpu, network: &Network, shelf: &Shelf, pictures: usize) -> Result<Self, Error> {
        let steps = steps(network, pictures)?;
        let classes = network.layers[network.scored() - 1].output.iter().product::<usize>();
        let size: usize = network.input.iter().product();
        let mut values = vec![gpu.room(pictures * size).await?];
        let mut errors = vec![gpu.room(1).await?];
        for step in &steps {
            values.push(gpu.room(step.len).await?);
            errors.push(gpu.room(step.len).await?);
        }
        let scratch = steps.iter().flat_map(|step| &step.weights);
        let scratch = scratch.map(|flow| flow.kernel.output.len()).max().unwrap_or(1);
        let scratch = gpu.room(scratch).await?;
        let labels = gpu.room(pictures).await?;
        let told = gpu.room(2 * pictures).await?;

        let forward: Vec<Dispatch<'_>> = steps
            .iter()
            .map(|step| forward(step, network, shelf, &values))
            .collect();
        let last = steps.len();
        let mut backward = vec![Dispatch {
            kernel: loss_kernel(pictures, classes)?,
            bound: [&values[last], &labels, &shelf.settings, &errors[last], &told]
                .map(Part::from)
                .to_vec(),
        }];
        let learning = steps.iter().position(|step| !step.weights.is_empty());
        for (place, step) in steps.iter().enumerate().skip(learning.unwrap_or(last)).rev() {
            let over = Over {
                network,
                shelf,
                values: &values,
                errors: &errors,
                scratch: &scratch,
            };
            if Some(place) != learning {
                backward.extend(over.by_input(step));
            }
            over.by_weights(step, &mut backward)?;
        }
        let forward = gpu.record(&forward).await?;
        let backward = gpu.record(&backward).await?;
        let scores = values.pop().expect("there is a layer");
        let input = values.swap_remove(0);
        let between = values.into_iter().chain(errors).chain([scratch]).collect();
        Ok(Self {
            pictures,
            input,
            labels,
            told,
            scores,
            forward,
            backward,
            _between: between,
        })
    }
}

fn forward<'a>(step: &Step, network: &Network, shelf: &'a Shelf, values: &'a [Resident]) -> Dispatch<'a> {
    let own = network.layers[step.at].weights.clone();
    let missing = step.forward.bound - 1 - own.len();
    let bound = [Part::from(&values[step.from])]
        .into_iter()
        .chain(own.map(|at| shelf.part(&shelf.weights, at)))
        .chain(core::iter::repeat_n(Part::from(&shelf.zero), missing))
        .chain([Part::from(&values[step.to])]);
    Dispatch {
        kernel: step.forward.clone(),
        bound: bound.collect(),
    }
}

/// What the way back reads and writes.
struct Over<'a> {
    network: &'a Network,
    shelf: &'a Shelf,
    values: &'a [Resident],
    errors: &'a [Resident],
    scratch: &'a Resident,
}

impl<'a> Over<'a> {
    fn reads(&self, step: &Step, flow: &Flow) -> Vec<Part<'a>> {
        let own = self.network.layers[step.at].weights.start;
        let read = |read: &Read| match read {
            Read::Input => Part::from(&self.values[step.from]),
            Read::Output => Part::from(&self.values[step.to]),
            Read::Error => Part::from(&self.errors[step.to]),
            Read::Kernel => self.shelf.part(&self.shelf.weights, own),
        };
        flow.reads.iter().map(read).collect()
    }

    fn by_input(&self, step: &Step) -> Option<Dispatch<'a>> {
        let flow = step.input.as_ref()?;
        let mut bound = self.reads(step, flow);
        bound.push(Part::from(&self.errors[step.from]));
        Some(Dispatch {
            kernel: flow.kernel.clone(),
            bound,
        })
    }

    /// Parts into the scratch, and their sum to the gradients.
    fn by_weights(&self, step: &Step, dispatches: &mut Vec<Dispatch<'a>>) -> Result<(), Error> {
        let own = self.network.layers[step.at].weights.clone();
        for (at, flow) in own.zip(&step.weights) {
            let partial = flow.kernel.output;
            let parts = Part::new(self.scratch, 0, partial.len());
            let mut bound = self.reads(step, flow);
            bound.push(parts);
            dispatches.push(Dispatch {
                kernel: flow.kernel.clone(),
                bound,
            });
            dispatches.push(Dispatch {
                kernel: flow::sum(partial, self.network.weights[at].shape().len())?,
                bound: vec![parts, self.shelf.part(&self.shelf.gradients, at)],
            });
        }
        Ok(())
    }
}

fn loss_kernel(pictures: usize, classes: usize) -> Result<Kernel, Error> {
    Ok(Kernel {
        params: vec![classes as u32],
        turns: 3 * classes,
        ..plain("cross_entropy", WGSL, pictures)?
    })
}

/// A kernel with a thread for each of `count` places.
pub fn plain(name: &'static str, source: &'static str, count: usize) -> Result<Kernel, Error> {
    let line = Shape::new(&[1, 1, count, 1])?;
    Ok(Kernel {
        name,
        source,
        params: vec![count as u32],
        workgroup: [64, 1, 1],
        turns: 1,
        grid: Window::new([1, 1]).over(1, count)?,
        rows: Rows::Any,
        inputs: vec![line],
        bound: 1,
        output: line,
    })
}
