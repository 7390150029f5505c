//! All that a network knows, as a plain object: it can be kept, sent to a worker, and gone on from.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::{
    error::Error,
    network::{Kept, Memory, Network, State},
    tensor::Tensor,
};

use super::{
    arrays::given,
    lists::Whole,
    network::{JsNetwork, named, tensors},
    values::{get, object, wrong},
};

const NAMES: [(&str, Kept); 3] = [
    ("sgd", Kept::Nothing),
    ("momentum", Kept::Velocity),
    ("adam", Kept::Moments),
];

#[wasm_bindgen(js_class = CoreNetwork)]
impl JsNetwork {
    /// `{seed, steps, firstLoss, weights, optimizer: {name, steps, powers, first, second}}`.
    pub fn save(&self) -> Result<JsValue, Error> {
        told_state(&self.network)
    }

    /// Goes on from what `save` gave.
    pub fn restore(&mut self, value: &JsValue) -> Result<(), Error> {
        self.network.restore(state_of(value)?)
    }
}

/// All that a network knows, for JavaScript.
pub fn told_state(network: &Network) -> Result<JsValue, Error> {
    let state = network.save();
    let name = NAMES
        .iter()
        .find(|(_, kept)| *kept == state.memory.kept)
        .map_or("sgd", |(name, _)| name);
    let powers: Array = state.memory.powers.iter().map(|&power| JsValue::from(power)).collect();
    let optimizer = object(&[
        ("name", name.into()),
        ("steps", (state.memory.steps as f64).into()),
        ("powers", powers.into()),
        ("first", list(&state.memory.first)?),
        ("second", list(&state.memory.second)?),
    ]);
    Ok(object(&[
        ("seed", (state.seed as f64).into()),
        ("steps", (state.steps as f64).into()),
        ("firstLoss", state.first_loss.map_or(JsValue::NULL, JsValue::from)),
        ("weights", named(network.weights())?),
        ("optimizer", optimizer),
    ]))
}

/// What JavaScript gives back of it.
pub fn state_of(value: &JsValue) -> Result<State, Error> {
    if !value.is_object() {
        return Err(wrong("state", "what save() gave", value));
    }
    let (memory, first_loss) = (get(value, "optimizer"), get(value, "firstLoss"));
    let name = get(&memory, "name").as_string().unwrap_or_default();
    let known = NAMES.into_iter().find(|(other, _)| *other == name);
    let (_, kept) = known.ok_or_else(|| wrong("state.optimizer", "what save() gave", &memory))?;
    let power = |at: u32| {
        let list: JsValue = get(&memory, "powers");
        let power = get(&list, &at.to_string());
        power
            .as_f64()
            .ok_or_else(|| wrong("state.optimizer.powers", "two numbers", &list))
    };
    Ok(State {
        seed: count(value, "seed")?,
        steps: count(value, "steps")?,
        first_loss: first_loss.as_f64(),
        weights: tensors(&get(value, "weights"))?,
        memory: Memory {
            kept,
            steps: count(&memory, "steps")?,
            powers: [power(0)?, power(1)?],
            first: tensors(&get(&memory, "first"))?,
            second: tensors(&get(&memory, "second"))?,
        },
    })
}

fn list(tensors: &[Tensor]) -> Result<JsValue, Error> {
    Ok(tensors.iter().map(given).collect::<Result<Array, _>>()?.into())
}

fn count(object: &JsValue, name: &'static str) -> Result<u64, Error> {
    let rule = Whole {
        name,
        min: 0,
        max: u32::MAX as usize,
    };
    Ok(rule.read(&get(object, name))? as u64)
}
