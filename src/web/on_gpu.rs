//! A network that learns on the GPU, for JavaScript: promises of what the one on the CPU gives at once.
//!
//! `training.js` keeps a network on the CPU beside it, asks one thing after the other, and takes over when this one fails.

use std::{cell::RefCell, panic, rc::Rc};

use js_sys::{Function, Promise, futures::future_to_promise};
use wasm_bindgen::prelude::*;

use crate::{error::Error, gpu::Gpu, network::NetworkOnGpu, tensor::Tensor};

use super::{
    arrays::given,
    network::{BATCH, configured, labels, named, optimizer, outcome_entries, read},
    network_state::{state_of, told_state},
    values::object,
};

/// The network behind `EngineNetwork` of `training.js`.
#[wasm_bindgen]
pub struct GpuNetwork {
    /// Gone while it is at work.
    network: Rc<RefCell<Option<NetworkOnGpu>>>,
}

/// Promises a network of that configuration on the GPU, with the weights of its seed.
#[wasm_bindgen(js_name = openGpuNetwork)]
pub fn open_gpu_network(config: &JsValue) -> Result<Promise, Error> {
    let (network, _) = configured(config)?;
    Ok(future_to_promise(async move {
        let network = NetworkOnGpu::new(network, Gpu::open().await?).await?;
        Ok(GpuNetwork {
            network: Rc::new(RefCell::new(Some(network))),
        }
        .into())
    }))
}

/// Calls `report(message)` before a panic ends this module: the promises under way would never be kept.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(report: &Function) {
    let report = report.clone();
    panic::set_hook(Box::new(move |panic| {
        // Nobody is left to tell if the report itself fails.
        let _ = report.call1(&JsValue::UNDEFINED, &panic.to_string().into());
    }));
}

#[wasm_bindgen]
impl GpuNetwork {
    /// `trainStep(batch, labels, options, tells)`: `{loss, accuracy}` before the step, or null where it tells nothing.
    #[wasm_bindgen(js_name = trainStep)]
    pub fn train_step(
        &self,
        batch: &JsValue,
        targets: &JsValue,
        options: &JsValue,
        tells: bool,
    ) -> Result<Promise, Error> {
        let (batch, labels, optimizer) = (read(batch, &BATCH)?, labels(targets)?, optimizer(options)?);
        Ok(self.ask(async move |network| {
            let outcome = network.train_step(&batch, &labels, &optimizer, tells).await?;
            Ok(outcome.map_or(JsValue::NULL, |outcome| object(&outcome_entries(outcome))))
        }))
    }

    /// `{loss, accuracy, gradients}`.
    pub fn gradients(&self, batch: &JsValue, targets: &JsValue) -> Result<Promise, Error> {
        let (batch, labels) = (read(batch, &BATCH)?, labels(targets)?);
        Ok(self.ask(async move |network| {
            let (outcome, gradients) = network.gradients(&batch, &labels).await?;
            let names = network.network().weights().map(|(name, _)| name);
            let pairs: Vec<(&str, &Tensor)> = names.zip(&gradients).collect();
            let [loss, accuracy] = outcome_entries(outcome);
            Ok(object(&[loss, accuracy, ("gradients", named(pairs.into_iter())?)]))
        }))
    }

    /// `{loss, accuracy}` without learning.
    pub fn evaluate(&self, batch: &JsValue, targets: &JsValue) -> Result<Promise, Error> {
        let (batch, labels) = (read(batch, &BATCH)?, labels(targets)?);
        Ok(self.ask(async move |network| {
            let outcome = network.evaluate(&batch, &labels).await?;
            Ok(object(&outcome_entries(outcome)))
        }))
    }

    /// The share of each class.
    pub fn predict(&self, batch: &JsValue) -> Result<Promise, Error> {
        let batch = read(batch, &BATCH)?;
        Ok(self.ask(async move |network| given(&network.predict(&batch).await?)))
    }

    /// As `save` of the network on the CPU, read back.
    pub fn save(&self) -> Promise {
        self.ask(async move |network| {
            network.download().await?;
            told_state(network.network())
        })
    }

    /// Goes on from what `save` gave, here or on the CPU.
    pub fn restore(&self, state: &JsValue) -> Result<Promise, Error> {
        let state = state_of(state)?;
        Ok(self.ask(async move |network| {
            network.change(|network| network.restore(state)).await?;
            Ok(JsValue::UNDEFINED)
        }))
    }

    /// Gives the GPU back.
    pub fn close(&self) {
        if let Ok(mut network) = self.network.try_borrow_mut() {
            if let Some(network) = network.as_ref() {
                network.close();
            }
            *network = None;
        }
    }

    /// A promise of what `work` gives, of which there may be one at a time.
    fn ask(&self, work: impl AsyncFnOnce(&mut NetworkOnGpu) -> Result<JsValue, Error> + 'static) -> Promise {
        let place = Rc::clone(&self.network);
        future_to_promise(async move {
            let taken = place.borrow_mut().take();
            let Some(mut network) = taken else {
                let reason = "the network on the GPU is at work, or closed".into();
                return Err(Error::Gpu { reason }.into());
            };
            let done = work(&mut network).await;
            *place.borrow_mut() = Some(network);
            Ok(done?)
        })
    }
}
