//! Learning on a real adapter: the libraries' gradients, their losses step by step, and what happens when it goes wrong.
//! Without an adapter these tests fail; a software Vulkan driver is enough.

mod cases;

use cases::{close, json, list, shapes};
use convscope::{
    AvgPool2d, Bounds, Conv2d, Error, Flow, Gpu, Gradient, Layer, LeakyRelu, Loss, MaxPool2d, Network, NetworkOnGpu,
    Op, Optimizer, Padding, Read, Shape, Targets, Tensor, gradient,
};
use pollster::block_on;
use serde_json::Value;

const OPS: [&str; 11] = [
    "conv2d",
    "max_pool2d",
    "avg_pool2d",
    "global_avg_pool2d",
    "relu",
    "leaky_relu",
    "sigmoid",
    "tanh",
    "softmax",
    "flatten",
    "dense",
];

fn open() -> Gpu {
    block_on(Gpu::open()).expect("a GPU, in hardware or software")
}

/// What a kernel computes of a pass.
fn flow(gpu: &Gpu, flow: &Flow, inputs: &[&Tensor], output: &Tensor, error: &Tensor) -> Vec<f32> {
    let read = |read: &Read| match read {
        Read::Input => inputs[0].data(),
        Read::Output => output.data(),
        Read::Error => error.data(),
        Read::Kernel => inputs[1].data(),
    };
    let given: Vec<&[f32]> = flow.reads.iter().map(read).collect();
    block_on(gpu.run(&flow.kernel, &given)).expect("a gradient")
}

/// An op's gradients: by the input, and by the weights, whose parts are added up.
fn gradients_on(gpu: &Gpu, op: &dyn Gradient, inputs: &[&Tensor], error: &Tensor) -> Vec<Vec<f32>> {
    let output = op.simd(inputs).expect("an output");
    let flows = op.flows(&shapes(inputs)).expect("flows");
    let input = flows
        .input
        .map_or_else(|| error.data().to_vec(), |by| flow(gpu, &by, inputs, &output, error));
    let by_weights = flows.weights.iter().zip(&inputs[1..]).map(|(by, weights)| {
        let mut sums = vec![0.0; weights.data().len()];
        let parts = flow(gpu, by, inputs, &output, error);
        assert_eq!(parts.len() % sums.len(), 0);
        for part in parts.chunks_exact(sums.len()) {
            sums.iter_mut().zip(part).for_each(|(sum, value)| *sum += value);
        }
        sums
    });
    [input].into_iter().chain(by_weights).collect()
}

fn check_case(gpu: &Gpu, op: &str, case: &Value) -> Option<String> {
    let subject = cases::differentiable(op, &case["params"]);
    let inputs: Vec<Tensor> = list(&case["inputs"]).iter().map(cases::tensor).collect();
    let inputs: Vec<&Tensor> = inputs.iter().collect();
    let tolerance = case["tolerance"].as_f64().expect("a tolerance").max(1e-6);
    let want: Vec<Tensor> = list(&case["gradients"]).iter().map(cases::tensor).collect();
    let got = gradients_on(gpu, subject.as_ref(), &inputs, &cases::tensor(&case["error"]));
    assert_eq!(got.len(), want.len());
    let wrong = got.iter().zip(&want).find_map(|(got, want)| {
        let mut cells = got.iter().zip(want.data()).enumerate();
        cells.find(|(_, (got, want))| !close(**got, **want, tolerance))
    });
    wrong.map(|(at, (got, want))| format!("{op}, {}: value {at} is {got} instead of {want}", case["name"]))
}

