//! What a lab computes, as a program that somebody can take along: NumPy, TensorFlow, Keras, PyTorch, or a notebook.
//!
//! Every program ends with a variable `output`, which equals the lab's output: `(1, height, width, maps)`, channels last.
//! What depends on the size of the picture (SAME, ceil mode) is written as the rule, never as today's numbers, so that
//! the program still holds for another picture.
//!
//! ```
//! use convscope::codegen::{Convolution, Language, Layer, Made, Program, Target, codegen};
//! use convscope::{Window, pixels::Grey};
//! let edge = Convolution {
//!     weights: [-1.0, 0.0, 1.0].repeat(3),
//!     shape: [3, 3, 1, 1],
//!     bias: vec![],
//!     window: Window::new([3, 3]),
//!     flip: false,
//! };
//! let made = Made {
//!     language: Language::English,
//!     picture: None,
//!     grey: Some(Grey::Mean),
//!     layers: vec![Layer::Convolution(edge)],
//!     map: Default::default(),
//!     credit: "",
//! };
//! let code = codegen(&made, Target::Program(Program::NumPy))?;
//! assert!(code.contains("output = np.einsum("));
//! # Ok::<(), convscope::Error>(())
//! ```

mod dialect;
mod keras;
mod literal;
mod notebook;
mod numpy;
mod pads;
mod part;
mod pytorch;
mod source;
mod tensorflow;
mod words;

use crate::{
    error::Error,
    pixels::{ColorMap, Grey},
    window::Window,
};

use part::{Imports, Part};
use words::Words;

pub use source::Picture;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A program.
    Program(Program),
    /// A notebook for Jupyter and Colab, which computes with TensorFlow.
    Notebook,
}

impl Target {
    /// Every target, by the name that JavaScript uses.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("numpy", Self::Program(Program::NumPy)),
        ("tensorflow", Self::Program(Program::TensorFlow)),
        ("keras", Self::Program(Program::Keras)),
        ("pytorch", Self::Program(Program::PyTorch)),
        ("notebook", Self::Notebook),
    ];
}

/// The library of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// The definition, in arrays.
    NumPy,
    /// `tf.nn`.
    TensorFlow,
    /// Layers.
    Keras,
    /// `torch.nn.functional`.
    PyTorch,
}

/// The language of the comments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Korean.
    Korean,
    /// English.
    #[default]
    English,
}

/// What a lab made, and of what.
#[derive(Clone, Debug)]
pub struct Made<'a> {
    /// Of the comments.
    pub language: Language,
    /// The picture, if it is to be inside the program; else the program opens `picture.png` beside it.
    pub picture: Option<Picture<'a>>,
    /// How it became grey; none where the layers take its colours.
    pub grey: Option<Grey>,
    /// What is done to it, in order.
    pub layers: Vec<Layer>,
    /// How maps are coloured.
    pub map: ColorMap,
    /// Whose photo it is, where the licence asks to say so.
    pub credit: &'a str,
}

/// One thing that is done.
#[derive(Clone, Debug)]
pub enum Layer {
    /// A filter slides over the input.
    Convolution(Convolution),
    /// A window keeps one number of those it sees.
    Pooling(Pooling),
}

impl Layer {
    fn window(&self) -> &Window {
        match self {
            Self::Convolution(layer) => &layer.window,
            Self::Pooling(layer) => &layer.window,
        }
    }
}

/// A convolution with its weights.
#[derive(Clone, Debug)]
pub struct Convolution {
    /// HWIO, row-major.
    pub weights: Vec<f32>,
    /// Their shape.
    pub shape: [usize; 4],
    /// One for each filter, or none.
    pub bias: Vec<f32>,
    /// How it moves.
    pub window: Window,
    /// Turns the filters by 180 degrees first.
    pub flip: bool,
}

/// A pooling.
#[derive(Clone, Copy, Debug)]
pub struct Pooling {
    /// What is kept.
    pub kept: Kept,
    /// How it moves.
    pub window: Window,
}

