//! 3×3 convolutions on many channels: there SIMD may add in another order than the definition, and comes near it; where it
//! would not, it keeps the definition's order.

mod cases;

use cases::{patterns, random::Numbers};
use convscope::{Conv2d, Op, Tensor};

const DRAWS: usize = 40;

/// Convolutions with inputs by `make`.
fn drawn(make: impl Fn(&mut Numbers, &[usize]) -> Tensor) -> Vec<(Conv2d, Vec<Tensor>)> {
    let mut numbers = Numbers(20_261_125);
    let mut draw = |_| {
        let (op, dims) = numbers.transformed();
        (op, dims.iter().map(|dims| make(&mut numbers, dims)).collect())
    };
    (0..DRAWS).map(&mut draw).collect()
}

fn simd(op: &Conv2d, inputs: &[Tensor]) -> Tensor {
    op.simd(&inputs.iter().collect::<Vec<_>>()).unwrap()
}

fn naive(op: &Conv2d, inputs: &[Tensor]) -> Tensor {
    op.naive(&inputs.iter().collect::<Vec<_>>()).unwrap()
}

fn changed(tensor: &Tensor, change: impl Fn(f32) -> f32) -> Tensor {
    let values = tensor.data().iter().map(|&value| change(value)).collect();
    Tensor::with_shape(tensor.shape(), values).unwrap()
}

/// Each output's sum of its products' magnitudes, of which an error is a part.
fn scale(op: &Conv2d, inputs: &[Tensor]) -> Tensor {
    let sizes: Vec<Tensor> = inputs.iter().map(|input| changed(input, f32::abs)).collect();
    naive(op, &sizes)
}

/// The largest difference, as a part of the scale.
fn difference(a: &Tensor, b: &Tensor, scale: &Tensor) -> f32 {
    assert_eq!(a.shape(), b.shape());
    let pairs = a.data().iter().zip(b.data()).zip(scale.data());
    pairs.fold(0.0, |most, ((a, b), scale)| {
        let part = (a - b).abs() / scale.max(1.0);
        if part > most || part.is_nan() { part } else { most }
    })
}

#[test]
fn another_order_stays_near_the_definition() {
    let mut moved = 0;
    for (op, inputs) in drawn(Numbers::digits) {
        let (map, definition) = (simd(&op, &inputs), naive(&op, &inputs));
        assert!(difference(&map, &definition, &scale(&op, &inputs)) <= 1e-6, "{op:?}");
        moved += usize::from(patterns(&map) != patterns(&definition));
    }
    assert!(
        moved > DRAWS / 2,
        "only {moved} of {DRAWS} were added up in another order"
    );
}

#[test]
fn quarters_are_exact_in_either_order() {
    for (op, inputs) in drawn(Numbers::quarters) {
        assert_eq!(simd(&op, &inputs).data(), naive(&op, &inputs).data(), "{op:?}");
    }
}

#[test]
fn whole_numbers_keep_the_definitions_order() {
    for (op, inputs) in drawn(Numbers::bytes) {
        assert_eq!(patterns(&simd(&op, &inputs)), patterns(&naive(&op, &inputs)), "{op:?}");
    }
}

#[test]
fn what_is_no_number_reaches_the_windows_that_hold_it_and_no_other() {
    for (draw, (op, mut inputs)) in drawn(Numbers::digits).into_iter().enumerate() {
        let which = draw % inputs.len().min(2);
        let at = draw * 7919 % inputs[which].data().len();
        inputs[which].data_mut()[at] = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX][draw % 4];
        assert_eq!(patterns(&simd(&op, &inputs)), patterns(&naive(&op, &inputs)), "{op:?}");
    }
    for (op, inputs) in drawn(Numbers::with_specials) {
        assert_eq!(patterns(&simd(&op, &inputs)), patterns(&naive(&op, &inputs)), "{op:?}");
    }
}

#[test]
fn it_is_linear() {
    for (op, mut inputs) in drawn(Numbers::digits) {
        inputs.truncate(2);
        let other = Numbers(7).digits(inputs[0].shape().dims());
        let mixed: Vec<f32> = inputs[0]
            .data()
            .iter()
            .zip(other.data())
            .map(|(a, b)| 1.5 * a + b)
            .collect();
        let mixed = Tensor::with_shape(other.shape(), mixed).unwrap();
        let [one, other, mixed] = [inputs[0].clone(), other, mixed].map(|input| [input, inputs[1].clone()]);
        let sums = simd(&op, &one)
            .data()
            .iter()
            .zip(simd(&op, &other).data())
            .map(|(a, b)| 1.5 * a + b)
            .collect();
        let map = simd(&op, &mixed);
        let sums = Tensor::with_shape(map.shape(), sums).unwrap();
        assert!(difference(&map, &sums, &scale(&op, &mixed)) <= 2e-6, "{op:?}");
    }
}

/// By one row and column, so that every tile begins elsewhere.
#[test]
fn a_shifted_picture_gives_a_shifted_map() {
    for (op, inputs) in drawn(Numbers::digits) {
        let op = Conv2d {
            padding: convscope::Padding::Valid,
            ..op
        };
        let &[n, h, w, c] = inputs[0].shape().dims() else {
            panic!("four axes")
        };
        let mut shifted = inputs.clone();
        let mut data = vec![1.0; n * (h + 1) * (w + 1) * c];
        for (row, values) in inputs[0].data().chunks_exact(w * c).enumerate() {
            let (picture, y) = (row / h, row % h);
            data[((picture * (h + 1) + y + 1) * (w + 1) + 1) * c..][..w * c].copy_from_slice(values);
        }
        shifted[0] = Tensor::new(&[n, h + 1, w + 1, c], data).unwrap();
        let (map, there, scale) = (simd(&op, &inputs), simd(&op, &shifted), scale(&op, &inputs));
        let &[_, h, w, filters] = map.shape().dims() else {
            panic!("four axes")
        };
        let mut here = Vec::new();
        for row in 0..n * h {
            let (picture, y) = (row / h, row % h);
            let from = ((picture * (h + 1) + y + 1) * (w + 1) + 1) * filters;
            here.extend_from_slice(&there.data()[from..][..w * filters]);
        }
        let here = Tensor::with_shape(map.shape(), here).unwrap();
        assert!(difference(&map, &here, &scale) <= 2e-6, "{op:?}");
    }
}