#[test]
fn the_gpus_gradients_are_those_of_pytorch_and_tensorflow() {
    let gpu = open();
    let mut count = 0;
    let mut wrong = Vec::new();
    for op in OPS {
        let file = json(&format!("src/ops/{op}/gradients.json"));
        count += list(&file["cases"]).len();
        wrong.extend(
            list(&file["cases"])
                .iter()
                .filter_map(|case| check_case(&gpu, op, case)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 130, "{count} cases");
}

#[test]
fn the_gpus_gradients_of_any_shape_come_near_the_cpus() {
    let gpu = open();
    let mut numbers = cases::random::Numbers(5);
    let mut seen = 0;
    for _ in 0..300 {
        let (op, mut inputs) = numbers.conv2d();
        for input in &mut inputs {
            *input = numbers.digits(input.shape().dims());
        }
        let inputs: Vec<&Tensor> = inputs.iter().collect();
        let Ok(output) = Op::simd(&op, &inputs) else { continue };
        let error = numbers.digits(output.shape().dims());
        let right = gradient(&op, &inputs, &error).expect("gradients");
        for (right, got) in right.iter().zip(gradients_on(&gpu, &op, &inputs, &error)) {
            let mut pairs = got.iter().zip(right.data());
            let wrong = pairs.find(|(got, want)| !close(**got, **want, 1e-4));
            assert_eq!(wrong, None, "{op:?}, {:?}", shapes(&inputs));
        }
        seen += 1;
    }
    assert!(seen > 100, "{seen}");
}

fn same(filters: usize, size: [usize; 2]) -> Layer {
    let op = Conv2d {
        padding: Padding::Same,
        ..Conv2d::default()
    };
    Layer::Conv2d {
        filters,
        size,
        bias: true,
        op,
    }
}

/// The network of tests/oracle/training.py.
fn small() -> Network {
    let layers = [
        Layer::conv2d(6, [3, 3]),
        Layer::Relu,
        Layer::MaxPool2d(MaxPool2d::new([2, 2])),
        same(8, [3, 3]),
        Layer::Relu,
        Layer::Flatten,
        Layer::dense(4),
    ];
    Network::new(&[9, 10, 2], &layers, Loss::CrossEntropy, 1).expect("a network")
}

struct Data {
    pictures: Tensor,
    labels: Vec<u32>,
    batch: usize,
}

impl Data {
    fn of(file: &Value) -> Self {
        let label = |label: &Value| label.as_u64().expect("a label") as u32;
        Self {
            pictures: cases::tensor(&file["pictures"]),
            labels: list(&file["labels"]).iter().map(label).collect(),
            batch: file["batch"].as_u64().expect("a size") as usize,
        }
    }

    fn batch(&self, step: usize) -> (Tensor, Vec<u32>) {
        let dims = self.pictures.shape().dims().to_vec();
        let size: usize = dims[1..].iter().product();
        let at: Vec<usize> = (0..self.batch).map(|i| (step * self.batch + i) % dims[0]).collect();
        let values = at
            .iter()
            .flat_map(|at| &self.pictures.data()[at * size..][..size])
            .copied();
        let pictures = Tensor::new(&[self.batch, dims[1], dims[2], dims[3]], values.collect()).expect("a batch");
        (pictures, at.iter().map(|&at| self.labels[at]).collect())
    }
}

fn optimizer(run: &Value) -> Optimizer {
    let rate = run["learning_rate"].as_f64().expect("a rate");
    match run["optimizer"].as_str() {
        Some("adam") => Optimizer::adam(rate),
        _ => Optimizer::momentum(rate, run["momentum"].as_f64().expect("a momentum")),
    }
}

fn on(gpu: Gpu, network: Network) -> NetworkOnGpu {
    block_on(NetworkOnGpu::new(network, gpu)).expect("a network on the GPU")
}

fn step(training: &mut NetworkOnGpu, data: &Data, at: usize, optimizer: &Optimizer) -> Result<f64, Error> {
    let (pictures, labels) = data.batch(at);
    let outcome = block_on(training.train_step(&pictures, &labels, optimizer, true))?;
    Ok(outcome.expect("an outcome").loss)
}

#[test]
fn fifty_steps_on_the_gpu_have_the_losses_of_pytorch_and_keras() {
    let file = json("tests/training.json");
    let data = Data::of(&file);
    let first: Vec<Tensor> = list(&file["first_weights"]).iter().map(cases::tensor).collect();
    let mut training = on(open(), small());
    assert_eq!(list(&file["runs"]).len(), 3);
    for run in list(&file["runs"]) {
        block_on(training.change(|network| network.set_weights(&first))).expect("weights");
        for (at, want) in list(&run["losses"]).iter().enumerate() {
            let loss = step(&mut training, &data, at, &optimizer(&run["run"])).expect("a step");
            let want = want.as_f64().expect("a loss");
            assert!(
                (loss - want).abs() <= 1e-4,
                "{}, step {at}: {loss} instead of {want}",
                run["name"]
            );
        }
        block_on(training.download()).expect("weights");
        for ((name, weights), want) in training.network().weights().zip(list(&run["last_weights"])) {
            for (got, want) in weights.data().iter().zip(cases::tensor(want).data()) {
                assert!(
                    (got - want).abs() <= 1e-4,
                    "{}, {name}: {got} instead of {want}",
                    run["name"]
                );
            }
        }
    }
}

#[test]
fn a_batch_in_slices_gives_the_same_gradients_and_the_same_bits_again() {
    let data = Data::of(&json("tests/training.json"));
    let (pictures, labels) = data.batch(0);
    let (mut whole, mut cut) = (on(open(), small()), {
        // So few turns that one picture fits and two do not.
        let bounds = Bounds {
            values: usize::MAX,
            workgroups: usize::MAX,
            turns: 12_000,
        };
        let gpu = open().within(bounds);
        let fits = |pictures| {
            let shapes = [[pictures, 9, 10, 2], [3, 3, 2, 6]].map(|dims| Shape::new(&dims).expect("a shape"));
            let flows = Conv2d::default().flows(&shapes).expect("flows");
            gpu.takes(&flows.input.expect("a kernel").kernel)
        };
        assert!(fits(1) && !fits(2));
        on(gpu, small())
    });
    let (outcome, gradients) = block_on(whole.gradients(&pictures, &labels)).expect("gradients");
    let (again, bits) = block_on(whole.gradients(&pictures, &labels)).expect("gradients");
    assert_eq!((outcome, &gradients), (again, &bits));
    let (sliced, parts) = block_on(cut.gradients(&pictures, &labels)).expect("gradients");
    let right = small()
        .gradients(&pictures, &Targets::Labels(&labels))
        .expect("gradients")
        .0;
    assert!((outcome.loss - right.loss).abs() < 1e-6 && (sliced.loss - right.loss).abs() < 1e-6);
    assert_eq!((outcome.accuracy, sliced.accuracy), (right.accuracy, right.accuracy));
    for (whole, cut) in gradients.iter().zip(&parts) {
        let mut pairs = whole.data().iter().zip(cut.data());
        assert!(pairs.all(|(whole, cut)| close(*whole, *cut, 1e-5)));
    }
}

#[test]
fn answers_come_from_the_gpu_too_and_what_is_not_asked_for_is_not_read() {
    let data = Data::of(&json("tests/training.json"));
    let (pictures, labels) = data.batch(0);
    let mut training = on(open(), small());
    let mut network = small();
    for at in 0..5 {
        let (pictures, labels) = data.batch(at);
        let silent = block_on(training.train_step(&pictures, &labels, &Optimizer::adam(0.003), false));
        assert_eq!(silent.expect("a step"), None);
        let step = network.train_step(&pictures, &Targets::Labels(&labels), &Optimizer::adam(0.003));
        step.expect("a step");
    }
    let (got, want) = (
        block_on(training.predict(&pictures)).expect("shares"),
        network.predict(&pictures).expect("shares"),
    );
    assert!(
        got.data()
            .iter()
            .zip(want.data())
            .all(|(got, want)| close(*got, *want, 1e-4))
    );
    let got = block_on(training.evaluate(&pictures, &labels)).expect("an outcome");
    let want = network
        .evaluate(&pictures, &Targets::Labels(&labels))
        .expect("an outcome");
    assert!((got.loss - want.loss).abs() < 1e-4 && got.accuracy == want.accuracy);
    assert_eq!(training.network().steps(), 5);
}

#[test]
fn what_was_saved_goes_on_on_the_gpu_as_on_the_cpu() {
    let data = Data::of(&json("tests/training.json"));
    let optimizer = Optimizer::adam(0.003);
    let mut training = on(open(), small());
    for at in 0..6 {
        step(&mut training, &data, at, &optimizer).expect("a step");
    }
    block_on(training.download()).expect("weights");
    let saved = training.network().save();
    let mut network = small();
    network.restore(saved.clone()).expect("a state");
    let mut resumed = on(open(), network);
    for at in 6..12 {
        let want = step(&mut training, &data, at, &optimizer).expect("a step");
        assert_eq!(
            step(&mut resumed, &data, at, &optimizer).expect("a step"),
            want,
            "step {at}"
        );
    }
    let mut network = small();
    network.restore(saved).expect("a state");
    let (pictures, labels) = data.batch(6);
    let outcome = network.train_step(&pictures, &Targets::Labels(&labels), &optimizer);
    assert!(outcome.is_ok());
}

#[test]
fn a_learning_rate_of_a_thousand_ends_in_a_sentence_and_the_weights_stay() {
    let data = Data::of(&json("tests/training.json"));
    let mut training = on(open(), small());
    let wild = Optimizer::sgd(1000.0);
    let told = (0..20).find_map(|at| step(&mut training, &data, at, &wild).err());
    let sentence = told.expect("it diverges").to_string();
    assert!(sentence.contains("learning rate 1000"), "{sentence}");
    block_on(training.download()).expect("weights");
    let weights: Vec<Tensor> = training
        .network()
        .weights()
        .map(|(_, weights)| weights.clone())
        .collect();
    assert!(
        weights
            .iter()
            .all(|weights| weights.data().iter().all(|weight| weight.is_finite()))
    );
    // The next one works again.
    block_on(training.change(|network| {
        network.reset(1);
        Ok(())
    }))
    .expect("a reset");
    assert!(step(&mut training, &data, 0, &Optimizer::sgd(0.01)).is_ok());
}

#[test]
fn what_is_wrong_with_a_batch_is_said_before_the_gpu_is_asked() {
    let mut training = on(open(), small());
    let batch = Tensor::new(&[1, 9, 9, 2], vec![0.0; 162]).expect("a tensor");
    let refused = block_on(training.train_step(&batch, &[0], &Optimizer::sgd(0.1), true)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the batch has shape (1, 9, 9, 2); here it must be (n, 9, 10, 2)"
    );
    let squared = Network::new(&[4, 4, 1], &[same(1, [3, 3])], Loss::MeanSquaredError, 1).expect("a network");
    let refused = block_on(NetworkOnGpu::new(squared, open())).err().expect("a refusal");
    assert_eq!(refused.to_string(), "the squared error is learned on the CPU");
}

#[test]
fn a_lost_gpu_is_a_sentence() {
    let data = Data::of(&json("tests/training.json"));
    let gpu = open();
    let mut training = on(gpu, small());
    step(&mut training, &data, 0, &Optimizer::sgd(0.1)).expect("a step");
    training.close();
    let lost = step(&mut training, &data, 1, &Optimizer::sgd(0.1)).unwrap_err();
    assert!(
        matches!(&lost, Error::Gpu { reason } if reason.contains("closed")),
        "{lost}"
    );
}

#[test]
fn every_layer_learns_on_the_gpu() {
    let layers = [
        Layer::Conv2d {
            filters: 4,
            size: [3, 3],
            bias: false,
            op: Conv2d::default(),
        },
        Layer::LeakyRelu(LeakyRelu { negative_slope: 0.2 }),
        Layer::AvgPool2d(AvgPool2d::new([2, 2])),
        same(6, [2, 2]),
        Layer::Tanh,
        Layer::GlobalAvgPool2d,
        Layer::Flatten,
        Layer::Dense { units: 5, bias: false },
        Layer::Sigmoid,
        Layer::dense(3),
        Layer::Softmax,
    ];
    let build = || Network::new(&[9, 10, 2], &layers, Loss::CrossEntropy, 3).expect("a network");
    let (mut network, mut training) = (build(), on(open(), build()));
    let batch = cases::random::Numbers(9).digits(&[5, 9, 10, 2]);
    let labels = [0, 1, 2, 0, 1];
    for at in 0..10 {
        let optimizer = Optimizer::momentum(0.05, 0.9);
        let want = network
            .train_step(&batch, &Targets::Labels(&labels), &optimizer)
            .expect("a step");
        let got = block_on(training.train_step(&batch, &labels, &optimizer, true)).expect("a step");
        let got = got.expect("an outcome");
        assert!(
            (got.loss - want.loss).abs() < 1e-5,
            "step {at}: {got:?} instead of {want:?}"
        );
    }
}
