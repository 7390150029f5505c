//! A few lines of a program with what is said of them and what they need.

use super::{pads, words::Words};

/// What stands at a program's head, in the order in which it stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Imports {
    /// What the notebook opens its picture with.
    Bytes,
    /// `keras`
    Keras,
    /// `matplotlib`
    Plot,
    /// `numpy`
    NumPy,
    /// `tensorflow`
    TensorFlow,
    /// `torch`
    Torch,
    /// `Pillow`
    Pillow,
}

impl Imports {
    fn line(self) -> &'static str {
        match self {
            Self::Bytes => "import base64\nimport io\n",
            Self::Keras => "import keras",
            Self::Plot => "import matplotlib.pyplot as plt",
            Self::NumPy => "import numpy as np",
            Self::TensorFlow => "import tensorflow as tf",
            Self::Torch => "import torch\nimport torch.nn.functional as F",
            Self::Pillow => "from PIL import Image, ImageOps",
        }
    }
}

/// A function that lines may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Function {
    /// How SAME divides its padding.
    Same,
    /// How far ceil mode reaches past the end.
    Overhang,
    /// NumPy's view of all windows.
    Windows,
    /// Each cell of the window as a map, channels last.
    Taps,
    /// Each cell of the window as a map, channels first.
    TapsFirst,
}

/// Some lines.
pub struct Part {
    says: String,
    code: String,
    imports: Vec<Imports>,
    functions: Vec<Function>,
}

impl Part {
    /// Lines that stand for themselves.
    pub fn new(code: impl Into<String>) -> Self {
        Self {
            says: String::new(),
            code: code.into(),
            imports: Vec::new(),
            functions: Vec::new(),
        }
    }

    /// What they are for.
    pub fn said(mut self, says: &str) -> Self {
        self.says = says.into();
        self
    }

    /// What they import.
    pub fn imports(mut self, imports: &[Imports]) -> Self {
        self.imports.extend(imports);
        self
    }

    /// What they call.
    pub fn calls(mut self, functions: &[Function]) -> Self {
        self.functions.extend(functions);
        self
    }

    /// A paragraph of a program.
    pub fn as_code(&self) -> String {
        let comments: String = self.says.lines().map(|line| format!("# {line}\n")).collect();
        format!("\n{comments}{}\n", self.code)
    }

    /// What is said of it.
    pub fn says(&self) -> &str {
        &self.says
    }

    /// Its lines.
    pub fn code(&self) -> &str {
        &self.code
    }
}

/// Imports and functions that some parts need.
pub fn head(parts: &[Part], words: &Words) -> String {
    let mut imports: Vec<Imports> = parts.iter().flat_map(|part| part.imports.iter().copied()).collect();
    let mut functions: Vec<Function> = parts.iter().flat_map(|part| part.functions.iter().copied()).collect();
    imports.sort_unstable();
    imports.dedup();
    functions.sort_unstable();
    functions.dedup();
    let mut code = String::new();
    for import in imports {
        code += import.line();
        code.push('\n');
    }
    for function in &functions {
        code += &format!("\n\n{}", pads::definition(*function, words));
    }
    if !functions.is_empty() {
        code.push('\n');
    }
    code
}
