//! Builds, serves and checks Convscope: `cargo xtask`.

fn main() {}
