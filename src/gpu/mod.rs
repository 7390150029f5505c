//! Runs a [`Kernel`](crate::Kernel) on a GPU through WebGPU (in a browser) or Vulkan, Metal and Direct3D. The only
//! place that knows `wgpu`.
//!
//! Whatever goes wrong is an [`Error::Gpu`] with a sentence. Nothing panics and nothing waits for a lost device.

mod device;
pub mod greyscale;
pub mod program;
pub mod range;
mod resident;
mod run;
mod signal;

use crate::{error::Error, kernel::Bounds};
use core::cell::{Cell, RefCell};
use signal::Signal;
use std::collections::HashMap;
use wgpu::{ComputePipeline, Device, Queue};

pub use resident::Resident;

/// A GPU that computes. It keeps each kernel's compiled pipeline.
#[derive(Debug)]
pub struct Gpu {
    device: Device,
    queue: Queue,
    bounds: Bounds,
    /// Why the device can't be used any longer, once that is so.
    lost: Signal<String>,
    /// By entry point and source.
    pipelines: RefCell<HashMap<(&'static str, &'static str), ComputePipeline>>,
    counters: Cell<Counters>,
}

/// What a [`Gpu`] has done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Pipelines compiled.
    pub pipelines: usize,
    /// Dispatches submitted.
    pub dispatches: usize,
    /// Bytes written to the GPU.
    pub uploaded: usize,
    /// Bytes read back.
    pub read_back: usize,
}

impl Gpu {
    /// What one dispatch may take here.
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// The same GPU with bounds that are no wider than `bounds`.
    pub fn within(mut self, bounds: Bounds) -> Self {
        self.bounds = Bounds {
            values: self.bounds.values.min(bounds.values),
            workgroups: self.bounds.workgroups.min(bounds.workgroups),
            turns: self.bounds.turns.min(bounds.turns),
        };
        self
    }

    /// What it has done so far.
    pub fn counters(&self) -> Counters {
        self.counters.get()
    }

    /// Why it can't be used any longer, or `None`.
    pub fn lost(&self) -> Option<String> {
        // Outside a browser a loss is told only to who polls.
        #[cfg(not(target_arch = "wasm32"))]
        let _ = self.device.poll(wgpu::PollType::Poll);
        self.lost.get()
    }

    /// Gives the device back. Later work fails.
    pub fn close(&self) {
        self.device.destroy();
    }

    /// A sentence where it can't be used any longer.
    fn check_lost(&self) -> Result<(), Error> {
        self.lost().map_or(Ok(()), |reason| Err(error(reason)))
    }

    fn count(&self, add: impl FnOnce(&mut Counters)) {
        let mut counters = self.counters.get();
        add(&mut counters);
        self.counters.set(counters);
    }
}

impl Drop for Gpu {
    /// In a browser a dropped device lives on until garbage is collected, and so does its memory.
    fn drop(&mut self) {
        self.device.destroy();
    }
}

/// An [`Error::Gpu`].
fn error(reason: impl Into<String>) -> Error {
    Error::Gpu { reason: reason.into() }
}

/// A driver's or browser's message on one line, without the stack that may follow it.
fn shortened(message: &str) -> String {
    let words = message.split_whitespace().take_while(|&word| word != "at").take(40);
    let line = words.collect::<Vec<_>>().join(" ");
    line.trim_start_matches("JsValue(").into()
}
