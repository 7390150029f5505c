"""Writes src/ops/global_avg_pool2d/cases.json: tf.reduce_mean over y and x, and torch's adaptive_avg_pool2d to one cell."""

from cases import CaseFile, bytes_like, channels_first, channels_last, computed, normal, quarters, versions

import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

FILE = CaseFile("global_avg_pool2d", versions(tf, torch))
CALLS = {"tensorflow": "tf.math.reduce_mean(axis=[1, 2], keepdims=True)", "torch": "torch.nn.functional.adaptive_avg_pool2d"}


def by_torch(x):
    """NCHW inside."""
    return channels_last(F.adaptive_avg_pool2d(torch.from_numpy(channels_first(x)), 1).numpy())


def case(name, x, tolerance=1e-6):
    """Asks both libraries."""
    answers = {
        "tensorflow": computed(lambda x: tf.math.reduce_mean(x, [1, 2], keepdims=True).numpy(), x),
        "torch": computed(by_torch, x),
    }
    FILE.add(name, answers, CALLS, {}, [x], tolerance)


def main():
    """Rewrites the file. A mean of 2^n multiples of 1/4 is exact; other counts round."""
    case("mean_of_four", np.asarray([1, 2, 3, 6.0]).reshape(1, 2, 2, 1), 0)
    case("one_pixel_is_its_own_mean", quarters("global one", 1, 1, 1, 5), 0)
    case("channels_stay_apart", np.arange(32.0).reshape(1, 4, 4, 2), 0)
    case("pictures_stay_apart", np.arange(48.0).reshape(3, 4, 2, 2), 0)
    case("picture_of_bytes", bytes_like("global bytes", 1, 8, 8, 3), 0)
    case("sizes_that_are_no_power_of_two", bytes_like("global odd", 1, 7, 9, 3))
    case("opposites_cancel", np.asarray([5, -5, 0.25, -0.25]).reshape(1, 1, 4, 1), 0)
    case("all_negative", -1 - bytes_like("global negative", 1, 3, 5, 2))
    case("single_row", quarters("global row", 1, 1, 13, 2))
    case("single_column", quarters("global column", 1, 13, 1, 2))
    case("last_map_of_a_network", normal("global network", 2, 7, 7, 19), 1e-5)
    case("real_numbers", normal("global real", 1, 5, 11, 3), 1e-5)
    case("huge_values", normal("global huge", 1, 3, 5, 2) * 1e6, 1e-5)
    for width in range(1, 18):
        case(f"width_{width}", quarters(f"global width {width}", 1, 3, width, 1))
    for channels in range(2, 18):
        case(f"channels_{channels}", quarters(f"global channels {channels}", 2, 2, 4, channels), 0)
    x = quarters("global nan", 2, 3, 4, 3)
    x[0, 1, 2, 1] = np.nan
    case("nan_reaches_its_channel_alone", x)
    x[0, 1, 2, 1], x[1, 0, 0, 0], x[1, 2, 3, 2], x[1, 0, 1, 2] = np.inf, -np.inf, np.inf, -np.inf
    case("infinities_reach_their_channel_and_opposite_ones_make_nan", x)
    FILE.write()


if __name__ == "__main__":
    main()
