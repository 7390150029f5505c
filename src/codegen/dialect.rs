//! Poolings that a library has no layer for, spelled out: padding laid on, then the cells of each window gathered.

use super::{
    Kept, Pooling, Program,
    pads::{self, pads, walk},
    part::{Function, Imports, Part},
};

impl Program {
    /// Height and width of `x`.
    pub fn size_of(self, x: &str) -> String {
        match self {
            Self::PyTorch => format!("{x}.shape[2:4]"),
            _ => format!("{x}.shape[1:3]"),
        }
    }

    /// `x` with `value` around it.
    pub fn padded(self, x: &str, pads: &str, value: &str) -> String {
        let around = format!("[(0, 0), *{pads}, (0, 0)]");
        match self {
            Self::NumPy => format!("np.pad({x}, {around}, constant_values={value})"),
            Self::TensorFlow => format!("tf.pad({x}, {around}, constant_values={value})"),
            Self::Keras => format!("keras.ops.pad({x}, {around}, constant_values={value})"),
            Self::PyTorch => format!("F.pad({x}, [side for axis in {pads}[::-1] for side in axis], value={value})"),
        }
    }

    fn ones_like(self, x: &str) -> String {
        let library = match self {
            Self::NumPy => "np",
            Self::TensorFlow => "tf",
            Self::Keras => "keras.ops",
            Self::PyTorch => "torch",
        };
        format!("{library}.ones_like({x})")
    }

    /// The largest value of each window of `x`.
    fn largest(self, x: &str, walk: &str) -> String {
        match self {
            Self::NumPy => format!("windows({x}, {walk}).max(axis=(4, 5))"),
            Self::TensorFlow => format!("tf.reduce_max(tf.stack(taps({x}, {walk})), axis=0)"),
            Self::Keras => format!("keras.ops.max(keras.ops.stack(taps({x}, {walk})), axis=0)"),
            Self::PyTorch => format!("torch.stack(taps({x}, {walk})).amax(dim=0)"),
        }
    }

    /// The sum of each window of `x`.
    fn sum(self, x: &str, walk: &str) -> String {
        match self {
            Self::NumPy => format!("windows({x}, {walk}).sum(axis=(4, 5))"),
            _ => format!("sum(taps({x}, {walk}))"),
        }
    }

    /// What a spelled-out window is gathered by.
    pub fn gatherer(self) -> Function {
        match self {
            Self::NumPy => Function::Windows,
            Self::TensorFlow | Self::Keras => Function::Taps,
            Self::PyTorch => Function::TapsFirst,
        }
    }

    /// What its programs import.
    pub fn imports(self) -> &'static [Imports] {
        match self {
            Self::NumPy => &[Imports::NumPy],
            Self::TensorFlow => &[Imports::NumPy, Imports::TensorFlow],
            Self::Keras => &[Imports::NumPy, Imports::Keras],
            Self::PyTorch => &[Imports::NumPy, Imports::Torch],
        }
    }
}

/// Any pooling, in any library.
pub fn pooling(layer: &Pooling, program: Program, [x, result]: [&str; 2]) -> Part {
    let Pooling { kept, window } = layer;
    let pads::Pads {
        mut lines,
        expression,
        mut functions,
    } = pads(window, &program.size_of(x));
    functions.push(program.gatherer());
    let around = expression;
    if window.ceil_mode {
        functions.push(Function::Overhang);
        let given = around.as_deref().unwrap_or("[(0, 0), (0, 0)]");
        let size = program.size_of(x);
        lines += &format!(
            "beyond = [(0, overhang(*axis)) for axis in zip({size}, {given}, {})]\n",
            walk(window)
        );
    }
    let laid = |mut from: String, padding: &str, beyond: &str| {
        if let Some(around) = &around {
            from = program.padded(&from, around, padding);
        }
        if window.ceil_mode {
            from = program.padded(&from, "beyond", beyond);
        }
        from
    };
    match kept {
        Kept::Largest => {
            lines += &format!("padded = {}\n", laid(x.into(), "-np.inf", "-np.inf"));
            lines += &format!("{result} = {}", program.largest("padded", &walk(window)));
        }
        Kept::Mean { counts_padding } => {
            let counted = if *counts_padding { "1.0" } else { "0.0" };
            lines += &format!("padded = {}\n", laid(x.into(), "0.0", "0.0"));
            lines += &format!("counted = {}\n", laid(program.ones_like(x), counted, "0.0"));
            let [sum, count] = ["padded", "counted"].map(|of| program.sum(of, &walk(window)));
            lines += &format!("{result} = {sum} / {count}");
        }
    }
    Part::new(lines).imports(program.imports()).calls(&functions)
}
