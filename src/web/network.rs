//! A network for JavaScript: what it is made of, forward, backward, and the step that learns.

use js_sys::{Array, Uint32Array};
use wasm_bindgen::prelude::*;

use crate::{
    error::Error,
    network::{Loss, Network, Optimizer, Outcome, Rule, Targets},
    tensor::Tensor,
};

use super::{
    arrays::{Held, Names, check_room, given},
    gradients::told,
    layers::layers,
    lists::{List, Whole, text},
    options::Options,
    values::{get, is_typed_array, numbers, object, wrong},
};

/// The names of a batch.
pub const BATCH: Names = Names {
    what: "batch",
    data: "batch.data",
    shape: "batch.shape",
};
const TARGETS: Names = Names {
    what: "targets",
    data: "targets.data",
    shape: "targets.shape",
};
/// The names of weights.
pub const WEIGHTS: Names = Names {
    what: "weights",
    data: "weights.data",
    shape: "weights.shape",
};

/// The network behind `Network` of `network.js`.
#[wasm_bindgen(js_name = CoreNetwork)]
pub struct JsNetwork {
    pub(super) network: Network,
    loss: Loss,
}

#[wasm_bindgen(js_class = CoreNetwork)]
impl JsNetwork {
    /// `{input, layers, seed, loss}`.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue) -> Result<JsNetwork, Error> {
        let (network, loss) = configured(config)?;
        Ok(Self { network, loss })
    }

    /// `[{name, output, parameters}, …]`.
    pub fn summary(&self) -> JsValue {
        let rows = self.network.summary().into_iter().map(|row| {
            object(&[
                ("name", row.name.into()),
                ("outputShape", numbers(&row.output)),
                ("parameters", (row.parameters as f64).into()),
            ])
        });
        rows.collect::<Array>().into()
    }

    /// `[{name, data, shape}, …]`.
    pub fn weights(&self) -> Result<JsValue, Error> {
        named(self.network.weights())
    }

    /// Takes over `[{data, shape}, …]`.
    #[wasm_bindgen(js_name = setWeights)]
    pub fn set_weights(&mut self, weights: &JsValue) -> Result<(), Error> {
        self.network.set_weights(&tensors(weights)?)
    }

    /// The seed of the weights.
    pub fn seed(&self) -> f64 {
        self.network.seed() as f64
    }

    /// Steps learned.
    pub fn steps(&self) -> f64 {
        self.network.steps() as f64
    }

    /// Begins anew.
    pub fn reset(&mut self, value: &JsValue) -> Result<(), Error> {
        let seed = if value.is_undefined() {
            self.network.seed()
        } else {
            seed(value)?
        };
        self.network.reset(seed);
        Ok(())
    }

    /// An epoch's order, a `Uint32Array`.
    pub fn order(&self, count: &JsValue, epoch: &JsValue) -> Result<Uint32Array, Error> {
        let most = u32::MAX as usize;
        let count = whole(count, "count", 1 << 26)?;
        Ok(Uint32Array::from(
            self.network
                .order(count as u32, whole(epoch, "epoch", most)? as u64)
                .as_slice(),
        ))
    }

    /// Every layer's activation.
    pub fn forward(&self, batch: &JsValue) -> Result<JsValue, Error> {
        let activations = self.network.forward(&read(batch, &BATCH)?)?;
        let list = activations.iter().map(given).collect::<Result<Array, _>>()?;
        Ok(list.into())
    }

    /// The last layer's, as shares for a classifier.
    pub fn predict(&self, batch: &JsValue) -> Result<JsValue, Error> {
        given(&self.network.predict(&read(batch, &BATCH)?)?)
    }

    /// `{loss, accuracy}` without learning.
    pub fn evaluate(&mut self, batch: &JsValue, targets: &JsValue) -> Result<JsValue, Error> {
        let targets = self.targets(targets)?;
        let outcome = self.network.evaluate(&read(batch, &BATCH)?, &targets.borrowed())?;
        Ok(object(&outcome_entries(outcome)))
    }

    /// `{loss, accuracy, gradients}`.
    pub fn gradients(&mut self, batch: &JsValue, targets: &JsValue) -> Result<JsValue, Error> {
        let targets = self.targets(targets)?;
        let (outcome, _) = self.network.gradients(&read(batch, &BATCH)?, &targets.borrowed())?;
        let [loss, accuracy] = outcome_entries(outcome);
        let gradients = named(self.network.last_gradients())?;
        Ok(object(&[loss, accuracy, ("gradients", gradients)]))
    }

    /// `{loss, accuracy}` before the step.
    #[wasm_bindgen(js_name = trainStep)]
    pub fn train_step(&mut self, batch: &JsValue, targets: &JsValue, options: &JsValue) -> Result<JsValue, Error> {
        let (targets, optimizer) = (self.targets(targets)?, optimizer(options)?);
        let outcome = self
            .network
            .train_step(&read(batch, &BATCH)?, &targets.borrowed(), &optimizer)?;
        Ok(object(&outcome_entries(outcome)))
    }

    /// One weight's derivative as the sum that it is.
    #[wasm_bindgen(js_name = explainGradient)]
    pub fn explain_gradient(
        &mut self,
        batch: &JsValue,
        targets: &JsValue,
        name: &JsValue,
        index: &JsValue,
    ) -> Result<JsValue, Error> {
        let targets = self.targets(targets)?;
        let name = text(name, "weights", "the name of weights, such as \"conv2d_0/kernel\"")?;
        let count = List::of(index).map_or(0, |list| list.len).clamp(1, 4);
        let index = wholes(index, "index", count, u32::MAX as usize)?;
        let batch = read(batch, &BATCH)?;
        Ok(told(&self.network.explain_gradient(
            &batch,
            &targets.borrowed(),
            &name,
            &index,
        )?))
    }

    fn targets(&self, value: &JsValue) -> Result<Wanted, Error> {
        match self.loss {
            Loss::CrossEntropy => labels(value).map(Wanted::Labels),
            Loss::MeanSquaredError => read(value, &TARGETS).map(Wanted::Values),
        }
    }
}

