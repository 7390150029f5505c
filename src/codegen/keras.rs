//! Keras: layers whose weights are set.

use super::{
    Convolution, Kept, Pooling, Program,
    literal::{pair, pairs},
    part::Part,
    tensorflow::known,
    words::Words,
};
use crate::window::Padding;

/// A convolution. Keras refuses a stride with a dilation; there the kernel itself is spread.
pub fn convolution(layer: &Convolution, words: &Words, [x, result]: [&str; 2]) -> Part {
    let window = &layer.window;
    let [height, width, _, filters] = layer.shape;
    let (mut lines, mut input) = (String::new(), x);
    let mut padding = "valid";
    match window.padding {
        Padding::Valid => {}
        Padding::Same => padding = "same",
        Padding::Explicit(sides) => {
            lines += &format!("padded = keras.layers.ZeroPadding2D({})({x})\n", pairs(sides));
            input = "padded";
        }
    }
    let mut kernel = if layer.flip { "kernel[::-1, ::-1]" } else { "kernel" };
    let (mut size, mut dilations) = ([height, width], window.dilations);
    if window.strides != [1, 1] && dilations != [1, 1] {
        let [down, right] = dilations;
        size = [(height - 1) * down + 1, (width - 1) * right + 1];
        lines += &format!("# {}\n", words.spread());
        lines += &format!(
            "spread = np.zeros(({}, {}, *kernel.shape[2:]), np.float32)\n",
            size[0], size[1]
        );
        lines += &format!("spread[::{down}, ::{right}] = {kernel}\n");
        (kernel, dilations) = ("spread", [1, 1]);
    }
    let dilation = match dilations {
        [1, 1] => String::new(),
        dilations => format!(", dilation_rate={}", pair(dilations)),
    };
    let has_bias = !layer.bias.is_empty();
    let (use_bias, weights) = match has_bias {
        true => ("True", format!("{kernel}, bias")),
        false => ("False", kernel.into()),
    };
    let [size, strides] = [size, window.strides].map(pair);
    lines += &format!(
        "layer = keras.layers.Conv2D({filters}, {size}, strides={strides}, padding=\"{padding}\"{dilation}, use_bias={use_bias})\n\
         layer.build({input}.shape)\n\
         layer.set_weights([{weights}])\n\
         {result} = layer({input})"
    );
    Part::new(lines).imports(Program::Keras.imports())
}

/// A pooling that Keras has a layer for.
pub fn pooling(layer: &Pooling, [x, result]: [&str; 2]) -> Option<Part> {
    let padding = known(layer)?.to_lowercase();
    let kind = match layer.kept {
        Kept::Largest => "Max",
        Kept::Mean { .. } => "Average",
    };
    let [size, strides] = [layer.window.kernel, layer.window.strides].map(pair);
    let code =
        format!(r#"{result} = keras.layers.{kind}Pooling2D({size}, strides={strides}, padding="{padding}")({x})"#);
    Some(Part::new(code).imports(Program::Keras.imports()))
}
