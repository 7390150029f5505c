//! PyTorch: `torch.nn.functional`, channels first. It pads evenly; every other padding is laid on beforehand.

use super::{
    Convolution, Kept, Pooling, Program,
    literal::pair,
    pads::{self, even, pads},
    part::Part,
};
use crate::window::Padding;

/// A convolution.
pub fn convolution(layer: &Convolution, [x, result]: [&str; 2]) -> Part {
    let window = &layer.window;
    let (mut lines, mut functions, mut input) = (String::new(), vec![], x);
    // PyTorch's "same" is TensorFlow's SAME where the stride is 1, and refuses any other.
    let padding = if window.padding == Padding::Same && window.strides == [1, 1] {
        r#", padding="same""#.into()
    } else if let Some(sides) = even(window) {
        match sides {
            [0, 0] => String::new(),
            sides => format!(", padding={}", pair(sides)),
        }
    } else {
        let laid = pads(window, &Program::PyTorch.size_of(x));
        let around = laid.expression.unwrap_or_default();
        lines += &laid.lines;
        lines += &format!("padded = {}\n", Program::PyTorch.padded(x, &around, "0.0"));
        functions = laid.functions;
        input = "padded";
        String::new()
    };
    let kernel = if layer.flip {
        "kernel[::-1, ::-1].copy()"
    } else {
        "kernel"
    };
    let bias = if layer.bias.is_empty() {
        ""
    } else {
        ", bias=torch.from_numpy(bias)"
    };
    let dilation = match window.dilations {
        [1, 1] => String::new(),
        dilations => format!(", dilation={}", pair(dilations)),
    };
    let stride = pair(window.strides);
    lines += &format!("weight = torch.from_numpy({kernel}).permute(3, 2, 0, 1)\n");
    lines += &format!("{result} = F.conv2d({input}, weight{bias}, stride={stride}{padding}{dilation})");
    Part::new(lines).imports(Program::PyTorch.imports()).calls(&functions)
}

/// A pooling that PyTorch has: even padding of half a window at most; for the mean no dilation.
pub fn pooling(layer: &Pooling, [x, result]: [&str; 2]) -> Option<Part> {
    let window = &layer.window;
    let sides = even(window).filter(|sides| sides.iter().zip(window.kernel).all(|(side, k)| side * 2 <= k));
    let mut code = match (layer.kept, sides) {
        (Kept::Largest, None) if !window.ceil_mode => return Some(largest_of_padded(layer, [x, result])),
        (_, None) => return None,
        (Kept::Mean { .. }, _) if window.dilations != [1, 1] => return None,
        (Kept::Largest, _) => format!("{result} = F.max_pool2d({x}"),
        (Kept::Mean { .. }, _) => format!("{result} = F.avg_pool2d({x}"),
    };
    code += &format!(", {}, stride={}", pair(window.kernel), pair(window.strides));
    if let Some(sides) = sides.filter(|&sides| sides != [0, 0]) {
        code += &format!(", padding={}", pair(sides));
    }
    if window.dilations != [1, 1] {
        code += &format!(", dilation={}", pair(window.dilations));
    }
    if window.ceil_mode {
        code += ", ceil_mode=True";
    }
    // Without padding there is nothing to count; PyTorch counts it unless told otherwise.
    if layer.kept == (Kept::Mean { counts_padding: false }) && sides != Some([0, 0]) {
        code += ", count_include_pad=False";
    }
    code.push(')');
    Some(Part::new(code).imports(Program::PyTorch.imports()))
}

/// Uneven padding: minus infinity is laid on, which no maximum picks.
fn largest_of_padded(layer: &Pooling, [x, result]: [&str; 2]) -> Part {
    let window = &layer.window;
    let pads::Pads {
        mut lines,
        expression,
        functions,
    } = pads(window, &Program::PyTorch.size_of(x));
    let around = expression.unwrap_or_default();
    lines += &format!("padded = {}\n", Program::PyTorch.padded(x, &around, "-np.inf"));
    let [size, stride, dilation] = [window.kernel, window.strides, window.dilations].map(pair);
    lines += &format!("{result} = F.max_pool2d(padded, {size}, stride={stride}, dilation={dilation})");
    Part::new(lines).imports(Program::PyTorch.imports()).calls(&functions)
}
