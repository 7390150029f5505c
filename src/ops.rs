//! The ops, one folder each. They do not know one another.

pub mod avg_pool2d;
pub mod conv2d;
pub mod flatten;
pub mod leaky_relu;
pub mod max_pool2d;
pub mod relu;
pub mod sigmoid;
pub mod tanh;
