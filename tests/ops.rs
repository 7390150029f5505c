//! What holds for every op: the SIMD path gives the definition's bits, and the shape rule tells the output's shape.

mod cases;

use cases::{NAMES, patterns, random::Numbers};
use convscope::Tensor;

/// Questions that fit together out of which a test is made.
const QUESTIONS: usize = 150;

#[test]
fn simd_equals_the_definition_bit_for_bit() {
    for op in NAMES {
        let mut numbers = Numbers(11);
        let (mut asked, mut drawn) = (0, 0);
        while asked < QUESTIONS {
            drawn += 1;
            assert!(drawn < 20 * QUESTIONS, "{op}: too few questions fit together");
            let (subject, dims) = numbers.draw(op);
            for values in [Numbers::digits, Numbers::with_specials] {
                let inputs: Vec<Tensor> = dims.iter().map(|dims| values(&mut numbers, dims)).collect();
                let inputs: Vec<&Tensor> = inputs.iter().collect();
                let Ok(shape) = subject.output_shape(&inputs) else {
                    assert!(subject.naive(&inputs).is_err() && subject.simd(&inputs).is_err());
                    continue;
                };
                let (right, fast) = (subject.naive(&inputs).unwrap(), subject.simd(&inputs).unwrap());
                assert_eq!((right.shape(), fast.shape()), (shape, shape), "{}", subject.text());
                assert_eq!(patterns(&right), patterns(&fast), "{} on {dims:?}", subject.text());
                asked += 1;
            }
        }
    }
}

#[test]
fn the_wrong_number_of_inputs_is_refused() {
    let one = Numbers(12).quarters(&[1, 3, 3, 2]);
    for op in NAMES {
        let (subject, _) = Numbers(13).draw(op);
        for count in [0, 6] {
            let error = subject.output_shape(&vec![&one; count]).unwrap_err();
            assert_eq!(error.code(), "inputCount", "{op}");
        }
    }
}
