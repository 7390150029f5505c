//! A network learns as PyTorch's and Keras's do, step by step, and says what it cannot do.

mod cases;

use cases::{json, list, random::Numbers};
use convscope::{Conv2d, Error, Layer, Loss, MaxPool2d, Network, Optimizer, Padding, Targets, Tensor};
use serde_json::Value;
use std::ops::Range;

fn same(filters: usize, size: [usize; 2]) -> Layer {
    Layer::Conv2d {
        filters,
        size,
        bias: true,
        op: Conv2d {
            padding: Padding::Same,
            ..Conv2d::default()
        },
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
    Network::new(&[9, 10, 2], &layers, Loss::CrossEntropy, 1).unwrap()
}

struct Data {
    pictures: Tensor,
    labels: Vec<u32>,
    batch: usize,
}

impl Data {
    fn of(file: &Value) -> Self {
        Self {
            pictures: cases::tensor(&file["pictures"]),
            labels: list(&file["labels"])
                .iter()
                .map(|label| label.as_u64().unwrap() as u32)
                .collect(),
            batch: file["batch"].as_u64().unwrap() as usize,
        }
    }

    /// The pictures and labels of a step.
    fn batch(&self, step: usize) -> (Tensor, Vec<u32>) {
        let dims = self.pictures.shape().dims().to_vec();
        let size: usize = dims[1..].iter().product();
        let at: Vec<usize> = (0..self.batch).map(|i| (step * self.batch + i) % dims[0]).collect();
        let values = at
            .iter()
            .flat_map(|at| &self.pictures.data()[at * size..][..size])
            .copied();
        let pictures = Tensor::new(&[self.batch, dims[1], dims[2], dims[3]], values.collect()).unwrap();
        (pictures, at.iter().map(|&at| self.labels[at]).collect())
    }
}

fn optimizer(run: &Value) -> Optimizer {
    let rate = run["learning_rate"].as_f64().unwrap();
    match run["optimizer"].as_str() {
        Some("adam") => Optimizer::adam(rate),
        _ => Optimizer::momentum(rate, run["momentum"].as_f64().unwrap()),
    }
}

fn step(network: &mut Network, data: &Data, step: usize, optimizer: &Optimizer) -> Result<f64, Error> {
    let (pictures, labels) = data.batch(step);
    let outcome = network.train_step(&pictures, &Targets::Labels(&labels), optimizer)?;
    Ok(outcome.loss)
}

#[test]
fn fifty_steps_have_the_losses_of_pytorch_and_keras() {
    let file = json("tests/training.json");
    let data = Data::of(&file);
    let first: Vec<Tensor> = list(&file["first_weights"]).iter().map(cases::tensor).collect();
    assert_eq!(list(&file["runs"]).len(), 3);
    for run in list(&file["runs"]) {
        let mut network = small();
        network.set_weights(&first).unwrap();
        let losses = list(&run["losses"]);
        assert_eq!(losses.len(), 50);
        for (at, want) in losses.iter().enumerate() {
            let loss = step(&mut network, &data, at, &optimizer(&run["run"])).unwrap();
            let want = want.as_f64().unwrap();
            assert!(
                (loss - want).abs() <= 1e-4,
                "{}, step {at}: {loss} instead of {want}",
                run["name"]
            );
        }
        for ((name, weights), want) in network.weights().zip(list(&run["last_weights"])) {
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
fn a_run_that_was_paused_ends_in_the_same_bits() {
    let data = Data::of(&json("tests/training.json"));
    for optimizer in [
        Optimizer::sgd(0.05),
        Optimizer::momentum(0.02, 0.9),
        Optimizer::adam(0.003),
    ] {
        let run = |network: &mut Network, steps: Range<usize>| {
            steps.for_each(|at| assert!(step(network, &data, at, &optimizer).unwrap().is_finite()));
        };
        let mut unbroken = small();
        run(&mut unbroken, 0..20);
        let mut paused = small();
        run(&mut paused, 0..9);
        let saved = paused.save();
        run(&mut paused, 9..13);
        let mut resumed = small();
        resumed.reset(99);
        resumed.restore(saved).unwrap();
        run(&mut resumed, 9..20);
        assert_eq!(resumed.save(), unbroken.save(), "{optimizer:?}");
    }
}

/// The bits of a run: what every machine must give, in wasm too (tests/node/network.test.mjs has the same numbers).
#[test]
fn the_bits_of_a_run_are_fixed() {
    let data = Data::of(&json("tests/training.json"));
    let mut network = small();
    let losses: Vec<f64> = (0..30)
        .map(|at| step(&mut network, &data, at, &Optimizer::adam(0.003)).unwrap())
        .collect();
    let digest = network
        .weights()
        .flat_map(|(_, weights)| weights.data())
        .fold(0_u32, |digest, weight| digest.rotate_left(5) ^ weight.to_bits());
    assert_eq!(
        (losses[0], losses[29], digest),
        (1.295_633_742_696_370_2, 0.232_105_666_919_708_7, 1_564_724_484)
    );
}

#[test]
fn the_batch_is_cut_to_slices_that_do_not_show() {
    let mut network = Network::new(
        &[60, 60, 1],
        &[same(8, [3, 3]), Layer::Flatten, Layer::dense(3)],
        Loss::CrossEntropy,
        5,
    )
    .unwrap();
    let mut numbers = Numbers(3);
    let batch = numbers.digits(&[5, 60, 60, 1]);
    let labels = [0, 1, 2, 0, 1];
    let (whole, gradients) = network.gradients(&batch, &Targets::Labels(&labels)).unwrap();
    let gradients = gradients.to_vec();
    let mut sums: Vec<Vec<f64>> = gradients
        .iter()
        .map(|gradient| vec![0.0; gradient.data().len()])
        .collect();
    let mut loss = 0.0;
    for n in 0..5 {
        let one = Tensor::new(&[1, 60, 60, 1], batch.data()[n * 3600..][..3600].to_vec()).unwrap();
        let (outcome, parts) = network.gradients(&one, &Targets::Labels(&labels[n..=n])).unwrap();
        loss += outcome.loss / 5.0;
        for (sums, part) in sums.iter_mut().zip(parts) {
            sums.iter_mut()
                .zip(part.data())
                .for_each(|(sum, value)| *sum += f64::from(*value) / 5.0);
        }
    }
    assert!((loss - whole.loss).abs() < 1e-9 * loss);
    for (gradient, sums) in gradients.iter().zip(&sums) {
        for (got, want) in gradient.data().iter().zip(sums) {
            assert!(
                (f64::from(*got) - want).abs() < 1e-4 * want.abs().max(1.0),
                "{got} {want}"
            );
        }
    }
}

#[test]
fn a_hidden_filter_is_found_from_its_maps() {
    let hidden = Tensor::new(&[3, 3, 1, 1], vec![-1., 0., 1., -2., 0., 2., -1., 0., 1.]).unwrap();
    let layer = Layer::Conv2d {
        filters: 1,
        size: [3, 3],
        bias: false,
        op: Conv2d::default(),
    };
    let mut network = Network::new(&[16, 16, 1], &[layer], Loss::MeanSquaredError, 4).unwrap();
    let mut numbers = Numbers(8);
    let mut last = f64::INFINITY;
    for _ in 0..600 {
        let mut patches = numbers.digits(&[4, 16, 16, 1]);
        patches.data_mut().iter_mut().for_each(|value| *value /= 8.0);
        let targets = convscope::Op::simd(&Conv2d::default(), &[&patches, &hidden]).unwrap();
        let outcome = network
            .train_step(&patches, &Targets::Values(&targets), &Optimizer::sgd(0.5))
            .unwrap();
        assert!(outcome.accuracy.is_nan());
        last = outcome.loss;
    }
    let (_, found) = network.weights().next().unwrap();
    assert!(last < 1e-6, "{last}");
    for (got, want) in found.data().iter().zip(hidden.data()) {
        assert!((got - want).abs() < 1e-2, "{got} {want}");
    }
}

#[test]
fn a_learning_rate_of_a_thousand_ends_in_a_sentence() {
    let data = Data::of(&json("tests/training.json"));
    for optimizer in [
        Optimizer::sgd(1000.0),
        Optimizer::momentum(1000.0, 0.9),
        Optimizer::adam(1000.0),
    ] {
        let mut network = small();
        let error = (0..20).find_map(|at| step(&mut network, &data, at, &optimizer).err());
        let error = error.unwrap_or_else(|| panic!("{optimizer:?} did not diverge"));
        assert_eq!(error.code(), "diverged");
        let sentence = error.to_string();
        assert!(
            sentence.contains("learning rate 1000 is too large, so reset the weights and try 100"),
            "{sentence}"
        );
        network.reset(1);
        step(&mut network, &data, 0, &Optimizer::sgd(0.01)).unwrap();
    }
}

#[test]
fn a_weights_derivative_is_the_sum_of_its_terms() {
    let data = Data::of(&json("tests/training.json"));
    let mut network = small();
    let (pictures, labels) = data.batch(0);
    let targets = Targets::Labels(&labels);
    let gradients = network.gradients(&pictures, &targets).unwrap().1.to_vec();
    let names: Vec<String> = network.weights().map(|(name, _)| name.to_owned()).collect();
    for (name, index, flat) in [
        ("conv2d_0/kernel", &[2, 1, 1, 4][..], 18 * 4 + 3 * 12 - 6 * 4 + 10 - 24),
        ("conv2d_1/kernel", &[0, 0, 0, 0], 0),
        ("conv2d_1/bias", &[3], 3),
        ("dense_0/kernel", &[95, 2], 95 * 4 + 2),
        ("dense_0/bias", &[1], 1),
    ] {
        let at = names.iter().position(|other| other == name).unwrap();
        let told = network.explain_gradient(&pictures, &targets, name, index).unwrap();
        let flat = if name == "conv2d_0/kernel" {
            ((2 * 3 + 1) * 2 + 1) * 6 + 4
        } else {
            flat
        };
        assert_eq!(told.result.to_bits(), gradients[at].data()[flat].to_bits(), "{name}");
        assert!(told.terms.iter().all(|term| term.product == term.value * term.error));
        assert_eq!(told.pictures.len(), 8);
    }
    let unknown = network
        .explain_gradient(&pictures, &targets, "conv2d_7/kernel", &[0; 4])
        .unwrap_err();
    assert_eq!(unknown.code(), "unknownChoice");
    let outside = network
        .explain_gradient(&pictures, &targets, "conv2d_0/kernel", &[3, 0, 0, 0])
        .unwrap_err();
    assert_eq!(
        outside.to_string(),
        "there is no cell [3, 0, 0, 0] in an output of shape (3, 3, 2, 6)"
    );
}

#[test]
fn mistakes_are_sentences() {
    let too_large = Network::new(&[5, 5, 1], &[Layer::conv2d(2, [7, 7])], Loss::CrossEntropy, 1)
        .err()
        .unwrap();
    assert_eq!(
        too_large.to_string(),
        "layer conv2d_0: kernel 7 does not fit input 5 with padding 0 + 0 along y"
    );
    assert_eq!(too_large.code(), "kernelTooLarge");
    let unflat = Network::new(&[5, 5, 1], &[Layer::dense(3)], Loss::CrossEntropy, 1)
        .err()
        .unwrap();
    assert!(unflat.to_string().contains("flatten"), "{unflat}");
    assert!(Network::new(&[5, 5, 1], &[], Loss::CrossEntropy, 1).is_err());

    let mut network = small();
    let batch = Tensor::new(&[2, 9, 10, 2], vec![0.0; 360]).unwrap();
    let mut asked = |batch: &Tensor, targets: Targets| {
        network
            .train_step(batch, &targets, &Optimizer::sgd(0.1))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(asked(&batch, Targets::Labels(&[1])), "got 1 labels; 2 are needed");
    assert_eq!(
        asked(&batch, Targets::Labels(&[1, 4])),
        "label 1 is 4; with 4 classes it must be between 0 and 3"
    );
    let other = Tensor::new(&[2, 9, 9, 2], vec![0.0; 324]).unwrap();
    assert_eq!(
        asked(&other, Targets::Labels(&[1, 1])),
        "the batch has shape (2, 9, 9, 2); here it must be (n, 9, 10, 2)"
    );
    assert!(asked(&batch, Targets::Values(&batch)).contains("label"));
    let refused = network
        .train_step(&batch, &Targets::Labels(&[0, 1]), &Optimizer::sgd(-1.0))
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "learningRate is -1; it must be between 0 and 1000000"
    );
    assert_eq!(
        network.set_weights(&[]).unwrap_err().to_string(),
        "got 0 weights; 6 are needed"
    );
}

#[test]
fn a_summary_counts_what_is_learned() {
    let rows = small().summary();
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.name.as_str(), row.output.as_slice(), row.parameters))
        .collect();
    assert_eq!(told[0], ("conv2d_0", &[7, 8, 6][..], 114));
    assert_eq!(told[3], ("conv2d_1", &[3, 4, 8][..], 440));
    assert_eq!(told[6], ("dense_0", &[4][..], 388));
}

#[test]
fn first_weights_are_glorots_and_shares_add_up() {
    let network = small();
    let kernel = network
        .weights()
        .find(|(name, _)| *name == "conv2d_1/kernel")
        .unwrap()
        .1;
    let limit = (6.0_f32 / (9.0 * 6.0 + 9.0 * 8.0)).sqrt();
    let largest = kernel
        .data()
        .iter()
        .fold(0.0_f32, |most, weight| most.max(weight.abs()));
    assert!(largest <= limit && largest > 0.97 * limit, "{largest} of {limit}");
    assert!(
        network
            .weights()
            .filter(|(name, _)| name.ends_with("bias"))
            .all(|(_, bias)| bias.data().iter().all(|&b| b == 0.0))
    );
    let batch = Numbers(1).digits(&[3, 9, 10, 2]);
    let shares = network.predict(&batch).unwrap();
    assert!(
        shares
            .data()
            .chunks(4)
            .all(|row| (row.iter().sum::<f32>() - 1.0).abs() < 1e-6)
    );
    let activations = network.forward(&batch).unwrap();
    assert_eq!(activations.len(), 7);
    assert_eq!(network.order(10, 0), small().order(10, 0));
    assert_ne!(network.order(10, 0), network.order(10, 1));
}

#[test]
fn a_last_softmax_is_part_of_the_loss() {
    let batch = Numbers(1).digits(&[3, 2, 2, 1]);
    let layers = [Layer::Flatten, Layer::dense(4), Layer::Softmax];
    let mut with = Network::new(&[2, 2, 1], &layers, Loss::CrossEntropy, 3).unwrap();
    let mut without = Network::new(&[2, 2, 1], &layers[..2], Loss::CrossEntropy, 3).unwrap();
    let targets = Targets::Labels(&[0, 1, 2]);
    let optimizer = Optimizer::sgd(0.1);
    for _ in 0..3 {
        let [one, other] =
            [&mut with, &mut without].map(|network| network.train_step(&batch, &targets, &optimizer).unwrap());
        assert_eq!(one, other);
    }
    assert_eq!(with.predict(&batch).unwrap(), without.predict(&batch).unwrap());
}
