//! An engine whose backend was chosen: promises of the same results that the synchronous functions give.

use std::{panic, rc::Rc};

use js_sys::{Function, Promise, futures::future_to_promise};
use wasm_bindgen::prelude::*;

use crate::{backend, error::Error, tensor::Tensor};

use super::{arrays::given, ops::Call};

/// The engine of `convscope.js`, which keeps a CPU at hand should this whole module fail.
#[wasm_bindgen]
pub struct Engine(Rc<backend::Engine>);

/// Promises an engine on the GPU, or one on the CPU that knows why not.
#[wasm_bindgen(js_name = openEngine)]
pub fn open_engine() -> Promise {
    future_to_promise(async { Ok(Engine(Rc::new(backend::Engine::open().await)).into()) })
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
impl Engine {
    /// "gpu" or "cpu".
    #[wasm_bindgen(getter)]
    pub fn backend(&self) -> String {
        self.0.backend().to_string()
    }

    /// Why not the GPU, as a sentence, or "".
    #[wasm_bindgen(getter)]
    pub fn reason(&self) -> String {
        self.0.reason()
    }

    /// `compute(op, input, filter, options)`.
    /// The inputs are copied before this returns: the caller may change them while the GPU works.
    pub fn compute(
        &self,
        op: &JsValue,
        input: &JsValue,
        filter: &JsValue,
        options: &JsValue,
    ) -> Result<Promise, Error> {
        let call = Call::of(op, input, filter, options)?;
        let (engine, op, tensors) = (Rc::clone(&self.0), call.op, call.copied()?);
        Ok(future_to_promise(async move {
            let inputs: Vec<&Tensor> = tensors.iter().map(AsRef::as_ref).collect();
            let result = engine.run_any(op.any(), &inputs).await?;
            Ok(given(&result)?)
        }))
    }
}
