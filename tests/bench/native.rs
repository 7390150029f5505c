//! Times W1 to W5 natively: the definition, SIMD on one thread, and the WGSL kernels through wgpu on the machine's GPU.
//!
//! `cargo xtask bench --native` runs it. A GPU's time holds the upload, the dispatches and the reading back. Results are
//! held against SIMD's; a wrong one ends the run.
#![allow(clippy::print_stdout, reason = "a benchmark reports to a terminal")]

use convscope::{Conv2d, Error, Gpu, MaxPool2d, Op, Padding, Shape, Tensor};
use pollster::block_on;
use std::time::{Duration, Instant};
use wgpu::{AdapterInfo, DeviceType, Instance, InstanceDescriptor, PowerPreference, RequestAdapterOptions};

/// A turn for each subject in a round; the order rotates.
const ROUNDS: usize = 15;
/// A subject whose first run is as slow as this has no other.
const SLOW: Duration = Duration::from_millis(1500);

struct Workload {
    name: &'static str,
    title: &'static str,
    input: [usize; 4],
    filter: [usize; 4],
    padding: Padding,
    relu: bool,
    pool: Option<usize>,
}

const WORKLOADS: [Workload; 5] = [
    Workload {
        name: "W1",
        title: "429×640×1, conv 3×3 VALID, max pool 3/3",
        input: [1, 429, 640, 1],
        filter: [3, 3, 1, 1],
        padding: Padding::Valid,
        relu: false,
        pool: Some(3),
    },
    Workload {
        name: "W2",
        title: "3000×4000×1, conv 3×3 VALID",
        input: [1, 3000, 4000, 1],
        filter: [3, 3, 1, 1],
        padding: Padding::Valid,
        relu: false,
        pool: None,
    },
    Workload {
        name: "W3",
        title: "429×640×3, conv 3×3×3×32 SAME, ReLU, max pool 2/2",
        input: [1, 429, 640, 3],
        filter: [3, 3, 3, 32],
        padding: Padding::Same,
        relu: true,
        pool: Some(2),
    },
    Workload {
        name: "W4",
        title: "3000×4000×1, conv 11×11 VALID",
        input: [1, 3000, 4000, 1],
        filter: [11, 11, 1, 1],
        padding: Padding::Valid,
        relu: false,
        pool: None,
    },
    Workload {
        name: "W5",
        title: "224×224×64, conv 3×3×64×64 SAME",
        input: [1, 224, 224, 64],
        filter: [3, 3, 64, 64],
        padding: Padding::Same,
        relu: false,
        pool: None,
    },
];

/// Who computes an op.
#[derive(Clone, Copy)]
enum Subject<'a> {
    Naive,
    Simd,
    Gpu(&'a Gpu),
}

impl Subject<'_> {
    fn op<O: Op>(self, op: &O, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        match self {
            Self::Naive => op.naive(inputs),
            Self::Simd => op.simd(inputs),
            Self::Gpu(gpu) => {
                let shapes: Vec<Shape> = inputs.iter().map(|input| input.shape()).collect();
                let kernel = op.kernel(&shapes)?;
                let data: Vec<&[f32]> = inputs.iter().map(|input| input.data()).collect();
                Tensor::with_shape(kernel.output, block_on(gpu.run(&kernel, &data))?)
            }
        }
    }

    fn run(self, workload: &Workload, input: &Tensor, filter: &Tensor) -> Result<Tensor, Error> {
        let conv = Conv2d {
            padding: workload.padding,
            ..Conv2d::default()
        };
        let mut map = self.op(&conv, &[input, filter])?;
        if let Some(size) = workload.pool {
            map = self.op(&MaxPool2d::new([size, size]), &[&map])?;
        }
        if workload.relu {
            // After a max pooling it gives the same numbers as before it, from a quarter of the values.
            map.data_mut().iter_mut().for_each(|value| *value = value.max(0.0));
        }
        Ok(map)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let info = adapter();
    let gpu = match &info {
        Some(_) => Some(block_on(Gpu::open())?),
        None => None,
    };
    println!("{}\n", device_sentence(info.as_ref()));
    println!("| median (minimum), ms | naive | SIMD | GPU | GPU / SIMD |\n| --- | ---: | ---: | ---: | ---: |");
    for workload in &WORKLOADS {
        let (input, filter) = (noise(&workload.input, 255.0), noise(&workload.filter, 1.0));
        let mut subjects = vec![Subject::Naive, Subject::Simd];
        subjects.extend(gpu.as_ref().map(Subject::Gpu));
        let wanted = Subject::Simd.run(workload, &input, &filter)?;
        let mut first = Vec::new();
        for subject in &subjects {
            let start = Instant::now();
            let got = subject.run(workload, &input, &filter)?;
            first.push(start.elapsed());
            check(workload, &got, &wanted)?;
        }
        let run = |subject: Subject<'_>| subject.run(workload, &input, &filter).map(drop);
        let times = time(&subjects, &first, run)?;
        println!("{}", row(workload, &times));
    }
    Ok(())
}

