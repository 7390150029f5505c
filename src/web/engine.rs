//! An engine whose backend was chosen: promises of the same results that the synchronous functions give.

use std::{cell::RefCell, panic, rc::Rc};

use js_sys::{Array, Function, Promise, futures::future_to_promise};
use wasm_bindgen::prelude::*;

use crate::{
    backend::{self, Held},
    error::Error,
    op::Op,
    shape::Shape,
    tensor::Tensor,
};

use super::{
    arrays::{self, INPUT, Output, given, plane},
    asked::AnyOp,
    maps::Source,
    ops::Call,
    pictures::{MAX_SIDE, factor, method},
    values::{described_as, get, is_typed_array, numbers, object},
};

/// The engine of `convscope.js`, which keeps a CPU at hand should this whole module fail.
#[wasm_bindgen]
pub struct Engine {
    engine: Rc<backend::Engine>,
    held: Rc<RefCell<Kept>>,
}

/// What is held on the GPU, by numbers that are never given twice.
#[derive(Default)]
struct Kept {
    entries: Vec<(f64, Rc<Held>)>,
    last: f64,
}

impl Kept {
    fn keep(&mut self, held: Held) -> JsValue {
        self.last += 1.0;
        let shape = numbers(held.shape().dims());
        self.entries.push((self.last, Rc::new(held)));
        object(&[("held", self.last.into()), ("shape", shape)])
    }
}

/// Promises an engine on the GPU, or one on the CPU that knows why not.
#[wasm_bindgen(js_name = openEngine)]
pub fn open_engine() -> Promise {
    future_to_promise(async {
        let engine = Rc::new(backend::Engine::open().await);
        let held = Rc::default();
        Ok(Engine { engine, held }.into())
    })
}

/// `conv2dNaive(input, filter, options)`: the convolution by its definition, loop by loop.
#[wasm_bindgen(js_name = conv2dNaive)]
pub fn conv2d_naive(input: &JsValue, filter: &JsValue, options: &JsValue) -> Result<JsValue, Error> {
    let call = Call::of(&"conv2d".into(), input, filter, options)?;
    let AnyOp::Conv2d(op) = call.op else {
        unreachable!("conv2d was asked for")
    };
    let tensors = call.copied()?;
    given(&op.naive(&tensors.iter().map(AsRef::as_ref).collect::<Vec<&Tensor>>())?)
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
        self.engine.backend().to_string()
    }

    /// Why not the GPU, as a sentence, or "".
    #[wasm_bindgen(getter)]
    pub fn reason(&self) -> String {
        self.engine.reason()
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
        let (engine, op, tensors) = (Rc::clone(&self.engine), call.op, call.copied()?);
        Ok(future_to_promise(async move {
            let inputs: Vec<&Tensor> = tensors.iter().map(AsRef::as_ref).collect();
            let result = engine.run_any(op.any(), &inputs).await?;
            Ok(given(&result)?)
        }))
    }

    /// `hold({data, shape})`: a tensor, or a picture where `data` holds bytes; they are read while the promise is open.
    pub fn hold(&self, value: &JsValue) -> Result<Promise, Error> {
        if is_typed_array(&get(value, "data"), "Uint8Array") {
            let source = Source::of(value)?;
            return Ok(self.kept(async move |engine| {
                let fill = &mut |first: usize, room: &mut [u8]| source.read(first, room);
                engine.hold_picture(source.size, fill).await
            }));
        }
        let values = arrays::Held::of(value, &INPUT)?;
        Ok(self.kept(async move |engine| {
            let fill = &mut |first: usize, room: &mut [f32]| values.read(first, room);
            engine.hold(values.shape, fill).await
        }))
    }

    /// `computeHeld(op, held, filter, options)`.
    #[wasm_bindgen(js_name = computeHeld)]
    pub fn compute_held(&self, op: &JsValue, held: f64, filter: &JsValue, options: &JsValue) -> Result<Promise, Error> {
        let held = self.found(held)?;
        let (op, weights) = Call::weights(op, held.shape(), filter, options)?;
        Ok(self.kept(async move |engine| {
            let weights: Vec<&Tensor> = weights.iter().map(AsRef::as_ref).collect();
            engine.run_held(op.any(), &held, &weights).await
        }))
    }

    /// `greyscale(held, method)`.
    pub fn greyscale(&self, held: f64, how: &JsValue) -> Result<Promise, Error> {
        let (held, how) = (self.found(held)?, method(how)?);
        Ok(self.kept(async move |engine| engine.grey(&held, how).await))
    }

    /// `read(held, output)`: to `output` or, if there is none, to a new tensor.
    pub fn read(&self, held: f64, output: &JsValue) -> Result<Promise, Error> {
        let held = self.found(held)?;
        let output = if output.is_undefined() {
            Output::new(held.shape())?
        } else {
            Output::given(output, held.shape())?
        };
        Ok(self.told(async move |engine| {
            let write = &mut |first: usize, values: &[f32]| output.write(first, values);
            engine.read_parts(&held, write).await?;
            Ok(output.tensor())
        }))
    }

    /// `range(held)`: `[min, max]`.
    pub fn range(&self, held: f64) -> Result<Promise, Error> {
        let held = self.found(held)?;
        Ok(self.told(async move |engine| {
            let (low, high) = engine.range(&held).await?;
            Ok([low, high].into_iter().map(JsValue::from).collect::<Array>().into())
        }))
    }

    /// `shrunk(held, maxSide)`: `{data, shape: [h, w], factor}`, small enough to be drawn.
    pub fn shrunk(&self, held: f64, max_side: &JsValue) -> Result<Promise, Error> {
        let held = self.found(held)?;
        let size = plane(held.shape())?;
        let factor = factor(size, MAX_SIDE.read(max_side)?);
        Ok(self.told(async move |engine| {
            let small = engine.shrunk(&held, size, factor).await?;
            let output = Output::new(Shape::new(&size.map(|side| side.div_ceil(factor)))?)?;
            output.write(0, small.data());
            Ok(object(&[("map", output.tensor()), ("factor", (factor as f64).into())]))
        }))
    }

    /// Gives the memory of what is held back. Once more does nothing.
    pub fn release(&self, held: f64) {
        self.held.borrow_mut().entries.retain(|(number, _)| *number != held);
    }

    fn found(&self, held: f64) -> Result<Rc<Held>, Error> {
        let kept = self.held.borrow();
        let found = kept.entries.iter().find(|(number, _)| *number == held);
        let released = || described_as("input", "something that is still held", "a handle that was released");
        found.map(|(_, held)| Rc::clone(held)).ok_or_else(released)
    }

    /// A promise of what `work` gives.
    fn told(&self, work: impl AsyncFnOnce(Rc<backend::Engine>) -> Result<JsValue, Error> + 'static) -> Promise {
        let engine = Rc::clone(&self.engine);
        future_to_promise(async move { Ok(work(engine).await?) })
    }

    /// A promise of the handle of what `work` gives.
    fn kept(&self, work: impl AsyncFnOnce(Rc<backend::Engine>) -> Result<Held, Error> + 'static) -> Promise {
        let kept = Rc::clone(&self.held);
        self.told(async move |engine| {
            let held = work(engine).await?;
            Ok(kept.borrow_mut().keep(held))
        })
    }
}
