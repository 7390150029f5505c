#![doc = include_str!("README.md")]

mod naive;
mod simd;

use crate::{
    error::Error,
    kernel::{Kernel, Rows, wgsl},
    op::{Op, ParamInfo, check_room, shapes, weights},
    shape::Shape,
    tensor::Tensor,
    window::{Grid, Padding, Window},
};

pub use naive::channel;

/// Parameters of a transposed convolution. The kernel's size is the filter's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConvTranspose2d {
    /// How far apart two neighbouring input values stamp the output, `[y, x]`.
    pub strides: [usize; 2],
    /// What is cut from the border of the output. `Same` makes it the input's size times the stride.
    pub padding: Padding,
    /// Rows and columns to add at the bottom and right of the output, fewer than the stride; none with `Same`.
    pub output_padding: [usize; 2],
    /// The distance between two taps, `[y, x]`.
    pub dilations: [usize; 2],
    /// Channel groups that do not see one another.
    pub groups: usize,
}

impl Default for ConvTranspose2d {
    fn default() -> Self {
        Self {
            strides: [1, 1],
            padding: Padding::Valid,
            output_padding: [0, 0],
            dilations: [1, 1],
            groups: 1,
        }
    }
}

/// Every size a transposed convolution works with, checked once and handed to each backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The window on the *output*: it has one place for each cell of the input, and its taps are the cells that this
    /// input value adds to. So a line's `input` is the size of our output, and its `output` that of our input.
    pub grid: Grid,
    /// Pictures in the batch.
    pub batch: usize,
    /// Channels of the input.
    pub channels: usize,
    /// Input channels that one filter sees: `channels / groups`.
    pub depth: usize,
    /// Output channels of one group.
    pub each: usize,
    /// Output channels: `each · groups`.
    pub filters: usize,
    /// Shape of the output.
    pub output: Shape,
}

impl ConvTranspose2d {
    /// Checks input, filter (h, w, in, out / groups) and bias against one another and lays the window on the output.
    ///
    /// # Errors
    /// A sentence for whatever does not fit.
    pub fn plan(&self, inputs: &[Shape]) -> Result<Plan, Error> {
        let (input, filter, bias) = weights::with_filter(Self::NAME, inputs)?;
        let [batch, height, width, channels] = input.nhwc()?;
        let [kernel_y, kernel_x, seen, each] = filter.four("filter", "(h, w, in, out / groups)")?;
        let groups = self.groups;
        if groups == 0 || seen != channels || !channels.is_multiple_of(groups) {
            return Err(Error::ChannelMismatch {
                input: channels,
                groups,
                filter: seen,
            });
        }
        let filters = each * groups;
        weights::check_bias(bias, filters)?;
        let grid = self.grid([height, width], [kernel_y, kernel_x])?;
        Ok(Plan {
            grid,
            batch,
            channels,
            depth: channels / groups,
            each,
            filters,
            output: Shape::new(&[batch, grid.y.input, grid.x.input, filters])?,
        })
    }

    fn grid(&self, input: [usize; 2], kernel: [usize; 2]) -> Result<Grid, Error> {
        let window = Window {
            kernel,
            strides: self.strides,
            padding: self.padding,
            dilations: self.dilations,
            ceil_mode: false,
        };
        let mut output = window.under(input)?;
        for (i, size) in output.iter_mut().enumerate() {
            let most = match self.padding {
                Padding::Same => 0,
                _ => self.strides[i] - 1,
            };
            let extra = self.output_padding[i];
            if extra > most {
                return Err(Error::OutOfRange {
                    name: ["outputPadding y", "outputPadding x"][i],
                    value: extra as f64,
                    min: 0.0,
                    max: most as f64,
                });
            }
            *size += extra;
        }
        window.over(output[0], output[1])
    }
}

impl Op for ConvTranspose2d {
    const NAME: &'static str = "conv_transpose2d";
    const PARAMS: &'static [ParamInfo] = &[
        ParamInfo::new("size", 1.0, 11.0, 3.0),
        ParamInfo::new("strides", 1.0, 8.0, 2.0),
        ParamInfo::new("padding", 0.0, 10.0, 0.0),
        ParamInfo::new("outputPadding", 0.0, 7.0, 0.0),
        ParamInfo::new("dilations", 1.0, 8.0, 1.0),
        ParamInfo::new("bias", -1000.0, 1000.0, 0.0),
    ];

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(self.plan(inputs)?.output)
    }

    fn naive(&self, inputs: &[&Tensor]) -> Result<Tensor, Error> {
        let plan = self.plan(&shapes(inputs))?;
        Ok(naive::conv_transpose2d(
            &plan,
            inputs[0],
            inputs[1],
            inputs.get(2).copied(),
        ))
    }

    fn simd_into(&self, inputs: &[&Tensor], output: &mut [f32]) -> Result<(), Error> {
        let plan = self.plan(&shapes(inputs))?;
        check_room(plan.output, output)?;
        simd::conv_transpose2d(&plan, inputs[0], inputs[1], inputs.get(2).copied(), output);
        Ok(())
    }

    fn kernel(&self, inputs: &[Shape]) -> Result<Kernel, Error> {
        let plan = self.plan(inputs)?;
        let sizes = [plan.channels, plan.depth, plan.each, plan.filters, inputs.len() - 2];
        Ok(Kernel {
            name: Self::NAME,
            source: wgsl!(),
            params: sizes.map(|size| size as u32).to_vec(),
            workgroup: [8, 8, 1],
            turns: plan.grid.y.kernel * plan.grid.x.kernel * plan.depth,
            grid: plan.grid,
            rows: Rows::Transposed,
            inputs: inputs.to_vec(),
            bound: 3,
            output: plan.output,
        })
    }
}
