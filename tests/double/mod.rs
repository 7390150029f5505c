//! The ops in 64 bits, straight from their definitions: what finite differences are taken of.

use convscope::{Conv2d, Grid, Padding, Window};

/// NHWC values, or a row of them for each picture.
#[derive(Clone)]
pub struct Wide {
    pub dims: Vec<usize>,
    pub data: Vec<f64>,
}

impl Wide {
    pub fn at(&self, index: [usize; 4]) -> f64 {
        let offset = self.dims.iter().zip(index).fold(0, |offset, (dim, i)| offset * dim + i);
        self.data[offset]
    }

    fn like(&self, f: impl Fn(f64) -> f64) -> Self {
        Self {
            dims: self.dims.clone(),
            data: self.data.iter().map(|&x| f(x)).collect(),
        }
    }
}

/// An op of which a gradient is taken.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Conv2d(Conv2d),
    MaxPool(Window),
    AvgPool(Window, bool),
    GlobalAvgPool,
    Relu,
    LeakyRelu(f64),
    Sigmoid,
    Tanh,
    Softmax,
    Dense,
    Flatten,
}

impl Kind {
    pub fn compute(&self, inputs: &[Wide]) -> Vec<f64> {
        let x = &inputs[0];
        match *self {
            Self::Conv2d(op) => conv2d(&op, inputs),
            Self::MaxPool(window) => pool(&window, x, &|values, _| {
                values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
            }),
            Self::AvgPool(window, counts) => pool(&window, x, &|values, all| {
                values.iter().sum::<f64>() / if counts { all } else { values.len() } as f64
            }),
            Self::GlobalAvgPool => {
                let window = Window::new([x.dims[1], x.dims[2]]);
                pool(&window, x, &|values, all| values.iter().sum::<f64>() / all as f64)
            }
            Self::Relu => x.like(|x| x.max(0.0)).data,
            Self::LeakyRelu(slope) => x.like(|x| if x > 0.0 { x } else { x * slope }).data,
            Self::Sigmoid => x.like(|x| 1.0 / (1.0 + (-x).exp())).data,
            Self::Tanh => x.like(f64::tanh).data,
            Self::Softmax => softmax(x),
            Self::Dense => dense(inputs),
            Self::Flatten => x.data.clone(),
        }
    }
}

fn softmax(x: &Wide) -> Vec<f64> {
    let rows = x.data.chunks_exact(x.dims[x.dims.len() - 1]);
    rows.flat_map(|row| {
        let sum: f64 = row.iter().map(|x| x.exp()).sum();
        row.iter().map(move |x| x.exp() / sum)
    })
    .collect()
}

fn dense(inputs: &[Wide]) -> Vec<f64> {
    let [x, kernel, bias] = inputs else {
        panic!("input, kernel, bias")
    };
    let (width, units) = (kernel.dims[0], kernel.dims[1]);
    let unit =
        |row: &[f64], o: usize| (0..width).map(|i| row[i] * kernel.data[i * units + o]).sum::<f64>() + bias.data[o];
    x.data
        .chunks_exact(width)
        .flat_map(|row| (0..units).map(|o| unit(row, o)).collect::<Vec<_>>())
        .collect()
}

fn grid(window: &Window, x: &Wide) -> Grid {
    window.over(x.dims[1], x.dims[2]).expect("a window that fits")
}

fn pool(window: &Window, x: &Wide, f: &dyn Fn(&[f64], usize) -> f64) -> Vec<f64> {
    let grid = grid(window, x);
    let all = window.kernel[0] * window.kernel[1];
    let mut output = Vec::new();
    for n in 0..x.dims[0] {
        for (out_y, out_x) in grid.walk() {
            for c in 0..x.dims[3] {
                let taps = (0..window.kernel[0]).flat_map(|k_y| (0..window.kernel[1]).map(move |k_x| (k_y, k_x)));
                let values: Vec<f64> = taps
                    .filter_map(|(k_y, k_x)| Some((grid.y.in_from_out(out_y, k_y)?, grid.x.in_from_out(out_x, k_x)?)))
                    .map(|(y, x_)| x.at([n, y, x_, c]))
                    .collect();
                output.push(f(&values, all));
            }
        }
    }
    output
}

fn conv2d(op: &Conv2d, inputs: &[Wide]) -> Vec<f64> {
    let [x, filter, bias] = inputs else {
        panic!("input, filter, bias")
    };
    let [height, width, depth, filters] = filter.dims[..] else {
        panic!("HWIO")
    };
    let window = Window {
        kernel: [height, width],
        strides: op.strides,
        padding: op.padding,
        dilations: op.dilations,
        ceil_mode: false,
    };
    let grid = grid(&window, x);
    let mut output = Vec::new();
    for n in 0..x.dims[0] {
        for (out_y, out_x) in grid.walk() {
            for o in 0..filters {
                let mut sum = bias.data[o];
                for (k_y, k_x, i) in triples(height, width, depth) {
                    let (Some(y), Some(x_)) = (grid.y.in_from_out(out_y, k_y), grid.x.in_from_out(out_x, k_x)) else {
                        continue;
                    };
                    let (w_y, w_x) = if op.flip {
                        (height - 1 - k_y, width - 1 - k_x)
                    } else {
                        (k_y, k_x)
                    };
                    let c = o / (filters / op.groups) * depth + i;
                    sum += x.at([n, y, x_, c]) * filter.at([w_y, w_x, i, o]);
                }
                output.push(sum);
            }
        }
    }
    output
}

fn triples(a: usize, b: usize, c: usize) -> impl Iterator<Item = (usize, usize, usize)> {
    (0..a).flat_map(move |i| (0..b).flat_map(move |j| (0..c).map(move |k| (i, j, k))))
}

/// A window for a pooling.
pub fn window(size: [usize; 2], strides: [usize; 2], padding: Padding) -> Window {
    Window {
        strides,
        padding,
        ..Window::new(size)
    }
}
