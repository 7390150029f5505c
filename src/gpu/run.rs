//! One kernel from input to output, band by band.
//!
//! Error scopes are a stack that all work on the device shares, so each is pushed and popped without an `await` between:
//! two runs that take turns never see each other's scopes.

use super::{Gpu, Signal, error, shortened};
use crate::{
    error::Error,
    kernel::{Band, Kernel},
};
use wgpu::{
    BindGroup, BindGroupDescriptor, BindGroupEntry, Buffer, BufferDescriptor, BufferUsages, CommandEncoder,
    CommandEncoderDescriptor, ComputePassDescriptor, ComputePipeline, ComputePipelineDescriptor, ErrorFilter, MapMode,
    PipelineCompilationOptions, ShaderModuleDescriptor, ShaderSource, SubmissionIndex,
};

pub const BYTES: usize = size_of::<f32>();

/// A dispatch under way.
pub struct Submitted {
    staging: Buffer,
    mapped: Signal<bool>,
    index: SubmissionIndex,
}

impl Gpu {
    /// Runs a kernel over its inputs: the picture batch, then the weights.
    ///
    /// # Errors
    /// [`Error::Gpu`] when it doesn't fit (see [`Kernel::bands`]) or the GPU fails; [`Error::DataLength`] or
    /// [`Error::InputCount`] for inputs that are not the kernel's.
    pub async fn run(&self, kernel: &Kernel, inputs: &[&[f32]]) -> Result<Vec<f32>, Error> {
        check(kernel, &inputs.iter().map(|input| input.len()).collect::<Vec<_>>())?;
        self.check_lost()?;
        let bands = self.bands(kernel)?;
        let pipeline = self.pipeline(kernel).await?;
        let weights = self.captured(|| self.weights(kernel, &inputs[1..])).await?;
        let mut output = Vec::with_capacity(kernel.output.len());
        for band in bands {
            let rows = &inputs[0][kernel.input_range(&band)];
            let submitted = self
                .captured(|| self.submit(kernel, &pipeline, &band, rows, &weights))
                .await?;
            let take = &mut |_: usize, values: &[f32]| output.extend_from_slice(values);
            self.read_back(submitted, usize::MAX / BYTES, take).await?;
        }
        weights.iter().for_each(Buffer::destroy);
        Ok(output)
    }

    /// The bands of a kernel here.
    pub(super) fn bands(&self, kernel: &Kernel) -> Result<Vec<Band>, Error> {
        let bands = kernel.bands(&self.bounds());
        bands.ok_or_else(|| error("the GPU can't take a single row of this input at once"))
    }

    /// Does `work` and returns what the GPU says went wrong with it.
    pub(super) async fn captured<T>(&self, work: impl FnOnce() -> T) -> Result<T, Error> {
        // No scope for internal errors: in a browser `wgpu` panics when it gets one.
        let memory = self.device.push_error_scope(ErrorFilter::OutOfMemory);
        let validation = self.device.push_error_scope(ErrorFilter::Validation);
        let done = work();
        let (validation, memory) = (validation.pop(), memory.pop());
        let wrong = self.lost.or(async { memory.await.or(validation.await) }).await;
        match wrong.map_err(error)? {
            None => Ok(done),
            Some(wrong) => Err(error(self.lost().unwrap_or_else(|| sentence(&wrong)))),
        }
    }

    pub(super) async fn pipeline(&self, kernel: &Kernel) -> Result<ComputePipeline, Error> {
        let key = (kernel.name, kernel.source);
        if let Some(pipeline) = self.pipelines.borrow().get(&key) {
            return Ok(pipeline.clone());
        }
        let compile = || {
            let module = self.device.create_shader_module(ShaderModuleDescriptor {
                label: Some(kernel.name),
                source: ShaderSource::Wgsl(kernel.source.into()),
            });
            self.device.create_compute_pipeline(&ComputePipelineDescriptor {
                label: Some(kernel.name),
                layout: None,
                module: &module,
                entry_point: Some(kernel.name),
                compilation_options: PipelineCompilationOptions::default(),
                cache: None,
            })
        };
        let pipeline = self.captured(compile).await?;
        self.count(|counters| counters.pipelines += 1);
        self.pipelines.borrow_mut().insert(key, pipeline.clone());
        Ok(pipeline)
    }

    /// The weights on the GPU; a single 0 for each that is not given.
    pub(super) fn weights(&self, kernel: &Kernel, given: &[&[f32]]) -> Vec<Buffer> {
        let missing = kernel.bound - 1 - given.len();
        let missing = core::iter::repeat_n(&[0.0_f32][..], missing);
        given
            .iter()
            .copied()
            .chain(missing)
            .map(|values| self.upload(bytemuck::cast_slice(values), BufferUsages::STORAGE))
            .collect()
    }

    fn submit(
        &self,
        kernel: &Kernel,
        pipeline: &ComputePipeline,
        band: &Band,
        rows: &[f32],
        weights: &[Buffer],
    ) -> Submitted {
        let uniform = self.upload(bytemuck::cast_slice(&kernel.words(band)), BufferUsages::UNIFORM);
        let input = self.upload(bytemuck::cast_slice(rows), BufferUsages::STORAGE);
        let bytes = kernel.output_len(band) * BYTES;
        let output = self.buffer(bytes, BufferUsages::STORAGE | BufferUsages::COPY_SRC);
        let staging = self.buffer(bytes, BufferUsages::MAP_READ | BufferUsages::COPY_DST);
        let bound = [&uniform, &input].into_iter().chain(weights).chain([&output]);
        let mut encoder = self.device.create_command_encoder(&CommandEncoderDescriptor::default());
        self.encode(&mut encoder, kernel, pipeline, band, bound);
        encoder.copy_buffer_to_buffer(&output, 0, &staging, 0, Some(bytes as u64));
        let submitted = self.submit_mapped(encoder, staging);
        // Submitted work keeps what it needs; without this a browser keeps it until garbage is collected.
        [uniform, input, output].iter().for_each(Buffer::destroy);
        submitted
    }

