"""Writes src/ops/conv2d/cases.json: tf.nn.conv2d and torch.nn.functional.conv2d on small inputs."""

from cases import CaseFile, bytes_like, computed, normal, quarters, same_pads, versions

import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

FILE = CaseFile("conv2d", versions(tf, torch))
CALLS = {"tensorflow": "tf.nn.conv2d", "torch": "torch.nn.functional.conv2d"}


def by_tensorflow(x, w, bias, strides, padding, dilations):
    """NHWC and HWIO as they are; groups follow from the filter's shape."""
    pads = padding.upper() if isinstance(padding, str) else [[0, 0], *padding, [0, 0]]
    y = tf.nn.conv2d(x, w, strides, pads, dilations=dilations)
    return y.numpy() if bias is None else tf.nn.bias_add(y, bias).numpy()


def by_torch(x, w, bias, strides, padding, dilations, groups):
    """NCHW and OIHW inside; every padding is laid on explicitly, so it may be uneven."""
    if padding == "same":
        padding = [same_pads(x.shape[1 + i], w.shape[i], strides[i], dilations[i]) for i in (0, 1)]
    elif padding == "valid":
        padding = [[0, 0], [0, 0]]
    (top, bottom), (left, right) = padding
    x = F.pad(torch.from_numpy(x.transpose(0, 3, 1, 2).copy()), (left, right, top, bottom))
    w = torch.from_numpy(w.transpose(3, 2, 0, 1).copy())
    bias = None if bias is None else torch.from_numpy(bias)
    y = F.conv2d(x, w, bias, stride=strides, dilation=dilations, groups=groups)
    return y.numpy().transpose(0, 2, 3, 1)


def case(name, x, w, bias=None, *, strides=(1, 1), padding="valid", dilations=(1, 1), groups=1, flip=False,
         tolerance=0):
    """Asks both libraries and keeps the answer."""
    x, w = np.asarray(x), np.asarray(w)
    bias = None if bias is None else np.asarray(bias)
    turned = w[::-1, ::-1].copy() if flip else w
    ask = {
        "tensorflow": lambda x, w, b: by_tensorflow(x, w, b, strides, padding, dilations),
        "torch": lambda x, w, b: by_torch(x, w, b, list(strides), padding, list(dilations), groups),
    }
    answers = {library: computed(call, x, turned, bias) for library, call in ask.items()}
    params = {"strides": list(strides), "padding": padding, "dilations": list(dilations), "groups": groups, "flip": flip}
    FILE.add(name, answers, CALLS, params, [x, w, bias], tolerance)


def random_case(name, x, w, bias=0, draw=quarters, **params):
    """A case whose input and filter have these shapes."""
    offsets = draw(f"{name} bias", bias) if bias else None
    case(name, draw(name, *x), draw(f"{name} filter", *w), offsets, **params)


def map_of(rows):
    """A picture of one channel, one image."""
    return np.asarray(rows, dtype=np.float64)[None, :, :, None]


def kernel_of(rows):
    """A filter from one channel to one channel."""
    return np.asarray(rows, dtype=np.float64)[:, :, None, None]


