#![doc = include_str!("README.md")]

mod gradient;
mod naive;
mod simd;

use crate::{
    error::Error,
    kernel::{Kernel, Rows, wgsl},
    op::{Op, ParamInfo, check_room, shapes, weights},
    shape::Shape,
    tensor::Tensor,
    window::{Grid, Line, Padding, Window},
};
use core::ops::Range;

pub use naive::{channel, tap_weight};

/// Parameters of a convolution. The kernel's size is the filter's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conv2d {
    /// How far the window moves, `[y, x]`.
    pub strides: [usize; 2],
    /// What surrounds the input.
    pub padding: Padding,
    /// The distance between two taps, `[y, x]`.
    pub dilations: [usize; 2],
    /// Channel groups that do not see one another; as many as channels is a depthwise convolution.
    pub groups: usize,
    /// Flip the filter first, as mathematics does; networks do not.
    pub flip: bool,
}

impl Default for Conv2d {
    fn default() -> Self {
        Self {
            strides: [1, 1],
            padding: Padding::Valid,
            dilations: [1, 1],
            groups: 1,
            flip: false,
        }
    }
}

/// Every size a convolution works with, checked once and handed to each backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The window on the input.
    pub grid: Grid,
    /// Pictures in the batch.
    pub batch: usize,
    /// Channels of the input.
    pub channels: usize,
    /// Input channels that one filter sees: `channels / groups`.
    pub depth: usize,
    /// Output channels, one per filter.
    pub filters: usize,
    /// Channel groups.
    pub groups: usize,
    /// Whether the filter is flipped.
    pub flip: bool,
    /// Shape of the output.
    pub output: Shape,
}

/// Output rows and columns of one workgroup of `tiled.wgsl`, and its filters.
const TILED_SIDE: usize = 8;
const TILED_FILTERS: usize = 4;
/// Values of one input channel, and taps of one filter, that it has room for.
const TILED_VALUES: usize = 1024;
const TILED_TAPS: usize = 121;

impl Plan {
    /// Whether `tiled.wgsl` takes it: one channel's tile fits, its filters see the same channels, and its rows never
    /// belong to two pictures.
    fn is_tiled(&self) -> bool {
        let Grid { y, x } = self.grid;
        let side = |line: Line| {
            (TILED_SIDE - 1)
                .saturating_mul(line.stride)
                .saturating_add(line.effective())
        };
        let sees_the_same = self.groups == 1 || (self.filters / self.groups).is_multiple_of(TILED_FILTERS);
        side(y).saturating_mul(side(x)) <= TILED_VALUES
            && y.kernel * x.kernel <= TILED_TAPS
            && sees_the_same
            && (self.batch == 1 || y.output.is_multiple_of(TILED_SIDE))
    }
}

impl Conv2d {
    /// Checks input, filter (HWIO) and bias against one another and lays the window on the input.
    ///
    /// # Errors
    /// A sentence for whatever does not fit.
    pub fn plan(&self, inputs: &[Shape]) -> Result<Plan, Error> {
        let (input, filter, bias) = weights::with_filter(Self::NAME, inputs)?;
        let [batch, height, width, channels] = input.nhwc()?;
        let [kernel_y, kernel_x, depth, filters] = filter.four("filter", "(h, w, in, out)")?;
        let groups = self.groups;
        if groups == 0 || depth * groups != channels {
            return Err(Error::ChannelMismatch {
                input: channels,
                groups,
                filter: depth,
            });
        }
        if !filters.is_multiple_of(groups) {
            return Err(Error::GroupMismatch {
                outputs: filters,
                groups,
            });
        }
        weights::check_bias(bias, filters)?;
        let window = Window {
            kernel: [kernel_y, kernel_x],
            strides: self.strides,
            padding: self.padding,
            dilations: self.dilations,
            ceil_mode: false,
        };
        let grid = window.over(height, width)?;
        let output = Shape::new(&[batch, grid.y.output, grid.x.output, filters])?;
        Ok(Plan {
            grid,
            batch,
            channels,
            depth,
            filters,
            groups,
            flip: self.flip,
            output,
        })
    }
}

impl Op for Conv2d {
    const NAME: &'static str = "conv2d";
    const PARAMS: &'static [ParamInfo] = &[
        ParamInfo::new("size", 1.0, 11.0, 3.0),
        ParamInfo::new("strides", 1.0, 8.0, 1.0),
        ParamInfo::new("padding", 0.0, 10.0, 0.0),
        ParamInfo::new("dilations", 1.0, 8.0, 1.0),
        ParamInfo::new("bias", -1000.0, 1000.0, 0.0),
    ];

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(self.plan(inputs)?.output)
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        Ok(naive::conv2d(
            &self.plan(&shapes(inputs))?,
            inputs[0],
            inputs[1],
            inputs.get(2).copied(),
        ))
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        let plan = self.plan(&shapes(inputs))?;
        check_room(plan.output, output)?;
        simd::conv2d(&plan, inputs[0].data(), inputs[1], inputs.get(2).copied(), output);
        Ok(())
    }

    fn part(&self, inputs: &[Shape], rows: &Range<usize>) -> Option<(Range<usize>, Self)> {
        let grid = self.plan(inputs).ok()?.grid;
        let (input_rows, y) = grid.y.part(rows)?;
        let padding = Padding::Explicit([y, [grid.x.before, grid.x.after]]);
        Some((input_rows, Self { padding, ..*self }))
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        let plan = self.plan(inputs)?;
        let (name, workgroup) = match plan.is_tiled() {
            true => ("conv2d_tiled", [8, 8, TILED_FILTERS as u32]),
            false => (Self::NAME, [8, 8, 1]),
        };
        Ok(Kernel {
            name,
            source: wgsl!("tiled.wgsl"),
            params: vec![
                plan.channels as u32,
                plan.depth as u32,
                plan.filters as u32,
                plan.groups as u32,
                u32::from(plan.flip),
                u32::from(inputs.len() == 3),
            ],
            workgroup,
            turns: plan.grid.y.kernel * plan.grid.x.kernel * plan.depth,
            grid: plan.grid,
            rows: Rows::Window,
            inputs: inputs.to_vec(),
            bound: 3,
            output: plan.output,
        })
    }
}
