//! Tensors and pictures that stay on the GPU: a chain of ops uploads once, and what is shown is read back.
//!
//! A lost GPU takes them along. Then every question is answered with [`Error::Gpu`], the engine works on the CPU, and whoever
//! gave the values has to give them again.

use super::Engine;
use crate::{
    error::Error,
    gpu::{Gpu, Resident, greyscale, range},
    op::{DynOp, Op, shapes},
    ops::avg_pool2d::AvgPool2d,
    pixels::{self, Grey},
    shape::Shape,
    tensor::Tensor,
};
use std::rc::Rc;

/// A tensor on the GPU, or an 8-bit picture of shape `(h, w, 3)`.
#[derive(Debug)]
pub struct Held {
    shape: Shape,
    values: Resident,
}

impl Held {
    /// Its shape.
    pub fn shape(&self) -> Shape {
        self.shape
    }
}

/// So many values are looked through on the CPU.
const FEW: usize = 1 << 12;

impl Engine {
    /// Uploads a tensor; `fill(first, room)` writes its values from value `first` on, as many as there is room for.
    ///
    /// # Errors
    /// [`Error::Gpu`] when there is none, or it fails.
    pub async fn hold(&self, shape: Shape, fill: &mut dyn FnMut(usize, &mut [f32])) -> Result<Held, Error> {
        let values = self.heard(self.held_on()?.keep(shape.len(), fill).await)?;
        Ok(Held { shape, values })
    }

    /// Uploads a picture's bytes, three a pixel, row by row; `fill(first, room)` writes them from byte `first` on.
    ///
    /// # Errors
    /// As [`Engine::hold`].
    pub async fn hold_picture(
        &self,
        [height, width]: [usize; 2],
        fill: &mut dyn FnMut(usize, &mut [u8]),
    ) -> Result<Held, Error> {
        let shape = Shape::new(&[height, width, 3])?;
        let mut words = |first: usize, room: &mut [f32]| {
            let mut bytes = vec![0; room.len() * 4];
            let end = bytes.len().min(shape.len() - first * 4);
            fill(first * 4, &mut bytes[..end]);
            for (word, bytes) in room.iter_mut().zip(bytes.as_chunks().0) {
                *word = f32::from_le_bytes(*bytes);
            }
        };
        let values = self.held_on()?.keep(shape.len().div_ceil(4), &mut words).await;
        let values = self.heard(values)?;
        Ok(Held { shape, values })
    }

    /// A held picture in grey: a batch of one picture with one channel.
    ///
    /// # Errors
    /// [`Error::Rank`] for what is no picture, or as [`Engine::hold`].
    pub async fn grey(&self, picture: &Held, method: Grey) -> Result<Held, Error> {
        let &[height, width, 3] = picture.shape.dims() else {
            return Err(Error::Rank {
                what: "picture",
                expected: "(h, w, 3)",
                actual: picture.shape.to_string(),
            });
        };
        let number = Grey::NAMES.iter().position(|(_, named)| *named == method);
        let kernel = greyscale::kernel([height, width], number.unwrap_or(0) as u32)?;
        let values = self.held_on()?.compute(&kernel, &picture.values, &[]).await;
        let (shape, values) = (kernel.output, self.heard(values)?);
        Ok(Held { shape, values })
    }

    /// Computes an op on a held tensor and keeps the result. What the GPU can't take even row by row is read back for it,
    /// computed on the CPU and uploaded.
    ///
    /// # Errors
    /// When parameters and inputs do not fit together, or as [`Engine::hold`].
    pub async fn run_held(&self, op: &dyn DynOp, input: &Held, weights: &[&Tensor]) -> Result<Held, Error> {
        let all: Vec<Shape> = [input.shape].into_iter().chain(shapes(weights)).collect();
        let (shape, kernel, gpu) = (op.output_shape(&all)?, op.kernel(&all)?, self.held_on()?);
        if kernel.bands(&gpu.bounds()).is_some() {
            let weights: Vec<&[f32]> = weights.iter().map(|weights| weights.data()).collect();
            let values = self.heard(gpu.compute(&kernel, &input.values, &weights).await)?;
            return Ok(Held { shape, values });
        }
        let input = self.read(input).await?;
        let inputs: Vec<&Tensor> = [&input].into_iter().chain(weights.iter().copied()).collect();
        let output = op.simd(&inputs)?;
        let fill = &mut |first: usize, room: &mut [f32]| room.copy_from_slice(&output.data()[first..][..room.len()]);
        self.hold(shape, fill).await
    }

