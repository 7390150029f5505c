//! Dispatches that are recorded once and played again and again, over what stays on the GPU.

use super::{
    Gpu, Resident, error,
    run::{BYTES, Submitted},
};
use crate::{error::Error, kernel::Kernel};
use wgpu::{
    BindGroup, BindGroupDescriptor, BindGroupEntry, BindingResource, Buffer, BufferBinding, BufferUsages,
    CommandEncoder, CommandEncoderDescriptor, ComputePassDescriptor, ComputePipeline,
};

/// A range of a resident may begin only at a multiple of so many values.
pub const ALIGNED: usize = 64;

/// Some of a resident's values, from a multiple of 64 on.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    resident: &'a Resident,
    first: usize,
    len: usize,
}

impl<'a> Part<'a> {
    /// So many values from `first` on.
    pub fn new(resident: &'a Resident, first: usize, len: usize) -> Self {
        Self { resident, first, len }
    }
}

impl<'a> From<&'a Resident> for Part<'a> {
    fn from(resident: &'a Resident) -> Self {
        Self::new(resident, 0, resident.len())
    }
}

/// A kernel and what it binds after its uniform, in order.
#[derive(Debug)]
pub struct Dispatch<'a> {
    /// The kernel.
    pub kernel: Kernel,
    /// Its storage.
    pub bound: Vec<Part<'a>>,
}

/// Recorded dispatches. They keep what they bind.
#[derive(Debug, Default)]
pub struct Program(Vec<Turn>);

#[derive(Debug)]
struct Turn {
    pipeline: ComputePipeline,
    group: BindGroup,
    workgroups: [u32; 3],
    uniform: Buffer,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.uniform.destroy();
    }
}

/// Work that is handed over in the order in which it is said.
#[derive(Debug)]
pub struct Player<'a> {
    gpu: &'a Gpu,
    encoder: Option<CommandEncoder>,
}

impl Gpu {
    /// Whether a kernel runs in one dispatch here.
    pub fn takes(&self, kernel: &Kernel) -> bool {
        kernel.bands(&self.bounds()).is_some_and(|bands| bands.len() == 1)
    }

    /// Room for values, all 0.
    ///
    /// # Errors
    /// [`Error::Gpu`], for want of memory perhaps.
    pub async fn room(&self, len: usize) -> Result<Resident, Error> {
        self.check_lost()?;
        self.captured(|| self.resident(len)).await
    }

    /// Compiles and binds.
    ///
    /// # Errors
    /// [`Error::Gpu`] for a kernel that it does not take at once, and when the GPU fails.
    pub async fn record(&self, dispatches: &[Dispatch<'_>]) -> Result<Program, Error> {
        self.check_lost()?;
        let mut turns = Vec::with_capacity(dispatches.len());
        for Dispatch { kernel, bound } in dispatches {
            let bands = self.bands(kernel)?;
            let [band] = &bands[..] else {
                return Err(error(format!("the GPU can't take {} at once", kernel.name)));
            };
            let pipeline = self.pipeline(kernel).await?;
            let turn = self
                .captured(|| {
                    let uniform = self.upload(bytemuck::cast_slice(&kernel.words(band)), BufferUsages::UNIFORM);
                    Turn {
                        group: self.group(&pipeline, &uniform, bound),
                        workgroups: kernel.workgroups(band),
                        pipeline,
                        uniform,
                    }
                })
                .await?;
            turns.push(turn);
        }
        Ok(Program(turns))
    }

    fn group(&self, pipeline: &ComputePipeline, uniform: &Buffer, bound: &[Part<'_>]) -> BindGroup {
        let storage = bound.iter().map(|part| {
            BindingResource::Buffer(BufferBinding {
                buffer: &part.resident.buffer,
                offset: (part.first * BYTES) as u64,
                size: core::num::NonZero::new((part.len * BYTES) as u64),
            })
        });
        let entries: Vec<BindGroupEntry<'_>> = (0..)
            .zip([uniform.as_entire_binding()].into_iter().chain(storage))
            .map(|(binding, resource)| BindGroupEntry { binding, resource })
            .collect();
        self.device.create_bind_group(&BindGroupDescriptor {
            label: None,
            layout: &pipeline.get_bind_group_layout(0),
            entries: &entries,
        })
    }

    /// Does what `score` says, and reads a resident back afterwards, if one is named.
    ///
    /// # Errors
    /// [`Error::Gpu`] when the GPU fails.
    pub async fn play(&self, score: impl FnOnce(&mut Player<'_>), read: Option<&Resident>) -> Result<Vec<f32>, Error> {
        self.check_lost()?;
        let submitted = self
            .captured(|| {
                let mut player = Player {
                    gpu: self,
                    encoder: None,
                };
                score(&mut player);
                player.end(read)
            })
            .await?;
        let mut values = Vec::with_capacity(read.map_or(0, Resident::len));
        if let Some(submitted) = submitted {
            let take = &mut |_: usize, part: &[f32]| values.extend_from_slice(part);
            self.read_back(submitted, usize::MAX / BYTES, take).await?;
        }
        Ok(values)
    }
}

impl Player<'_> {
    /// Writes words, from word `first` on, after all that was said before.
    pub fn write(&mut self, to: &Resident, first: usize, words: &[u32]) {
        self.flush();
        self.gpu.write(&to.buffer, first * BYTES, bytemuck::cast_slice(words));
    }

    /// As [`Self::write`].
    pub fn write_values(&mut self, to: &Resident, first: usize, values: &[f32]) {
        self.flush();
        self.gpu.write(&to.buffer, first * BYTES, bytemuck::cast_slice(values));
    }

    /// Every dispatch of a program.
    pub fn run(&mut self, program: &Program) {
        let encoder = self.encoder();
        let mut pass = encoder.begin_compute_pass(&ComputePassDescriptor::default());
        for turn in &program.0 {
            let [x, y, z] = turn.workgroups;
            pass.set_pipeline(&turn.pipeline);
            pass.set_bind_group(0, &turn.group, &[]);
            pass.dispatch_workgroups(x, y, z);
        }
        drop(pass);
        self.gpu.count(|counters| counters.dispatches += program.0.len());
    }

    /// Copies all of `from` to `to`, from value `first` on.
    pub fn copy(&mut self, from: &Resident, to: &Resident, first: usize) {
        let bytes = (from.len() * BYTES) as u64;
        self.encoder()
            .copy_buffer_to_buffer(&from.buffer, 0, &to.buffer, (first * BYTES) as u64, Some(bytes));
    }

    /// Every value becomes 0.
    pub fn clear(&mut self, resident: &Resident) {
        self.encoder().clear_buffer(&resident.buffer, 0, None);
    }

    fn encoder(&mut self) -> &mut CommandEncoder {
        let device = &self.gpu.device;
        self.encoder
            .get_or_insert_with(|| device.create_command_encoder(&CommandEncoderDescriptor::default()))
    }

    fn flush(&mut self) {
        if let Some(encoder) = self.encoder.take() {
            self.gpu.queue.submit([encoder.finish()]);
        }
    }

    fn end(mut self, read: Option<&Resident>) -> Option<Submitted> {
        let Some(resident) = read else {
            self.flush();
            return None;
        };
        let bytes = resident.len() * BYTES;
        let staging = self.gpu.buffer(bytes, BufferUsages::MAP_READ | BufferUsages::COPY_DST);
        self.encoder()
            .copy_buffer_to_buffer(&resident.buffer, 0, &staging, 0, Some(bytes as u64));
        let encoder = self.encoder.take()?;
        Some(self.gpu.submit_mapped(encoder, staging))
    }
}
