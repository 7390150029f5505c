//! The network of W6 in burn, with its flex backend, as a page would call it.

use burn::module::{Module, Param};
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::loss::{CrossEntropyLoss, CrossEntropyLossConfig};
use burn::nn::pool::{MaxPool2d, MaxPool2dConfig};
use burn::nn::{Linear, LinearConfig, Relu};
use burn::optim::{GradientsParams, ModuleOptimizer, SgdConfig};
use burn::tensor::{Device, Int, Tensor, TensorData};
use wasm_bindgen::prelude::wasm_bindgen;

const SIZE: usize = 28;
const CLASSES: usize = 10;
/// What two convolutions and poolings leave of a picture: 5 × 5 × 16.
const FEATURES: usize = 400;

#[derive(Module, Debug)]
struct Layers {
    conv_0: Conv2d,
    conv_1: Conv2d,
    pool: MaxPool2d,
    dense: Linear,
}

impl Layers {
    fn new(device: &Device) -> Self {
        Self {
            conv_0: Conv2dConfig::new([1, 8], [3, 3]).init(device),
            conv_1: Conv2dConfig::new([8, 16], [3, 3]).init(device),
            pool: MaxPool2dConfig::new([2, 2]).with_strides([2, 2]).init(),
            dense: LinearConfig::new(FEATURES, CLASSES).init(device),
        }
    }

    fn forward(&self, batch: Tensor<4>) -> Tensor<2> {
        let map = self.pool.forward(Relu::new().forward(self.conv_0.forward(batch)));
        let map = self.pool.forward(self.conv_1.forward(map));
        self.dense.forward(map.flatten(1, 3))
    }
}

/// The network, a batch and its labels, in burn's memory.
#[wasm_bindgen]
pub struct Training {
    layers: Option<Layers>,
    loss: CrossEntropyLoss,
    optimizer: ModuleOptimizer,
    batch: Tensor<4>,
    labels: Tensor<1, Int>,
}

#[wasm_bindgen]
impl Training {
    /// `weights`: kernel and bias of each layer, one after the other, in burn's order (OIHW; in, out).
    #[wasm_bindgen(constructor)]
    pub fn new(weights: &[f32], batch: &[f32], labels: &[i32]) -> Self {
        let device = Device::flex().autodiff();
        let mut layers = Layers::new(&device);
        let mut rest = weights;
        load(&mut rest, &mut layers.conv_0.weight, &device);
        load(&mut rest, layers.conv_0.bias.as_mut().expect("a bias"), &device);
        load(&mut rest, &mut layers.conv_1.weight, &device);
        load(&mut rest, layers.conv_1.bias.as_mut().expect("a bias"), &device);
        load(&mut rest, &mut layers.dense.weight, &device);
        load(&mut rest, layers.dense.bias.as_mut().expect("a bias"), &device);
        assert!(rest.is_empty(), "{} weights are too many", rest.len());
        let pictures = TensorData::new(batch.to_vec(), [labels.len(), 1, SIZE, SIZE]);
        let classes = TensorData::new(labels.to_vec(), [labels.len()]);
        Self {
            layers: Some(layers),
            loss: CrossEntropyLossConfig::new().init(&device),
            optimizer: SgdConfig::new().init(),
            batch: Tensor::from_data(pictures, &device),
            labels: Tensor::from_data(classes, &device),
        }
    }

    /// One step; the loss is that before it.
    pub fn step(&mut self, learning_rate: f64) -> f32 {
        let layers = self.layers.take().expect("every step puts the layers back");
        let loss = self.loss.forward(layers.forward(self.batch.clone()), self.labels.clone());
        let gradients = GradientsParams::from_grads(loss.backward(), &layers);
        self.layers = Some(self.optimizer.step(learning_rate, layers, gradients));
        loss.into_scalar()
    }
}

/// Takes a parameter's values off the front of `rest`.
fn load<const D: usize>(rest: &mut &[f32], parameter: &mut Param<Tensor<D>>, device: &Device) {
    let shape = parameter.val().shape();
    let (values, behind) = rest.split_at(shape.num_elements());
    *rest = behind;
    *parameter = Param::from_tensor(Tensor::from_data(TensorData::new(values.to_vec(), shape), device));
}
