//! Where the numbers come from: the picture, its grey, the filter.

use super::{
    Convolution, Made,
    literal::{self, base64},
    part::{Imports, Part},
    words::Words,
};
use crate::pixels::Grey;

/// The most numbers that a program writes out; a larger picture is a file beside it.
const MOST_WRITTEN: usize = 1200;
/// The largest file that a notebook carries.
const MOST_CARRIED: usize = 8 << 20;

/// A picture as the lab holds it.
#[derive(Clone, Copy, Debug)]
pub enum Picture<'a> {
    /// Its colours, `(height, width, 3)`.
    Pixels {
        /// Three bytes a pixel, row by row.
        data: &'a [u8],
        /// Height and width.
        size: [usize; 2],
    },
    /// A PNG or another file that Pillow opens.
    File(&'a [u8]),
}

impl Picture<'_> {
    /// Height and width, if they are known.
    pub fn size(&self) -> Option<[usize; 2]> {
        match self {
            Self::Pixels { size, .. } => Some(*size),
            Self::File(_) => None,
        }
    }

    /// Its pixels as an array, if there are few.
    fn written(&self) -> Option<String> {
        let &Self::Pixels { data, size: [_, width] } = self else {
            return None;
        };
        let value = |&byte: &u8| f32::from(byte);
        let is_grey = data.as_chunks::<3>().0.iter().all(|[r, g, b]| r == g && g == b);
        if is_grey && data.len() / 3 <= MOST_WRITTEN {
            let plane: Vec<f32> = data.iter().step_by(3).map(value).collect();
            let rows = literal::rows(&plane, width, 0);
            return Some(format!(
                "picture = np.array({rows}, np.uint8)[:, :, None].repeat(3, axis=2)"
            ));
        }
        if data.len() > MOST_WRITTEN {
            return None;
        }
        let values: Vec<f32> = data.iter().map(value).collect();
        let rows = literal::rows(&values, width * 3, 0);
        Some(format!("picture = np.array({rows}, np.uint8).reshape(-1, {width}, 3)"))
    }

    /// The lines of a notebook that carry it: its bytes, and how they become `picture`.
    pub fn carried(&self) -> Option<Part> {
        if let Some(code) = self.written() {
            return Some(Part::new(code).imports(&[Imports::NumPy]));
        }
        let (bytes, opened) = match self {
            Self::File(bytes) => (bytes, "open_picture(io.BytesIO(base64.b64decode(PICTURE)))".into()),
            Self::Pixels {
                data,
                size: [height, width],
            } => (
                data,
                format!("np.frombuffer(base64.b64decode(PICTURE), np.uint8).reshape({height}, {width}, 3)"),
            ),
        };
        let code = format!("PICTURE = \"{}\"\npicture = {opened}", base64(bytes));
        (bytes.len() <= MOST_CARRIED).then(|| Part::new(code).imports(&[Imports::Bytes, Imports::NumPy]))
    }
}

/// From the picture to `x`.
pub fn beginning(made: &Made, words: &Words) -> Vec<Part> {
    let written = made.picture.as_ref().and_then(Picture::written);
    let picture = match written {
        Some(code) => Part::new(code).imports(&[Imports::NumPy]).said(words.picture()),
        None => Part::new(r#"picture = np.asarray(ImageOps.exif_transpose(Image.open("picture.png")).convert("RGB"))"#)
            .imports(&[Imports::NumPy, Imports::Pillow])
            .said(&format!("{}\n{}", words.picture(), words.picture_file())),
    };
    let mut parts = vec![picture];
    parts.extend(inputs(made, words));
    parts
}

/// From `picture` to `x`: `(1, height, width, channels)`.
pub fn inputs(made: &Made, words: &Words) -> Vec<Part> {
    let Some(grey) = made.grey else {
        return vec![Part::new("x = picture.astype(np.float32)[np.newaxis]").said(words.four_axes())];
    };
    vec![
        Part::new(format!("grey = {}", grey_of(grey))).said(words.grey(grey)),
        Part::new("x = grey.astype(np.float32).reshape(1, *grey.shape, 1)").said(words.four_axes()),
    ]
}

/// The grey of every pixel, in integers, as the core has it.
fn grey_of(grey: Grey) -> String {
    let recipe = grey.recipe();
    match grey {
        Grey::R => "picture[:, :, 0]".into(),
        Grey::G => "picture[:, :, 1]".into(),
        Grey::B => "picture[:, :, 2]".into(),
        Grey::Mean => "picture.sum(axis=2, dtype=np.uint32) // 3".into(),
        Grey::Rec601 | Grey::Rec709 => {
            let [r, g, b] = recipe.weights;
            let (added, divisor) = (recipe.added, recipe.divisor);
            format!("(picture.astype(np.uint32) @ np.array([{r}, {g}, {b}], np.uint32) + {added}) // {divisor}")
        }
    }
}

/// `kernel`, HWIO, and `bias`.
pub fn filter(layer: &Convolution, words: &Words) -> Part {
    let [height, width, channels, filters] = layer.shape;
    let mut code = if channels * filters == 1 {
        let rows = literal::rows(&layer.weights, width, 0);
        format!("kernel = np.array({rows}, np.float32).reshape({height}, {width}, 1, 1)")
    } else {
        let planes: String = (0..filters)
            .map(|o| format!("    [{}],\n", planes_of(layer, o)))
            .collect();
        format!("kernel = np.array([\n{planes}], np.float32).transpose(2, 3, 1, 0)")
    };
    if !layer.bias.is_empty() {
        code += &format!("\nbias = np.array({}, np.float32)", literal::row(&layer.bias));
    }
    Part::new(code)
        .imports(&[Imports::NumPy])
        .said(words.filter(layer.shape, layer.flip).as_str())
}

/// The planes of one filter, one for each channel.
fn planes_of(layer: &Convolution, o: usize) -> String {
    let [height, width, channels, filters] = layer.shape;
    let plane = |c: usize| {
        let at = |i: usize| layer.weights[(i * channels + c) * filters + o];
        let weights: Vec<f32> = (0..height * width).map(at).collect();
        let rows: Vec<String> = weights.chunks(width).map(literal::row).collect();
        format!("[{}]", rows.join(", "))
    };
    (0..channels).map(plane).collect::<Vec<_>>().join(",\n     ")
}