/// What a pooling keeps of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The largest value; never one of the padding.
    Largest,
    /// The mean of the values.
    Mean {
        /// Whether padded cells count in the divisor.
        counts_padding: bool,
    },
}

/// Writes the program.
///
/// # Errors
/// When the picture is known and the layers do not fit it.
pub fn codegen(made: &Made, target: Target) -> Result<String, Error> {
    let size = made.picture.as_ref().and_then(Picture::size);
    let mut reached = size;
    for layer in &made.layers {
        reached = output_of(layer.window(), reached)?;
    }
    Ok(match target {
        Target::Program(program) => written(made, program),
        Target::Notebook => notebook::written(made, reached),
    })
}

/// Height and width after a window, where they are known.
fn output_of(window: &Window, size: Option<[usize; 2]>) -> Result<Option<[usize; 2]>, Error> {
    let Some([height, width]) = size else {
        return Ok(None);
    };
    let grid = window.over(height, width)?;
    Ok(Some([grid.y.output, grid.x.output]))
}

/// A program from top to bottom.
fn written(made: &Made, program: Program) -> String {
    let words = Words::of(made.language);
    let mut parts = source::beginning(made, &words);
    parts.extend(computed(made, program, &words));
    let mut code = format!("# {}\n", words.header());
    if !made.credit.is_empty() {
        code += &format!("# {}\n", words.photo(made.credit));
    }
    code += &part::head(&parts, &words);
    for part in &parts {
        code += &part.as_code();
    }
    code
}

/// From the input `x` to `output`.
fn computed(made: &Made, program: Program, words: &Words) -> Vec<Part> {
    let mut parts = Vec::new();
    if let Some(layer) = first_convolution(made) {
        parts.push(source::filter(layer, words));
    }
    parts.extend(begun(program, words));
    let last = made.layers.len().saturating_sub(1);
    let mut input = "x";
    for (at, layer) in made.layers.iter().enumerate() {
        let result = if at == last { "output" } else { "convolved" };
        parts.push(layer_part(layer, program, words, [input, result]));
        input = result;
    }
    parts.extend(ended(program, words));
    parts
}

fn first_convolution<'a>(made: &'a Made) -> Option<&'a Convolution> {
    made.layers.iter().find_map(|layer| match layer {
        Layer::Convolution(layer) => Some(layer),
        Layer::Pooling(_) => None,
    })
}

/// One layer, from the variable `names[0]` to `names[1]`.
fn layer_part(layer: &Layer, program: Program, words: &Words, names: [&str; 2]) -> Part {
    match layer {
        Layer::Convolution(layer) => {
            let part = match program {
                Program::NumPy => numpy::convolution(layer, names),
                Program::TensorFlow => tensorflow::convolution(layer, names),
                Program::Keras => keras::convolution(layer, words, names),
                Program::PyTorch => pytorch::convolution(layer, names),
            };
            part.said(&words.convolution(&layer.window))
        }
        Layer::Pooling(layer) => {
            let native = match program {
                Program::NumPy => numpy::pooling(layer, names),
                Program::TensorFlow => tensorflow::pooling(layer, names),
                Program::Keras => keras::pooling(layer, names),
                Program::PyTorch => pytorch::pooling(layer, names),
            };
            let says = words.pooling(layer);
            match native {
                Some(part) => part.said(&says),
                None => dialect::pooling(layer, program, names).said(&format!("{says}\n{}", words.by_hand())),
            }
        }
    }
}

/// What stands between `x` and the first layer.
fn begun(program: Program, words: &Words) -> Option<Part> {
    (program == Program::PyTorch).then(|| {
        Part::new("x = torch.from_numpy(x).permute(0, 3, 1, 2)")
            .imports(&[Imports::NumPy, Imports::Torch])
            .said(words.channels_first())
    })
}

fn ended(program: Program, words: &Words) -> Option<Part> {
    (program == Program::PyTorch).then(|| Part::new("output = output.permute(0, 2, 3, 1)").said(words.channels_last()))
}