/// The adapter that [`Gpu::open`] takes.
fn adapter() -> Option<AdapterInfo> {
    let instance = Instance::new(InstanceDescriptor::new_without_display_handle());
    let options = RequestAdapterOptions {
        power_preference: PowerPreference::HighPerformance,
        ..RequestAdapterOptions::default()
    };
    let adapter = block_on(instance.request_adapter(&options)).ok()?;
    Some(adapter.get_info())
}

fn device_sentence(info: Option<&AdapterInfo>) -> String {
    match info {
        None => "No GPU is offered here: only the CPU is timed.".into(),
        Some(info) if info.device_type == DeviceType::Cpu => format!(
            "GPU: {} ({}), a software adapter: its times say nothing about a graphics card.",
            info.name, info.backend
        ),
        Some(info) => format!("GPU: {} ({}).", info.name, info.backend),
    }
}

/// Numbers from 0 to `most`, or, for weights, from `-most`; the same in every run.
fn noise(dims: &[usize], most: f32) -> Tensor {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 24) as f32
    };
    let len: usize = dims.iter().product();
    let lowest = if most > 1.0 { 0.0 } else { -most };
    let data = (0..len).map(|_| lowest + next() * (most - lowest)).collect();
    Tensor::new(dims, data).expect("as many values as the shape says")
}

/// An error is measured against the largest sum that a cell can have.
fn check(workload: &Workload, got: &Tensor, wanted: &Tensor) -> Result<(), String> {
    let taps: usize = workload.filter[..3].iter().product();
    let allowed = 1e-5 * 255.0 * taps as f32;
    let mut pairs = got.data().iter().zip(wanted.data());
    let same = got.shape() == wanted.shape() && pairs.all(|(a, b)| (a - b).abs() <= allowed);
    if same {
        return Ok(());
    }
    Err(format!("{}: a result is WRONG", workload.name))
}

/// The turns of each subject, in rounds whose order rotates. The first run counts only for who is slow.
fn time<'a>(
    subjects: &[Subject<'a>],
    first: &[Duration],
    run: impl Fn(Subject<'a>) -> Result<(), Error>,
) -> Result<Vec<Vec<Duration>>, Error> {
    let is_slow = |at: usize| first[at] > SLOW;
    let mut times: Vec<Vec<Duration>> = (0..subjects.len())
        .map(|at| if is_slow(at) { vec![first[at]] } else { Vec::new() })
        .collect();
    for round in 0..ROUNDS {
        for place in 0..subjects.len() {
            let at = (place + round) % subjects.len();
            if !is_slow(at) {
                let start = Instant::now();
                run(subjects[at])?;
                times[at].push(start.elapsed());
            }
        }
    }
    Ok(times)
}

fn row(workload: &Workload, times: &[Vec<Duration>]) -> String {
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let medians: Vec<f64> = times.iter().map(|turns| ms(median(turns))).collect();
    let mut cells: Vec<String> = times
        .iter()
        .zip(&medians)
        .map(|(turns, median)| {
            format!(
                "{median:.2} ({:.2})",
                ms(turns.iter().copied().min().unwrap_or_default())
            )
        })
        .collect();
    cells.push(match medians[..] {
        [_, simd, gpu] => format!("{:.2}", gpu / simd),
        _ => "– | –".into(),
    });
    format!("| {}: {} | {} |", workload.name, workload.title, cells.join(" | "))
}

fn median(turns: &[Duration]) -> Duration {
    let mut sorted = turns.to_vec();
    sorted.sort();
    sorted[sorted.len() / 2]
}
