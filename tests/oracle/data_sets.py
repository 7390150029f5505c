"""Writes www/data/sets/: the pictures that `<convscope-training>` learns from, as `.npz` files.

`digits.npz`    the 1797 handwritten digits of UCI, 8x8, as scikit-learn has them
`numerals.npz`  digits from fonts, 28x28
`jamo.npz`      basic consonants and vowels of Hangul from fonts, 28x28

Each holds x_train, y_train, x_test, y_test: `np.load` reads them, and so does the site. A run writes the same bytes.
The fonts are Debian's fonts-nanum and fonts-nanum-extra, 20200506-1 (SIL Open Font License 1.1).
"""

import hashlib
import json
import math
from pathlib import Path

from cases import ROOT, generator, seeded, versions, write_text

import numpy as np
import PIL
import sklearn
from PIL import Image, ImageDraw, ImageFont
from sklearn.datasets import load_digits

FOLDER = ROOT / "www/data/sets"
FONTS = Path("/usr/share/fonts/truetype/nanum")
# Handwriting, round pens and plain strokes; nothing with serifs, which no hand draws. The first letters of the file's SHA-256,
# and by how much its strokes may grow before a ring closes.
FACES = {
    "NanumPen.ttf": ("0e1e2cc07fd5", 5),
    "NanumBrush.ttf": ("5fe0e02f74c5", 2),
    "NanumBarunpenR.ttf": ("f5bd6993e837", 5),
    "NanumBarunpenB.ttf": ("a4cb68691683", 3),
    "NanumSquareRoundL.ttf": ("b0bd9e7e0678", 7),
    "NanumSquareRoundR.ttf": ("52862fdf05b5", 5),
    "NanumBarunGothicLight.ttf": ("741c050acf96", 7),
    "NanumGothic.ttf": ("48a28e97b34f", 5),
}
JAMO = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎㅏㅓㅗㅜㅡㅣ"
NUMERALS = "0123456789"
# What every picture of a part is drawn from; the parts have generators of their own.
COUNTS = {"train": 200, "test": 50}
SIDE, FINE, GLYPH = 28, 4, 20
# Sixteen greys: noise in more of them would only cost bytes.
LEVELS = 15


def face(name, size):
    """A font, which has to be the very file that the committed pictures were drawn from."""
    path = FONTS / name
    if not path.is_file():
        raise SystemExit(f"{path} is missing: apt-get install fonts-nanum=20200506-1 fonts-nanum-extra=20200506-1")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest.startswith(FACES[name][0]), f"{name} is another version: {digest[:12]}"
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def glyphs(text):
    """Each character in each face, black on white's opposite: a large mask cut to its ink."""
    drawn = {}
    for name in FACES:
        font = face(name, 160)
        for character in text:
            canvas = Image.new("L", (480, 480))
            ImageDraw.Draw(canvas).text((160, 120), character, fill=255, font=font)
            drawn[name, character] = canvas.crop(canvas.getbbox())
    return drawn


def thickened(ink, by):
    """A stroke wider by `by` pixels on each side, by moving the picture around a circle; narrower for a negative number."""
    if by == 0:
        return ink
    reach = abs(by)
    padded = np.pad(ink, reach)
    around = [(y, x) for y in range(-reach, reach + 1) for x in range(-reach, reach + 1) if y * y + x * x <= reach * reach]
    moved = np.stack([np.roll(padded, place, (0, 1)) for place in around])
    return moved.max(0) if by > 0 else moved.min(0)


def sheared(ink, rng):
    """Turned, slanted and stretched, by one affine map; then cut to its ink."""
    turn = math.radians(rng.uniform(-14, 14))
    slant, wide, high = rng.uniform(-0.2, 0.2), rng.uniform(0.82, 1.18), rng.uniform(0.82, 1.18)
    matrix = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]]) @ np.array([[1, slant], [0, 1]])
    back = np.linalg.inv(matrix @ np.diag([wide, high]))
    height, width = ink.shape
    side = 2 * max(height, width)
    offset = np.array([width / 2, height / 2]) - back @ np.array([side / 2, side / 2])
    data = (*back[0], offset[0], *back[1], offset[1])
    turned = Image.fromarray(ink).transform((side, side), Image.Transform.AFFINE, data, Image.Resampling.BILINEAR)
    return turned.crop(turned.getbbox())


