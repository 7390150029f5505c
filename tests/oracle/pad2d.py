"""Writes src/ops/pad2d/cases.json: torch.nn.functional.pad, tf.pad where it has the mode, and numpy.pad."""

from cases import CaseFile, bytes_like, channels_first, channels_last, computed, normal, quarters, versions

import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

FILE = CaseFile("pad2d", versions(tf, torch, np))
CALLS = {"tensorflow": "tf.pad", "torch": "torch.nn.functional.pad", "numpy": "numpy.pad"}
# Ours: TensorFlow's, PyTorch's, NumPy's. TensorFlow has neither of the last two (its SYMMETRIC repeats the edge itself).
MODES = {
    "zero": ("CONSTANT", "constant", "constant"),
    "reflect": ("REFLECT", "reflect", "reflect"),
    "replicate": (None, "replicate", "edge"),
    "circular": (None, "circular", "wrap"),
}


def by_torch(x, pads, mode):
    """NCHW inside; the last axis comes first in the list of paddings."""
    (top, bottom), (left, right) = pads
    return channels_last(F.pad(torch.from_numpy(channels_first(x)), (left, right, top, bottom), mode).numpy())


def case(name, x, pads, mode):
    """Asks every library that has the mode."""
    tf_mode, torch_mode, np_mode = MODES[mode]
    all_axes = [[0, 0], *pads, [0, 0]]
    ask = {
        "tensorflow": lambda x: tf.pad(x, all_axes, tf_mode).numpy(),
        "torch": lambda x: by_torch(x, pads, torch_mode),
        "numpy": lambda x: np.pad(x, all_axes, np_mode),
    }
    if tf_mode is None:
        del ask["tensorflow"]
    answers = {library: computed(call, np.asarray(x)) for library, call in ask.items()}
    FILE.add(name, answers, CALLS, {"padding": pads, "mode": mode}, [x], 0)


def every_mode():
    """The same questions to each mode, all within the reach of reflect and circular."""
    counted = np.arange(1.0, 13).reshape(1, 3, 4, 1)
    for mode in MODES:
        case(f"{mode}_one_cell_around", counted, [[1, 1], [1, 1]], mode)
        case(f"{mode}_two_cells_around", counted, [[2, 2], [2, 2]], mode)
        case(f"{mode}_all_four_sides_differ", quarters("pad sides", 1, 5, 6, 2), [[1, 2], [3, 4]], mode)
        case(f"{mode}_above_only", quarters("pad above", 1, 4, 3, 1), [[2, 0], [0, 0]], mode)
        case(f"{mode}_right_only", quarters("pad right", 1, 3, 5, 1), [[0, 0], [0, 3]], mode)
        case(f"{mode}_nothing", quarters("pad nothing", 1, 3, 2, 2), [[0, 0], [0, 0]], mode)
        case(f"{mode}_up_to_its_reach", quarters("pad reach", 1, 3, 5, 1), [[2, 2], [4, 4]], mode)
        case(f"{mode}_batch_of_three", quarters("pad batch", 3, 3, 4, 2), [[1, 0], [2, 1]], mode)
        case(f"{mode}_many_channels", quarters("pad channels", 1, 3, 3, 17), [[1, 1], [0, 2]], mode)
        case(f"{mode}_picture_of_bytes", bytes_like("pad bytes", 1, 4, 5, 3), [[1, 1], [2, 2]], mode)
        case(f"{mode}_real_numbers", normal("pad real", 2, 4, 5, 3), [[2, 1], [1, 3]], mode)
        for width in (4, 7, 8, 13, 16, 17):
            case(f"{mode}_width_{width}", quarters(f"pad width {width}", 1, 2, width, 1), [[1, 1], [3, 2]], mode)
        x = quarters("pad nan", 1, 3, 4, 1)
        x[0, 0, 0, 0], x[0, 2, 3, 0], x[0, 1, 2, 0] = np.nan, np.inf, -np.inf
        case(f"{mode}_nan_and_infinities_are_copied", x, [[1, 2], [2, 1]], mode)


def reaches():
    """Zero and replicate reach any distance; circular as far as the input is long; reflect never copies the edge itself."""
    one = np.full((1, 1, 1, 2), -3.5)
    for mode in ("zero", "replicate"):
        case(f"{mode}_one_pixel", one, [[2, 1], [1, 3]], mode)
        case(f"{mode}_wider_than_the_input", quarters("pad wide", 1, 2, 3, 1), [[5, 0], [4, 7]], mode)
        case(f"{mode}_single_column", quarters("pad column", 1, 4, 1, 1), [[1, 1], [2, 2]], mode)
    case("circular_one_pixel", one, [[1, 1], [1, 1]], "circular")
    case("circular_as_wide_as_the_input", quarters("pad circular", 1, 2, 3, 1), [[2, 2], [3, 3]], "circular")
    case("circular_single_column", quarters("pad column", 1, 4, 1, 1), [[3, 4], [1, 0]], "circular")
    case("reflect_two_cells_reach_one", quarters("pad reflect", 1, 2, 2, 1), [[1, 1], [1, 1]], "reflect")
    case("reflect_single_column_stays_unpadded_in_x", quarters("pad column", 1, 4, 1, 1), [[3, 2], [0, 0]], "reflect")
    case("reflect_single_pixel_stays_unpadded", one, [[0, 0], [0, 0]], "reflect")


def main():
    """Rewrites the file."""
    every_mode()
    reaches()
    FILE.write()


if __name__ == "__main__":
    main()