    /// Reads a held tensor back; `take(first, values)` gets its values from value `first` on, some at a time.
    ///
    /// # Errors
    /// As [`Engine::hold`].
    pub async fn read_parts(&self, held: &Held, take: &mut dyn FnMut(usize, &[f32])) -> Result<(), Error> {
        self.heard(self.held_on()?.read(&held.values, take).await)
    }

    /// As [`Engine::read_parts`], as a tensor.
    ///
    /// # Errors
    /// The same.
    pub async fn read(&self, held: &Held) -> Result<Tensor, Error> {
        let mut values = Vec::with_capacity(held.shape.len());
        self.read_parts(held, &mut |_, part| values.extend_from_slice(part))
            .await?;
        Tensor::with_shape(held.shape, values)
    }

    /// The smallest and the largest finite value of a held tensor; `(0, 0)` when there is none.
    ///
    /// # Errors
    /// As [`Engine::hold`].
    pub async fn range(&self, held: &Held) -> Result<(f32, f32), Error> {
        let gpu = self.held_on()?;
        let mut found: Option<Resident> = None;
        loop {
            let values = found.as_ref().unwrap_or(&held.values);
            let kernel = range::kernel(values.len())?;
            // What is few, or too wide to be bound, is looked through here.
            if values.len() <= FEW || kernel.bands(&gpu.bounds()).is_none() {
                break;
            }
            found = Some(self.heard(gpu.compute(&kernel, values, &[]).await)?);
        }
        let mut extent = (f32::INFINITY, f32::NEG_INFINITY);
        let widen = &mut |_: usize, values: &[f32]| {
            let (low, high) = pixels::extent(values);
            extent = (extent.0.min(low), extent.1.max(high));
        };
        let values = found.as_ref().unwrap_or(&held.values);
        self.heard(gpu.read(values, widen).await)?;
        Ok(pixels::ends(extent))
    }

    /// One channel of one picture made smaller: the means of blocks of `factor × factor`, read back. Against the CPU's the
    /// last digit may differ.
    ///
    /// # Errors
    /// As [`Engine::hold`].
    pub async fn shrunk(&self, held: &Held, [height, width]: [usize; 2], factor: usize) -> Result<Tensor, Error> {
        if factor == 1 {
            return self.read(held).await;
        }
        let view = Shape::new(&[1, height, width, 1])?;
        let means = AvgPool2d {
            size: [factor.min(height), factor.min(width)],
            strides: [factor; 2],
            ceil_mode: true,
            ..AvgPool2d::new([factor; 2])
        };
        let (shape, kernel, gpu) = (
            Op::output_shape(&means, &[view])?,
            Op::kernel(&means, &[view])?,
            self.held_on()?,
        );
        let values = self.heard(gpu.compute(&kernel, &held.values, &[]).await)?;
        self.read(&Held { shape, values }).await
    }

    fn held_on(&self) -> Result<Rc<Gpu>, Error> {
        self.gpu().ok_or_else(|| Error::Gpu { reason: self.reason() })
    }

    /// When the GPU fails, the CPU works from now on.
    fn heard<T>(&self, done: Result<T, Error>) -> Result<T, Error> {
        if let Err(Error::Gpu { reason }) = &done {
            self.leave_gpu(reason.clone());
        }
        done
    }
}