def waved(ink, rng):
    """Rows and columns pushed along slow waves, as a hand wavers."""
    height, width = ink.shape
    for axis, length in ((1, height), (0, width)):
        amount, phase, cycles = rng.uniform(0, 3.5), rng.uniform(0, 2 * math.pi), rng.uniform(0.5, 1.4)
        shifts = [round(amount * math.sin(phase + 2 * math.pi * cycles * at / length)) for at in range(length)]
        lines = ink if axis == 1 else ink.T
        lines = np.stack([np.roll(line, shift) for line, shift in zip(np.pad(lines, ((0, 0), (4, 4))), shifts)])
        ink = lines if axis == 1 else lines.T
    return ink


def picture(mask, most, rng):
    """One 28x28 picture of a character: distorted, brought to 20 pixels on its longer side, moved, and with noise."""
    ink = thickened(np.asarray(mask), int(rng.integers(-1, most + 1)))
    turned = sheared(ink, rng)
    longer = FINE * GLYPH * rng.uniform(0.88, 1.08)
    scale = longer / max(turned.size)
    size = [max(1, round(side * scale)) for side in turned.size]
    ink = waved(np.asarray(turned.resize(size, Image.Resampling.BILINEAR)), rng)
    side = FINE * SIDE
    middle = np.array([side, side]) / 2 - np.array(ink.shape) / 2 + rng.uniform(-1.6, 1.6, 2) * FINE
    y, x = np.clip(np.rint(middle).astype(int), 0, side - np.array(ink.shape))
    fine = np.zeros((side, side))
    fine[y : y + ink.shape[0], x : x + ink.shape[1]] = ink / 255
    grey = fine.reshape(SIDE, FINE, SIDE, FINE).mean((1, 3)) * rng.uniform(0.75, 1)
    noise = rng.uniform(-1, 1, grey.shape) * rng.uniform(0.02, 0.16)
    specks = (rng.uniform(0, 1, grey.shape) < 0.004) * rng.uniform(0.2, 0.7, grey.shape)
    return np.rint(np.clip(grey + noise * (0.25 + grey) + specks, 0, 1) * LEVELS) * (255 // LEVELS)


def drawn_part(set_name, part, text, masks):
    """One part: as many of each character, in a shuffled order. Its distortions are its own."""
    rng = seeded(f"{set_name} {part}")
    labels = rng.permutation(np.repeat(np.arange(len(text)), COUNTS[part]))
    faces = [list(FACES)[at] for at in rng.integers(len(FACES), size=len(labels))]
    pictures = [picture(masks[name, text[label]], FACES[name][1], rng) for name, label in zip(faces, labels)]
    return np.stack(pictures).astype(np.uint8), labels.astype(np.uint8)


def drawn(name, text):
    """A set from fonts."""
    masks = glyphs(text)
    return {part: drawn_part(name, part, text, masks) for part in COUNTS}


def digits():
    """A fifth of each class, drawn by lot, is the test part."""
    data = load_digits()
    pictures, labels = data.images.astype(np.uint8), data.target.astype(np.uint8)
    order = seeded("digits").permutation(len(labels))
    test = np.concatenate([order[labels[order] == label][: round((labels == label).sum() / 5)] for label in range(10)])
    test = np.sort(test)
    train = np.setdiff1d(np.arange(len(labels)), test)
    train = seeded("digits train").permutation(train)
    return {"train": (pictures[train], labels[train]), "test": (pictures[test], labels[test])}


def write(name, parts):
    """One `.npz`. NumPy dates its members 1980, so that the bytes depend on nothing else."""
    path = FOLDER / f"{name}.npz"
    arrays = {f"{kind}_{part}": array for part, both in parts.items() for kind, array in zip("xy", both)}
    np.savez_compressed(path, **arrays)
    shapes = {key: list(array.shape) for key, array in arrays.items()}
    print(f"www/data/sets/{path.name}: {path.stat().st_size} bytes, {shapes}")
    return {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "shapes": shapes}


def main():
    """Rewrites the folder's data."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    files = [
        write("digits", digits()),
        write("numerals", drawn("numerals", NUMERALS)),
        write("jamo", drawn("jamo", JAMO)),
    ]
    told = {"generator": generator("data_sets.py", {"pillow": PIL.__version__, **versions(np, sklearn)}), "files": files}
    write_text("www/data/sets/sets.json", json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
