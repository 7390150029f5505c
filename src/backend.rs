//! Who computes: the GPU where it gives the right numbers, otherwise the CPU, and the reason for that.

#[cfg(feature = "gpu")]
mod held;
#[cfg(feature = "gpu")]
mod probe;

use crate::{
    error::Error,
    op::{DynOp, Op},
    tensor::Tensor,
};
use core::{cell::RefCell, fmt};

#[cfg(feature = "gpu")]
use crate::{gpu::Gpu, op::shapes};
#[cfg(feature = "gpu")]
use std::rc::Rc;

#[cfg(feature = "gpu")]
pub use held::Held;

/// Who computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// Several values at a time on the CPU.
    Cpu,
    /// Many cells at a time on the GPU.
    Gpu,
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cpu => "cpu",
            Self::Gpu => "gpu",
        })
    }
}

/// Computes ops on the best backend that works. Once the GPU has failed, the CPU does everything.
///
/// ```
/// use convscope::{Backend, Engine};
/// let engine = Engine::cpu("the CPU was asked for");
/// assert_eq!((engine.backend(), engine.reason().as_str()), (Backend::Cpu, "the CPU was asked for"));
/// ```
#[derive(Debug)]
pub struct Engine {
    #[cfg(feature = "gpu")]
    gpu: RefCell<Option<Rc<Gpu>>>,
    reason: RefCell<String>,
}

impl Engine {
    /// The CPU; `reason` says why not the GPU, as a sentence, or is empty.
    pub fn cpu(reason: &str) -> Self {
        Self {
            #[cfg(feature = "gpu")]
            gpu: RefCell::new(None),
            reason: RefCell::new(reason.into()),
        }
    }

    /// The GPU, if there is one and it answers a known question rightly; otherwise the CPU, with the reason.
    #[cfg(feature = "gpu")]
    pub async fn open() -> Self {
        let opened = match Gpu::open().await {
            Ok(gpu) => probe::ask(&gpu).await.map(|()| gpu),
            Err(error) => Err(error),
        };
        match opened {
            Ok(gpu) => Self::on(Rc::new(gpu)),
            Err(error) => Self::cpu(&error.to_string()),
        }
    }

    /// This GPU, as long as it works.
    #[cfg(feature = "gpu")]
    pub fn on(gpu: Rc<Gpu>) -> Self {
        Self {
            gpu: RefCell::new(Some(gpu)),
            reason: RefCell::default(),
        }
    }

    /// Who computes the next op.
    pub fn backend(&self) -> Backend {
        #[cfg(feature = "gpu")]
        if self.gpu().is_some() {
            return Backend::Gpu;
        }
        Backend::Cpu
    }

    /// Why the GPU does not compute, as a sentence; empty when it does, or when nobody asked for it.
    pub fn reason(&self) -> String {
        #[cfg(feature = "gpu")]
        self.gpu();
        self.reason.borrow().clone()
    }

    /// Computes an op.
    ///
    /// What the GPU can't hold even row by row is left to the CPU this once. When the GPU fails, the CPU does this work
    /// and all that follows.
    ///
    /// # Errors
    /// When parameters and inputs do not fit together; never because of the GPU.
    pub async fn run<O: Op>(&self, op: &O, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        self.run_any(op, inputs).await
    }

    /// As [`Engine::run`], for an op of any kind.
    ///
    /// # Errors
    /// The same.
    pub async fn run_any(&self, op: &dyn DynOp, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        #[cfg(feature = "gpu")]
        if let Some(gpu) = self.gpu() {
            let kernel = op.kernel(&shapes(inputs))?;
            if kernel.bands(&gpu.bounds()).is_some() {
                let data: Vec<&[f32]> = inputs.iter().map(|input| input.data()).collect();
                match gpu.run(&kernel, &data).await {
                    Ok(data) => return Tensor::with_shape(op.output_shape(&shapes(inputs))?, data),
                    Err(error) => self.leave_gpu(error.to_string()),
                }
            }
        }
        op.simd(inputs)
    }

    /// The GPU, unless it was lost meanwhile.
    #[cfg(feature = "gpu")]
    fn gpu(&self) -> Option<Rc<Gpu>> {
        let gpu = self.gpu.borrow().clone()?;
        match gpu.lost() {
            None => Some(gpu),
            Some(reason) => {
                self.leave_gpu(reason);
                None
            }
        }
    }

    /// The CPU from now on. The first reason stays: what follows it are its consequences.
    #[cfg(feature = "gpu")]
    fn leave_gpu(&self, reason: String) {
        if self.gpu.borrow_mut().take().is_some() {
            self.reason.replace(reason);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::max_pool2d::MaxPool2d;

    #[test]
    fn the_cpu_computes_without_a_gpu() {
        let engine = Engine::cpu("");
        let input = Tensor::new(&[1, 2, 2, 1], vec![1.0, 4.0, 3.0, 2.0]).unwrap();
        let output = pollster::block_on(engine.run(&MaxPool2d::new([2, 2]), &[&input])).unwrap();
        assert_eq!(
            (output.data(), engine.backend().to_string().as_str()),
            (&[4.0][..], "cpu")
        );
    }
}
