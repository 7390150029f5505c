//! What a convolutional network does to a picture, number by number.
//!
//! Every number that the site shows comes from here: computed by definition, by SIMD or on the GPU, and explained tap
//! by tap. Without features this crate has no dependency, no browser and no GPU.
//!
//! # One order everywhere: y, then x
//!
//! A [`Tensor`] holds `f32` in row-major order. Pictures are NHWC: picture, height, width, channel. Filters are HWIO:
//! height, width, channels in, channels out. The origin is the top left, y grows downwards and comes first.
//!
//! ```
//! use convscope::Tensor;
//! let picture = Tensor::new(&[1, 2, 3, 1], vec![0., 1., 2., 10., 11., 12.])?;
//! assert_eq!(picture.shape().to_string(), "(1, 2, 3, 1)"); // as NumPy prints it
//! assert_eq!(picture.at([0, 1, 2, 0]), 12.0); // y = 1, x = 2
//! # Ok::<(), convscope::Error>(())
//! ```
//!
//! # A window slides
//!
//! [`Window`] holds the only output-size rule, the only index map and the only walk. Laid on an input it is a [`Grid`]
//! of two [`Line`]s, one for each axis.
//!
//! ```
//! use convscope::{Padding, Window};
//! let grid = Window::new([3, 3]).over(427, 640)?;
//! assert_eq!((grid.y.output, grid.x.output), (425, 638));
//! assert_eq!(grid.walk().take(2).collect::<Vec<_>>(), [(0, 0), (0, 1)]);
//!
//! let same = Window { padding: Padding::Same, strides: [2, 2], ..Window::new([3, 3]) }.over(6, 6)?;
//! assert_eq!((same.y.before, same.y.output, same.y.after), (0, 3, 1)); // the larger half goes after
//! assert_eq!(same.y.outs_from_in(2), [(0, 2), (1, 0)]); // row 2 was tap 2 of output 0 and is tap 0 of output 1
//! # Ok::<(), convscope::Error>(())
//! ```
//!
//! # Ops
//!
//! An [`Op`] knows its output shape and computes in three ways that agree: [`Op::naive`] is the definition,
//! [`Op::simd`] gives the same bits faster, and [`Op::kernel`] is the WGSL twin as plain data. Each is
//! checked, case by case, against TensorFlow and PyTorch.
//!
//! ```
//! use convscope::{Conv2d, MaxPool2d, Op, Tensor};
//! let rows = [0., 0., 9., 9., 9.].repeat(5);
//! let picture = Tensor::new(&[1, 5, 5, 1], rows)?;
//! let edge = Tensor::new(&[3, 3, 1, 1], [-1., 0., 1.].repeat(3))?;
//! let map = Conv2d::default().simd(&[&picture, &edge])?;
//! assert_eq!(map.data()[..3], [27.0, 27.0, 0.0]); // bright where dark turns to light
//! assert_eq!(MaxPool2d::new([3, 3]).simd(&[&map])?.data(), [27.0]);
//! # Ok::<(), convscope::Error>(())
//! ```
//!
//! # Where a number comes from
//!
//! [`explain_conv2d`], [`explain_max_pool2d`] and their kind open up one output cell: its taps, their products, the sum as it
//! grows.
//!
//! ```
//! use convscope::{Conv2d, Shape, explain_conv2d};
//! let (picture, filter) = ([1., 2., 3., 4.], [10., 1.]);
//! let shapes = [Shape::new(&[1, 2, 2, 1])?, Shape::new(&[1, 2, 1, 1])?];
//! let told = explain_conv2d(&Conv2d::default(), &shapes, [0, 1, 0, 0], &|i| picture[i], &|i| filter[i], &|_| 0.0)?;
//! assert_eq!((told.taps[1].y, told.taps[1].x, told.taps[1].product), (1, 1, 4.0));
//! assert_eq!((told.partial, told.result), (vec![30.0, 34.0], 34.0));
//! # Ok::<(), convscope::Error>(())
//! ```
//!
//! # What is learned
//!
//! [`gradient`] sends an error back through an op; a [`Network`] does so through all its layers and moves the weights. One
//! weight's derivative is a sum that can be read: [`Network::explain_gradient`].
//!
//! ```
//! use convscope::{Layer, Loss, Network, Optimizer, Targets, Tensor};
//! let mut network = Network::new(&[1, 3, 1], &[Layer::Flatten, Layer::dense(2)], Loss::CrossEntropy, 1)?;
//! let batch = Tensor::new(&[2, 1, 3, 1], vec![0., 0., 1., 1., 0., 0.])?;
//! let (targets, optimizer) = (Targets::Labels(&[0, 1]), Optimizer::sgd(1.0));
//! let first = network.train_step(&batch, &targets, &optimizer)?.loss;
//! let told = network.explain_gradient(&batch, &targets, "dense_0/kernel", &[2, 0])?;
//! assert_eq!(told.terms.len(), 2); // two pictures: each value 2 times the error of unit 0
//! assert!(network.train_step(&batch, &targets, &optimizer)?.loss < first);
//! # Ok::<(), convscope::Error>(())
//! ```
//!
//! # Pictures
//!
//! [`pixels`] turns 8-bit colours into greys and maps into colours, as NumPy, Pillow and matplotlib do. With the
//! feature `decode`, files become upright pictures.
//!
//! ```
//! use convscope::pixels::{ColorMap, Grey, colorize, range};
//! assert_eq!(Grey::Mean.of([10, 20, 31]), 20);
//! let map = [-1.0, 0.0, 1.0];
//! assert_eq!(range(&map), (-1.0, 1.0));
//! assert_eq!(colorize(&map, range(&map), ColorMap::Viridis)[..4], [68, 1, 84, 255]);
//! ```
//!
//! # Mistakes are sentences
//!
//! Each [`Error`] says what came and what the rule is.
//!
//! ```
//! let error = convscope::Window::new([5, 5]).over(3, 8).unwrap_err();
//! assert_eq!(error.to_string(), "kernel 5 does not fit input 3 with padding 0 + 0 along y");
//! ```
//!
//! # Who computes
//!
//! [`Engine`] (with the feature `gpu`) trusts a GPU once it has answered a known question rightly; until then, and
//! from the first failure on, the CPU computes, and [`Engine::reason`] says why.

