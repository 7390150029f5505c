"""Writes tests/pictures/: small picture files of many kinds, and what each has to look like, by Pillow."""

import io
import json
import struct
import zlib

from cases import ROOT, generator, versions, write_text

import numpy as np
import PIL
from PIL import Image, ImageOps

FOLDER = ROOT / "tests/pictures"
ORIENTATION = 0x0112
# How a viewer turns each EXIF orientation upright, undone: what the file has to hold.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
EXPECTED = []


def quadrants():
    """48 wide, 32 high: red, green over blue, yellow, with a white block at (y 8, x 8), so no turn looks like another."""
    rgb = np.zeros((32, 48, 3), np.uint8)
    rgb[:16, :24], rgb[:16, 24:], rgb[16:, :24], rgb[16:, 24:] = [200, 30, 30], [30, 160, 60], [40, 60, 190], [230, 200, 40]
    rgb[8:16, 8:16] = 255
    return rgb


def look(array, places):
    """Those pixels, as [y, x] and its colour."""
    return [{"at": [y, x], "rgb": [int(v) for v in array[y, x]]} for y, x in places]


def keep(name, data, expected, tolerance, note):
    """Writes one file, and what it has to decode to."""
    (FOLDER / name).write_bytes(data)
    height, width, _ = expected.shape
    rows, columns = (height // 8, height // 2 + height // 4), (width // 12, width // 4, width - width // 4)
    places = [(y, x) for y in (*rows, height - 1) for x in columns]
    if (height, width) == (32, 48):
        places.append((12, 12))
    EXPECTED.append({"file": name, "note": note, "shape": list(expected.shape), "tolerance": tolerance,
                     "pixels": look(expected, places)})


def broken(name, data, error, note):
    """Writes one file that cannot be decoded."""
    (FOLDER / name).write_bytes(data)
    EXPECTED.append({"file": name, "note": note, "error": error})


def upright(data):
    """What Pillow shows: turned by EXIF, laid over white, in RGB."""
    picture = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    return np.asarray(Image.alpha_composite(white, picture).convert("RGB"))


def saved(picture, kind, **options):
    """The bytes of a file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def turned(orientation, kind, **options):
    """The quadrants stored so that this EXIF orientation makes them upright."""
    picture = Image.fromarray(quadrants())
    turn = STORED[orientation]
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    data = saved(picture if turn is None else picture.transpose(turn), kind, exif=exif, **options)
    assert np.abs(upright(data).astype(int) - quadrants()).mean() < 3, f"orientation {orientation}"
    return data


def orientations():
    """The eight EXIF orientations; all of them show the same upright picture."""
    for orientation in STORED:
        data = turned(orientation, "JPEG", quality=95, subsampling=0)
        keep(f"orientation_{orientation}.jpg", data, quadrants(), 12, f"JPEG, EXIF orientation {orientation}")
    keep("orientation_6.webp", turned(6, "WEBP", lossless=True), quadrants(), 0, "lossless WebP, EXIF orientation 6")
    keep("orientation_8.png", turned(8, "PNG"), quadrants(), 0, "PNG, EXIF orientation 8")


def kept_as_shown(name, picture, kind, tolerance, note, **options):
    """A file whose expected pixels are what Pillow shows of it."""
    data = saved(picture, kind, **options)
    keep(name, data, upright(data), tolerance, note)


def ordinary():
    """The common kinds of each format."""
    rgb = Image.fromarray(quadrants())
    grey = rgb.convert("L")
    alpha = Image.fromarray(np.tile(np.linspace(0, 255, 48).astype(np.uint8), (32, 1)))
    kept_as_shown("progressive.jpg", rgb, "JPEG", 12, "progressive JPEG", quality=90, progressive=True)
    kept_as_shown("grey.jpg", grey, "JPEG", 4, "grey JPEG", quality=95)
    kept_as_shown("rgb.png", rgb, "PNG", 0, "8-bit RGB PNG")
    kept_as_shown("rgba.png", Image.merge("RGBA", (*rgb.split(), alpha)), "PNG", 1, "PNG with alpha, over white")
    kept_as_shown("palette.png", rgb.quantize(8, dither=Image.Dither.NONE), "PNG", 0, "palette PNG")
    kept_as_shown("palette_transparent.png", rgb.quantize(8, dither=Image.Dither.NONE), "PNG", 1,
                  "palette PNG with a transparent colour, over white", transparency=0)
    kept_as_shown("grey.png", grey, "PNG", 0, "8-bit grey PNG")
    kept_as_shown("grey_alpha.png", Image.merge("LA", (grey, alpha)), "PNG", 1, "grey PNG with alpha, over white")
    kept_as_shown("bilevel.png", grey.point(lambda v: 255 * (v > 100)).convert("1"), "PNG", 0, "1-bit PNG")
    kept_as_shown("lossless.webp", rgb, "WEBP", 0, "lossless WebP", lossless=True)
    kept_as_shown("lossy.webp", rgb, "WEBP", 12, "lossy WebP", quality=90)
    kept_as_shown("alpha.webp", Image.merge("RGBA", (*rgb.split(), alpha)), "WEBP", 1, "lossless WebP with alpha, over white",
                  lossless=True, exact=True)
    kept_as_shown("rgb.bmp", rgb.resize((12, 8), Image.Resampling.NEAREST), "BMP", 0, "24-bit BMP")
    still = rgb.quantize(8, dither=Image.Dither.NONE)
    kept_as_shown("two_frames.gif", still, "GIF", 0, "GIF of two frames: the first is shown", save_all=True,
                  append_images=[Image.new("RGB", rgb.size, (255, 0, 255)).quantize(2)], duration=100)


def png(header, rows_of_passes):
    """A PNG put together by hand, for the kinds that Pillow cannot write. Every row is unfiltered."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    raw = b"".join(b"\0" + row for row in rows_of_passes)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", *header))
            + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))


