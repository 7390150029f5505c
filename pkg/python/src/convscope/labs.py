"""The labs. The page's side is www/pages/widget.ts; a trait has the name of the key that it shares with the lab's state."""

from pathlib import Path

import anywidget
import numpy as np
from traitlets import Any, Bool, Bytes, Enum, Float, Unicode

from convscope.arrays import Matrix, Padding, Pair, picture, plane, received, sent


class Lab(anywidget.AnyWidget):
    """What the labs share: an image, traits that follow the reader, and the map."""

    _esm = Path(__file__).parent / "widget.js"

    _kind = Unicode().tag(sync=True)
    _sample = Unicode("grid").tag(sync=True)
    _picture = Bytes(None, allow_none=True).tag(sync=True)
    _values = Any(None, allow_none=True).tag(sync=True, to_json=sent)

    grey = Enum(["mean", "rec601", "rec709", "r", "g", "b"], "mean").tag(sync=True)
    padding = Padding("valid").tag(sync=True)
    dilations = Pair((1, 1)).tag(sync=True)
    view = Enum(["gray", "viridis"], "gray").tag(sync=True)
    cell = Pair(None, allow_none=True).tag(sync=True)
    lang = Enum(["ko", "en"], None, allow_none=True).tag(sync=True)
    theme = Enum(["light", "dark"], None, allow_none=True).tag(sync=True)
    controls = Unicode(None, allow_none=True).tag(sync=True)

    output = Any(None, allow_none=True, read_only=False).tag(sync=True, to_json=sent, from_json=received, echo_update=False)
    """The map as an array of shape (height, width); None until the lab is on the screen."""
    error = Unicode("").tag(sync=True)
    """What does not fit, as a sentence; empty when all is well."""

    def __init__(self, image="grid", **traits):
        super().__init__(**traits)
        self.image = image

    @property
    def image(self):
        """What is shown: an array, or the name of a sample."""
        return self._image

    @image.setter
    def image(self, image):
        sample, png, values = "grid", None, None
        if isinstance(image, str):
            sample = image
        elif np.asarray(image).dtype == np.uint8:
            png = picture(np.asarray(image))
        else:
            values = plane(image)
        with self.hold_sync():
            self._sample, self._picture, self._values = sample, png, values
        self._image = image


class Convolution(Lab):
    """A filter slides over an image: `Convolution(image=array, filter=weights)`."""

    _kind = Unicode("convolution").tag(sync=True)
    filter = Matrix([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]).tag(sync=True)
    strides = Pair((1, 1)).tag(sync=True)
    bias = Float(0.0).tag(sync=True)
    flip = Bool(False).tag(sync=True)


class Pooling(Lab):
    """A window crosses a map and keeps its largest value, or its mean: `Pooling(image=array, size=(2, 2))`."""

    _kind = Unicode("pooling").tag(sync=True)
    op = Enum(["max", "avg"], "max").tag(sync=True)
    size = Pair((3, 3)).tag(sync=True)
    strides = Pair((3, 3)).tag(sync=True)
    ceil_mode = Bool(False).tag(sync=True)
    count_include_pad = Bool(False).tag(sync=True)
    compare = Bool(False).tag(sync=True)

    def __init__(self, image="grid", **traits):
        # As frameworks do: a window that is not told otherwise moves by its own size.
        if "size" in traits:
            traits.setdefault("strides", traits["size"])
        super().__init__(image, **traits)
