//! Layers as data, and as they stand in a network.

use core::ops::Range;

use crate::{
    error::Error,
    op::gradient::Gradient,
    ops::{
        avg_pool2d::AvgPool2d, conv2d::Conv2d, dense::Dense, flatten::Flatten, global_avg_pool2d::GlobalAvgPool2d,
        leaky_relu::LeakyRelu, max_pool2d::MaxPool2d, relu::Relu, sigmoid::Sigmoid, softmax::Softmax, tanh::Tanh,
    },
    shape::Shape,
};

/// A layer, before it stands in a network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Layer {
    /// Filters that are learned.
    Conv2d {
        /// How many.
        filters: usize,
        /// Their rows and columns.
        size: [usize; 2],
        /// Whether each has a bias.
        bias: bool,
        /// Strides, padding, dilations, groups.
        op: Conv2d,
    },
    /// A fully connected layer.
    Dense {
        /// Outputs.
        units: usize,
        /// Whether each has a bias.
        bias: bool,
    },
    /// A max pooling.
    MaxPool2d(MaxPool2d),
    /// An average pooling.
    AvgPool2d(AvgPool2d),
    /// The mean of each map.
    GlobalAvgPool2d,
    /// A ReLU.
    Relu,
    /// A leaky ReLU.
    LeakyRelu(LeakyRelu),
    /// A sigmoid.
    Sigmoid,
    /// A hyperbolic tangent.
    Tanh,
    /// A softmax. As the last layer of a classifier it is part of the loss.
    Softmax,
    /// Each picture as one row, in the order y, x, channel.
    Flatten,
}

impl Layer {
    /// A convolution with stride 1 and no padding.
    pub fn conv2d(filters: usize, size: [usize; 2]) -> Self {
        Self::Conv2d {
            filters,
            size,
            bias: true,
            op: Conv2d::default(),
        }
    }

    /// A fully connected layer with a bias.
    pub fn dense(units: usize) -> Self {
        Self::Dense { units, bias: true }
    }

    /// Its name in JavaScript.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Conv2d { .. } => "conv2d",
            Self::Dense { .. } => "dense",
            Self::MaxPool2d(_) => "maxPool2d",
            Self::AvgPool2d(_) => "avgPool2d",
            Self::GlobalAvgPool2d => "globalAvgPool2d",
            Self::Relu => "relu",
            Self::LeakyRelu(_) => "leakyRelu",
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
            Self::Softmax => "softmax",
            Self::Flatten => "flatten",
        }
    }

    pub(super) fn op(&self) -> Box<dyn Gradient> {
        match *self {
            Self::Conv2d { op, .. } => Box::new(op),
            Self::Dense { .. } => Box::new(Dense),
            Self::MaxPool2d(op) => Box::new(op),
            Self::AvgPool2d(op) => Box::new(op),
            Self::GlobalAvgPool2d => Box::new(GlobalAvgPool2d),
            Self::Relu => Box::new(Relu),
            Self::LeakyRelu(op) => Box::new(op),
            Self::Sigmoid => Box::new(Sigmoid),
            Self::Tanh => Box::new(Tanh),
            Self::Softmax => Box::new(Softmax::default()),
            Self::Flatten => Box::new(Flatten),
        }
    }

    /// The shapes of the weights for an input of these axes: kernel, then bias.
    pub(super) fn weights(&self, input: &[usize]) -> Result<Vec<Shape>, Error> {
        let channels = input[input.len() - 1];
        let (kernel, outputs, bias) = match *self {
            Self::Conv2d {
                filters,
                size: [height, width],
                bias,
                op,
            } => {
                // A remainder is found by the op, which says what does not fit.
                let depth = channels.checked_div(op.groups).unwrap_or(0).max(1);
                (Shape::new(&[height, width, depth, filters])?, filters, bias)
            }
            Self::Dense { units, bias } => (Shape::new(&[channels, units])?, units, bias),
            _ => return Ok(Vec::new()),
        };
        let mut shapes = vec![kernel];
        if bias {
            shapes.push(Shape::new(&[outputs])?);
        }
        Ok(shapes)
    }
}

/// A layer in its place.
pub(super) struct Placed {
    pub name: String,
    pub layer: Layer,
    pub op: Box<dyn Gradient>,
    /// Which of the network's weights are its own.
    pub weights: Range<usize>,
    /// The shape of its output for one picture.
    pub output: Vec<usize>,
}
