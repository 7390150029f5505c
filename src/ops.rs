//! The ops, one folder each. They do not know one another.

pub mod avg_pool2d;
pub mod batch_norm;
pub mod conv2d;
pub mod conv_transpose2d;
pub mod dense;
pub mod flatten;
pub mod global_avg_pool2d;
pub mod leaky_relu;
pub mod max_pool2d;
pub mod pad2d;
pub mod relu;
pub mod sigmoid;
pub mod softmax;
pub mod tanh;