    /// One dispatch with all that it binds.
    pub(super) fn encode<'a>(
        &self,
        encoder: &mut CommandEncoder,
        kernel: &Kernel,
        pipeline: &ComputePipeline,
        band: &Band,
        bound: impl Iterator<Item = &'a Buffer>,
    ) {
        let group = self.bind(pipeline, bound);
        let mut pass = encoder.begin_compute_pass(&ComputePassDescriptor::default());
        let [x, y, z] = kernel.workgroups(band);
        pass.set_pipeline(pipeline);
        pass.set_bind_group(0, &group, &[]);
        pass.dispatch_workgroups(x, y, z);
        self.count(|counters| counters.dispatches += 1);
    }

    /// Starts what ends with a copy to `staging`, and asks for that.
    pub(super) fn submit_mapped(&self, encoder: CommandEncoder, staging: Buffer) -> Submitted {
        let index = self.queue.submit([encoder.finish()]);
        let mapped = Signal::new();
        let signal = mapped.clone();
        staging.map_async(MapMode::Read, .., move |result| signal.set(result.is_ok()));
        Submitted { staging, mapped, index }
    }

    fn bind<'a>(&self, pipeline: &ComputePipeline, buffers: impl Iterator<Item = &'a Buffer>) -> BindGroup {
        let entries: Vec<BindGroupEntry<'_>> = (0..)
            .zip(buffers)
            .map(|(binding, buffer)| BindGroupEntry {
                binding,
                resource: buffer.as_entire_binding(),
            })
            .collect();
        self.device.create_bind_group(&BindGroupDescriptor {
            label: None,
            layout: &pipeline.get_bind_group_layout(0),
            entries: &entries,
        })
    }

    /// Waits for a dispatch and hands over what it computed, at most `part` values at a time.
    pub(super) async fn read_back(
        &self,
        submitted: Submitted,
        part: usize,
        take: &mut dyn FnMut(usize, &[f32]),
    ) -> Result<(), Error> {
        let Submitted { staging, mapped, index } = submitted;
        self.drive(&mapped, &index);
        let arrived = self.lost.or(mapped.wait()).await.map_err(error)?;
        let gave_nothing = || error(self.lost().unwrap_or_else(|| "the GPU gave no result back".into()));
        if !arrived {
            return Err(gave_nothing());
        }
        let bytes = staging.size() as usize;
        for first in (0..bytes).step_by(part * BYTES) {
            let range = first as u64..bytes.min(first.saturating_add(part * BYTES)) as u64;
            let view = staging.get_mapped_range(range).map_err(|_| gave_nothing())?;
            take(first / BYTES, &bytemuck::pod_collect_to_vec::<u8, f32>(&view));
        }
        self.count(|counters| counters.read_back += staging.size() as usize);
        staging.destroy();
        Ok(())
    }

    /// A browser calls back by itself; elsewhere the device has to be polled, in small steps so that a loss is seen.
    #[cfg_attr(
        target_arch = "wasm32",
        expect(unused_variables, reason = "nothing to drive in a browser")
    )]
    fn drive(&self, mapped: &Signal<bool>, index: &SubmissionIndex) {
        #[cfg(not(target_arch = "wasm32"))]
        while mapped.get().is_none() && self.lost.get().is_none() {
            let step = wgpu::PollType::Wait {
                submission_index: Some(index.clone()),
                timeout: Some(core::time::Duration::from_millis(50)),
            };
            // An elapsed timeout is no failure; any other end is heard through the mapping or the loss.
            let _ = self.device.poll(step);
        }
    }

    pub(super) fn upload(&self, bytes: &[u8], usage: BufferUsages) -> Buffer {
        let buffer = self.buffer(bytes.len(), usage | BufferUsages::COPY_DST);
        self.write(&buffer, 0, bytes);
        buffer
    }

    pub(super) fn write(&self, buffer: &Buffer, first: usize, bytes: &[u8]) {
        self.queue.write_buffer(buffer, first as u64, bytes);
        self.count(|counters| counters.uploaded += bytes.len());
    }

    pub(super) fn buffer(&self, bytes: usize, usage: BufferUsages) -> Buffer {
        self.device.create_buffer(&BufferDescriptor {
            label: None,
            size: bytes as u64,
            usage,
            mapped_at_creation: false,
        })
    }
}

/// What the GPU complains of, on one line.
fn sentence(wrong: &wgpu::Error) -> String {
    if let wgpu::Error::OutOfMemory { .. } = wrong {
        return "the GPU has too little memory for this input".into();
    }
    format!("the GPU refused the work: {}", shortened(&wrong.to_string()))
}

/// Whether the inputs are those that the kernel was made for.
pub fn check(kernel: &Kernel, inputs: &[usize]) -> Result<(), Error> {
    if inputs.len() != kernel.inputs.len() {
        return Err(Error::InputCount {
            op: kernel.name,
            expected: "the inputs that its kernel was made for",
            actual: inputs.len(),
        });
    }
    for (shape, &actual) in kernel.inputs.iter().zip(inputs) {
        if shape.len() != actual {
            return Err(Error::DataLength {
                shape: shape.to_string(),
                expected: shape.len(),
                actual,
            });
        }
    }
    Ok(())
}
