//! What a convolutional network does to a picture, number by number.

#[cfg(feature = "decode")]
pub mod decode;
mod backend;
mod error;
mod explain;
#[cfg(feature = "gpu")]
mod gpu;
mod kernel;
mod lanes;
mod op;
mod ops;
pub mod pixels;
mod shape;
mod tensor;
#[cfg(any(feature = "web", feature = "web-decode"))]
mod web;
mod window;

pub use backend::{Backend, Engine};
pub use error::{Axis, Error};
pub use explain::{Explanation, Tap, explain_conv2d, explain_max_pool2d};
#[cfg(feature = "gpu")]
pub use gpu::{Counters, Gpu};
pub use kernel::{Band, Bounds, Kernel};
pub use op::{Op, ParamInfo};
pub use ops::{conv2d::Conv2d, max_pool2d::MaxPool2d};
pub use shape::{MAX_VALUES, Shape};
pub use tensor::Tensor;
pub use window::{Grid, Line, Padding, Window};
