"""Arrays on their way to the page and back, and traits that take them."""

import struct
import zlib

import numpy as np
from traitlets import TraitError, TraitType


def picture(image):
    """A uint8 array of shape (height, width) or (height, width, 1 or 3) as PNG bytes."""
    array = np.ascontiguousarray(image)
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    if array.ndim not in (2, 3) or (array.ndim == 3 and array.shape[2] != 3) or array.size == 0:
        raise TraitError(f"a picture is an array of shape (height, width) or (height, width, 3); this one is {image.shape}")
    height, width = array.shape[:2]
    # Before each row of pixels the format wants the number of its filter: 0, none.
    rows = np.zeros((height, 1 + array[0].size), np.uint8)
    rows[:, 1:] = array.reshape(height, -1)
    colour = 0 if array.ndim == 2 else 2
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(rows.tobytes())), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def plane(image):
    """Numbers of any kind, taken as they are, as a float32 array of shape (height, width)."""
    array = np.asarray(image)
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    if array.ndim != 2 or array.size == 0:
        hint = " For colours give uint8: (image * 255).astype('uint8')." if array.ndim == 3 else ""
        raise TraitError(f"numbers are taken as they are and need the shape (height, width); these have {array.shape}.{hint}")
    return np.ascontiguousarray(array, np.float32)


def sent(array, _widget=None):
    """An array as it crosses to the page: its bytes and its shape."""
    return None if array is None else {"data": memoryview(np.ascontiguousarray(array)).cast("B"), "shape": list(array.shape)}


def received(message, _widget=None):
    """The array that the page has sent."""
    if message is None:
        return None
    return np.frombuffer(bytes(message["data"]), np.float32).reshape(message["shape"])


class Matrix(TraitType):
    """Rows of weights; any array of two axes, or a filter of one channel in Keras's order (height, width, 1, 1)."""

    info_text = "rows of weights, as a list of lists or an array of two axes"

    def validate(self, obj, value):
        try:
            array = np.asarray(value, np.float64)
        except (TypeError, ValueError):
            self.error(obj, value)
        if array.ndim == 4 and array.shape[2:] == (1, 1):
            array = array[:, :, 0, 0]
        if array.ndim != 2 or array.size == 0:
            self.error(obj, value)
        return array.tolist()


class Pair(TraitType):
    """Two whole numbers, y then x; one stands for both."""

    info_text = "a whole number, or two: y, x"

    def validate(self, obj, value):
        try:
            parts = [value, value] if isinstance(value, (int, np.integer)) else list(value)
            whole = len(parts) == 2 and all(int(part) == part for part in parts)
        except (TypeError, ValueError, OverflowError):
            whole = False
        if not whole:
            self.error(obj, value)
        return [int(part) for part in parts]


class Padding(TraitType):
    """`"valid"`, `"same"`, or `[[top, bottom], [left, right]]`."""

    info_text = '"valid", "same" or ((top, bottom), (left, right))'

    def validate(self, obj, value):
        if isinstance(value, str) and value in ("valid", "same"):
            return value
        try:
            array = np.asarray(value, np.float64)
        except (TypeError, ValueError):
            self.error(obj, value)
        if array.shape != (2, 2) or (array % 1 != 0).any():
            self.error(obj, value)
        return array.astype(int).tolist()
