//! Gradients agree with PyTorch's and TensorFlow's, with finite differences in 64 bits, and with their own definition.

mod cases;
mod double;

use cases::{close, json, list, random::Numbers};
use convscope::{
    AvgPool2d, Conv2d, Dense, Flatten, GlobalAvgPool2d, Gradient, LeakyRelu, MaxPool2d, Op, Padding, Pass, Relu,
    Sigmoid, Softmax, Tanh, Tensor, cross_entropy, gradient,
};
use double::{Kind, Wide, window};
use serde_json::Value;

const OPS: [&str; 11] = [
    Conv2d::NAME,
    MaxPool2d::NAME,
    AvgPool2d::NAME,
    GlobalAvgPool2d::NAME,
    Relu::NAME,
    LeakyRelu::NAME,
    Sigmoid::NAME,
    Tanh::NAME,
    Softmax::NAME,
    Flatten::NAME,
    Dense::NAME,
];

fn differs(got: &[f32], want: &[f32], tolerance: f64) -> Option<String> {
    assert_eq!(got.len(), want.len());
    let mut cells = got.iter().zip(want).enumerate();
    let wrong = cells.find(|(_, (got, want))| !close(**got, **want, tolerance));
    wrong.map(|(at, (got, want))| format!("value {at} is {got} instead of {want}"))
}

fn check_case(op: &str, case: &Value) -> Option<String> {
    let subject = cases::differentiable(op, &case["params"]);
    let inputs: Vec<Tensor> = list(&case["inputs"]).iter().map(cases::tensor).collect();
    let inputs: Vec<&Tensor> = inputs.iter().collect();
    let error = cases::tensor(&case["error"]);
    let tolerance = case["tolerance"].as_f64().expect("a tolerance");
    let want: Vec<Tensor> = list(&case["gradients"]).iter().map(cases::tensor).collect();
    let fast = gradient(subject.as_ref(), &inputs, &error).expect("gradients");
    let slow = by_definition(subject.as_ref(), &inputs, &error);
    let wrong = fast.iter().zip(&slow).zip(&want).find_map(|((fast, slow), want)| {
        assert_eq!((fast.shape(), slow.shape()), (want.shape(), want.shape()));
        differs(fast.data(), want.data(), tolerance).or_else(|| differs(slow.data(), want.data(), tolerance))
    });
    wrong.map(|wrong| format!("{op}, {}: {wrong}", case["name"]))
}

fn by_definition(op: &dyn Gradient, inputs: &[&Tensor], error: &Tensor) -> Vec<Tensor> {
    let output = op.simd(inputs).expect("an output");
    let pass = Pass {
        inputs,
        output: &output,
        error,
    };
    let mut gradients: Vec<Tensor> = inputs.iter().map(|input| Tensor::zeros(input.shape())).collect();
    let (input, weights) = gradients.split_first_mut().expect("an input");
    op.naive_gradient(&pass, Some(input), weights).expect("gradients");
    gradients
}

