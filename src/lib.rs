//! What a convolutional network does to a picture, number by number.

mod error;
mod explain;
mod kernel;
mod op;
mod ops;
pub mod pixels;
mod shape;
mod tensor;
mod window;

pub use error::{Axis, Error};
pub use explain::{Explanation, Tap, explain_conv2d, explain_max_pool2d};
pub use kernel::{Band, Kernel};
pub use op::{Op, ParamInfo};
pub use ops::{conv2d::Conv2d, max_pool2d::MaxPool2d};
pub use shape::{MAX_VALUES, Shape};
pub use tensor::Tensor;
pub use window::{Grid, Line, Padding, Window};
