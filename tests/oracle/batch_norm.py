"""Writes src/ops/batch_norm/cases.json: tf.nn.batch_normalization and torch.nn.functional.batch_norm with given statistics."""

from cases import CaseFile, bytes_like, computed, normal, quarters, versions

import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

FILE = CaseFile("batch_norm", versions(tf, torch))
CALLS = {"tensorflow": "tf.nn.batch_normalization", "torch": "torch.nn.functional.batch_norm"}


def by_tensorflow(x, gamma, beta, mean, variance, epsilon):
    """The last axis is the channel."""
    return tf.nn.batch_normalization(x, mean, variance, beta, gamma, epsilon).numpy()


def by_torch(x, gamma, beta, mean, variance, epsilon):
    """The second axis is the channel."""
    gamma, beta, mean, variance = map(torch.from_numpy, (gamma, beta, mean, variance))
    y = F.batch_norm(torch.from_numpy(np.moveaxis(x, -1, 1).copy()), mean, variance, gamma, beta, False, eps=epsilon)
    return np.moveaxis(y.numpy(), 1, -1)


def case(name, x, gamma, beta, mean, variance, epsilon=1e-3, tolerance=1e-5):
    """Asks both libraries."""
    inputs = [np.asarray(v, np.float32) for v in (x, gamma, beta, mean, variance)]
    answers = {
        "tensorflow": computed(lambda *v: by_tensorflow(*v, epsilon), *inputs),
        "torch": computed(lambda *v: by_torch(*v, epsilon), *inputs),
    }
    FILE.add(name, answers, CALLS, {"epsilon": epsilon}, inputs, tolerance)


def random_case(name, *shape, epsilon=1e-3):
    """Input of this shape, with statistics of its channels and a scale and an offset of either sign."""
    c = shape[-1]
    drawn = [normal(f"batch norm {name} {what}", c) for what in ("gamma", "beta", "mean")]
    case(name, normal(f"batch norm {name}", *shape), *drawn, normal(f"batch norm {name} variance", c) ** 2 + 0.1, epsilon)


def plain():
    """What the formula says, on numbers that stay exact."""
    x = quarters("batch norm plain", 1, 3, 5, 2)
    one, zero = np.ones(2), np.zeros(2)
    case("unit_statistics_change_nothing", x, one, zero, zero, one, 0, 0)
    case("mean_is_taken_off", x, one, zero, [1.5, -2], one, 0, 0)
    case("variance_of_four_halves", x, one, zero, zero, [4, 4], 0, 0)
    case("epsilon_joins_the_variance_under_the_root", x, one, zero, zero, [3.75, 0.75], 0.25, 1e-6)
    case("gamma_scales_and_beta_shifts", x, [2, -0.5], [10, 0.25], zero, one, 0, 0)
    case("gamma_of_zero_leaves_beta", x, zero, [3, -4], [1, 2], [5, 6], tolerance=1e-6)
    case("each_channel_has_its_own_statistics", x, [1, 2], [3, 4], [0.5, -1], [0.25, 4], 0, 0)
    case("constant_channel_with_zero_variance", np.full((1, 2, 3, 1), 7.0), [1], [0.5], [7], [0], tolerance=1e-6)


def sizes():
    """Tails in x and in channels, rows without a picture, sizes of 1."""
    for channels in range(1, 18):
        random_case(f"channels_{channels}", 1, 2, 3, channels)
    for width in (1, 2, 5, 7, 9, 16, 17):
        random_case(f"width_{width}", 1, 2, width, 1)
    random_case("channels_37", 1, 2, 2, 37)
    random_case("one_pixel", 1, 1, 1, 1)
    random_case("single_column", 1, 9, 1, 3)
    random_case("batch_of_three", 3, 2, 3, 5)
    random_case("rows_after_a_dense_layer", 4, 7)
    random_case("one_row_of_one_value", 1, 1)
    random_case("epsilon_of_pytorch", 2, 3, 4, 3, epsilon=1e-5)
    random_case("large_epsilon", 2, 3, 4, 3, epsilon=1.0)
    x = bytes_like("batch norm bytes", 1, 5, 6, 3)
    case("picture_of_bytes", x, np.ones(3), np.zeros(3), x.mean((0, 1, 2)), x.var((0, 1, 2)))


def special_values():
    """NaN stays where it is, or fills the channel whose statistics hold it."""
    x = quarters("batch norm nan", 1, 3, 4, 3)
    x[0, 1, 2, 1], x[0, 0, 0, 0], x[0, 2, 3, 2] = np.nan, np.inf, -np.inf
    rest = [[1, 2, -1], [0, 1, 2], [0.5, 0, -1], [1, 0.25, 4]]
    case("nan_and_infinities_stay_where_they_are", x, *rest)
    y = quarters("batch norm nan statistics", 1, 2, 3, 3)
    nan = np.nan
    case("nan_in_gamma_fills_its_channel", y, [1, nan, 2], *rest[1:])
    case("nan_in_beta_fills_its_channel", y, rest[0], [1, nan, 2], *rest[2:])
    case("nan_in_mean_fills_its_channel", y, *rest[:2], [1, nan, 2], rest[3])
    case("nan_in_variance_fills_its_channel", y, *rest[:3], [1, nan, 2])
    case("negative_variance_has_no_root", y, *rest[:3], [1, -1, 2])


def main():
    """Rewrites the file."""
    plain()
    sizes()
    special_values()
    FILE.write()


if __name__ == "__main__":
    main()
