//! Runs one SIMD kernel on a small input that is the same each time, for its instructions to be counted.
//!
//! `cargo xtask bench --instructions` does that under callgrind, which looks only at what [`counted`] calls; without a name
//! on the command line the kernels are listed.
#![allow(clippy::print_stdout, reason = "a list of names for xtask")]

use convscope::{
    AvgPool2d, Conv2d, ConvTranspose2d, Dense, MaxPool2d, Op, Padding, Relu, Tensor,
    pixels::{ColorMap, Grey, colorize, greyscale, range},
};
use std::{hint::black_box, process::ExitCode};

/// A kernel's name, and the job itself behind its inputs.
type Kernel = (&'static str, fn() -> Box<dyn Fn()>);

const KERNELS: &[Kernel] = &[
    ("conv2d 3x3, one channel", || {
        conv([1, 120, 160, 1], [3, 3, 1, 1], Conv2d::default())
    }),
    ("conv2d 11x11, one channel", || {
        conv([1, 60, 80, 1], [11, 11, 1, 1], Conv2d::default())
    }),
    ("conv2d 5x5, padded", || conv([1, 60, 80, 1], [5, 5, 1, 1], same())),
    ("conv2d 3x3, strides 2", || {
        let strides = [2, 2];
        conv([1, 120, 160, 1], [3, 3, 1, 1], Conv2d { strides, ..same() })
    }),
    ("conv2d 3x3, colours to one", || {
        conv([1, 60, 80, 3], [3, 3, 3, 1], same())
    }),
    ("conv2d 3x3, colours to 32", || {
        conv([1, 30, 40, 3], [3, 3, 3, 32], same())
    }),
    ("conv2d 3x3, four channels to one", || {
        conv([1, 60, 80, 4], [3, 3, 4, 1], Conv2d::default())
    }),
    ("conv2d 3x3, depthwise", || {
        conv([1, 60, 80, 16], [3, 3, 1, 16], Conv2d { groups: 16, ..same() })
    }),
    ("conv2d 3x3, 32 channels", || {
        conv([1, 24, 24, 32], [3, 3, 32, 32], same())
    }),
    ("conv2d 5x5, 32 channels", || {
        conv([1, 16, 16, 32], [5, 5, 32, 32], same())
    }),
    ("conv_transpose2d 3x3", || {
        let op = ConvTranspose2d {
            strides: [2, 2],
            ..ConvTranspose2d::default()
        };
        op_on(op, [noise(&[1, 24, 24, 8]), noise(&[3, 3, 8, 8])])
    }),
    ("max_pool2d 3x3, one channel", || {
        op_on(MaxPool2d::new([3, 3]), [noise(&[1, 120, 160, 1])])
    }),
    ("max_pool2d 2x2, 32 channels", || {
        op_on(MaxPool2d::new([2, 2]), [noise(&[1, 40, 60, 32])])
    }),
    ("avg_pool2d 2x2, 32 channels", || {
        op_on(AvgPool2d::new([2, 2]), [noise(&[1, 40, 60, 32])])
    }),
    ("relu", || op_on(Relu, [noise(&[1, 40, 60, 32])])),
    ("dense", || op_on(Dense, [noise(&[8, 400]), noise(&[400, 32])])),
    ("greyscale, mean", || {
        let rgb: Vec<u8> = noise(&[120 * 160 * 3])
            .data()
            .iter()
            .map(|value| (value * 255.0) as u8)
            .collect();
        Box::new(move || drop(black_box(greyscale(black_box(&rgb), Grey::Mean))))
    }),
    ("colorize, viridis", || {
        let map = noise(&[120 * 160]);
        Box::new(move || {
            let ends = range(black_box(map.data()));
            drop(black_box(colorize(map.data(), ends, ColorMap::Viridis)));
        })
    }),
];

fn same() -> Conv2d {
    Conv2d {
        padding: Padding::Same,
        ..Conv2d::default()
    }
}

fn conv(input: [usize; 4], filter: [usize; 4], op: Conv2d) -> Box<dyn Fn()> {
    op_on(op, [noise(&input), noise(&filter)])
}

fn op_on<O: Op + 'static, const N: usize>(op: O, inputs: [Tensor; N]) -> Box<dyn Fn()> {
    Box::new(move || drop(black_box(op.simd(black_box(&inputs.each_ref())))))
}

/// Numbers from 0 to 1, the same in every run.
fn noise(dims: &[usize]) -> Tensor {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 24) as f32
    };
    let len: usize = dims.iter().product();
    Tensor::new(dims, (0..len).map(|_| next()).collect()).expect("as many values as the shape says")
}

/// What callgrind counts.
#[inline(never)]
fn counted(job: &dyn Fn()) {
    job();
    // Not a tail call, which would leave this function before the job is done.
    black_box(());
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let [name] = &words[..] else {
        KERNELS.iter().for_each(|(name, _)| println!("{name}"));
        return ExitCode::SUCCESS;
    };
    let Some((_, job)) = KERNELS.iter().find(|(known, _)| known == name) else {
        println!("there is no kernel {name}");
        return ExitCode::FAILURE;
    };
    counted(&*job());
    ExitCode::SUCCESS
}
