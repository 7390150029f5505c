"""Writes src/ops/softmax/cases.json: tf.nn.softmax and torch.nn.functional.softmax along any axis."""

from cases import CaseFile, bytes_like, computed, normal, quarters, versions

import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

FILE = CaseFile("softmax", versions(tf, torch))
CALLS = {"tensorflow": "tf.nn.softmax", "torch": "torch.nn.functional.softmax"}


def case(name, x, axis=-1, tolerance=1e-6):
    """Asks both libraries."""
    x = np.asarray(x, np.float32)
    answers = {
        "tensorflow": computed(lambda x: tf.nn.softmax(x, axis).numpy(), x),
        "torch": computed(lambda x: F.softmax(torch.from_numpy(x), axis).numpy(), x),
    }
    FILE.add(name, answers, CALLS, {"axis": axis}, [x], tolerance)


def sizes():
    """Vectors of every length from 1 to 17, and long ones."""
    for length in range(1, 18):
        case(f"length_{length}", quarters(f"softmax {length}", 1, length))
    case("vector_of_one_axis", quarters("softmax vector", 10))
    case("vector_of_one_value_is_one", [-7.0], tolerance=0)
    case("long_rows", normal("softmax long", 2, 131))
    case("batch_of_scores", normal("softmax scores", 5, 10))
    case("three_axes", quarters("softmax three", 2, 3, 5))
    case("picture_of_bytes_over_channels", bytes_like("softmax bytes", 1, 4, 3, 3))
    case("many_channels", normal("softmax channels", 1, 2, 3, 37))


def axes():
    """Each axis of each rank, counted from either end."""
    x = normal("softmax axes", 2, 3, 5, 7)
    for axis in range(-4, 4):
        case(f"axis_{axis}_of_four".replace("-", "minus_"), x, axis)
    for axis in range(-2, 2):
        case(f"axis_{axis}_of_two".replace("-", "minus_"), quarters("softmax two", 5, 9), axis)
    case("axis_0_of_one", quarters("softmax one", 6), 0)
    case("axis_1_of_three", normal("softmax middle", 3, 4, 5), 1)
    case("axis_of_size_one_gives_ones", normal("softmax ones", 2, 1, 3, 5), 1, tolerance=0)
    case("axis_y_of_a_single_column", normal("softmax column", 1, 9, 1, 2), 1)
    case("axis_x_of_a_single_row", normal("softmax row", 1, 1, 9, 2), 2)


def magnitudes():
    """The greatest value is taken off first, so that no exponential overflows."""
    case("equal_values_share", np.full((2, 8), 3.5), tolerance=0)
    case("huge_values_do_not_overflow", [[1000.0, 1001, 1002, 999]])
    case("huge_negative_values_do_not_vanish", [[-1000.0, -1001, -1002, -999]])
    case("one_value_towers_over_the_rest", [[-3.0e38, 3.0e38, 0, 1]], tolerance=0)
    case("differences_around_the_smallest_exponential", [[0.0, -80, -87, -88, -103, -104, -110]])
    case("close_scores", normal("softmax close", 1, 16) * 1e-3)


def special_values():
    """NaN and +infinity make their row NaN and no other; -infinity takes no share, unless nothing else is there."""
    x = normal("softmax nan", 3, 5)
    x[1, 2] = np.nan
    case("nan_fills_its_row", x)
    case("nan_fills_its_column", x, 0)
    y = normal("softmax infinity", 3, 5)
    y[1, 2] = np.inf
    case("infinity_makes_its_row_nan", y)
    z = normal("softmax minus infinity", 3, 5)
    z[0, 1], z[1, 2:4], z[2] = -np.inf, -np.inf, -np.inf
    case("minus_infinity_takes_no_share", z)


def main():
    """Rewrites the file."""
    sizes()
    axes()
    magnitudes()
    special_values()
    FILE.write()


if __name__ == "__main__":
    main()
