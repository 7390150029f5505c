//! One value at a time, as the definition. Not done: an exponential of four values at once. It would be a polynomial of
//! our own, with other last digits than the system's, for an op that is met on a few scores.

pub use super::naive::softmax;
