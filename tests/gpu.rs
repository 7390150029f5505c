//! Every kernel on a real adapter: the libraries' answers, the definition's, and what happens when the GPU fails.
//! Without an adapter these tests fail; a software Vulkan driver is enough.

mod cases;

use cases::{NAMES, Subject, close, random::Numbers, shapes};
use convscope::{
    Backend, Bounds, Conv2d, Engine, Error, Gpu, Held, Kernel, MaxPool2d, Op, Padding, ParamInfo, Shape, Tensor,
    pixels::{Grey, Picture, range, shrink},
};
use pollster::block_on;
use std::rc::Rc;

const ROOMY: Bounds = Bounds {
    values: usize::MAX,
    workgroups: usize::MAX,
    turns: usize::MAX,
};

fn open() -> Gpu {
    block_on(Gpu::open()).expect("a GPU, in hardware or software")
}

fn run<O: Op>(gpu: &Gpu, op: &O, inputs: &[&Tensor]) -> Result<Tensor, Error> {
    run_kernel(gpu, &op.kernel(&shapes(inputs))?, inputs)
}

fn run_kernel(gpu: &Gpu, kernel: &Kernel, inputs: &[&Tensor]) -> Result<Tensor, Error> {
    let data: Vec<&[f32]> = inputs.iter().map(|input| input.data()).collect();
    Tensor::with_shape(kernel.output, block_on(gpu.run(kernel, &data))?)
}

fn bits(tensor: &Tensor) -> Vec<u32> {
    tensor.data().iter().map(|value| value.to_bits()).collect()
}

/// A kernel's answer in the shape of the op's output.
fn shaped(answer: Tensor, subject: &Subject, inputs: &[&Tensor]) -> Result<Tensor, Error> {
    Tensor::with_shape(subject.output_shape(inputs)?, answer.into_data())
}

#[test]
fn the_gpu_gives_the_libraries_answers() {
    let gpu = open();
    for op in NAMES {
        let answer = |case: &cases::Case| {
            let inputs = case.inputs();
            let kernel = case.subject.kernel(&inputs);
            case.verdict(&kernel.and_then(|kernel| shaped(run_kernel(&gpu, &kernel, &inputs)?, &case.subject, &inputs)))
        };
        let wrong: Vec<String> = cases::of(op).iter().filter_map(|case| answer(case).err()).collect();
        assert!(wrong.is_empty(), "{op}: {}", wrong.join("\n"));
    }
}

#[test]
fn conv2d_equals_its_definition_whole_and_in_bands() {
    let (gpu, narrow) = (open(), open().within(Bounds { values: 500, ..ROOMY }));
    let mut numbers = Numbers(1);
    let mut counts = [0; 2];
    let mut entries = [0; 2];
    for _ in 0..300 {
        let (op, inputs) = numbers.conv2d();
        let inputs: Vec<&Tensor> = inputs.iter().collect();
        let Ok(right) = op.naive(&inputs) else { continue };
        assert_eq!(run(&gpu, &op, &inputs).unwrap(), right, "{op:?}");
        counts[0] += 1;
        let kernel = op.kernel(&shapes(&inputs)).unwrap();
        entries[usize::from(kernel.name == "conv2d_tiled")] += 1;
        if kernel.bands(&narrow.bounds()).is_some() {
            assert_eq!(run(&narrow, &op, &inputs).unwrap(), right, "{op:?} in bands");
            counts[1] += 1;
        }
    }
    assert!(counts[0] > 200 && counts[1] > 100, "{counts:?}");
    assert!(
        entries[0] > 20 && entries[1] > 20,
        "one thread a cell, tiled: {entries:?}"
    );
    assert!(narrow.counters().dispatches > 2 * counts[1]);
}

#[test]
fn max_pool2d_equals_its_definition_bit_by_bit_whole_and_in_bands() {
    let (gpu, narrow) = (open(), open().within(Bounds { values: 300, ..ROOMY }));
    let mut numbers = Numbers(2);
    let mut counts = [0; 2];
    for _ in 0..300 {
        let (op, input) = numbers.max_pool2d();
        let Ok(right) = op.naive(&[&input]) else { continue };
        assert_eq!(bits(&run(&gpu, &op, &[&input]).unwrap()), bits(&right), "{op:?}");
        counts[0] += 1;
        if op.kernel(&[input.shape()]).unwrap().bands(&narrow.bounds()).is_some() {
            assert_eq!(
                bits(&run(&narrow, &op, &[&input]).unwrap()),
                bits(&right),
                "{op:?} in bands"
            );
            counts[1] += 1;
        }
    }
    assert!(counts[0] > 100 && counts[1] > 50, "{counts:?}");
    assert!(narrow.counters().dispatches > 2 * counts[1]);
}

