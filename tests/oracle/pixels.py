"""Writes src/pixels/cases.json and src/pixels/viridis.rs: greyscale by NumPy and Pillow, colours by matplotlib."""

import itertools
import json

from cases import generator, normal, number, seeded, versions, write_text

import matplotlib
import numpy as np
import PIL
from PIL import Image

CORNERS = list(itertools.product((0, 1, 127, 128, 254, 255), repeat=3))


def triples():
    """Corners of the colour cube and near them, then 300 random colours; no colour whose Rec. 709 grey is a tie.

    On an exact tie (3,368 of the 16.7 million colours) float64 formulas disagree with one another.
    """
    drawn = seeded("greyscale").integers(0, 256, (300, 3)).tolist()
    colours = np.asarray(CORNERS + drawn)
    return colours[(colours @ [2126, 7152, 722]) % 10000 != 5000].astype(np.uint8)


def greyscale():
    """One grey per colour and method."""
    rgb = triples()
    mean = np.zeros(len(rgb), np.uint8)
    mean[...] = np.mean(rgb, axis=-1)
    rec601 = np.asarray(Image.fromarray(rgb[None]).convert("L"))[0]
    r, g, b = rgb.astype(np.float64).T
    rec709 = np.rint(0.2126 * r + 0.7152 * g + 0.0722 * b).astype(np.uint8)
    methods = {
        "mean": ["numpy", "uint8 array [...] = np.mean(rgb, axis=-1)", mean],
        "rec601": ["pillow", "Image.convert('L')", rec601],
        "rec709": ["numpy", "np.rint(0.2126 * r + 0.7152 * g + 0.0722 * b)", rec709],
    }
    lines = [
        f'  {{"method":{json.dumps(name)},"from":{json.dumps(source)},"call":{json.dumps(call)},\n   "grey":{listed(grey)}}}'
        for name, (source, call, grey) in methods.items()
    ]
    return f' "rgb":{listed(rgb.ravel())},\n "greyscale":[\n' + ",\n".join(lines) + "]"


def maps():
    """Small maps: ordinary, negative, constant, one cell, NaN, tiny and huge ranges, an even ramp."""
    holed = normal("holed", 3, 4)
    holed[1, 2] = np.nan
    return {
        "map_of_integers": np.asarray([[0, 1, 2], [3, 4, 5.0]]),
        "map_of_negative_values": np.asarray([[-8, -4.5, -1], [-2, -8, -3.25]]),
        "map_around_zero": normal("around zero", 4, 5),
        "constant_map": np.full((2, 3), 7.5),
        "constant_map_of_zeros": np.zeros((1, 2)),
        "map_of_one_cell": np.asarray([[-3.0]]),
        "map_with_nan": holed,
        "map_of_tiny_values": normal("tiny", 2, 4) * 1e-20,
        "map_of_huge_values": normal("huge", 2, 4) * 1e20,
        "ramp_of_bytes": np.arange(256.0).reshape(16, 16),
    }


def coloured(values, name, dtype):
    """The colours that plt.imshow gives: what is no number is masked, the rest scaled linearly from least to most.

    matplotlib's bytes are cut, not rounded, and in gray that makes 24 of the 256 levels one too dark (33 becomes 32);
    so for gray its fractions are rounded here. Its viridis is taken byte for byte.
    """
    scaled = matplotlib.colors.Normalize()(np.ma.masked_invalid(values.astype(dtype)))
    if name == "gray":
        return np.rint(matplotlib.colormaps[name](scaled) * 255).astype(np.uint8)
    return matplotlib.colormaps[name](scaled, bytes=True)


def colorize():
    """Every map in both colour maps; float32 and float64 have to give the same colours."""
    lines = []
    for (name, values), colours in itertools.product(maps().items(), ("gray", "viridis")):
        values = values.astype(np.float32)
        rgba = coloured(values, colours, np.float64)
        np.testing.assert_array_equal(coloured(values, colours, np.float32), rgba, err_msg=name)
        data = ",".join(number(v) for v in values.ravel())
        lines.append(
            f'  {{"name":"{name}_in_{colours}","map":"{colours}","shape":{json.dumps(list(values.shape))},\n'
            f'   "data":[{data}],\n   "rgba":{listed(rgba.ravel())}}}'
        )
    return ' "colorize":[\n' + ",\n".join(lines) + "]"


def listed(integers):
    """Integers as compact JSON."""
    return json.dumps(np.asarray(integers).tolist(), separators=(",", ":"))


def viridis():
    """matplotlib's 256 colours."""
    return matplotlib.colormaps["viridis"](np.arange(256), bytes=True)[:, :3].tolist()


def viridis_source(table):
    """The table as Rust, four colours a line."""
    rows = [", ".join(str(colour) for colour in table[i:i + 4]) for i in range(0, 256, 4)]
    body = "".join(f"    {row},\n" for row in rows)
    return (
        f"//! matplotlib {matplotlib.__version__}'s viridis, byte for byte; written by `tests/oracle/pixels.py`.\n\n"
        "/// Red, green and blue of each level, darkest first.\n"
        f"pub(super) const VIRIDIS: [[u8; 3]; 256] = [\n{body}];\n"
    )


def main():
    """Rewrites both files."""
    table = viridis()
    libraries = {**versions(np, matplotlib), "pillow": PIL.__version__}
    head = json.dumps(generator("pixels.py", libraries))
    text = f'{{"generator":{head},\n{greyscale()},\n{colorize()},\n "viridis":{listed(table)}}}\n'
    json.loads(text)
    write_text("src/pixels/cases.json", text)
    write_text("src/pixels/viridis.rs", viridis_source(table))


if __name__ == "__main__":
    main()
