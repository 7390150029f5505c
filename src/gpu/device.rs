//! From nothing to a device, and what is heard of it afterwards.

use super::{Counters, Gpu, Signal, error, shortened};
use crate::{error::Error, kernel::Bounds};
use core::cell::{Cell, RefCell};
use std::collections::HashMap;
use wgpu::{
    Adapter, Device, DeviceDescriptor, DeviceLostReason, Instance, InstanceDescriptor, Limits, PowerPreference,
    RequestAdapterOptions,
};

/// Loop turns of one dispatch: well under a tenth of a second on a slow phone, whose screen waits for it.
const TURNS: usize = 1 << 28;

/// Storage buffers that the widest kernel binds.
const STORAGE_BUFFERS: u32 = 6;

/// Threads of one workgroup.
const INVOCATIONS: u32 = 64;

impl Gpu {
    /// Opens the fastest GPU there is.
    ///
    /// In a browser, call it only in a window or a dedicated worker that has `navigator.gpu`; elsewhere `wgpu` panics.
    ///
    /// # Errors
    /// [`Error::Gpu`] when there is none, or it offers too little.
    pub async fn open() -> Result<Self, Error> {
        let instance = Instance::new(InstanceDescriptor::new_without_display_handle());
        let options = RequestAdapterOptions {
            power_preference: PowerPreference::HighPerformance,
            ..RequestAdapterOptions::default()
        };
        let adapter = instance
            .request_adapter(&options)
            .await
            .map_err(|_| error("no GPU is offered here"))?;
        let descriptor = DeviceDescriptor {
            required_limits: limits(&adapter)?,
            ..DeviceDescriptor::default()
        };
        let (device, queue) = adapter.request_device(&descriptor).await.map_err(|cause| {
            let cause = shortened(&cause.to_string());
            error(format!("the GPU could not be opened: {cause}"))
        })?;
        let lost = watch(&device);
        Ok(Self {
            bounds: bounds(&device.limits()),
            device,
            queue,
            lost,
            pipelines: RefCell::new(HashMap::new()),
            counters: Cell::new(Counters::default()),
        })
    }
}

/// The usual limits, none beyond what the adapter has; of buffers, all that it has.
fn limits(adapter: &Adapter) -> Result<Limits, Error> {
    let offered = adapter.limits();
    let limits = Limits {
        max_buffer_size: offered.max_buffer_size,
        max_storage_buffer_binding_size: offered.max_storage_buffer_binding_size,
        ..Limits::default().or_worse_values_from(&offered)
    };
    for (what, least, has) in [
        (
            "storage buffers",
            STORAGE_BUFFERS,
            limits.max_storage_buffers_per_shader_stage,
        ),
        (
            "threads in a workgroup",
            INVOCATIONS,
            limits.max_compute_invocations_per_workgroup,
        ),
    ] {
        if has < least {
            return Err(error(format!("this GPU offers {has} {what}; {least} are needed")));
        }
    }
    Ok(limits)
}

/// What the device's limits leave to one dispatch. Each binding is a buffer of its own.
fn bounds(limits: &Limits) -> Bounds {
    let bytes = limits.max_storage_buffer_binding_size.min(limits.max_buffer_size);
    Bounds {
        values: usize::try_from(bytes / 4).unwrap_or(usize::MAX),
        workgroups: limits.max_compute_workgroups_per_dimension as usize,
        turns: TURNS,
    }
}

/// A signal that is set when the device is lost.
fn watch(device: &Device) -> Signal<String> {
    let lost = Signal::new();
    let signal = lost.clone();
    device.set_device_lost_callback(move |reason, message| signal.set(lost_sentence(reason, &message)));
    // In a browser an uncaptured error is a line in the console, and `wgpu` panics when it hands an internal one to a
    // handler. Elsewhere an error without a handler panics.
    #[cfg(not(target_arch = "wasm32"))]
    {
        let signal = lost.clone();
        let handler =
            move |error: wgpu::Error| signal.set(format!("the GPU failed: {}", shortened(&error.to_string())));
        device.on_uncaptured_error(std::sync::Arc::new(handler));
    }
    lost
}

fn lost_sentence(reason: DeviceLostReason, message: &str) -> String {
    let how = match reason {
        DeviceLostReason::Destroyed => "the GPU was closed",
        DeviceLostReason::Unknown => "the GPU was lost",
    };
    if message.is_empty() {
        how.into()
    } else {
        format!("{how}: {message}")
    }
}
