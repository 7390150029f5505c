"""Labs for convolution and pooling in a notebook: NumPy arrays in, the feature map out, every number on view."""

from convscope.labs import Convolution, Pooling

__all__ = ["Convolution", "Pooling"]
__version__ = "0.1.0"