#[test]
fn every_kernel_comes_near_its_definition_whole_and_in_bands() {
    const QUESTIONS: usize = 60;
    let (gpu, narrow) = (open(), open().within(Bounds { values: 300, ..ROOMY }));
    for op in NAMES {
        let mut numbers = Numbers(10);
        let mut counts = [0; 2];
        while counts[0] < QUESTIONS {
            let (subject, dims) = numbers.draw(op);
            let values = if counts[0] % 3 == 0 {
                Numbers::with_specials
            } else {
                Numbers::digits
            };
            let inputs: Vec<Tensor> = dims.iter().map(|dims| values(&mut numbers, dims)).collect();
            let inputs: Vec<&Tensor> = inputs.iter().collect();
            let Ok(right) = subject.naive(&inputs) else { continue };
            let kernel = subject.kernel(&inputs).unwrap();
            for (at, gpu) in [&gpu, &narrow].into_iter().enumerate() {
                if kernel.bands(&gpu.bounds()).is_none() {
                    continue;
                }
                let answer = shaped(run_kernel(gpu, &kernel, &inputs).unwrap(), &subject, &inputs).unwrap();
                for (&got, &want) in answer.data().iter().zip(right.data()) {
                    assert!(
                        close(got, want, 1e-5),
                        "{got} instead of {want}: {} on {dims:?}",
                        subject.text()
                    );
                }
                counts[at] += 1;
            }
        }
        assert!(counts[1] > QUESTIONS / 8, "{op}: {counts:?}");
    }
}

#[test]
fn every_bound_cuts_to_bands_with_the_same_result() {
    let mut numbers = Numbers(3);
    let input = numbers.quarters(&[2, 61, 47, 3]);
    let filter = numbers.quarters(&[3, 3, 3, 5]);
    let op = Conv2d {
        strides: [1, 2],
        padding: Padding::Same,
        ..Conv2d::default()
    };
    let inputs = [&input, &filter];
    let right = op.naive(&inputs).unwrap();
    let kernel = op.kernel(&[input.shape(), filter.shape()]).unwrap();
    for bounds in [
        ROOMY,
        Bounds {
            values: 61 * 47 * 3,
            ..ROOMY
        },
        Bounds { values: 1000, ..ROOMY },
        Bounds { values: 423, ..ROOMY },
        Bounds { workgroups: 5, ..ROOMY },
        Bounds {
            turns: 100_000,
            ..ROOMY
        },
        Bounds { turns: 1, ..ROOMY },
    ] {
        let gpu = open().within(bounds);
        assert_eq!(run(&gpu, &op, &inputs).unwrap(), right, "{bounds:?}");
        let bands = kernel.bands(&gpu.bounds()).unwrap();
        assert_eq!(gpu.counters().dispatches, bands.len(), "{bounds:?}");
        assert!(bounds == ROOMY || bands.len() > 1, "{bounds:?}");
    }
}

#[test]
fn a_second_run_compiles_nothing_and_moves_only_its_data() {
    let gpu = open();
    let input = Numbers(4).quarters(&[1, 12, 10, 1]);
    let op = MaxPool2d::new([2, 2]);
    let kernel = op.kernel(&[input.shape()]).unwrap();
    let bands = kernel.bands(&gpu.bounds()).unwrap();
    let uniform = kernel.words(&bands[0]).len();
    for runs in 1..=3 {
        run(&gpu, &op, &[&input]).unwrap();
        let counters = gpu.counters();
        assert_eq!((bands.len(), counters.pipelines, counters.dispatches), (1, 1, runs));
        assert_eq!(counters.uploaded, runs * 4 * (120 + uniform));
        assert_eq!(counters.read_back, runs * 4 * 30);
    }
    run(&gpu, &MaxPool2d::new([3, 1]), &[&input]).unwrap();
    assert_eq!(gpu.counters().pipelines, 1);
}

