//! What ops share that act on each value alone: the shape stays, whatever its rank, and a kernel runs over rows of values.

#[cfg(feature = "gpu")]
use super::gradient::{Flows, Read};
use super::{Op, gradient::Pass, shapes};
use crate::{
    error::Error,
    kernel::{Kernel, Rows},
    lanes::{F32x4, LANES},
    shape::Shape,
    tensor::Tensor,
    window::Window,
};

/// Each value through `f`.
pub fn each(input: &Tensor, f: impl Fn(f32) -> f32) -> Tensor {
    let mut output = input.clone();
    output.data_mut().iter_mut().for_each(|value| *value = f(*value));
    output
}

/// As [`each`], written to `output`.
pub fn each_into(input: &Tensor, output: &mut [f32], f: impl Fn(f32) -> f32) {
    let values = output.iter_mut().zip(input.data());
    values.for_each(|(out, &value)| *out = f(value));
}

/// As [`each_into`], four at a time.
pub fn fours_into(input: &Tensor, output: &mut [f32], f: impl Fn(F32x4) -> F32x4) {
    let ((fours, rest), (out_fours, out_rest)) = (input.data().as_chunks::<LANES>(), output.as_chunks_mut::<LANES>());
    for (four, out) in fours.iter().zip(out_fours) {
        *out = f(F32x4::load(four)).to_array();
    }
    let mut last = [0.0; LANES];
    last[..rest.len()].copy_from_slice(rest);
    out_rest.copy_from_slice(&f(F32x4::load(&last)).to_array()[..rest.len()]);
}

/// The gradient of an op that acts on each value alone: `slope(error, value that went in, value that came out)`.
///
/// # Errors
/// When what is passed does not fit the op.
pub fn each_error<O: Op>(
    op: &O,
    pass: &Pass<'_>,
    input: Option<&mut Tensor>,
    slope: impl Fn(f32, f32, f32) -> f32,
) -> Result<(), Error> {
    pass.check(op.output_shape(&shapes(pass.inputs))?)?;
    let Some(input) = input else { return Ok(()) };
    let values = pass.inputs[0].data().iter().zip(pass.output.data());
    let errors = pass.error.data().iter().zip(values);
    for (gradient, (&error, (&value, &out))) in input.data_mut().iter_mut().zip(errors) {
        *gradient = slope(error, value, out);
    }
    Ok(())
}

/// A kernel whose threads compute one value each, from the same place of the input.
///
/// Both have the axes (pictures, rows, values of a row, 1), so that neighbouring threads read neighbouring values.
///
/// # Errors
/// When a row is longer than a shape can say.
pub fn kernel(name: &'static str, source: &'static str, params: Vec<u32>, input: Shape) -> Result<Kernel, Error> {
    let (pictures, rows, columns) = match *input.dims() {
        [pictures, height, width, channels] => (pictures, height, width * channels),
        [pictures, rows, columns] => (pictures, rows, columns),
        [rows, columns] => (1, rows, columns),
        _ => (1, 1, input.len()),
    };
    over_rows(name, source, params, [pictures, rows, columns])
}

/// As [`kernel`], over rows of any meaning.
///
/// # Errors
/// The same.
pub fn over_rows(
    name: &'static str,
    source: &'static str,
    params: Vec<u32>,
    [pictures, rows, columns]: [usize; 3],
) -> Result<Kernel, Error> {
    let shape = Shape::new(&[pictures, rows, columns, 1])?;
    Ok(Kernel {
        name,
        source,
        params,
        workgroup: [8, 8, 1],
        turns: 1,
        grid: Window::new([1, 1]).over(rows, columns)?,
        rows: Rows::Window,
        inputs: vec![shape],
        bound: 1,
        output: shape,
    })
}

/// The gradient of an op that acts on each value alone; `param` is what its `slope` calls so.
///
/// # Errors
/// As [`kernel`], and [`Error::InputCount`].
#[cfg(feature = "gpu")]
pub fn flows(source: &'static str, param: f32, inputs: &[Shape]) -> Result<Flows, Error> {
    let input = super::one_input("gradient", inputs)?;
    let kernel = kernel("elementwise_gradient", source, vec![param.to_bits()], input)?;
    let kernel = Kernel {
        bound: 3,
        inputs: vec![kernel.output; 3],
        ..kernel
    };
    Ok(Flows::of(kernel, &[Read::Input, Read::Output, Read::Error]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_values_are_met_however_many_they_are() {
        for len in 1..=9 {
            let input = Tensor::new(&[len], (0..len).map(|i| i as f32).collect()).unwrap();
            let mut output = vec![f32::NAN; len];
            fours_into(&input, &mut output, |x| x.plus(x));
            assert_eq!(output, each(&input, |x| x + x).data(), "{len}");
        }
    }

    #[test]
    fn a_kernel_counts_the_values_of_any_rank() {
        for (dims, view) in [
            (&[7][..], [1, 1, 7, 1]),
            (&[3, 7], [1, 3, 7, 1]),
            (&[2, 3, 7], [2, 3, 7, 1]),
            (&[2, 3, 7, 5], [2, 3, 35, 1]),
        ] {
            let kernel = kernel("test", "", vec![], Shape::new(dims).unwrap()).unwrap();
            assert_eq!((kernel.inputs[0].dims(), kernel.output.dims()), (&view[..], &view[..]));
        }
    }
}
