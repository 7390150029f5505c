"""Writes src/ops/avg_pool2d/cases.json: tf.nn.avg_pool2d and torch.nn.functional.avg_pool2d on small inputs."""

from cases import CaseFile, bytes_like, computed, normal, quarters, same_pads, versions

import numpy as np
import tensorflow as tf
import torch
import torch.nn.functional as F

FILE = CaseFile("avg_pool2d", versions(tf, torch))
CALLS = {"tensorflow": "tf.nn.avg_pool2d", "torch": "torch.nn.functional.avg_pool2d"}


def by_torch(x, size, strides, padding, ceil_mode, include):
    """NCHW inside. PyTorch pads evenly and by half a kernel at most; any other padding is laid on as zeros."""
    if padding == "same":
        padding = [same_pads(x.shape[1 + i], size[i], strides[i], 1) for i in (0, 1)]
    elif padding == "valid":
        padding = [[0, 0], [0, 0]]
    x = torch.from_numpy(x.transpose(0, 3, 1, 2).copy())
    if all(before == after <= k // 2 for (before, after), k in zip(padding, size)):
        y = F.avg_pool2d(x, size, strides, [padding[0][0], padding[1][0]], ceil_mode, include)
    else:
        assert not ceil_mode, "ceil_mode needs PyTorch's own padding"
        y = over_zeros(x, size, strides, padding, include)
    return y.numpy().transpose(0, 2, 3, 1)


def over_zeros(x, size, strides, padding, include):
    """Uneven padding: the mean over zeros laid on, divided by the share of real cells when padding is not counted."""
    (top, bottom), (left, right) = padding
    pads = (left, right, top, bottom)
    mean = F.avg_pool2d(F.pad(x, pads), size, strides)
    return mean if include else mean / F.avg_pool2d(F.pad(torch.ones_like(x), pads), size, strides)


def case(name, x, size=(2, 2), strides=None, *, padding="valid", ceil_mode=False, include=False, tolerance=1e-6):
    """Asks both libraries where both have an answer: TensorFlow has valid and same padding, and never counts padding."""
    size = list(size)
    strides = list(strides or size)
    ask = {"torch": lambda x: by_torch(x, size, strides, padding, ceil_mode, include)}
    if isinstance(padding, str) and not ceil_mode and not (include and padding == "same"):
        ask = {"tensorflow": lambda x: tf.nn.avg_pool2d(x, size, strides, padding.upper()).numpy(), **ask}
    answers = {library: computed(call, np.asarray(x)) for library, call in ask.items()}
    params = {"size": size, "strides": strides, "padding": padding, "ceil_mode": ceil_mode, "count_include_pad": include}
    FILE.add(name, answers, CALLS, params, [x], tolerance)


def sizes_and_strides():
    """The usual window, windows that overlap or leave gaps, sizes that do not divide."""
    case("halves_a_picture", np.asarray([1, 3, 2, 4, 5, 7, 6, 8, 3, 1, 1, 0, 1, 3, 3, 4.0]).reshape(1, 4, 4, 1), tolerance=0)
    case("picture_of_bytes", bytes_like("avg bytes", 1, 6, 8, 3), tolerance=0)
    case("sizes_that_do_not_divide_lose_the_remainder", bytes_like("avg remainder", 1, 5, 7, 1))
    case("a_427_by_638_picture_in_miniature", bytes_like("avg miniature", 1, 7, 10, 3), [3, 3])
    case("overlapping_windows", quarters("avg overlap", 1, 7, 6, 2), [3, 3], [2, 2])
    case("windows_with_gaps", quarters("avg gaps", 1, 7, 8, 1), [2, 2], [3, 3])
    case("size_2x3", quarters("avg 2x3", 1, 5, 7, 1), [2, 3])
    case("strides_differ_in_y_and_x", quarters("avg strides", 1, 6, 7, 2), [3, 2], [1, 3])
    case("window_as_large_as_the_input", quarters("avg global", 1, 5, 3, 4), [5, 3])
    case("many_channels", quarters("avg channels", 1, 4, 4, 17))
    case("batch_of_three", quarters("avg batch", 3, 4, 5, 2))
    case("real_numbers", normal("avg real", 1, 6, 5, 3), [3, 3], [2, 1], tolerance=1e-5)
    for width in (1, 3, 4, 5, 9, 13):
        case(f"width_{width}", quarters(f"avg width {width}", 1, 3, width, 1), [2, 1], [1, 1])


def paddings():
    """Padding left out of the mean (TensorFlow, and PyTorch when told so), and padding counted as zeros."""
    case("same_padding_is_left_out_of_the_mean", bytes_like("avg same", 1, 5, 7, 1), padding="same")
    case("same_padding_stride_one", quarters("avg same one", 1, 4, 5, 2), [2, 2], [1, 1], padding="same")
    case("same_padding_size_three_stride_two", quarters("avg same three", 1, 6, 7, 1), [3, 3], [2, 2], padding="same")
    case("same_padding_counted_as_zeros", quarters("avg same zeros", 1, 5, 7, 1), [3, 3], [1, 1], padding="same", include=True)
    case("uneven_same_padding_counted_as_zeros", quarters("avg same uneven", 1, 5, 7, 1), padding="same", include=True)
    even = [[1, 1], [1, 1]]
    x = quarters("avg even", 1, 5, 6, 2)
    case("explicit_padding_counted_as_zeros", x, [3, 3], [2, 2], padding=even, include=True)
    case("explicit_padding_left_out_of_the_mean", x, [3, 3], [2, 2], padding=even)
    uneven = [[1, 0], [0, 2]]
    case("uneven_padding_counted_as_zeros", x, [3, 3], [2, 2], padding=uneven, include=True)
    case("uneven_padding_left_out_of_the_mean", x, [3, 3], [2, 2], padding=uneven)
    case("without_padding_counting_it_changes_nothing", quarters("avg valid", 1, 4, 4, 1), [3, 2], [1, 2], include=True)


def ceil_modes():
    """Cells past the padded input never count; padding counts when asked for."""
    case("ceil_mode_divides_by_the_cells_that_exist", quarters("avg ceil", 1, 5, 7, 1), ceil_mode=True)
    case("ceil_mode_never_counts_cells_past_the_end", quarters("avg ceil", 1, 5, 7, 1), ceil_mode=True, include=True)
    x = quarters("avg ceil pad", 1, 6, 7, 1)
    pads = [[1, 1], [1, 1]]
    case("ceil_mode_with_padding_left_out", x, [3, 3], [3, 2], padding=pads, ceil_mode=True)
    case("ceil_mode_with_padding_counted", x, [3, 3], [3, 2], padding=pads, ceil_mode=True, include=True)
    case("ceil_mode_counts_trailing_padding_but_not_what_lies_past_it", quarters("avg ceil past", 1, 4, 6, 1), [4, 3], [3, 3],
         padding=[[1, 1], [1, 1]], ceil_mode=True, include=True)
    case("ceil_mode_drops_a_window_that_starts_in_the_trailing_padding", quarters("avg ceil drop", 1, 3, 3, 1), [2, 2], [4, 2],
         padding=pads, ceil_mode=True, include=True)


def special_values():
    """NaN reaches its windows; opposite infinities average to NaN."""
    x = quarters("avg nan", 1, 5, 6, 1)
    x[0, 1, 2, 0] = np.nan
    case("nan_reaches_the_windows_that_hold_it", x, [3, 3], [2, 2])
    case("nan_with_same_padding", x, padding="same")
    y = quarters("avg infinities", 1, 4, 4, 1)
    y[0, 0, 1, 0], y[0, 2, :2, 0] = np.inf, [np.inf, -np.inf]
    case("infinities", y)


def main():
    """Rewrites the file."""
    sizes_and_strides()
    paddings()
    ceil_modes()
    special_values()
    FILE.write()


if __name__ == "__main__":
    main()
