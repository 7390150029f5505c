//! The ops, one folder each. They do not know one another.

pub mod avg_pool2d;
pub mod conv2d;
pub mod max_pool2d;