/// `{input, layers, seed, loss}` as a network, and what it is to make small.
pub fn configured(config: &JsValue) -> Result<(Network, Loss), Error> {
    Options::of(config, "input, layers, seed, loss")?;
    let loss = match get(config, "loss").as_string().as_deref() {
        None if get(config, "loss").is_undefined() => Loss::CrossEntropy,
        Some("crossEntropy") => Loss::CrossEntropy,
        Some("meanSquaredError") => Loss::MeanSquaredError,
        Some(other) => {
            return Err(Error::UnknownChoice {
                name: "loss",
                value: other.into(),
                choices: "crossEntropy, meanSquaredError",
            });
        }
        None => return Err(wrong("loss", "crossEntropy or meanSquaredError", &get(config, "loss"))),
    };
    let input = wholes(&get(config, "input"), "input", 3, u32::MAX as usize)?;
    let network = Network::new(
        &input,
        &layers(&get(config, "layers"))?,
        loss,
        seed(&get(config, "seed"))?,
    )?;
    Ok((network, loss))
}

/// Targets in our memory.
enum Wanted {
    Labels(Vec<u32>),
    Values(Tensor),
}

impl Wanted {
    fn borrowed(&self) -> Targets<'_> {
        match self {
            Self::Labels(labels) => Targets::Labels(labels),
            Self::Values(values) => Targets::Values(values),
        }
    }
}

/// A tensor, if there is room for it and what is made of it.
pub fn read(value: &JsValue, names: &Names) -> Result<Tensor, Error> {
    let held = Held::of(value, names)?;
    check_room(held.shape, held.shape.len() * size_of::<f32>())?;
    held.owned()
}

pub fn labels(value: &JsValue) -> Result<Vec<u32>, Error> {
    if is_typed_array(value, "Uint32Array") {
        return Ok(value.unchecked_ref::<Uint32Array>().to_vec());
    }
    let list = List::of(value).ok_or_else(|| wrong("labels", "a Uint32Array of class numbers", value))?;
    let rule = Whole {
        name: "label",
        min: 0,
        max: u32::MAX as usize,
    };
    (0..list.len)
        .map(|at| rule.read(&list.at(at)).map(|label| label as u32))
        .collect()
}

/// A list of tensors.
pub fn tensors(value: &JsValue) -> Result<Vec<Tensor>, Error> {
    let list = List::of(value).ok_or_else(|| wrong("weights", "a list of {data, shape}", value))?;
    (0..list.len).map(|at| read(&list.at(at), &WEIGHTS)).collect()
}

/// `[{name, data, shape}, …]`.
pub fn named<'a>(tensors: impl Iterator<Item = (&'a str, &'a Tensor)>) -> Result<JsValue, Error> {
    let list = tensors.map(|(name, tensor)| {
        let tensor = given(tensor)?;
        Ok(object(&[
            ("name", name.into()),
            ("data", get(&tensor, "data")),
            ("shape", get(&tensor, "shape")),
        ]))
    });
    Ok(list.collect::<Result<Array, Error>>()?.into())
}

pub fn outcome_entries(outcome: Outcome) -> [(&'static str, JsValue); 2] {
    [("loss", outcome.loss.into()), ("accuracy", outcome.accuracy.into())]
}

pub fn optimizer(options: &JsValue) -> Result<Optimizer, Error> {
    Options::of(options, "optimizer, learningRate, momentum")?;
    let number = |name, otherwise| {
        let value = if options.is_object() {
            get(options, name)
        } else {
            JsValue::UNDEFINED
        };
        if value.is_undefined() {
            return Ok(otherwise);
        }
        value.as_f64().ok_or_else(|| wrong(name, "a number", &value))
    };
    let name = if options.is_object() {
        get(options, "optimizer")
    } else {
        JsValue::UNDEFINED
    };
    let momentum = number("momentum", 0.0)?;
    let (rule, usual) = match name.as_string().as_deref() {
        None if name.is_undefined() => (Rule::Sgd { momentum }, 0.01),
        Some("sgd") => (Rule::Sgd { momentum }, 0.01),
        Some("adam") => (Rule::Adam, 0.001),
        Some(other) => {
            return Err(Error::UnknownChoice {
                name: "optimizer",
                value: other.into(),
                choices: "sgd, adam",
            });
        }
        None => return Err(wrong("optimizer", "\"sgd\" or \"adam\"", &name)),
    };
    Ok(Optimizer {
        rule,
        learning_rate: number("learningRate", usual)?,
    })
}

fn seed(value: &JsValue) -> Result<u64, Error> {
    if value.is_undefined() {
        return Ok(0);
    }
    Ok(whole(value, "seed", u32::MAX as usize)? as u64)
}

fn whole(value: &JsValue, name: &'static str, max: usize) -> Result<usize, Error> {
    Whole { name, min: 0, max }.read(value)
}

/// A list of so many whole numbers.
pub fn wholes(value: &JsValue, name: &'static str, count: usize, max: usize) -> Result<Vec<usize>, Error> {
    let expected = if count == 3 {
        "three whole numbers [h, w, c]"
    } else {
        "a list of whole numbers"
    };
    let list = List::of(value).filter(|list| list.len == count);
    let list = list.ok_or_else(|| wrong(name, expected, value))?;
    (0..count).map(|at| whole(&list.at(at), name, max)).collect()
}
