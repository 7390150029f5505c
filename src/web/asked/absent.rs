//! In place of the later ops, where they are left out: the package asks another module for them.

use crate::{
    error::Error,
    explain::{Explanation, Values},
    op::{DynOp, ParamInfo},
    shape::Shape,
};

use super::super::{
    arrays::{Held, Names},
    options::Options,
};

/// None of them.
#[derive(Clone, Copy)]
pub enum Later {}

impl Later {
    /// A sentence: only what asks for a window comes here with another op.
    pub fn of(name: &str, _: &Options) -> Result<Self, Error> {
        Err(super::unknown_op(name, super::WINDOWED))
    }

    /// What every op offers.
    pub fn any(&self) -> &dyn DynOp {
        match *self {}
    }

    /// What the second input is called, if there is one.
    pub fn filter(&self) -> Option<&'static Names> {
        match *self {}
    }

    /// The weights among the options.
    pub fn weights(&self, _: &Options) -> Result<Vec<Held>, Error> {
        match *self {}
    }

    /// Height, width and depth of what one output cell reads.
    pub fn reads(&self, _: &[Shape]) -> [usize; 3] {
        match *self {}
    }

    /// One output cell opened up; none for an op without taps.
    pub fn explain(&self, _: &[Shape], _: [usize; 4], _: [Values<'_>; 3]) -> Option<Result<Explanation, Error>> {
        match *self {}
    }
}

/// The names of an op's options.
pub fn known(_: &str) -> &'static str {
    "none, for this op takes no options"
}

/// What a lab lets a learner set.
pub fn params(_: &str) -> &'static [ParamInfo] {
    &[]
}
