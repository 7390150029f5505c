//! The ops, one folder each. They do not know one another.

pub mod conv2d;
pub mod max_pool2d;