mod backend;
pub mod codegen;
#[cfg(feature = "decode")]
pub mod decode;
mod elementary;
mod error;
mod explain;
#[cfg(feature = "gpu")]
mod gpu;
mod kernel;
mod lanes;
mod network;
mod op;
mod ops;
pub mod pixels;
pub mod place;
mod rng;
mod shape;
mod tensor;
#[cfg(any(
    feature = "web",
    feature = "web-decode",
    feature = "web-network",
    feature = "web-code"
))]
mod web;
mod window;

#[cfg(feature = "gpu")]
pub use backend::Held;
pub use backend::{Backend, Engine};
pub use error::{Axis, Error};
pub use explain::{
    Explanation, GradientExplanation, Tap, Term, Values, explain_avg_pool2d, explain_conv_transpose2d, explain_conv2d,
    explain_conv2d_gradient, explain_dense, explain_dense_gradient, explain_global_avg_pool2d, explain_max_pool2d,
};
#[cfg(feature = "gpu")]
pub use gpu::{Counters, Gpu, Resident};
pub use kernel::{Band, Bounds, Kernel, Rows};
#[cfg(feature = "gpu")]
pub use network::NetworkOnGpu;
pub use network::{Kept, Layer, Loss, Memory, Network, Optimizer, Outcome, Row, Rule, State, Targets, cross_entropy};
#[cfg(feature = "gpu")]
pub use op::gradient::{Flow, Flows, Read};
pub use op::{
    DynOp, Op, ParamInfo,
    gradient::{Gradient, Pass, gradient},
};
pub use ops::{
    avg_pool2d::AvgPool2d,
    batch_norm::BatchNorm,
    conv_transpose2d::ConvTranspose2d,
    conv2d::Conv2d,
    dense::Dense,
    flatten::Flatten,
    global_avg_pool2d::GlobalAvgPool2d,
    leaky_relu::LeakyRelu,
    max_pool2d::MaxPool2d,
    pad2d::{Pad2d, PadMode},
    relu::Relu,
    sigmoid::Sigmoid,
    softmax::Softmax,
    tanh::Tanh,
};
pub use rng::Rng;
pub use shape::{MAX_VALUES, Shape};
pub use tensor::Tensor;
pub use window::{Grid, Line, Padding, Window};
