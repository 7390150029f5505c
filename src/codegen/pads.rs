//! What surrounds the input: its expression in Python, and the functions that follow the rules of `window.rs`.

use super::{
    literal::{pair, pairs},
    part::Function,
    words::Words,
};
use crate::window::{Padding, Window};

/// The lines that find a window's padding, and the expression that stands for it afterwards.
pub struct Pads {
    /// `pads = …`; empty where the numbers are known.
    pub lines: String,
    /// `[(top, bottom), (left, right)]`; none where there is no padding.
    pub expression: Option<String>,
    /// What the lines call.
    pub functions: Vec<Function>,
}

/// The padding of a window on an input whose height and width are `size` in Python.
pub fn pads(window: &Window, size: &str) -> Pads {
    match window.padding {
        Padding::Valid | Padding::Explicit([[0, 0], [0, 0]]) => Pads {
            lines: String::new(),
            expression: None,
            functions: vec![],
        },
        Padding::Explicit(sides) => Pads {
            lines: String::new(),
            expression: Some(pairs(sides)),
            functions: vec![],
        },
        Padding::Same => Pads {
            lines: format!("pads = [same(*axis) for axis in zip({size}, {})]\n", walk(window)),
            expression: Some("pads".into()),
            functions: vec![Function::Same],
        },
    }
}

/// `(3, 3), (1, 1), (1, 1)`: size, strides, dilations.
pub fn walk(window: &Window) -> String {
    let [kernel, strides, dilations] = [window.kernel, window.strides, window.dilations].map(pair);
    format!("{kernel}, {strides}, {dilations}")
}

/// The same on both sides of each axis: the padding that PyTorch takes as a number.
pub fn even(window: &Window) -> Option<[usize; 2]> {
    match window.padding {
        Padding::Valid => Some([0, 0]),
        Padding::Explicit([[top, bottom], [left, right]]) if top == bottom && left == right => Some([top, left]),
        _ => None,
    }
}

/// A function as a program holds it.
pub fn definition(function: Function, words: &Words) -> String {
    match function {
        Function::Same => format!(
            r#"def same(size, kernel, stride, dilation):
    """{}"""
    extent = (kernel - 1) * dilation + 1
    total = max((-(-size // stride) - 1) * stride + extent - size, 0)
    return total // 2, total - total // 2
"#,
            words.same_function()
        ),
        Function::Overhang => format!(
            r#"def overhang(size, pads, kernel, stride, dilation):
    """{}"""
    extent, padded = (kernel - 1) * dilation + 1, sum(pads) + size
    steps = -(-(padded - extent) // stride)
    if steps * stride >= pads[0] + size:
        steps -= 1
    return max(steps * stride + extent - padded, 0)
"#,
            words.overhang_function()
        ),
        Function::Windows => format!(
            r#"def windows(x, size, strides, dilations):
    """{}"""
    extent = [(k - 1) * d + 1 for k, d in zip(size, dilations)]
    every = np.lib.stride_tricks.sliding_window_view(x, extent, axis=(1, 2))
    return every[:, :: strides[0], :: strides[1], :, :: dilations[0], :: dilations[1]]
"#,
            words.windows_function()
        ),
        Function::Taps => taps(words, "x.shape[1:3]", ":"),
        Function::TapsFirst => taps(words, "x.shape[2:4]", ":, :"),
    }
}

fn taps(words: &Words, size: &str, before: &str) -> String {
    format!(
        r#"def taps(x, size, strides, dilations):
    """{}"""
    rows, columns = [n - (k - 1) * d for n, k, d in zip({size}, size, dilations)]
    places = [(i * dilations[0], j * dilations[1]) for i in range(size[0]) for j in range(size[1])]
    return [x[{before}, y : y + rows : strides[0], x0 : x0 + columns : strides[1]] for y, x0 in places]
"#,
        words.taps_function()
    )
}