def by_hand():
    """Sixteen bits a channel, and the seven passes of an interlaced PNG."""
    rgb = quadrants()
    wide = rgb.astype(np.uint16) * 257
    data = png((48, 32, 16, 2, 0, 0, 0), [row.astype(">u2").tobytes() for row in wide])
    keep("rgb_16_bit.png", data, rgb, 1, "16-bit RGB PNG")
    ramp = np.arange(32 * 48, dtype=np.uint32).reshape(32, 48) * 65535 // (32 * 48 - 1)
    data = png((48, 32, 16, 0, 0, 0, 0), [row.astype(">u2").tobytes() for row in ramp])
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(data))), ramp)
    grey = np.rint(ramp / 257).astype(np.uint8)
    keep("grey_16_bit.png", data, np.stack([grey] * 3, axis=-1), 1, "16-bit grey PNG")
    passes = [(0, 8, 0, 8), (0, 8, 4, 8), (4, 8, 0, 4), (0, 4, 2, 4), (2, 4, 0, 2), (0, 2, 1, 2), (1, 2, 0, 1)]
    rows = [row.tobytes() for y, dy, x, dx in passes for row in rgb[y::dy, x::dx]]
    data = png((48, 32, 8, 2, 0, 0, 1), rows)
    np.testing.assert_array_equal(upright(data), rgb)
    keep("interlaced.png", data, rgb, 0, "interlaced PNG")


def spoilt():
    """Files that must be refused with a sentence."""
    whole = saved(Image.fromarray(np.random.default_rng(7).integers(0, 256, (24, 24, 3), np.uint8)), "PNG")
    broken("truncated.png", whole[: len(whole) // 2], "truncated", "half of a PNG")
    broken("huge.png", png((60000, 60000, 8, 2, 0, 0, 0), [b"\0" * 8]), "too large", "a PNG header that claims 60000 x 60000")
    broken("text.jpg", b"This is a text file; only its name says JPEG.\n", "not a picture", "text named .jpg")
    broken("empty.png", b"", "not a picture", "no bytes at all")


def main():
    """Rewrites the folder."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    orientations()
    ordinary()
    by_hand()
    spoilt()
    head = json.dumps(generator("pictures.py", {"pillow": PIL.__version__, **versions(np)}))
    body = ",\n".join("  " + json.dumps(entry) for entry in EXPECTED)
    write_text("tests/pictures/expected.json", f'{{"generator":{head},\n "files":[\n{body}\n]}}\n')
    print(f"  {sum(f.stat().st_size for f in FOLDER.iterdir())} bytes in {len(list(FOLDER.iterdir()))} files")


if __name__ == "__main__":
    main()