#[test]
fn inputs_that_are_not_the_kernels_are_refused() {
    let gpu = open();
    let input = Numbers(5).quarters(&[1, 4, 4, 1]);
    let kernel = MaxPool2d::new([2, 2]).kernel(&[input.shape()]).unwrap();
    let few = block_on(gpu.run(&kernel, &[&input.data()[1..]]));
    assert!(matches!(
        few,
        Err(Error::DataLength {
            expected: 16,
            actual: 15,
            ..
        })
    ));
    assert!(matches!(block_on(gpu.run(&kernel, &[])), Err(Error::InputCount { .. })));
    assert!(run_kernel(&gpu, &kernel, &[&input]).is_ok());
}

#[test]
fn the_engine_chooses_a_gpu_that_answers_rightly() {
    let engine = block_on(Engine::open());
    assert_eq!((engine.backend(), engine.reason().as_str()), (Backend::Gpu, ""));
}

#[test]
fn a_lost_gpu_leaves_the_work_to_the_cpu() {
    let gpu = Rc::new(open());
    let engine = Engine::on(Rc::clone(&gpu));
    let mut numbers = Numbers(6);
    let (input, filter) = (numbers.quarters(&[1, 9, 9, 1]), numbers.quarters(&[3, 3, 1, 2]));
    let op = Conv2d::default();
    let right = op.naive(&[&input, &filter]).unwrap();
    assert_eq!(block_on(engine.run(&op, &[&input, &filter])).unwrap(), right);
    assert_eq!((engine.backend(), gpu.counters().dispatches), (Backend::Gpu, 1));
    gpu.close();
    for _ in 0..2 {
        assert_eq!(block_on(engine.run(&op, &[&input, &filter])).unwrap(), right);
        assert_eq!(
            (engine.backend(), engine.reason().as_str()),
            (Backend::Cpu, "the GPU was closed")
        );
    }
    assert!(matches!(run(&gpu, &op, &[&input, &filter]), Err(Error::Gpu { .. })));
}

#[test]
fn a_shape_mistake_stays_the_learners() {
    let engine = Engine::on(Rc::new(open()));
    let input = Numbers(7).quarters(&[1, 2, 2, 1]);
    let error = block_on(engine.run(&MaxPool2d::new([5, 1]), &[&input])).unwrap_err();
    assert!(matches!(error, Error::KernelTooLarge { .. }));
    assert_eq!(engine.backend(), Backend::Gpu);
}

#[test]
fn what_does_not_fit_is_left_to_the_cpu_this_once() {
    let gpu = Rc::new(open().within(Bounds { values: 100, ..ROOMY }));
    let engine = Engine::on(Rc::clone(&gpu));
    let mut numbers = Numbers(8);
    let (wide, narrow) = (numbers.quarters(&[1, 3, 200, 1]), numbers.quarters(&[1, 3, 20, 1]));
    let op = MaxPool2d::new([2, 2]);
    for (input, dispatches) in [(&wide, 0), (&narrow, 1), (&wide, 1)] {
        let output = block_on(engine.run(&op, &[input])).unwrap();
        assert_eq!(output, op.naive(&[input]).unwrap());
        assert_eq!(
            (engine.backend(), gpu.counters().dispatches),
            (Backend::Gpu, dispatches)
        );
    }
}

/// A pooling whose WGSL is not the pooling's.
struct Broken {
    op: MaxPool2d,
    source: &'static str,
}

impl Op for Broken {
    const NAME: &'static str = "broken";
    const PARAMS: &'static [ParamInfo] = &[];

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        self.op.output_shape(inputs)
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        self.op.naive(inputs)
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        self.op.simd_into(inputs, output)
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        Ok(Kernel {
            source: self.source,
            ..self.op.kernel(inputs)?
        })
    }
}

#[test]
fn a_shader_that_a_gpu_refuses_leaves_the_work_to_the_cpu() {
    let input = Numbers(9).quarters(&[1, 6, 6, 1]);
    for source in [
        "this is no WGSL",
        "@compute @workgroup_size(8, 8, 1) fn another() {}",
        "@compute @workgroup_size(8, 8, 1) fn max_pool2d() {}",
    ] {
        let engine = Engine::on(Rc::new(open()));
        let op = Broken {
            op: MaxPool2d::new([2, 2]),
            source,
        };
        let output = block_on(engine.run(&op, &[&input])).unwrap();
        assert_eq!(output, op.naive(&[&input]).unwrap());
        assert_eq!(engine.backend(), Backend::Cpu);
        assert!(
            engine.reason().starts_with("the GPU refused the work: "),
            "{}",
            engine.reason()
        );
    }
}