def classics():
    """Grids that books print, and 8-bit pictures with integer filters: all exact."""
    edge = [[-1, 0, 1]] * 3
    case("vertical_edge_on_a_small_picture", map_of([[10, 10, 10, 0, 0, 0]] * 5), kernel_of(edge))
    case("vertical_edge_on_a_picture_of_bytes", bytes_like("edge", 1, 6, 9, 1), kernel_of(edge))
    case("textbook_grid_of_zeros_and_ones",
         map_of([[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]),
         kernel_of([[1, 0, 1], [0, 1, 0], [1, 0, 1]]))
    case("laplacian_with_same_padding", bytes_like("laplacian", 1, 5, 8, 1), kernel_of([[0, 1, 0], [1, -4, 1], [0, 1, 0]]),
         padding="same")
    case("binomial_blur_of_bytes", bytes_like("binomial", 1, 7, 6, 1), kernel_of([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16)
    case("colour_picture_to_one_map", bytes_like("colour", 1, 4, 5, 3),
         np.asarray([[[[1.0], [-2], [3]], [[0], [4], [-1]]], [[[2], [2], [-5]], [[-3], [1], [0]]]]))


def paddings():
    """SAME for even and odd kernels, sizes and strides; explicit padding, even and uneven."""
    for name, size, kernel, strides in [
        ("same_padding_odd_kernel", [5, 5], [3, 3], [1, 1]),
        ("same_padding_is_uneven_for_even_kernels", [5, 4], [2, 2], [1, 1]),
        ("same_padding_kernel_of_four", [6, 7], [4, 4], [1, 1]),
        ("same_padding_stride_two_on_odd_sizes", [7, 7], [3, 3], [2, 2]),
        ("same_padding_stride_two_on_even_sizes_is_uneven", [8, 6], [3, 3], [2, 2]),
        ("same_padding_even_kernel_stride_two", [5, 6], [2, 2], [2, 2]),
        ("same_padding_kernel_of_five_stride_three", [8, 7], [5, 5], [3, 3]),
        ("same_padding_stride_three", [8, 10], [3, 3], [3, 3]),
        ("same_padding_kernel_2x5", [5, 7], [2, 5], [1, 1]),
        ("same_padding_strides_differ_in_y_and_x", [7, 8], [3, 2], [1, 2]),
        ("same_padding_kernel_of_one_stride_two", [5, 6], [1, 1], [2, 2]),
        ("same_padding_stride_wider_than_the_kernel", [7, 9], [2, 2], [3, 4]),
        ("same_padding_kernel_wider_than_the_input", [3, 2], [5, 5], [1, 1]),
    ]:
        random_case(name, [1, *size, 1], [*kernel, 1, 1], strides=strides, padding="same")
    random_case("same_padding_with_dilation", [1, 7, 6, 1], [3, 2, 1, 2], padding="same", dilations=[2, 3])
    random_case("explicit_padding_even", [1, 4, 5, 2], [3, 3, 2, 1], padding=[[1, 1], [1, 1]])
    random_case("explicit_padding_uneven", [1, 4, 5, 1], [3, 3, 1, 1], padding=[[1, 0], [0, 2]])
    random_case("explicit_padding_on_one_side_of_x_only", [1, 3, 4, 1], [2, 2, 1, 1], padding=[[0, 0], [0, 3]])
    random_case("explicit_padding_uneven_with_stride", [1, 5, 6, 2], [3, 2, 2, 2], padding=[[0, 3], [2, 1]], strides=[2, 3])
    random_case("explicit_padding_wider_than_the_kernel_leaves_the_bias", [1, 2, 3, 1], [2, 2, 1, 2], 2,
                padding=[[3, 2], [2, 3]])


def strides_and_dilations():
    """Windows that jump, spread, or both."""
    random_case("stride_leaves_the_last_row_and_columns_unused", [1, 6, 9, 1], [3, 3, 1, 1], strides=[2, 4])
    random_case("stride_two", [1, 7, 7, 2], [3, 3, 2, 1], strides=[2, 2])
    random_case("strides_three_and_one", [1, 8, 5, 1], [2, 3, 1, 2], strides=[3, 1])
    random_case("stride_wider_than_the_kernel", [1, 7, 8, 1], [2, 1, 1, 1], strides=[3, 3])
    random_case("dilation_two", [1, 7, 7, 1], [3, 3, 1, 1], dilations=[2, 2])
    random_case("dilations_differ_in_y_and_x", [1, 6, 8, 2], [2, 3, 2, 1], dilations=[3, 2])
    random_case("dilation_with_stride", [1, 9, 9, 1], [3, 3, 1, 2], strides=[2, 2], dilations=[2, 2])
    random_case("dilation_with_stride_and_uneven_padding", [1, 6, 8, 1], [2, 3, 1, 1], strides=[2, 3], dilations=[3, 2],
                padding=[[2, 1], [0, 3]])


def kernels_and_sizes():
    """Kernel shapes, and every width from 1 to 17, so that each SIMD tail is met."""
    random_case("kernel_1x3", [1, 4, 7, 1], [1, 3, 1, 1])
    random_case("kernel_3x1", [1, 7, 4, 1], [3, 1, 1, 1])
    random_case("kernel_2x5", [1, 5, 9, 1], [2, 5, 1, 2])
    random_case("kernel_11x11", [1, 13, 14, 1], [11, 11, 1, 1])
    random_case("kernel_as_large_as_the_input", [1, 4, 6, 2], [4, 6, 2, 3])
    random_case("kernel_1x1_mixes_channels", [1, 3, 5, 3], [1, 1, 3, 4])
    random_case("one_pixel", [1, 1, 1, 1], [1, 1, 1, 1])
    for width in range(1, 18):
        random_case(f"width_{width}", [1, 2, width, 1], [2, 3, 1, 2], padding="same")


def channels_and_batches():
    """Many channels, several pictures, bias; and real numbers, where the order of a sum shows."""
    random_case("channels_3_to_4", [1, 4, 5, 3], [3, 3, 3, 4], 4)
    random_case("channels_8_to_16", [1, 3, 4, 8], [2, 2, 8, 16])
    random_case("channels_5_to_7", [1, 4, 4, 5], [2, 3, 5, 7], 7, padding="same")
    random_case("channels_17_to_1", [1, 3, 3, 17], [2, 2, 17, 1])
    random_case("batch_of_two", [2, 4, 4, 1], [3, 3, 1, 2], 2)
    random_case("batch_of_three_with_stride_and_same_padding", [3, 5, 4, 2], [3, 3, 2, 2], strides=[2, 2], padding="same")
    random_case("bias_on_one_map", [1, 4, 4, 1], [2, 2, 1, 1], 1)
    random_case("real_numbers_3x3", [1, 6, 7, 3], [3, 3, 3, 4], 4, normal, padding="same", tolerance=1e-5)
    random_case("real_numbers_5x5_stride_two", [2, 7, 8, 1], [5, 5, 1, 3], 3, normal, strides=[2, 2], padding="same",
                tolerance=1e-5)


def groups_and_flips():
    """Groups up to depthwise, and the flipped filter of mathematics (asked for as a filter turned by 180 degrees)."""
    random_case("two_groups", [1, 4, 5, 4], [3, 3, 2, 6], groups=2)
    random_case("four_groups_with_stride_and_same_padding", [1, 5, 6, 8], [3, 2, 2, 4], 4, groups=4, strides=[2, 2],
                padding="same")
    random_case("depthwise", [1, 4, 5, 3], [3, 3, 1, 3], groups=3, padding="same")
    random_case("depthwise_with_two_filters_a_channel", [2, 3, 4, 3], [2, 2, 1, 6], 6, groups=3)
    random_case("depthwise_with_dilation", [1, 6, 6, 5], [2, 3, 1, 5], groups=5, dilations=[2, 2])
    random_case("flip", [1, 5, 5, 1], [3, 3, 1, 1], flip=True)
    random_case("flip_even_kernel_with_same_padding", [1, 4, 5, 1], [2, 4, 1, 1], flip=True, padding="same")
    random_case("flip_keeps_channels_in_order", [1, 4, 4, 3], [2, 3, 3, 2], 2, flip=True, strides=[1, 2])
    random_case("flip_with_groups", [1, 4, 4, 4], [2, 2, 2, 2], flip=True, groups=2, padding=[[0, 1], [1, 0]])


def special_values():
    """NaN and infinities reach exactly the windows that hold them; infinity times zero is NaN."""
    for name, value in [("nan", np.nan), ("infinity", np.inf), ("minus_infinity", -np.inf)]:
        x = quarters(name, 1, 5, 6, 1)
        x[0, 1, 2, 0] = value
        case(f"{name}_reaches_the_windows_that_hold_it", x, kernel_of([[1, -1], [0.5, 2]]))
    x = quarters("opposite infinities", 1, 3, 5, 1)
    x[0, 1, [1, 3], 0] = [np.inf, -np.inf]
    case("opposite_infinities_make_nan", x, kernel_of([[1, 1, 1]]))
    x = quarters("zero weight", 1, 4, 4, 1)
    x[0, 1, 1, 0] = np.inf
    case("infinity_times_a_zero_weight_is_nan", x, kernel_of([[0, 1], [1, 0]]), padding="same")


def main():
    """Rewrites the file."""
    classics()
    paddings()
    strides_and_dilations()
    kernels_and_sizes()
    channels_and_batches()
    groups_and_flips()
    special_values()
    FILE.write()


if __name__ == "__main__":
    main()
