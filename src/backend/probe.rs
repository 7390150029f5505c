//! A question whose answer is known: some drivers compute without a word of error, and wrongly.

use crate::{
    error::{Error, Plain},
    gpu::Gpu,
    op::{Op, shapes},
    ops::{conv2d::Conv2d, max_pool2d::MaxPool2d},
    shape::Shape,
    tensor::Tensor,
    window::Padding,
};

/// Asks the GPU for a convolution and a pooling of integers, whose results are exact in every order of adding up.
///
/// # Errors
/// [`Error::Gpu`] when it fails or answers wrongly.
pub async fn ask(gpu: &Gpu) -> Result<(), Error> {
    let input = integers(&[2, 9, 11, 2])?;
    let filter = integers(&[3, 2, 2, 3])?;
    let bias = integers(&[3])?;
    let conv2d = Conv2d {
        padding: Padding::Same,
        ..Conv2d::default()
    };
    compare(gpu, &conv2d, &[&input, &filter, &bias]).await?;
    let max_pool2d = MaxPool2d {
        padding: Padding::Same,
        ..MaxPool2d::new([2, 3])
    };
    compare(gpu, &max_pool2d, &[&input]).await
}

/// Compares the GPU's answer with the definition's, value by value.
async fn compare<O: Op>(gpu: &Gpu, op: &O, inputs: &[&Tensor]) -> Result<(), Error> {
    let right = op.naive(inputs)?;
    let data: Vec<&[f32]> = inputs.iter().map(|input| input.data()).collect();
    let answer = gpu.run(&op.kernel(&shapes(inputs))?, &data).await?;
    let wrong = right.data().iter().zip(&answer).find(|(right, answer)| right != answer);
    match wrong {
        None => Ok(()),
        Some((right, answer)) => Err(Error::Gpu {
            reason: format!(
                "the GPU computes wrongly: a {} gave {} instead of {}",
                O::NAME,
                Plain(f64::from(*answer)),
                Plain(f64::from(*right))
            ),
        }),
    }
}

/// Whole numbers from -8 to 8 without a pattern.
fn integers(dims: &[usize]) -> Result<Tensor, Error> {
    let len = Shape::new(dims)?.len();
    Tensor::new(dims, (0..len).map(|i| (i * i * 7 % 17) as f32 - 8.0).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{kernel::Kernel, op::ParamInfo};

    /// A pooling whose definition the kernel does not follow.
    struct Doubled(MaxPool2d);

    impl Op for Doubled {
        const NAME: &'static str = "doubled";
        const PARAMS: &'static [ParamInfo] = &[];

        fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
            self.0.output_shape(inputs)
        }

        fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
            let mut output = self.0.naive(inputs)?;
            output.data_mut().iter_mut().for_each(|value| *value *= 2.0);
            Ok(output)
        }

        fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
            output.copy_from_slice(self.naive(inputs)?.data());
            Ok(())
        }

        fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
            self.0.kernel(inputs)
        }
    }

    #[test]
    fn a_wrong_answer_is_found_out() {
        let gpu = pollster::block_on(Gpu::open()).unwrap();
        let input = Tensor::new(&[1, 1, 2, 1], vec![3.0, 2.0]).unwrap();
        let doubled = Doubled(MaxPool2d::new([1, 2]));
        let error = pollster::block_on(compare(&gpu, &doubled, &[&input])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the GPU computes wrongly: a doubled gave 3 instead of 6"
        );
        assert!(pollster::block_on(ask(&gpu)).is_ok());
    }
}