/// Bytes of a small picture without a pattern.
fn picture([height, width]: [usize; 2]) -> Picture {
    let data = (0..height * width * 3).map(|i| (i * i * 31 % 251) as u8).collect();
    Picture::new(height, width, data).unwrap()
}

fn hold_picture(engine: &Engine, picture: &Picture) -> Held {
    let fill = &mut |first: usize, room: &mut [u8]| room.copy_from_slice(&picture.data()[first..][..room.len()]);
    block_on(engine.hold_picture(picture.size(), fill)).unwrap()
}

fn hold(engine: &Engine, tensor: &Tensor) -> Held {
    let fill = &mut |first: usize, room: &mut [f32]| room.copy_from_slice(&tensor.data()[first..][..room.len()]);
    block_on(engine.hold(tensor.shape(), fill)).unwrap()
}

#[test]
fn a_changed_filter_uploads_no_picture_and_only_what_is_shown_is_read_back() {
    let gpu = Rc::new(open());
    let engine = Engine::on(Rc::clone(&gpu));
    let picture = picture([41, 50]);
    let held = hold_picture(&engine, &picture);
    let bytes = (41 * 50 * 3_usize).next_multiple_of(4);
    assert_eq!(gpu.counters().uploaded, bytes);
    let grey = block_on(engine.grey(&held, Grey::Rec601)).unwrap();
    let (conv2d, max_pool2d) = (Conv2d::default(), MaxPool2d::new([3, 3]));
    let mut numbers = Numbers(11);
    let uniform = |kernel: Kernel| 4 * kernel.words(&kernel.bands(&gpu.bounds()).unwrap()[0]).len();
    let mut before = gpu.counters();
    for round in 0..3 {
        let filter = numbers.quarters(&[3, 3, 1, 1]);
        let map = block_on(engine.run_held(&conv2d, &grey, &[&filter])).unwrap();
        let pooled = block_on(engine.run_held(&max_pool2d, &map, &[])).unwrap();
        let shown = block_on(engine.read(&pooled)).unwrap();
        let right = conv2d
            .naive(&[&picture.grey_tensor(Grey::Rec601).unwrap(), &filter])
            .unwrap();
        assert_eq!(shown, max_pool2d.naive(&[&right]).unwrap());
        let counters = gpu.counters();
        let kernels = [
            conv2d.kernel(&[grey.shape(), filter.shape()]).unwrap(),
            max_pool2d.kernel(&[map.shape()]).unwrap(),
        ];
        // The filter, a 0 for the bias that is not there, and where each dispatch works.
        let moved = 4 * (9 + 1) + kernels.map(uniform).iter().sum::<usize>();
        assert_eq!(counters.uploaded - before.uploaded, moved);
        assert_eq!(counters.dispatches - before.dispatches, 2);
        assert_eq!(counters.read_back - before.read_back, 4 * shown.data().len());
        assert_eq!(counters.pipelines - before.pipelines, if round == 0 { 2 } else { 0 });
        before = counters;
    }
}

#[test]
fn a_held_picture_becomes_grey_as_the_definition_has_it() {
    let picture = picture([37, 29]);
    for bounds in [ROOMY, Bounds { turns: 100, ..ROOMY }] {
        let engine = Engine::on(Rc::new(open().within(bounds)));
        let held = hold_picture(&engine, &picture);
        for (name, method) in Grey::NAMES {
            let grey = block_on(engine.grey(&held, method)).unwrap();
            let got = block_on(engine.read(&grey)).unwrap();
            assert_eq!(got, picture.grey_tensor(method).unwrap(), "{name} within {bounds:?}");
        }
        let wrong = hold(&engine, &Numbers(1).quarters(&[4]));
        assert!(matches!(
            block_on(engine.grey(&wrong, Grey::R)),
            Err(Error::Rank { .. })
        ));
    }
}

