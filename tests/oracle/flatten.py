"""Writes src/ops/flatten/cases.json: Keras's Flatten and torch.flatten on NHWC, so rows come out in the order y, x, channel.

PyTorch's own layout is NCHW, where the same call gives channel, y, x; here it is handed NHWC.
"""

from cases import CaseFile, bytes_like, computed, normal, quarters, versions

import numpy as np
import tensorflow as tf
import torch

FILE = CaseFile("flatten", versions(tf, torch))
CALLS = {"tensorflow": "tf.keras.layers.Flatten", "torch": "torch.flatten(start_dim=1)"}


def case(name, x):
    """Asks both libraries."""
    answers = {
        "tensorflow": computed(lambda x: tf.keras.layers.Flatten(dtype=x.dtype.name)(x).numpy(), x),
        "torch": computed(lambda x: torch.flatten(torch.from_numpy(x), start_dim=1).numpy(), x),
    }
    FILE.add(name, answers, CALLS, {}, [x], 0)


def main():
    """Rewrites the file."""
    case("counts_along_x_before_y", np.arange(6.0).reshape(1, 2, 3, 1))
    case("channels_lie_side_by_side", np.arange(24.0).reshape(1, 3, 4, 2))
    case("pictures_stay_apart", np.arange(36.0).reshape(3, 2, 3, 2))
    case("one_value", np.asarray([5.0]).reshape(1, 1, 1, 1))
    case("picture_of_bytes", bytes_like("flatten bytes", 1, 4, 5, 3))
    case("batch_of_five", quarters("flatten batch", 5, 2, 3, 2))
    case("single_row", quarters("flatten row", 2, 1, 7, 3))
    case("single_column", quarters("flatten column", 2, 7, 1, 3))
    case("vectors_of_channels", quarters("flatten channels", 3, 1, 1, 11))
    case("many_channels", quarters("flatten many", 1, 2, 2, 33))
    case("real_numbers", normal("flatten real", 2, 3, 4, 5))
    case("rows_that_are_flat_already", quarters("flatten flat", 3, 7))
    case("three_axes", quarters("flatten three", 2, 3, 5))
    for width in range(1, 18):
        case(f"width_{width}", quarters(f"flatten width {width}", 2, 2, width, 1))
    x = quarters("flatten nan", 1, 2, 3, 1)
    x[0, 0, 1, 0], x[0, 1, 0, 0], x[0, 1, 2, 0] = np.nan, np.inf, -np.inf
    case("nan_and_infinities_keep_their_places", x)
    FILE.write()


if __name__ == "__main__":
    main()
