//! Every kernel on a real adapter: the libraries' answers, the definition's, and what happens when the GPU fails.
//! Without an adapter these tests fail; a software Vulkan driver is enough.

mod cases;

use cases::{NAMES, Subject, close, random::Numbers, shapes};
use convscope::{
    Backend, Bounds, Conv2d, Engine, Error, Gpu, Kernel, MaxPool2d, Op, Padding, ParamInfo, Shape, Tensor,
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
    for _ in 0..300 {
        let (op, inputs) = numbers.conv2d();
        let inputs: Vec<&Tensor> = inputs.iter().collect();
        let Ok(right) = op.naive(&inputs) else { continue };
        assert_eq!(run(&gpu, &op, &inputs).unwrap(), right, "{op:?}");
        counts[0] += 1;
        if op.kernel(&shapes(&inputs)).unwrap().bands(&narrow.bounds()).is_some() {
            assert_eq!(run(&narrow, &op, &inputs).unwrap(), right, "{op:?} in bands");
            counts[1] += 1;
        }
    }
    assert!(counts[0] > 200 && counts[1] > 100, "{counts:?}");
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
