//! The core seen from JavaScript: the only place that knows `wasm_bindgen`.
//!
//! Loose JavaScript values become strict Rust in [`options`], [`asked`] and [`arrays`]; everything after that is the
//! core. Each function gives a plain object back or throws an `Error` with a sentence, its `code` and its `values`.

#![cfg_attr(
    feature = "gpu",
    allow(
        dead_code,
        reason = "the module with the GPU has no doors but the engine: all others are those of the module for the CPU"
    )
)]

mod failure;
#[cfg_attr(
    feature = "web-code",
    allow(dead_code, reason = "what writes code gives back text alone")
)]
mod values;

#[cfg(any(feature = "web", feature = "web-network"))]
#[cfg_attr(
    not(feature = "web"),
    allow(dead_code, reason = "the network's module reads fewer kinds of arguments")
)]
mod arrays;
#[cfg(any(feature = "web", feature = "web-network"))]
#[cfg_attr(
    not(feature = "web"),
    allow(dead_code, reason = "the network's module reads fewer kinds of arguments")
)]
mod asked;
#[cfg(feature = "web-code")]
mod code;
#[cfg(feature = "web-decode")]
mod decoder;
#[cfg(all(feature = "web", feature = "gpu"))]
mod engine;
#[cfg(any(feature = "web", feature = "web-network"))]
#[cfg_attr(
    not(feature = "web"),
    allow(dead_code, reason = "windows slide in the module for the CPU")
)]
mod geometry;
#[cfg(feature = "web-network")]
mod gradients;
#[cfg(feature = "web-network")]
mod layers;
#[cfg(any(feature = "web", feature = "web-network", feature = "web-code"))]
#[cfg_attr(
    not(feature = "web"),
    allow(dead_code, reason = "the other modules read fewer kinds of arguments")
)]
mod lists;
#[cfg(feature = "web")]
mod maps;
#[cfg(feature = "web-network")]
mod network;
#[cfg(feature = "web-network")]
mod network_state;
#[cfg(all(feature = "web-network", feature = "gpu"))]
mod on_gpu;
#[cfg(any(feature = "web", feature = "web-network"))]
mod ops;
#[cfg(any(feature = "web", feature = "web-network"))]
#[cfg_attr(
    not(feature = "web"),
    allow(dead_code, reason = "the network's module reads fewer kinds of arguments")
)]
mod options;
#[cfg(any(feature = "web", feature = "web-network"))]
mod parts;
#[cfg(feature = "web")]
mod patch;
#[cfg(feature = "web")]
mod pictures;
#[cfg(feature = "web")]
mod places;
#[cfg(any(feature = "web", feature = "web-network"))]
#[cfg_attr(
    not(feature = "web"),
    allow(dead_code, reason = "the network's module reads fewer kinds of arguments")
)]
mod residents;
