//! The core seen from JavaScript: the only place that knows `wasm_bindgen`.
//!
//! Loose JavaScript values become strict Rust in [`options`], [`asked`] and [`arrays`]; everything after that is the
//! core. Each function gives a plain object back or throws an `Error` with a sentence, its `code` and its `values`.

mod failure;
mod values;

#[cfg(feature = "web")]
mod arrays;
#[cfg(feature = "web")]
mod asked;
#[cfg(feature = "web-decode")]
mod decoder;
#[cfg(all(feature = "web", feature = "gpu"))]
mod engine;
#[cfg(feature = "web")]
mod geometry;
#[cfg(feature = "web")]
mod lists;
#[cfg(feature = "web")]
mod ops;
#[cfg(feature = "web")]
mod options;
#[cfg(feature = "web")]
mod patch;
#[cfg(feature = "web")]
mod pictures;
#[cfg(feature = "web")]
mod places;