#[test]
fn gradients_are_those_of_pytorch_and_tensorflow() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for op in OPS {
        let file = json(&format!("src/ops/{op}/gradients.json"));
        count += list(&file["cases"]).len();
        wrong.extend(list(&file["cases"]).iter().filter_map(|case| check_case(op, case)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 130, "{count} cases");
}

#[test]
fn a_convolution_of_any_shape_gives_the_definitions_bits() {
    let mut numbers = Numbers(5);
    let mut seen = 0;
    for _ in 0..1200 {
        let (op, mut inputs) = numbers.conv2d();
        for input in &mut inputs {
            *input = numbers.digits(input.shape().dims());
        }
        let inputs: Vec<&Tensor> = inputs.iter().collect();
        let Ok(output) = Op::simd(&op, &inputs) else { continue };
        let error = numbers.digits(output.shape().dims());
        let fast = gradient(&op, &inputs, &error).unwrap();
        for (fast, slow) in fast.iter().zip(by_definition(&op, &inputs, &error)) {
            assert_eq!(cases::patterns(fast), cases::patterns(&slow), "{op:?}");
        }
        seen += 1;
    }
    assert!(seen > 400, "{seen}");
}

/// The loss is the output weighed with fixed numbers; its slope along each value is a gradient.
fn assert_finite_differences(op: &dyn Gradient, kind: &Kind, inputs: &[Tensor], error: &Tensor) {
    let wide: Vec<Wide> = inputs
        .iter()
        .map(|input| Wide {
            dims: input.shape().dims().to_vec(),
            data: input.data().iter().map(|&x| f64::from(x)).collect(),
        })
        .collect();
    let loss = |inputs: &[Wide]| -> f64 {
        let output = kind.compute(inputs);
        output
            .iter()
            .zip(error.data())
            .map(|(out, &error)| out * f64::from(error))
            .sum()
    };
    let got = gradient(op, &inputs.iter().collect::<Vec<_>>(), error).expect("gradients");
    for (which, gradients) in got.iter().enumerate() {
        for (at, &got) in gradients.data().iter().enumerate() {
            let moved = |step: f64| {
                let mut inputs = wide.clone();
                inputs[which].data[at] += step;
                loss(&inputs)
            };
            let step = 1e-5;
            let want = (moved(step) - moved(-step)) / (2.0 * step);
            let near = (f64::from(got) - want).abs() <= 2e-5 * want.abs().max(1.0);
            assert!(near, "{kind:?}, input {which}, value {at}: {got} instead of {want}");
        }
    }
}

fn check(op: &dyn Gradient, kind: &Kind, dims: &[&[usize]]) {
    let mut numbers = Numbers(
        dims.iter()
            .flat_map(|dims| dims.iter())
            .fold(7, |seed, &dim| seed * 31 + dim as u64),
    );
    let inputs: Vec<Tensor> = dims.iter().map(|dims| numbers.digits(dims)).collect();
    let shapes: Vec<_> = inputs.iter().map(Tensor::shape).collect();
    let output = op.output_shape(&shapes).expect("shapes that fit");
    let error = numbers.digits(output.dims());
    assert_finite_differences(op, kind, &inputs, &error);
}

#[test]
fn convolutions_have_the_slope_of_finite_differences() {
    let plain = Conv2d::default();
    for (op, dims) in [
        (plain, [[2, 4, 5, 2], [3, 2, 2, 5]]),
        (
            Conv2d {
                strides: [2, 1],
                padding: Padding::Same,
                ..plain
            },
            [[1, 5, 4, 3], [3, 3, 3, 4]],
        ),
        (
            Conv2d {
                dilations: [2, 2],
                padding: Padding::Explicit([[1, 2], [0, 3]]),
                ..plain
            },
            [[1, 5, 5, 1], [2, 3, 1, 2]],
        ),
        (
            Conv2d {
                groups: 2,
                flip: true,
                ..plain
            },
            [[1, 4, 4, 4], [2, 3, 2, 6]],
        ),
    ] {
        let bias = [dims[1][3]];
        check(&op, &Kind::Conv2d(op), &[&dims[0], &dims[1], &bias]);
    }
}

#[test]
fn poolings_have_the_slope_of_finite_differences() {
    let cases = [([2, 2], [2, 2], Padding::Valid), ([3, 2], [1, 2], Padding::Same)];
    for (size, strides, padding) in cases {
        let over = window(size, strides, padding);
        let op = MaxPool2d {
            strides,
            padding,
            ..MaxPool2d::new(size)
        };
        check(&op, &Kind::MaxPool(over), &[&[2, 5, 6, 5]]);
        for count_include_pad in [false, true] {
            let op = AvgPool2d {
                strides,
                padding,
                count_include_pad,
                ..AvgPool2d::new(size)
            };
            check(&op, &Kind::AvgPool(over, count_include_pad), &[&[2, 5, 6, 3]]);
        }
    }
    check(&GlobalAvgPool2d, &Kind::GlobalAvgPool, &[&[2, 4, 3, 5]]);
}

#[test]
fn other_ops_have_the_slope_of_finite_differences() {
    let picture: &[usize] = &[2, 3, 3, 2];
    check(&Relu, &Kind::Relu, &[picture]);
    let slope = LeakyRelu { negative_slope: 0.25 };
    check(&slope, &Kind::LeakyRelu(0.25), &[picture]);
    check(&Sigmoid, &Kind::Sigmoid, &[picture]);
    check(&Tanh, &Kind::Tanh, &[picture]);
    check(&Softmax::default(), &Kind::Softmax, &[&[3, 7]]);
    check(&Flatten, &Kind::Flatten, &[picture]);
    check(&Dense, &Kind::Dense, &[&[3, 9], &[9, 6], &[6]]);
}

#[test]
fn cross_entropy_is_that_of_pytorch_and_tensorflow() {
    let file = json("src/ops/softmax/cross_entropy.json");
    assert!(list(&file["cases"]).len() >= 5);
    for case in list(&file["cases"]) {
        let labels: Vec<u32> = list(&case["labels"])
            .iter()
            .map(|label| label.as_u64().unwrap() as u32)
            .collect();
        let (outcome, gradient) = cross_entropy(&cases::tensor(&case["scores"]), &labels).unwrap();
        let want = case["loss"].as_f64().unwrap();
        assert!(
            (outcome.loss - want).abs() <= 1e-6 * want.max(1.0),
            "{}: {}",
            case["name"],
            outcome.loss
        );
        let wrong = differs(gradient.data(), cases::tensor(&case["gradient"]).data(), 1e-7);
        assert!(wrong.is_none(), "{}: {wrong:?}", case["name"]);
    }
}

#[test]
fn an_error_of_another_shape_is_refused() {
    let input = Tensor::new(&[1, 4], vec![0.0; 4]).unwrap();
    let error = Tensor::new(&[4], vec![0.0; 4]).unwrap();
    let refused = gradient(&Relu, &[&input], &error).unwrap_err();
    assert_eq!(refused.to_string(), "the error has shape (4,); here it must be (1, 4)");
}
