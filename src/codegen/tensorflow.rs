//! TensorFlow: `tf.nn`, whose axes are ours.

use super::{
    Convolution, Kept, Pooling, Program,
    literal::{pair, pairs},
    part::Part,
};
use crate::window::{Padding, Window};

/// A convolution.
pub fn convolution(layer: &Convolution, [x, result]: [&str; 2]) -> Part {
    let window = &layer.window;
    let padding = match window.padding {
        Padding::Valid => r#""VALID""#.into(),
        Padding::Same => r#""SAME""#.into(),
        Padding::Explicit(sides) => format!("[(0, 0), *{}, (0, 0)]", pairs(sides)),
    };
    let strides = pair(window.strides);
    let kernel = if layer.flip { "kernel[::-1, ::-1]" } else { "kernel" };
    let dilations = match window.dilations {
        [1, 1] => String::new(),
        dilations => format!(", dilations={}", pair(dilations)),
    };
    let mut code = format!("{result} = tf.nn.conv2d({x}, {kernel}, strides={strides}, padding={padding}{dilations})");
    if !layer.bias.is_empty() {
        code += &format!("\n{result} = tf.nn.bias_add({result}, bias)");
    }
    Part::new(code).imports(Program::TensorFlow.imports())
}

/// A pooling that `tf.nn` has.
pub fn pooling(layer: &Pooling, [x, result]: [&str; 2]) -> Option<Part> {
    let padding = known(layer)?;
    let kind = match layer.kept {
        Kept::Largest => "max",
        Kept::Mean { .. } => "avg",
    };
    let [size, strides] = [layer.window.kernel, layer.window.strides].map(pair);
    let code = format!(r#"{result} = tf.nn.{kind}_pool2d({x}, ksize={size}, strides={strides}, padding="{padding}")"#);
    Some(Part::new(code).imports(Program::TensorFlow.imports()))
}

/// The name of the padding, where TensorFlow and Keras have the pooling: not dilated, no ceil mode, and a mean that
/// leaves the padding out.
pub fn known(layer: &Pooling) -> Option<&'static str> {
    let &Window {
        padding,
        dilations,
        ceil_mode,
        ..
    } = &layer.window;
    let counts = layer.kept == Kept::Mean { counts_padding: true };
    match padding {
        _ if dilations != [1, 1] || ceil_mode => None,
        Padding::Valid => Some("VALID"),
        Padding::Same if !counts => Some("SAME"),
        _ => None,
    }
}
