//! One weight's derivative opened up as the sum that it is: the error map times the values that met the weight.

use crate::{
    error::Error,
    ops::{
        conv2d::{self, Conv2d},
        dense::Dense,
    },
    shape::Shape,
    tensor::Tensor,
};

/// One product of the sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// Picture.
    pub n: usize,
    /// Row of the output; 0 for a dense layer.
    pub y: usize,
    /// Column of the output.
    pub x: usize,
    /// Row of the input that met the weight there; below 0 or beyond in the padding.
    pub in_y: isize,
    /// Its column.
    pub in_x: isize,
    /// Whether that is a cell of the input.
    pub inside: bool,
    /// The input value there; 0 in the padding, 1 for a bias.
    pub value: f32,
    /// How much the loss grows with that output.
    pub error: f32,
    /// `value · error`.
    pub product: f32,
}

/// One weight's derivative.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GradientExplanation {
    /// The products, picture by picture, y first, then x.
    pub terms: Vec<Term>,
    /// The sum of each picture.
    pub pictures: Vec<f32>,
    /// The sum of those: the derivative.
    pub result: f32,
}

impl GradientExplanation {
    /// The products added up as the gradient adds them: each picture, then the pictures.
    fn of(terms: Vec<Term>, batch: usize) -> Self {
        let mut pictures = vec![0.0; batch];
        terms.iter().for_each(|term| pictures[term.n] += term.product);
        let result = pictures.iter().fold(0.0, |sum, picture| sum + picture);
        Self {
            terms,
            pictures,
            result,
        }
    }
}

/// Opens up the derivative by weight `[k_y, k_x, in, out]` of a filter, or by the bias of `out` if there is no tap.
///
/// # Errors
/// A sentence for shapes that do not fit, and for a weight that the filter does not have.
pub fn explain_conv2d_gradient(
    op: &Conv2d,
    input: &Tensor,
    filter: Shape,
    error: &Tensor,
    tap: Option<[usize; 3]>,
    out: usize,
) -> Result<GradientExplanation, Error> {
    let plan = op.plan(&[input.shape(), filter])?;
    check(error.shape(), plan.output)?;
    let [k_y, k_x, i] = tap.unwrap_or([0; 3]);
    check_weight(filter, [k_y, k_x, i, out])?;
    // A flipped filter's weight stands at the other end of the window.
    let [tap_y, tap_x, ..] = conv2d::tap_weight(&plan, [k_y, k_x, i, out]);
    let mut terms = Vec::with_capacity(plan.batch * plan.grid.steps());
    for n in 0..plan.batch {
        for (y, x) in plan.grid.walk() {
            let cell = plan.grid.y.in_from_out(y, tap_y).zip(plan.grid.x.in_from_out(x, tap_x));
            let seen = cell.map_or(0.0, |(in_y, in_x)| {
                input.at([n, in_y, in_x, conv2d::channel(&plan, i, out)])
            });
            let (value, error) = (if tap.is_some() { seen } else { 1.0 }, error.at([n, y, x, out]));
            terms.push(Term {
                n,
                y,
                x,
                in_y: plan.grid.y.place(y, tap_y),
                in_x: plan.grid.x.place(x, tap_x),
                inside: cell.is_some(),
                value,
                error,
                product: value * error,
            });
        }
    }
    Ok(GradientExplanation::of(terms, plan.batch))
}

/// Opens up the derivative by weight `[in, out]` of a dense layer's kernel, or by the bias of `out`.
///
/// # Errors
/// As [`explain_conv2d_gradient`].
pub fn explain_dense_gradient(
    input: &Tensor,
    kernel: Shape,
    error: &Tensor,
    value_at: Option<usize>,
    out: usize,
) -> Result<GradientExplanation, Error> {
    let plan = Dense.plan(&[input.shape(), kernel])?;
    check(error.shape(), plan.output)?;
    let i = value_at.unwrap_or(0);
    check_weight(kernel, [0, 0, i, out])?;
    let term = |n: usize| {
        let value = value_at.map_or(1.0, |i| input.data()[n * plan.width + i]);
        let error = error.data()[n * plan.units + out];
        Term {
            n,
            y: 0,
            x: 0,
            in_y: 0,
            in_x: i as isize,
            inside: true,
            value,
            error,
            product: value * error,
        }
    };
    Ok(GradientExplanation::of((0..plan.rows).map(term).collect(), plan.rows))
}

fn check(error: Shape, output: Shape) -> Result<(), Error> {
    if error == output {
        return Ok(());
    }
    Err(Error::Unfit {
        what: "error".into(),
        shape: error.to_string(),
        expected: output.to_string(),
    })
}

fn check_weight(weights: Shape, index: [usize; 4]) -> Result<(), Error> {
    let axes = weights.dims().iter().rev().zip(index.iter().rev());
    if axes.into_iter().all(|(&dim, &i)| i < dim) {
        return Ok(());
    }
    Err(Error::CellOutside {
        cell: index,
        shape: weights.to_string(),
    })
}
