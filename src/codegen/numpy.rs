//! NumPy: every window as a view, then one product or one largest value for all of them.

use super::{
    Convolution, Kept, Pooling, Program,
    literal::pair,
    pads::{self, pads, walk},
    part::{Function, Part},
};

/// A convolution.
pub fn convolution(layer: &Convolution, [x, result]: [&str; 2]) -> Part {
    let pads::Pads {
        mut lines,
        expression,
        mut functions,
    } = pads(&layer.window, &Program::NumPy.size_of(x));
    functions.push(Function::Windows);
    let mut input = x;
    if let Some(around) = expression {
        lines += &format!("padded = np.pad({x}, [(0, 0), *{around}, (0, 0)])\n");
        input = "padded";
    }
    let kernel = if layer.flip { "kernel[::-1, ::-1]" } else { "kernel" };
    let bias = if layer.bias.is_empty() { "" } else { " + bias" };
    let walk = walk(&layer.window);
    lines += &format!(r#"{result} = np.einsum("nyxcij,ijco->nyxo", windows({input}, {walk}), {kernel}){bias}"#);
    Part::new(lines).imports(Program::NumPy.imports()).calls(&functions)
}

/// A pooling without padding.
pub fn pooling(layer: &Pooling, [x, result]: [&str; 2]) -> Option<Part> {
    let window = &layer.window;
    if window.ceil_mode || pads(window, "").expression.is_some() {
        return None;
    }
    let keep = match layer.kept {
        Kept::Largest => "max",
        Kept::Mean { .. } => "mean",
    };
    let [size, strides, dilations] = [window.kernel, window.strides, window.dilations].map(pair);
    let code = format!("{result} = windows({x}, {size}, {strides}, {dilations}).{keep}(axis=(4, 5))");
    Some(
        Part::new(code)
            .imports(Program::NumPy.imports())
            .calls(&[Function::Windows]),
    )
}
