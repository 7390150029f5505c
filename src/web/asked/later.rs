//! The ops that no first page needs: the module for the CPU does without them, and the one of what learns has them.

use crate::{
    error::Error,
    explain::{Explanation, Values, explain_conv_transpose2d, explain_dense, explain_global_avg_pool2d},
    op::{DynOp, Op, ParamInfo, gradient::Gradient},
    ops::{
        batch_norm::BatchNorm, conv_transpose2d::ConvTranspose2d, dense::Dense, global_avg_pool2d::GlobalAvgPool2d,
        leaky_relu::LeakyRelu, pad2d::Pad2d, sigmoid::Sigmoid, softmax::Softmax, tanh::Tanh,
    },
    shape::Shape,
};

use super::super::{
    arrays::{FILTER, Held, Names},
    options::{DILATIONS, OUTPUT_PADDING, Options, STRIDES},
};

/// The names of a dense layer's kernel.
const KERNEL: Names = Names {
    what: "kernel",
    data: "kernel.data",
    shape: "kernel.shape",
};
/// One of them with its parameters.
#[derive(Clone, Copy)]
pub enum Later {
    /// `leakyRelu`.
    LeakyRelu(LeakyRelu),
    /// `sigmoid`.
    Sigmoid(Sigmoid),
    /// `tanh`.
    Tanh(Tanh),
    /// `softmax`.
    Softmax(Softmax),
    /// `dense`.
    Dense(Dense),
    /// `globalAvgPool2d`.
    GlobalAvgPool2d(GlobalAvgPool2d),
    /// `batchNorm`.
    BatchNorm(BatchNorm),
    /// `pad2d`.
    Pad2d(Pad2d),
    /// `convTranspose2d`.
    ConvTranspose2d(ConvTranspose2d),
}

impl Later {
    /// The op of that name, with these options.
    pub fn of(name: &str, options: &Options) -> Result<Self, Error> {
        Ok(match name {
            "leakyRelu" => Self::LeakyRelu(LeakyRelu {
                negative_slope: options.number("negativeSlope", LeakyRelu::default().negative_slope)?,
            }),
            "sigmoid" => Self::Sigmoid(Sigmoid),
            "tanh" => Self::Tanh(Tanh),
            "softmax" => Self::Softmax(Softmax { axis: options.axis()? }),
            "dense" => Self::Dense(Dense),
            "globalAvgPool2d" => Self::GlobalAvgPool2d(GlobalAvgPool2d),
            "batchNorm" => Self::BatchNorm(BatchNorm {
                epsilon: options.number("epsilon", BatchNorm::default().epsilon)?,
            }),
            "pad2d" => Self::Pad2d(Pad2d {
                padding: options.sides()?,
                mode: options.mode()?,
            }),
            _ => Self::ConvTranspose2d(ConvTranspose2d {
                strides: options.pair(&STRIDES, [1, 1])?,
                padding: options.padding()?,
                output_padding: options.pair(&OUTPUT_PADDING, [0, 0])?,
                dilations: options.pair(&DILATIONS, [1, 1])?,
                groups: options.groups()?,
            }),
        })
    }

    /// What every op offers.
    pub fn any(&self) -> &dyn DynOp {
        match self {
            Self::LeakyRelu(op) => op,
            Self::Sigmoid(op) => op,
            Self::Tanh(op) => op,
            Self::Softmax(op) => op,
            Self::Dense(op) => op,
            Self::GlobalAvgPool2d(op) => op,
            Self::BatchNorm(op) => op,
            Self::Pad2d(op) => op,
            Self::ConvTranspose2d(op) => op,
        }
    }

    /// The op, if an error flows back through it.
    pub fn differentiable(&self) -> Option<&dyn Gradient> {
        Some(match self {
            Self::LeakyRelu(op) => op,
            Self::Sigmoid(op) => op,
            Self::Tanh(op) => op,
            Self::Softmax(op) => op,
            Self::Dense(op) => op,
            Self::GlobalAvgPool2d(op) => op,
            Self::BatchNorm(_) | Self::Pad2d(_) | Self::ConvTranspose2d(_) => return None,
        })
    }

    /// What the second input is called, if there is one.
    pub fn filter(&self) -> Option<&'static Names> {
        match self {
            Self::ConvTranspose2d(_) => Some(&FILTER),
            Self::Dense(_) => Some(&KERNEL),
            _ => None,
        }
    }

    /// The weights among the options.
    pub fn weights(&self, options: &Options) -> Result<Vec<Held>, Error> {
        match self {
            Self::ConvTranspose2d(_) | Self::Dense(_) => Ok(options.bias()?.into_iter().collect()),
            Self::BatchNorm(_) => ["gamma", "beta", "mean", "variance"]
                .iter()
                .map(|name| options.weights(name))
                .collect(),
            _ => Ok(Vec::new()),
        }
    }

    /// Height, width and depth of what one output cell reads.
    pub fn reads(&self, shapes: &[Shape]) -> [usize; 3] {
        let input = shapes[0].dims();
        match self {
            Self::GlobalAvgPool2d(_) => [input[1], input[2], 1],
            Self::ConvTranspose2d(_) => core::array::from_fn(|i| shapes[1].dims()[i]),
            _ => [1, 1, input[input.len() - 1]],
        }
    }

    /// One output cell opened up; none for an op without taps.
    pub fn explain(
        &self,
        shapes: &[Shape],
        cell: [usize; 4],
        [value, weight, bias]: [Values<'_>; 3],
    ) -> Option<Result<Explanation, Error>> {
        match self {
            Self::ConvTranspose2d(op) => Some(explain_conv_transpose2d(op, shapes, cell, value, weight, bias)),
            Self::Dense(op) => Some(explain_dense(op, shapes, cell, value, weight, bias)),
            Self::GlobalAvgPool2d(op) => Some(explain_global_avg_pool2d(op, shapes[0], cell, value)),
            _ => None,
        }
    }
}

/// The names of an op's options.
pub fn known(name: &str) -> &'static str {
    match name {
        "leakyRelu" => "negativeSlope",
        "softmax" => "axis",
        "dense" => "bias",
        "batchNorm" => "gamma, beta, mean, variance, epsilon",
        "pad2d" => "padding, mode",
        "convTranspose2d" => "strides, padding, outputPadding, dilations, groups, bias",
        _ => "none, for this op takes no options",
    }
}

/// What a lab lets a learner set.
pub fn params(name: &str) -> &'static [ParamInfo] {
    match name {
        "leakyRelu" => LeakyRelu::PARAMS,
        "softmax" => Softmax::PARAMS,
        "dense" => Dense::PARAMS,
        "batchNorm" => BatchNorm::PARAMS,
        "pad2d" => Pad2d::PARAMS,
        "convTranspose2d" => ConvTranspose2d::PARAMS,
        _ => &[],
    }
}
