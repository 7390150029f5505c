//! A notebook for Jupyter and Colab: the program in cells, the picture inside, and all stages side by side.

use super::{
    Kept, Layer, Made, Picture, Pooling, Program, computed,
    literal::quoted,
    part::{self, Imports, Part},
    source,
    words::Words,
};
use crate::{pixels::ColorMap, window::Window};

/// Opens a picture as the lab does: upright, in RGB.
const OPEN: &str = r#"

def open_picture(file):
    return np.asarray(ImageOps.exif_transpose(Image.open(file)).convert("RGB"))"#;

/// The notebook, as JSON. `reached` is the size of the output, where it is known.
pub fn written(made: &Made, reached: Option<[usize; 2]>) -> String {
    let words = Words::of(made.language);
    let program = Program::TensorFlow;
    let pictures = picture_cells(made, &words);
    let mut steps = source::inputs(made, &words);
    steps.extend(computed(made, program, &words));
    let further = further(made, reached);
    steps.extend(further.as_ref().map(|layer| {
        super::layer_part(&Layer::Pooling(*layer), program, &words, ["output", "pooled"]).said(words.pooled_further())
    }));
    steps.push(plotted(made, further.is_some()).said(words.side_by_side()));

    let needs: Vec<Part> = [Part::new("").imports(&[Imports::Bytes, Imports::Pillow])]
        .into_iter()
        .collect();
    let all: Vec<Part> = needs.into_iter().chain(pictures).chain(steps).collect();
    let head = format!("{}{OPEN}", part::head(&all, &words).trim_end());
    let mut cells = vec![
        markdown(&format!("{}\n\n{}", words.title(), introduction(made, &words))),
        markdown(words.libraries()),
        code(&head, false),
    ];
    for part in all.iter().skip(1) {
        let hidden = part.code().starts_with("PICTURE = ");
        let heading = if part.says().starts_with('#') { "" } else { "## " };
        cells.push(markdown(&format!("{heading}{}", part.says())));
        cells.push(code(part.code(), hidden));
    }
    assembled(&cells)
}

fn introduction(made: &Made, words: &Words) -> String {
    let mut text = format!("{}\n\n{}", words.introduction(), words.licence());
    if !made.credit.is_empty() {
        text += &format!(" {}", words.photo(made.credit));
    }
    text
}

/// The picture inside, where it is known and not too large, and one's own.
fn picture_cells(made: &Made, words: &Words) -> Vec<Part> {
    let carried = made.picture.as_ref().and_then(Picture::carried);
    let inside = match carried {
        Some(part) => part.said(words.carried()),
        None => Part::new(r#"picture = open_picture("picture.png")"#).said(&format!(
            "{}\n\n{}",
            words.picture(),
            words.picture_file()
        )),
    };
    let own = format!(
        r#"SOURCE = "inside"  # @param ["inside", "upload", "drive"]
DRIVE = "/content/drive/MyDrive/picture.jpg"  # @param {{type: "string"}}  {}
if SOURCE == "upload":
    from google.colab import files

    picture = open_picture(io.BytesIO(next(iter(files.upload().values()))))
elif SOURCE == "drive":
    from google.colab import drive

    drive.mount("/content/drive")
    picture = open_picture(DRIVE)
print(picture.shape, picture.dtype)"#,
        words.drive_path()
    );
    vec![inside, Part::new(own).said(words.own_picture())]
}

/// After a convolution alone: a pooling that fits its map.
fn further(made: &Made, reached: Option<[usize; 2]>) -> Option<Pooling> {
    let pools = made.layers.iter().any(|layer| matches!(layer, Layer::Pooling(_)));
    let side = reached.map_or(3, |[height, width]| height.min(width).min(3));
    let size = [side, side];
    (!pools).then(|| Pooling {
        kept: Kept::Largest,
        window: Window {
            strides: size,
            ..Window::new(size)
        },
    })
}

/// Three pictures: what the window slides over, its map, the pooled map; a pooling alone begins with the colours.
fn plotted(made: &Made, further: bool) -> Part {
    let map = match made.map {
        ColorMap::Gray => "gray",
        ColorMap::Viridis => "viridis",
    };
    let first = match made.grey {
        Some(_) => r#""grey", grey, "gray""#,
        None => r#""picture", picture, None"#,
    };
    let shown = |name: &str| format!(r#"("{name}", {name}[0, :, :, 0], "{map}")"#);
    let mut stages = vec![format!("({first})")];
    if made.layers.len() > 1 {
        stages.push(shown("convolved"));
    } else if !further {
        stages.insert(0, r#"("picture", picture, None)"#.into());
    }
    stages.push(shown("output"));
    if further {
        stages.push(shown("pooled"));
    }
    let stages: String = stages.iter().map(|stage| format!("    {stage},\n")).collect();
    Part::new(format!(
        r#"stages = [
{stages}]
figure, axes = plt.subplots(1, len(stages), figsize=(15, 5))
for axis, (name, values, colours) in zip(axes, stages):
    axis.imshow(values, cmap=colours)
    axis.set_title(f"{{name}} {{values.shape}}")
plt.tight_layout()
plt.show()"#
    ))
    .imports(&[Imports::Plot])
}

fn markdown(text: &str) -> String {
    format!(
        "{{\"cell_type\":\"markdown\",\"id\":\"ID\",\"metadata\":{{}},\"source\":{}}}",
        lines(text)
    )
}

fn code(text: &str, hidden: bool) -> String {
    let metadata = if hidden {
        r#"{"cellView":"form","jupyter":{"source_hidden":true}}"#
    } else {
        "{}"
    };
    format!(
        "{{\"cell_type\":\"code\",\"execution_count\":null,\"id\":\"ID\",\"metadata\":{metadata},\"outputs\":[],\"source\":{}}}",
        lines(text)
    )
}

/// Text as notebooks keep it, line by line.
fn lines(text: &str) -> String {
    let lines: Vec<String> = text.trim_end().split_inclusive('\n').map(quoted).collect();
    format!("[{}]", lines.join(","))
}

fn assembled(cells: &[String]) -> String {
    let numbered = cells.iter().enumerate();
    let cells: Vec<String> = numbered
        .map(|(at, cell)| cell.replacen("\"id\":\"ID\"", &format!("\"id\":\"cell-{at}\""), 1))
        .collect();
    format!(
        r#"{{"cells":[
{}
],"metadata":{{"colab":{{"provenance":[]}},"kernelspec":{{"display_name":"Python 3","name":"python3"}},"language_info":{{"name":"python"}}}},"nbformat":4,"nbformat_minor":5}}
"#,
        cells.join(",\n")
    )
}
