//! What stays on the GPU between kernels: uploaded once, computed there, read back only where it is asked for.

use super::{
    Gpu,
    run::{BYTES, check},
};
use crate::{
    error::Error,
    kernel::{Band, Kernel},
};
use wgpu::{Buffer, BufferUsages, CommandEncoderDescriptor, ComputePipeline};

/// Values that are moved at a time, so that what is large need not be in our memory as a whole.
const PART: usize = 1 << 18;

/// Values, or four bytes in the place of each, on the GPU. Dropping it gives their memory back.
#[derive(Debug)]
pub struct Resident {
    pub(super) buffer: Buffer,
    len: usize,
}

impl Drop for Resident {
    /// A browser would keep it until garbage is collected. Work that was submitted keeps what it needs.
    fn drop(&mut self) {
        self.buffer.destroy();
    }
}

impl Resident {
    /// How many values.
    #[expect(clippy::len_without_is_empty, reason = "a tensor is never empty")]
    pub fn len(&self) -> usize {
        self.len
    }
}

impl Gpu {
    /// Uploads `len` values; `fill(first, room)` writes those from value `first` on, as many as there is room for.
    ///
    /// # Errors
    /// [`Error::Gpu`] when the GPU fails, for want of memory perhaps.
    pub async fn keep(&self, len: usize, fill: &mut dyn FnMut(usize, &mut [f32])) -> Result<Resident, Error> {
        self.check_lost()?;
        self.captured(|| {
            let resident = self.resident(len);
            let mut part = vec![0.0; PART.min(len)];
            for first in (0..len).step_by(PART) {
                let part = &mut part[..PART.min(len - first)];
                fill(first, part);
                self.write(&resident.buffer, first * BYTES, bytemuck::cast_slice(part));
            }
            resident
        })
        .await
    }

    /// Runs a kernel over what is there already: the picture batch; the weights are uploaded.
    ///
    /// # Errors
    /// As [`Gpu::run`].
    pub async fn compute(&self, kernel: &Kernel, input: &Resident, weights: &[&[f32]]) -> Result<Resident, Error> {
        let lengths = [input.len]
            .into_iter()
            .chain(weights.iter().map(|weights| weights.len()));
        check(kernel, &lengths.collect::<Vec<_>>())?;
        self.check_lost()?;
        let bands = self.bands(kernel)?;
        let pipeline = self.pipeline(kernel).await?;
        let weights = self.captured(|| self.weights(kernel, weights)).await?;
        let output = self.captured(|| self.resident(kernel.output.len())).await?;
        let (is_whole, mut first) = (bands.len() == 1, 0);
        for band in &bands {
            self.captured(|| {
                if is_whole {
                    self.compute_band(kernel, &pipeline, band, [&input.buffer, &output.buffer], &weights);
                } else {
                    self.compute_part(kernel, &pipeline, band, [input, &output], first, &weights);
                }
            })
            .await?;
            first += kernel.output_len(band);
        }
        weights.iter().for_each(Buffer::destroy);
        Ok(output)
    }

    /// Reads the values back; `take(first, values)` gets those from value `first` on, some at a time.
    ///
    /// # Errors
    /// [`Error::Gpu`] when the GPU fails.
    pub async fn read(&self, resident: &Resident, take: &mut dyn FnMut(usize, &[f32])) -> Result<(), Error> {
        self.check_lost()?;
        let bytes = resident.len * BYTES;
        let submitted = self
            .captured(|| {
                let mut encoder = self.device.create_command_encoder(&CommandEncoderDescriptor::default());
                let staging = self.buffer(bytes, BufferUsages::MAP_READ | BufferUsages::COPY_DST);
                encoder.copy_buffer_to_buffer(&resident.buffer, 0, &staging, 0, Some(bytes as u64));
                self.submit_mapped(encoder, staging)
            })
            .await?;
        self.read_back(submitted, PART, take).await
    }

    pub(super) fn resident(&self, len: usize) -> Resident {
        let usage = BufferUsages::STORAGE | BufferUsages::COPY_SRC | BufferUsages::COPY_DST;
        let buffer = self.buffer(len * BYTES, usage);
        Resident { buffer, len }
    }

    /// A band that is bound to the input and the output as they are.
    fn compute_band(
        &self,
        kernel: &Kernel,
        pipeline: &ComputePipeline,
        band: &Band,
        [input, output]: [&Buffer; 2],
        weights: &[Buffer],
    ) {
        let mut encoder = self.device.create_command_encoder(&CommandEncoderDescriptor::default());
        let uniform = self.upload(bytemuck::cast_slice(&kernel.words(band)), BufferUsages::UNIFORM);
        let bound = [&uniform, input].into_iter().chain(weights).chain([output]);
        self.encode(&mut encoder, kernel, pipeline, band, bound);
        self.queue.submit([encoder.finish()]);
        uniform.destroy();
    }

    /// A band that is cut out of the input and put into the output, from value `first` on: on the GPU a copy costs little,
    /// and a binding may begin only at some places.
    fn compute_part(
        &self,
        kernel: &Kernel,
        pipeline: &ComputePipeline,
        band: &Band,
        [input, output]: [&Resident; 2],
        first: usize,
        weights: &[Buffer],
    ) {
        let (read, len) = (kernel.input_range(band), kernel.output_len(band));
        let [from, to] = [self.resident(read.len()), self.resident(len)];
        let copy = |from: &Buffer, at: usize, to: &Buffer, place: usize, len: usize| {
            let mut encoder = self.device.create_command_encoder(&CommandEncoderDescriptor::default());
            let [at, place, len] = [at, place, len].map(|values| (values * BYTES) as u64);
            encoder.copy_buffer_to_buffer(from, at, to, place, Some(len));
            self.queue.submit([encoder.finish()]);
        };
        copy(&input.buffer, read.start, &from.buffer, 0, read.len());
        self.compute_band(kernel, pipeline, band, [&from.buffer, &to.buffer], weights);
        copy(&to.buffer, 0, &output.buffer, first, len);
    }
}
