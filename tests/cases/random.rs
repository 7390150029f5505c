//! Ops and inputs drawn by a small repeatable generator.

use super::Subject;
use convscope::{
    AvgPool2d, BatchNorm, Conv2d, ConvTranspose2d, Dense, Flatten, GlobalAvgPool2d, LeakyRelu, MaxPool2d, Op, Pad2d,
    PadMode, Padding, Relu, Sigmoid, Softmax, Tanh, Tensor,
};

/// A small repeatable generator.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    /// One of `least` to `most`.
    pub fn from(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    pub fn pair(&mut self, least: usize, most: usize) -> [usize; 2] {
        [self.from(least, most), self.from(least, most)]
    }

    pub fn padding(&mut self, most: usize) -> Padding {
        match self.below(3) {
            0 => Padding::Valid,
            1 => Padding::Same,
            _ => Padding::Explicit([self.pair(0, most), self.pair(0, most)]),
        }
    }

    /// Quarters: their products and sums are exact in every order of adding up.
    pub fn quarters(&mut self, dims: &[usize]) -> Tensor {
        let len = dims.iter().product();
        let data = (0..len).map(|_| self.below(33) as f32 / 4.0 - 4.0).collect();
        Tensor::new(dims, data).unwrap()
    }

    /// A convolution with its input, filter and perhaps bias; it may not fit together.
    pub fn conv2d(&mut self) -> (Conv2d, Vec<Tensor>) {
        let (groups, depth, each) = (self.from(1, 3), self.from(1, 3), self.from(1, 3));
        let (input, kernel) = (self.pair(1, 21), self.pair(1, 5));
        let filters = groups * each;
        let batch = self.from(1, 3);
        let mut inputs = vec![
            self.quarters(&[batch, input[0], input[1], groups * depth]),
            self.quarters(&[kernel[0], kernel[1], depth, filters]),
        ];
        if self.below(2) == 0 {
            inputs.push(self.quarters(&[filters]));
        }
        let op = Conv2d {
            strides: self.pair(1, 4),
            padding: self.padding(6),
            dilations: self.pair(1, 3),
            groups,
            flip: self.below(2) == 0,
        };
        (op, inputs)
    }

    /// A convolution whose sums may run in another order than the definition's, and the shapes of its inputs: 3×3 on many
    /// channels, for which SIMD has Winograd's way.
    pub fn transformed(&mut self) -> (Conv2d, Vec<Vec<usize>>) {
        let ([h, w], [channels, filters]) = (self.pair(3, 12), self.pair(4, 16).map(|fours| 4 * fours));
        let op = Conv2d {
            padding: self.padding(3),
            flip: self.coin(),
            ..Conv2d::default()
        };
        let filter = vec![3, 3, channels, filters];
        let mut dims = vec![vec![self.from(1, 2), h, w, channels], filter, vec![filters]];
        dims.truncate(self.from(2, 3));
        (op, dims)
    }

    /// A pooling with an input that holds everything a float can be; it may not fit together.
    pub fn max_pool2d(&mut self) -> (MaxPool2d, Tensor) {
        const ODD: [f32; 8] = [
            f32::NAN,
            f32::INFINITY,
            f32::NEG_INFINITY,
            0.0,
            -0.0,
            1e-42,
            -1e-42,
            f32::MAX,
        ];
        let dims = [self.from(1, 3), self.from(1, 21), self.from(1, 21), self.from(1, 5)];
        let mut input = self.quarters(&dims);
        for value in input.data_mut() {
            if self.below(6) == 0 {
                *value = ODD[self.below(ODD.len())];
            }
        }
        let op = MaxPool2d {
            strides: self.pair(1, 4),
            padding: self.padding(2),
            dilations: self.pair(1, 3),
            ceil_mode: self.below(2) == 0,
            ..MaxPool2d::new(self.pair(1, 4))
        };
        (op, input)
    }

    /// An op of that name and the shapes of its inputs; they may not fit together.
    pub fn draw(&mut self, op: &str) -> (Subject, Vec<Vec<usize>>) {
        match op {
            AvgPool2d::NAME => self.avg_pool2d(),
            Conv2d::NAME => {
                let (op, inputs) = self.conv2d();
                let dims = inputs.iter().map(|input| input.shape().dims().to_vec());
                (Box::new(op), dims.collect())
            }
            MaxPool2d::NAME => {
                let (op, input) = self.max_pool2d();
                (Box::new(op), vec![input.shape().dims().to_vec()])
            }
            BatchNorm::NAME => {
                let dims = self.any_rank();
                let weights = vec![dims[dims.len() - 1]];
                let dims = [vec![dims], vec![weights; 4]].concat();
                (Box::new(BatchNorm { epsilon: 0.5 }), dims)
            }
            ConvTranspose2d::NAME => self.conv_transpose2d(),
            Dense::NAME => {
                let (dims, units) = (self.any_rank(), self.from(1, 21));
                let kernel = vec![dims[dims.len() - 1], units];
                let mut dims = vec![dims, kernel, vec![units]];
                dims.truncate(self.from(2, 3));
                (Box::new(Dense), dims)
            }
            Flatten::NAME => (Box::new(Flatten), vec![self.any_rank()]),
            GlobalAvgPool2d::NAME => (Box::new(GlobalAvgPool2d), vec![self.pictures(9)]),
            LeakyRelu::NAME => {
                let negative_slope = self.below(9) as f32 / 4.0 - 0.5;
                (Box::new(LeakyRelu { negative_slope }), vec![self.any_rank()])
            }
            Pad2d::NAME => {
                let padding = [self.pair(0, 4), self.pair(0, 4)];
                let (_, mode) = PadMode::NAMES[self.below(4)];
                (Box::new(Pad2d { padding, mode }), vec![self.pictures(5)])
            }
            Relu::NAME => (Box::new(Relu), vec![self.any_rank()]),
            Sigmoid::NAME => (Box::new(Sigmoid), vec![self.any_rank()]),
            Softmax::NAME => {
                let dims = self.any_rank();
                let rank = dims.len() as isize;
                let axis = self.below(2 * dims.len()) as isize - rank;
                (Box::new(Softmax { axis }), vec![dims])
            }
            Tanh::NAME => (Box::new(Tanh), vec![self.any_rank()]),
            _ => panic!("no way to draw {op}"),
        }
    }

    /// The shape of a few pictures.
    fn pictures(&mut self, most_channels: usize) -> Vec<usize> {
        let [h, w] = self.pair(1, 21);
        vec![self.from(1, 3), h, w, self.from(1, most_channels)]
    }

    fn conv_transpose2d(&mut self) -> (Subject, Vec<Vec<usize>>) {
        let (groups, depth, each) = (self.from(1, 3), self.from(1, 3), self.from(1, 9));
        let [[h, w], [k_y, k_x]] = [self.pair(1, 9), self.pair(1, 4)];
        let channels = groups * depth;
        let mut dims = vec![
            vec![self.from(1, 2), h, w, channels],
            vec![k_y, k_x, channels, each],
            vec![groups * each],
        ];
        dims.truncate(self.from(2, 3));
        let op = ConvTranspose2d {
            strides: self.pair(1, 4),
            padding: self.padding(2),
            output_padding: self.pair(0, 1),
            dilations: self.pair(1, 3),
            groups,
        };
        (Box::new(op), dims)
    }

    /// One to four axes.
    fn any_rank(&mut self) -> Vec<usize> {
        (0..self.from(1, 4)).map(|_| self.from(1, 11)).collect()
    }

    fn avg_pool2d(&mut self) -> (Subject, Vec<Vec<usize>>) {
        let op = AvgPool2d {
            strides: self.pair(1, 4),
            padding: self.padding(2),
            dilations: self.pair(1, 3),
            ceil_mode: self.coin(),
            count_include_pad: self.coin(),
            ..AvgPool2d::new(self.pair(1, 4))
        };
        (Box::new(op), vec![self.pictures(9)])
    }

    /// Quarters, and now and then what is no finite number.
    pub fn with_specials(&mut self, dims: &[usize]) -> Tensor {
        const SPECIAL: [f32; 5] = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0, -0.0];
        let mut tensor = self.quarters(dims);
        for value in tensor.data_mut() {
            if self.below(30) == 0 {
                *value = SPECIAL[self.below(SPECIAL.len())];
            }
        }
        tensor
    }

    /// Numbers with all their digits.
    pub fn digits(&mut self, dims: &[usize]) -> Tensor {
        let len = dims.iter().product();
        let data = (0..len).map(|_| self.below(1 << 24) as f32 / 2_097_152.0 - 4.0);
        Tensor::new(dims, data.collect()).unwrap()
    }

    /// Whole numbers of eight bits.
    pub fn bytes(&mut self, dims: &[usize]) -> Tensor {
        let len = dims.iter().product();
        Tensor::new(dims, (0..len).map(|_| self.below(256) as f32).collect()).unwrap()
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }
}