#[test]
fn held_tensors_give_the_definitions_numbers_in_bands_too() {
    let mut numbers = Numbers(12);
    let input = numbers.quarters(&[3, 31, 23, 2]);
    let filter = numbers.quarters(&[3, 3, 2, 3]);
    let op = Conv2d {
        padding: Padding::Same,
        strides: [2, 1],
        ..Conv2d::default()
    };
    let right = op.naive(&[&input, &filter]).unwrap();
    for values in [usize::MAX, 31 * 23 * 3, 400] {
        let gpu = Rc::new(open().within(Bounds { values, ..ROOMY }));
        let engine = Engine::on(Rc::clone(&gpu));
        let output = block_on(engine.run_held(&op, &hold(&engine, &input), &[&filter])).unwrap();
        assert_eq!(block_on(engine.read(&output)).unwrap(), right);
        assert_eq!(gpu.counters().dispatches > 1, values < usize::MAX, "{values}");
    }
}

#[test]
fn the_range_of_a_held_tensor_passes_over_what_is_no_number() {
    let engine = Engine::on(Rc::new(open()));
    for (len, special) in [(1, false), (7, true), (5000, true), (300_000, false), (300_001, true)] {
        let value = |i: usize| match i % 97 {
            3 if special => f32::NAN,
            5 if special => f32::NEG_INFINITY,
            6 if special => f32::INFINITY,
            k => (i * 7919 % 10_007) as f32 - 3000.5 - k as f32,
        };
        let values: Vec<f32> = (0..len).map(value).collect();
        let right = range(&values);
        let held = hold(&engine, &Tensor::new(&[len], values).unwrap());
        assert_eq!(block_on(engine.range(&held)).unwrap(), right, "{len} {special}");
    }
    let nothing = hold(&engine, &Tensor::new(&[5000], vec![f32::NAN; 5000]).unwrap());
    assert_eq!(block_on(engine.range(&nothing)).unwrap(), (0.0, 0.0));
}

#[test]
fn a_held_map_is_made_smaller_before_it_is_read_back() {
    let gpu = Rc::new(open());
    let engine = Engine::on(Rc::clone(&gpu));
    for [height, width, factor] in [[50, 41, 4], [3, 100, 7], [10, 10, 1], [9, 9, 9]] {
        let map = Numbers(13).quarters(&[1, height, width, 1]);
        let held = hold(&engine, &map);
        let before = gpu.counters().read_back;
        let small = block_on(engine.shrunk(&held, [height, width], factor)).unwrap();
        let right = shrink(map.data(), height, width, factor);
        assert_eq!(gpu.counters().read_back - before, 4 * right.len());
        for (&got, &want) in small.data().iter().zip(&right) {
            assert!(close(got, want, 1e-6), "{got} instead of {want}");
        }
    }
}

#[test]
fn what_the_gpu_cannot_take_is_computed_on_the_cpu_and_held_again() {
    let gpu = Rc::new(open().within(Bounds { values: 100, ..ROOMY }));
    let engine = Engine::on(Rc::clone(&gpu));
    let input = Numbers(14).quarters(&[1, 3, 200, 1]);
    let op = MaxPool2d::new([2, 2]);
    let output = block_on(engine.run_held(&op, &hold(&engine, &input), &[])).unwrap();
    assert_eq!(block_on(engine.read(&output)).unwrap(), op.naive(&[&input]).unwrap());
    assert_eq!((engine.backend(), gpu.counters().dispatches), (Backend::Gpu, 0));
}

#[test]
fn a_lost_gpu_takes_what_it_held_along_and_says_so() {
    let gpu = Rc::new(open());
    let engine = Engine::on(Rc::clone(&gpu));
    let input = Numbers(15).quarters(&[1, 9, 9, 1]);
    let held = hold(&engine, &input);
    let op = MaxPool2d::new([2, 2]);
    let shape = block_on(engine.run_held(&MaxPool2d::new([50, 1]), &held, &[])).unwrap_err();
    assert!(matches!(shape, Error::KernelTooLarge { .. }));
    assert_eq!(engine.backend(), Backend::Gpu);
    gpu.close();
    let lost = |error: Error| assert_eq!(error.to_string(), "the GPU was closed");
    lost(block_on(engine.run_held(&op, &held, &[])).unwrap_err());
    lost(block_on(engine.read(&held)).unwrap_err());
    lost(block_on(engine.range(&held)).unwrap_err());
    assert_eq!(
        (engine.backend(), engine.reason().as_str()),
        (Backend::Cpu, "the GPU was closed")
    );
    assert_eq!(
        block_on(engine.run(&op, &[&input])).unwrap(),
        op.naive(&[&input]).unwrap()
    );
}
